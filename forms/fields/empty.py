"""Parts of the sheet that only a pen, a seal, a photograph or the staff fill in: no value ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from forms.fields.base import FieldKind, SlipValue, problem
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from forms.definition import Field


class Empty(FieldKind[Never]):
    """Printed empty: the program takes no value for it."""

    askable = False

    def parse(self, raw: object, field: Field) -> Problem:
        """Refuse any value."""
        return problem(ProblemCode.NOT_ASKED, field)

    def written(self, value: Never, field: Field) -> str:
        """Return nothing."""
        return ""

    def to_slip(self, value: Never, field: Field) -> SlipValue:
        """Refuse any value."""
        raise SlipValueError(field.id)

    def from_slip(self, raw: object, field: Field) -> Never:
        """Refuse any value."""
        raise SlipValueError(field.id)
