"""A day, read with its era or western, written in the era the sheet offers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem, whole_number
from forms.japanese.ages import legal_age, school_year_end
from forms.japanese.eras import FIRST_DAY, NoSuchDayError, NotADateError, read_date, to_era
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from forms.definition import Field


def offers_era(value: date, field: Field) -> bool:
    """Tell whether the sheet has the era of this day to circle; if not, the day is written in western years."""
    return not field.options or to_era(value).era.short in field.options


class Date(FieldKind[date]):
    """A day from 1868 on."""

    def parse(self, raw: object, field: Field) -> date | Problem:
        """Return the day of 昭和21年3月4日, S21.3.4, 1946-03-04, 19460304 or of a TOML date."""
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw if raw >= FIRST_DAY else problem(ProblemCode.NO_SUCH_DAY, field)
        if not isinstance(raw, str):
            return problem(ProblemCode.NOT_DATE, field)
        try:
            return read_date(raw)
        except NoSuchDayError:
            return problem(ProblemCode.NO_SUCH_DAY, field)
        except NotADateError:
            return problem(ProblemCode.NOT_DATE, field)

    def check(self, value: date, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the day or the age it means lies outside the limits."""
        limits = field.limits
        if today is None:
            return None
        if limits.earliest_days is not None:
            first = today + timedelta(days=limits.earliest_days)
            if value < first:
                return problem(ProblemCode.TOO_EARLY, field, day=to_era(first), day_en=first)
        if limits.latest_days is not None:
            last = today + timedelta(days=limits.latest_days)
            if value > last:
                return problem(ProblemCode.TOO_LATE, field, day=to_era(last), day_en=last)
        reached = legal_age(value, today)
        too_young = limits.age_at_least is not None and reached < limits.age_at_least
        too_old = limits.age_at_most is not None and reached > limits.age_at_most
        left_school = limits.school_age_at_most is not None and today > school_year_end(
            value, limits.school_age_at_most
        )
        return problem(ProblemCode.AGE, field) if too_young or too_old or left_school else None

    def screen(self, value: date, field: Field, language: str = "ja") -> str:
        """Return 昭和21年3月4日（1946年）; in English 1946-03-04 (Showa 21)."""
        era = to_era(value)
        if language == "en":
            return f"{value.isoformat()} ({era.era.roman} {era.year})"
        return f"{era}（{value.year}年）"

    def written(self, value: date, field: Field) -> str:
        """Return the day by its era, or in western years when the sheet does not offer the era."""
        if offers_era(value, field):
            return str(to_era(value))
        return f"{value.year}年{value.month}月{value.day}日"

    def csv(self, value: date, field: Field) -> str:
        """Return YYYY-MM-DD."""
        return value.isoformat()

    def to_slip(self, value: date, field: Field) -> SlipValue:
        """Return the days since 1868-01-01."""
        return (value - FIRST_DAY).days

    def from_slip(self, raw: object, field: Field) -> date:
        """Return the day; raises SlipValueError."""
        days = whole_number(raw, field)
        if not 0 <= days <= (date.max - FIRST_DAY).days:
            raise SlipValueError(field.id)
        return FIRST_DAY + timedelta(days=days)
