"""Several lines of text."""

from __future__ import annotations

import re

from forms.fields.text import Text


class Textarea(Text):
    """Lines as typed, without spaces at their ends and without empty lines around them."""

    longest = 400

    def tidy(self, text: str) -> str:
        """Return the lines, one line feed between them."""
        lines = re.split(r"\r\n|\r|\n", text.replace("\t", " "))
        return "\n".join(line.strip() for line in lines).strip("\n")
