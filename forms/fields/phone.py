"""A Japanese telephone number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import TextualKind, problem
from forms.fields.digits import only_digits
from forms.japanese.phones import hyphenated, is_phone
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from forms.definition import Field


class Phone(TextualKind):
    """Ten or eleven digits from 0 on, kept without hyphens."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the digits; brackets and hyphens may be typed, +81 is read as 0."""
        text = raw.translate(str.maketrans("（）", "()")) if isinstance(raw, str) else ""
        digits = only_digits(text.replace("(", "").replace(")", "").replace("＋", "+").replace("+81", "0", 1))
        return digits if digits and is_phone(digits) else problem(ProblemCode.NOT_PHONE, field)

    def written(self, value: str, field: Field) -> str:
        """Return 0125-62-2222."""
        return hyphenated(value)
