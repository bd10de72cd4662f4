"""One line of text, as typed: nothing is replaced, because a name is a name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from forms.fields.base import TextualKind, problem
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""General categories that no paper can show: control, format, surrogate, private use, line and paragraph separator."""


class Text(TextualKind):
    """One line; line breaks and tabs become a space, and none is left at the ends."""

    longest = 100

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the line, or a problem for an invisible or private character."""
        if not isinstance(raw, str):
            return problem(ProblemCode.NOT_TEXT, field)
        text = self.tidy(raw)
        if any(unicodedata.category(character) in _REFUSED for character in text.replace("\n", "")):
            return problem(ProblemCode.CHARACTER, field)
        return text

    def tidy(self, text: str) -> str:
        """Return the text without what nobody meant to type."""
        return re.sub(r"[\t\r\n]+", " ", text).strip()

    def check(self, value: str, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the text is longer than the field allows."""
        longest = field.limits.longest or self.longest
        return problem(ProblemCode.TOO_LONG, field, longest=longest) if len(value) > longest else None

    def from_slip(self, raw: object, field: Field) -> str:
        """Return any text: a name of the card is never altered, even where it could not be typed here."""
        if not isinstance(raw, str):
            raise SlipValueError(field.id)
        return raw
