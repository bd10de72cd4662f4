"""One box to tick: yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem
from forms.language import yes_or_no
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

_WORDS = {"はい": True, "いいえ": False, "yes": True, "no": False, "1": True, "0": False, "✓": True, "": False}


class Checkbox(FieldKind[bool]):
    """True when ticked. A required box is a consent or a statement: it has to be ticked for the form to be taken."""

    def parse(self, raw: object, field: Field) -> bool | Problem:
        """Return true for はい, Yes, 1 or a tick, false for いいえ, No, 0 or no tick."""
        found = _WORDS.get(raw.strip().lower()) if isinstance(raw, str) else raw
        return found if isinstance(found, bool) else problem(ProblemCode.NOT_YES_NO, field)

    def check(self, value: bool, field: Field, today: date | None) -> Problem | None:
        """Return a problem when a required box is not ticked."""
        return problem(ProblemCode.NOT_AGREED, field) if field.required and not value else None

    def screen(self, value: bool, field: Field, language: str = "ja") -> str:
        """Return はい or いいえ."""
        return yes_or_no(value, language)

    def written(self, value: bool, field: Field) -> str:
        """Return a tick, or nothing."""
        return "✓" if value else ""

    def csv(self, value: bool, field: Field) -> str:
        """Return 1 or 0."""
        return "1" if value else "0"

    def to_slip(self, value: bool, field: Field) -> SlipValue:
        """Return the truth."""
        return value

    def from_slip(self, raw: object, field: Field) -> bool:
        """Return the truth; raises SlipValueError."""
        if not isinstance(raw, bool):
            raise SlipValueError(field.id)
        return raw
