"""A person's name, as the register or the person writes it: nothing of it is ever replaced."""

from __future__ import annotations

from forms.fields.text import Text
from forms.japanese.names import spaced


class Name(Text):
    """One line. A name of the card comes in as it is; only what is typed is given the register's space."""

    longest = 100

    def tidy(self, text: str) -> str:
        """Return the name with one full-width space where spaces were typed between Japanese characters."""
        return spaced(super().tidy(text))
