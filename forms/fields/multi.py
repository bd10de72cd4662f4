"""Several of the options printed on the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem
from forms.fields.choice import canonical, option_number, option_of
from forms.language import listed
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field


def _parts(text: str, field: Field) -> list[str]:
    """Return the options said one after the other; an option may hold a comma itself, so the longest is taken first."""
    left, found = text.strip(), []
    names = sorted((*field.options, *field.options_en), key=len, reverse=True)
    while left:
        name = next((item for item in names if item and left.startswith(item)), None)
        if name is None:
            return text.split("、")
        found.append(name)
        left = left.removeprefix(name).lstrip("、, ")
    return found


class Multi(FieldKind[tuple[str, ...]]):
    """The chosen options in the order of the sheet."""

    def parse(self, raw: object, field: Field) -> tuple[str, ...] | Problem:
        """Return the options of a list, or of a text with 、 between them (", " in English)."""
        items = _parts(raw, field) if isinstance(raw, str) else raw
        if not isinstance(items, (list, tuple)):
            return problem(ProblemCode.NOT_OPTION, field)
        wanted = [canonical(item.strip(), field) if isinstance(item, str) else item for item in items]
        if not wanted or any(item not in field.options for item in wanted):
            return problem(ProblemCode.NOT_OPTION, field)
        return tuple(option for option in field.options if option in wanted)

    def check(self, value: tuple[str, ...], field: Field, today: date | None) -> Problem | None:
        """Return a problem when a value is none of the options."""
        return None if set(value) <= set(field.options) else problem(ProblemCode.NOT_OPTION, field)

    def screen(self, value: tuple[str, ...], field: Field, language: str = "ja") -> str:
        """Return the options in the language of the screen."""
        return listed([field.option(item, language) for item in value], language)

    def written(self, value: tuple[str, ...], field: Field) -> str:
        """Return the options with 、 between them."""
        return "、".join(value)

    def to_slip(self, value: tuple[str, ...], field: Field) -> SlipValue:
        """Return the numbers of the options."""
        return [option_number(item) for item in value]

    def from_slip(self, raw: object, field: Field) -> tuple[str, ...]:
        """Return the options; raises SlipValueError."""
        if not isinstance(raw, list) or not raw:
            raise SlipValueError(field.id)
        return tuple(option_of(item, field) for item in raw)
