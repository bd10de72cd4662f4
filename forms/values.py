"""What an answer can be: a plain value of its field's kind, or one of two honest absences."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from typing import Final


class Unknown(Enum):
    """The resident does not know: a valid answer, even where one is required; staff see it marked."""

    UNKNOWN = "わからない"


class Skipped(Enum):
    """The resident leaves an optional field out: 記入なし."""

    SKIPPED = "記入なし"


UNKNOWN: Final = Unknown.UNKNOWN
SKIPPED: Final = Skipped.SKIPPED

Plain = str | int | bool | date | datetime | time | tuple[str, ...]
"""A value that is written on paper: text, whole number, tick, day, day and time, time of day, several choices."""

Value = Plain | Unknown | Skipped


def is_plain(value: Value) -> bool:
    """Tell whether there is something to write."""
    return value is not UNKNOWN and value is not SKIPPED
