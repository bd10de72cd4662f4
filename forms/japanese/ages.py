"""Ages in full years, as people say them and as the law counts them."""

from __future__ import annotations

from datetime import date, timedelta


def age(birth: date, day: date) -> int:
    """Return the age in full years on ``day``, as people say it: it grows on the birthday."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def legal_age(birth: date, day: date) -> int:
    """Return the age in full years reached by the end of ``day`` (年齢計算ニ関スル法律, 民法143条2項).

    A year is full at the end of the day before the birthday: who was born on 1 April is of age on 31 March.
    """
    return age(birth, day + timedelta(days=1))


def school_year_end(birth: date, reached: int) -> date:
    """Return the 31 March that ends the school year in which the age ``reached`` is reached (18歳年度末)."""
    return date(birth.year + reached + ((birth.month, birth.day) >= (4, 2)), 3, 31)
