"""A year or a month that is remembered about: 昭和40年頃, 1965年5月頃, 昭和40年."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from forms.japanese.eras import ERAS, FIRST_DAY, NoSuchDayError, NotADateError, era_named, tidied, to_era, western

_WRITTEN = re.compile(
    r"(?P<era>明治?|大正?|昭和?|平成?|令和?|[MTSHR])?\.?(?P<year>\d{1,4}|元)(?:年|(?:年|[./-])(?P<month>\d{1,2})月?)?(?:頃|ごろ|ころ|~)?",
    re.IGNORECASE,
)


def read_about(text: str) -> tuple[int, int | None]:
    """Return the western year and the month, or None, of a text as above; a day makes it another kind of text.

    Raises NotADateError for another text, NoSuchDayError for a year or month that does not exist in that era.
    """
    plain = tidied(text).removeprefix("約").removeprefix("about")
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise NotADateError(text)
    month = int(found["month"]) if found["month"] else None
    year = 1 if found["year"] == "元" else int(found["year"])
    if not found["era"]:
        if len(found["year"]) != 4:
            raise NotADateError(text)
        return western(year, month or 12, 1).year, month
    return _in_era(found["era"], year, month), month


def _in_era(name: str, number: int, month: int | None) -> int:
    """Return the western year; any day of that year or month inside the era is enough (昭和64年 had seven)."""
    era = era_named(name)
    year = era.first_day.year + number - 1
    first = western(max(year, FIRST_DAY.year), month or 1, 1)
    following = ERAS[ERAS.index(era) + 1 :]
    if number < 1 or last_day(year, month) < era.first_day or (following and first > following[0].first_day):
        raise NoSuchDayError(f"{name}{number}")
    return year


def last_day(year: int, month: int | None) -> date:
    """Return the last day of a month, of the year when there is no month."""
    return date(year, month or 12, monthrange(year, month or 12)[1])


def about(year: int, month: int | None) -> str:
    """Return 昭和40年頃 or 昭和40年5月頃; a year or a month of two eras is written by the later."""
    era = to_era(last_day(year, month))
    return f"{era.era.name}{era.year_text}年{'' if month is None else f'{month}月'}頃"
