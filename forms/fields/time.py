"""A time of day."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem, whole_number
from forms.language import clock
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from forms.definition import Field

_WRITTEN = re.compile(
    r"(?P<half>午前|午後|AM|PM)?(?P<hour>[0-9]{1,2})(?:[:時](?:(?P<minute>[0-9]{1,2})分?|(?P<thirty>半))?)",
    re.IGNORECASE,
)


def read_time(text: str) -> time | None:
    """Return the time of 13:30, 13時30分, 午後1時半, 午後1時 or 正午, in any width; None for another text."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _WRITTEN.fullmatch("午後0時" if plain == "正午" else plain)
    if found is None:
        return None
    hour, minute = int(found["hour"]), 30 if found["thirty"] else int(found["minute"] or 0)
    if found["half"]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if found["half"].upper() in ("午後", "PM") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class Time(FieldKind[time]):
    """Hours and minutes."""

    def parse(self, raw: object, field: Field) -> time | Problem:
        """Return the time of day, to the minute."""
        found = read_time(raw) if isinstance(raw, str) else raw
        if not isinstance(found, time):
            return problem(ProblemCode.NOT_TIME, field)
        return time(found.hour, found.minute)

    def written(self, value: time, field: Field) -> str:
        """Return 午後1時30分."""
        return clock(value, "ja")

    def screen(self, value: time, field: Field, language: str = "ja") -> str:
        """Return the time as on the paper; in another language 13:30."""
        return clock(value, language)

    def csv(self, value: time, field: Field) -> str:
        """Return HH:MM."""
        return f"{value:%H:%M}"

    def to_slip(self, value: time, field: Field) -> SlipValue:
        """Return the minutes since midnight."""
        return value.hour * 60 + value.minute

    def from_slip(self, raw: object, field: Field) -> time:
        """Return the time; raises SlipValueError."""
        minutes = whole_number(raw, field)
        if not 0 <= minutes < 24 * 60:
            raise SlipValueError(field.id)
        return time(minutes // 60, minutes % 60)
