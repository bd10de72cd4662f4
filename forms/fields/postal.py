"""A Japanese postcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import TextualKind, problem
from forms.fields.digits import only_digits
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from forms.definition import Field


class Postal(TextualKind):
    """Seven digits, kept without the hyphen."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the seven digits; 〒 and the hyphen may be typed."""
        digits = only_digits(raw.replace("〒", "") if isinstance(raw, str) else raw)
        return digits if digits and len(digits) == 7 else problem(ProblemCode.NOT_POSTAL, field)

    def written(self, value: str, field: Field) -> str:
        """Return 073-0201."""
        return f"{value[:3]}-{value[3:]}"
