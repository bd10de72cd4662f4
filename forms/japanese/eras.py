"""The eras 明治, 大正, 昭和, 平成, 令和.

Boundaries: 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01. The first two days carry both names
(大正15年12月25日 is 昭和元年12月25日): both are read, the new one is written. 明治 is counted from 1 January 1868, and
days before 1873 by the Gregorian calendar, although Japan then used the old one: nobody alive is concerned, and every
day keeps one name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Era:
    """One era: 昭和, 昭, S, Showa, and its first day."""

    name: str
    short: str
    letter: str
    roman: str
    first_day: date


@dataclass(frozen=True, slots=True)
class EraDate:
    """A day by its era; ``year`` counts from 1 (元年)."""

    era: Era
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.era.name}{self.year_text}年{self.month}月{self.day}日"

    @property
    def year_text(self) -> str:
        """The year as it is written: 元 for the first."""
        return "元" if self.year == 1 else str(self.year)


ERAS = (
    Era("明治", "明", "M", "Meiji", date(1868, 1, 1)),
    Era("大正", "大", "T", "Taisho", date(1912, 7, 30)),
    Era("昭和", "昭", "S", "Showa", date(1926, 12, 25)),
    Era("平成", "平", "H", "Heisei", date(1989, 1, 8)),
    Era("令和", "令", "R", "Reiwa", date(2019, 5, 1)),
)
FIRST_DAY = ERAS[0].first_day

_SHARED_DAYS = frozenset({date(1912, 7, 30), date(1926, 12, 25)})
_WRITTEN = re.compile(
    r"(?P<era>明治?|大正?|昭和?|平成?|令和?|[MTSHR])?\.?(?P<year>\d{1,4}|元)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?",
    re.IGNORECASE,
)
_READ_BACK = re.compile(r"\((?:[^()]*)\)$")
"""What is said twice at the end: 昭和21年3月4日（1946年）, 1946-03-04 (Showa 21)."""


class NoSuchDayError(Exception):
    """Raised for a day that does not exist or not in that era; ask for the date again."""


class NotADateError(Exception):
    """Raised for a text that is not a date; ask for the date again."""


def to_era(day: date) -> EraDate:
    """Return a day by its era; raises NoSuchDayError before 1868."""
    for era in reversed(ERAS):
        if day >= era.first_day:
            return EraDate(era, day.year - era.first_day.year + 1, day.month, day.day)
    raise NoSuchDayError(day.isoformat())


def era_named(text: str) -> Era:
    """Return the era of a name, its first character or its letter; raises NotADateError."""
    for era in ERAS:
        if text and text.upper() in (era.name, era.short, era.letter, era.roman.upper()):
            return era
    raise NotADateError(text)


def last_day_of(era: Era) -> date:
    """Return the day before the next era began; of 令和 the last day there is."""
    position = ERAS.index(era)
    return ERAS[position + 1].first_day - timedelta(days=1) if position + 1 < len(ERAS) else date.max


def from_era(era: Era, year: int, month: int, day: int) -> date:
    """Return the day; raises NoSuchDayError when the calendar or the era does not hold it (昭和64年1月8日)."""
    found = western(era.first_day.year + year - 1, month, day)
    last = last_day_of(era)
    inside = era.first_day <= found <= last or (found in _SHARED_DAYS and found - timedelta(days=1) == last)
    if year < 1 or not inside:
        raise NoSuchDayError(f"{era.name}{year}-{month}-{day}")
    return found


def western(year: int, month: int, day: int) -> date:
    """Return the day of the Gregorian calendar; raises NoSuchDayError, also before 1868."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(f"{year}-{month}-{day}") from error
    if found < FIRST_DAY:
        raise NoSuchDayError(f"{year}-{month}-{day}")
    return found


def tidied(text: str) -> str:
    """Return the text of a date in one width, without spaces and without what is said again in brackets behind it."""
    return _READ_BACK.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def read_date(text: str) -> date:
    """Return the day of 昭和21年3月4日, 昭21.3.4, S21.3.4, 1946年3月4日, 1946-3-4 or 19460304, in any width.

    Raises NotADateError for another text, NoSuchDayError for a day that does not exist.
    """
    plain = tidied(text)
    if re.fullmatch(r"\d{8}", plain):
        return western(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise NotADateError(text)
    year = 1 if found["year"] == "元" else int(found["year"])
    if found["era"]:
        return from_era(era_named(found["era"]), year, int(found["month"]), int(found["day"]))
    if len(found["year"]) != 4:
        raise NotADateError(text)
    return western(year, int(found["month"]), int(found["day"]))
