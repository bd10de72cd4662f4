"""An amount in yen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.number import Number

if TYPE_CHECKING:
    from forms.definition import Field


class Money(Number):
    """Whole yen, written with a comma every three digits."""

    unit = "円"
    highest = 99_999_999_999

    def written(self, value: int, field: Field) -> str:
        """Return 1,200,000."""
        return f"{value:,}"
