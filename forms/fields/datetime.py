"""A day and a time of day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem, whole_number
from forms.fields.date import Date
from forms.fields.time import Time
from forms.japanese.eras import FIRST_DAY
from forms.problems import Problem, ProblemCode, SlipValueError
from forms.values import AboutDate

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

# A day on paper has no time zone.
_START = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)  # noqa: DTZ001
_LAST = datetime.max  # noqa: DTZ901
_MINUTE = timedelta(minutes=1)
_DATE = Date()
_TIME = Time()


class DateTime(FieldKind[datetime]):
    """A day from 1868 on with hours and minutes, in the town's own time."""

    def parse(self, raw: object, field: Field) -> datetime | Problem:
        """Return the day and time of 令和8年4月1日 午後1時30分, 2026-04-01 13:30 or of a TOML date-time."""
        if isinstance(raw, datetime):
            day = _DATE.parse(raw.date(), field)
            clock = _TIME.parse(raw.time(), field)
        else:
            # What the screen says again in brackets (1946年) stands between the day and the time.
            text = re.sub(r"[（(][^（(）)]*[）)]", " ", raw).strip() if isinstance(raw, str) else ""
            parts = re.fullmatch(r"(.*?(?:日|\d(?=[\sT])))[\sT]*(.*)", text)
            if parts is None:
                return problem(ProblemCode.NOT_TIME, field)
            day = _DATE.parse(parts[1], field)
            clock = _TIME.parse(parts[2], field)
        if isinstance(day, Problem):
            return day
        if isinstance(day, AboutDate):
            return problem(ProblemCode.NOT_DATE, field)
        return clock if isinstance(clock, Problem) else datetime.combine(day, clock)

    def check(self, value: datetime, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the day lies outside the limits."""
        return _DATE.check(value.date(), field, today)

    def written(self, value: datetime, field: Field) -> str:
        """Return 令和8年4月1日 午後1時30分."""
        return f"{_DATE.written(value.date(), field)} {_TIME.written(value.time(), field)}"

    def screen(self, value: datetime, field: Field, language: str = "ja") -> str:
        """Return both parts as they are read back alone."""
        return f"{_DATE.screen(value.date(), field, language)} {_TIME.screen(value.time(), field, language)}"

    def csv(self, value: datetime, field: Field) -> str:
        """Return YYYY-MM-DDTHH:MM."""
        return f"{value:%Y-%m-%dT%H:%M}"

    def to_slip(self, value: datetime, field: Field) -> SlipValue:
        """Return the minutes since the start of 1868."""
        return (value - _START) // _MINUTE

    def from_slip(self, raw: object, field: Field) -> datetime:
        """Return the day and time; raises SlipValueError."""
        minutes = whole_number(raw, field)
        if not 0 <= minutes <= (_LAST - _START) // _MINUTE:
            raise SlipValueError(field.id)
        return _START + minutes * _MINUTE
