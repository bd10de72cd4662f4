"""Until when: the first day counted or not, the day itself, years that turn, years that leap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import NO_WORDS, Phrase
from forms.life_events.deadline import TimeLimit, time_limit
from forms.life_events.definition import TODAY, After, Asks, Deadline, LifeEvent, Question, Yearly
from forms.values import UNKNOWN

NOUN = Phrase("住み始めた日", "the day you moved in")
MOVED = Question("moved_on", NO_WORDS, Asks.DATE, noun=NOUN)
EVENT = LifeEvent("e", NO_WORDS, 1, date(2026, 11, 24), (MOVED,), ())


def limit(counted: After | Yearly | None, start: object, today: date, note: Phrase = NO_WORDS) -> TimeLimit:
    return time_limit(Deadline(counted, note), EVENT, {"moved_on": start}, today)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("days", "first_day", "start", "last_day"),
    [
        # 民法140条: the first day is not counted, so 14 days from the 10th end on the 24th.
        (14, False, "2026-11-10", "2026-11-24"),
        # 戸籍法43条: the day itself is the first day.
        (14, True, "2026-11-10", "2026-11-23"),
        (0, False, "2026-11-10", "2026-11-10"),
        (1, True, "2026-11-10", "2026-11-10"),
        (14, False, "2026-12-25", "2027-01-08"),
        (14, False, "2028-02-20", "2028-03-05"),  # leap year
        (14, False, "2027-02-20", "2027-03-06"),
        (15, False, "2028-02-29", "2028-03-15"),
        (30, False, "2100-02-15", "2100-03-17"),  # no leap year
        (90, False, "2026-11-24", "2027-02-22"),
        (-3, False, "2027-01-02", "2026-12-30"),
        (-3, False, "2028-03-02", "2028-02-28"),
        (-1, False, "2028-03-01", "2028-02-29"),
    ],
)
def test_the_last_day(days: int, first_day: bool, start: str, last_day: str) -> None:
    after = After(days, "moved_on", first_day=first_day)
    found = limit(after, date.fromisoformat(start), date(2026, 11, 24))
    assert found.last_day == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("today", "left"),
    [("2026-11-10", 14), ("2026-11-23", 1), ("2026-11-24", 0), ("2026-11-25", -1), ("2027-11-24", -365)],
)
def test_days_left_are_none_on_the_last_day_and_negative_after_it(today: str, left: int) -> None:
    assert limit(After(14, "moved_on"), date(2026, 11, 10), date.fromisoformat(today)).days_left == left


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-60, 400), st.integers(0, 1000))
def test_days_are_days(start: date, days: int, later: int) -> None:
    found = limit(After(days, "moved_on", first_day=False), start, start + timedelta(days=later))
    assert found.days_left == days - later
    counted = limit(After(days, "moved_on", first_day=True), start, start)
    assert counted.last_day == (found.last_day or start) - timedelta(days=1)


def test_the_first_possible_day() -> None:
    found = limit(After(0, "moved_on", opens=-60), date(2027, 1, 31), date(2026, 11, 24))
    assert (found.opens_on, found.last_day, found.days_left) == (date(2026, 12, 2), date(2027, 1, 31), 68)


@pytest.mark.parametrize("start", [UNKNOWN, None])
def test_without_the_day_only_the_rule_is_told(start: object) -> None:
    found = limit(After(14, "moved_on", first_day=True), start, date(2026, 11, 24), Phrase("早めに", "soon"))
    assert found == TimeLimit(days=14, since=NOUN, first_day=True, note=Phrase("早めに", "soon"))


def test_counted_from_today() -> None:
    noun = Phrase("届けた日", "the day of notice")
    found = limit(After(90, TODAY, noun=noun), None, date(2026, 11, 24))
    assert (found.last_day, found.days_left, found.since) == (date(2027, 2, 22), 90, noun)


AUGUST, WINTER = Yearly((8, 1), (8, 31)), Yearly((2, 1), (2, 28))


@pytest.mark.parametrize(
    ("yearly", "today", "opens_on", "last_day", "left"),
    [
        (AUGUST, "2026-07-31", "2026-08-01", "2026-08-31", 31),
        (AUGUST, "2026-08-01", "2026-08-01", "2026-08-31", 30),
        (AUGUST, "2026-08-31", "2026-08-01", "2026-08-31", 0),
        (AUGUST, "2026-09-01", "2027-08-01", "2027-08-31", 364),
        (AUGUST, "2026-12-31", "2027-08-01", "2027-08-31", 243),
        (AUGUST, "2027-01-01", "2027-08-01", "2027-08-31", 242),
        (AUGUST, "2027-09-01", "2028-08-01", "2028-08-31", 365),
        (WINTER, "2028-02-28", "2028-02-01", "2028-02-28", 0),
        (WINTER, "2028-02-29", "2029-02-01", "2029-02-28", 365),
    ],
)
def test_yearly_is_this_year_until_it_has_passed(
    yearly: Yearly, today: str, opens_on: str, last_day: str, left: int
) -> None:
    found = limit(yearly, None, date.fromisoformat(today))
    assert (found.opens_on, found.last_day) == (date.fromisoformat(opens_on), date.fromisoformat(last_day))
    assert found.days_left == left


def test_a_note_alone_has_no_day() -> None:
    note = Phrase("工事を始める前に", "before the work")
    assert limit(None, date(2026, 11, 20), date(2026, 11, 24), note) == TimeLimit(note=note)
