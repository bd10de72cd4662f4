"""A whole number: copies, people, weeks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem, whole_number
from forms.language import unit
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field


class Number(FieldKind[int]):
    """A whole number from 0 on, unless the limits say otherwise."""

    unit = ""
    highest = 9999

    def parse(self, raw: object, field: Field) -> int | Problem:
        """Return the number of 12, １２, 1,200 or with the unit of the field behind it, yen in English too."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if not isinstance(raw, str):
            return problem(ProblemCode.NOT_NUMBER, field)
        text = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", raw)).lstrip("¥")
        text = text.removesuffix(self._unit(field)).removesuffix("yen")
        return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text) else problem(ProblemCode.NOT_NUMBER, field)

    def check(self, value: int, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the number lies outside the limits."""
        low = field.limits.at_least or 0
        high = self.highest if field.limits.at_most is None else field.limits.at_most
        return None if low <= value <= high else problem(ProblemCode.OUT_OF_RANGE, field, low=low, high=high)

    def screen(self, value: int, field: Field, language: str = "ja") -> str:
        """Return the number with its unit; in another language only yen are named."""
        return self.written(value, field) + unit(self._unit(field), language)

    def written(self, value: int, field: Field) -> str:
        """Return the digits; the unit is printed on the sheet."""
        return str(value)

    def csv(self, value: int, field: Field) -> str:
        """Return the digits."""
        return str(value)

    def to_slip(self, value: int, field: Field) -> SlipValue:
        """Return the number."""
        return value

    def from_slip(self, raw: object, field: Field) -> int:
        """Return the number; raises SlipValueError."""
        return whole_number(raw, field)

    def _unit(self, field: Field) -> str:
        return field.unit or self.unit
