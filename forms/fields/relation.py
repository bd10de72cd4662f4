"""What one person is to another (続柄, 本人との関係): a word of the vocabulary, or the resident's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.choice import canonical
from forms.fields.text import Text

if TYPE_CHECKING:
    from forms.definition import Field
    from forms.problems import Problem


class Relation(Text):
    """A short word; the field's options are offered, others may be written."""

    longest = 20

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the word; one that the screen offers in English in Japanese."""
        text = super().parse(raw, field)
        return canonical(text, field) if isinstance(text, str) else text

    def screen(self, value: str, field: Field, language: str = "ja") -> str:
        """Return the word, in the language of the screen when it is one of the vocabulary."""
        return field.option(value, language)
