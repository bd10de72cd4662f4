"""What an answer can be: a plain value of its field's kind, or one of two honest absences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final

from forms.japanese.about import last_day


class Unknown(Enum):
    """The resident does not know: a valid answer, even where one is required; staff see it marked."""

    UNKNOWN = "わからない"


class Skipped(Enum):
    """The resident leaves an optional field out: 記入なし."""

    SKIPPED = "記入なし"


UNKNOWN: Final = Unknown.UNKNOWN
SKIPPED: Final = Skipped.SKIPPED


class WesternDay(date):
    """A day that is written in western years, as the resident record of a foreign resident has it.

    It is equal to the same day written by its era: only the writing differs.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AboutDate:
    """A day remembered only to its year, or to its month: 昭和40年頃, 昭和40年5月頃."""

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        return last_day(self.year, self.month)

    def isoformat(self) -> str:
        """Return 1965~ or 1965-05~ (ISO 8601-2, qualification of a date as approximate)."""
        return f"{self.year:04}~" if self.month is None else f"{self.year:04}-{self.month:02}~"


Plain = str | int | bool | date | datetime | time | tuple[str, ...] | AboutDate
"""A value that is written on paper: text, number, tick, day, day and time, time of day, choices, about a day."""

Value = Plain | Unknown | Skipped


def is_plain(value: Value) -> bool:
    """Tell whether there is something to write."""
    return value is not UNKNOWN and value is not SKIPPED
