"""A day, read with its era or western, written in the era the sheet offers; with `about` also a year or a month.

A foreign resident's day out of the card stays western on paper (総務省's 住民異動届 allows it; forms-research.md, 8).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forms.definition import Kind
from forms.fields.base import FieldKind, SlipValue, problem, whole_number
from forms.japanese.about import about, read_about
from forms.japanese.ages import legal_age, school_year_end
from forms.japanese.eras import ERAS, FIRST_DAY, Era, NoSuchDayError, NotADateError, last_day_of, read_date, to_era
from forms.language import day_and_era
from forms.problems import Problem, ProblemCode, SlipValueError
from forms.values import AboutDate, WesternDay

if TYPE_CHECKING:
    from forms.definition import Field


def offers_era(value: date, field: Field) -> bool:
    """Tell whether a day is written by an era of the sheet; if not, it is written in western years."""
    if isinstance(value, WesternDay):
        return False
    return not field.options or to_era(value).era.short in field.options


def eras_to_choose(field: Field, today: date | None) -> tuple[Era, ...]:
    """Return the eras an answer may be of, the latest first: those the sheet prints, else by whom or what it is about.

    Nobody alive was born in 明治, and nothing else that is asked lies before 昭和, nor before the limits.
    """
    offered = field.options or (("大", "昭", "平", "令") if _is_birth(field) else ("昭", "平", "令"))
    earliest = FIRST_DAY
    if today is not None and field.limits.earliest_days is not None:
        earliest = today + timedelta(days=field.limits.earliest_days)
    return tuple(era for era in reversed(ERAS) if era.short in offered and last_day_of(era) >= earliest)


def may_be_today(field: Field, today: date) -> bool:
    """Tell whether today may be the answer: a day within the limits, no birth, nor a time that is booked."""
    return field.kind is Kind.DATE and not _is_birth(field) and Date().check(today, field, today) is None


def _is_birth(field: Field) -> bool:
    return "生年月日" in field.label  # the word of every sheet


class Date(FieldKind[date | AboutDate]):
    """A day from 1868 on; in a field with `about` also a year or a month."""

    def parse(self, raw: object, field: Field) -> date | AboutDate | Problem:
        """Return the day of 昭和21年3月4日, S21.3.4, 1946-03-04, 19460304 or of a TOML date; about: 昭和21年頃."""
        if isinstance(raw, AboutDate) and field.about:
            return raw
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw if raw >= FIRST_DAY else problem(ProblemCode.NO_SUCH_DAY, field)
        if not isinstance(raw, str):
            return problem(ProblemCode.NOT_DATE, field)
        try:
            return read_date(raw)
        except NoSuchDayError:
            return problem(ProblemCode.NO_SUCH_DAY, field)
        except NotADateError:
            return self._about(raw, field) if field.about else problem(ProblemCode.NOT_DATE, field)

    def _about(self, raw: str, field: Field) -> AboutDate | Problem:
        try:
            return AboutDate(*read_about(raw))
        except NoSuchDayError:
            return problem(ProblemCode.NO_SUCH_DAY, field)
        except NotADateError:
            return problem(ProblemCode.NOT_DATE, field)

    def check(self, value: date | AboutDate, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the day or the age it means lies outside the limits; of about, when every day does."""
        limits = field.limits
        if isinstance(value, AboutDate) and not field.about:
            return problem(ProblemCode.NOT_DATE, field)
        if today is None:
            return None
        earliest, latest = (value.first, value.last) if isinstance(value, AboutDate) else (value, value)
        if limits.earliest_days is not None:
            first = today + timedelta(days=limits.earliest_days)
            if latest < first:
                return problem(ProblemCode.TOO_EARLY, field, day=to_era(first), day_en=first)
        if limits.latest_days is not None:
            last = today + timedelta(days=limits.latest_days)
            if earliest > last:
                return problem(ProblemCode.TOO_LATE, field, day=to_era(last), day_en=last)
        return None if isinstance(value, AboutDate) else self._age(value, field, today)

    def _age(self, value: date, field: Field, today: date) -> Problem | None:
        limits = field.limits
        reached = legal_age(value, today)
        too_young = limits.age_at_least is not None and reached < limits.age_at_least
        too_old = limits.age_at_most is not None and reached > limits.age_at_most
        left_school = limits.school_age_at_most is not None and today > school_year_end(
            value, limits.school_age_at_most
        )
        return problem(ProblemCode.AGE, field) if too_young or too_old or left_school else None

    def screen(self, value: date | AboutDate, field: Field, language: str = "ja") -> str:
        """Return 昭和21年3月4日（1946年）; in English 1946-03-04 (Showa 21), about 1946-03 (Showa 21)."""
        return day_and_era(value, language)

    def written(self, value: date | AboutDate, field: Field) -> str:
        """Return the day by its era, or in western years when the sheet does not offer the era."""
        if isinstance(value, AboutDate):
            return about(value.year, value.month)
        if offers_era(value, field):
            return str(to_era(value))
        return f"{value.year}年{value.month}月{value.day}日"

    def csv(self, value: date | AboutDate, field: Field) -> str:
        """Return YYYY-MM-DD; YYYY~ or YYYY-MM~ about (ISO 8601-2)."""
        return value.isoformat()

    def to_slip(self, value: date | AboutDate, field: Field) -> SlipValue:
        """Return the days since 1868-01-01; [year], [year, month] about; [year, month, day] when written western."""
        if isinstance(value, AboutDate):
            return [value.year] if value.month is None else [value.year, value.month]
        if isinstance(value, WesternDay):
            return [value.year, value.month, value.day]
        return (value - FIRST_DAY).days

    def from_slip(self, raw: object, field: Field) -> date | AboutDate:
        """Return the day; raises SlipValueError."""
        if isinstance(raw, list):
            return self._parts(raw, field)
        days = whole_number(raw, field)
        if not 0 <= days <= (date.max - FIRST_DAY).days:
            raise SlipValueError(field.id)
        return FIRST_DAY + timedelta(days=days)

    def _parts(self, raw: list[object], field: Field) -> date | AboutDate:
        parts = [whole_number(part, field) for part in raw]
        try:
            if len(parts) == 3 and WesternDay(*parts) >= FIRST_DAY:
                return WesternDay(*parts)
            if field.about and len(parts) in (1, 2) and AboutDate(*parts).first >= FIRST_DAY:
                return AboutDate(*parts)
        except (ValueError, OverflowError):
            pass
        raise SlipValueError(field.id)
