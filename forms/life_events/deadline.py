"""Until when: the last day of a deadline and how many days are left.

Saturdays, Sundays and holidays are not moved: where the law lets a deadline end on the next working day, the day told
here is the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forms.definition import NO_WORDS, Phrase
from forms.life_events.definition import TODAY, After, Deadline, LifeEvent, Yearly

if TYPE_CHECKING:
    from forms.life_events.answers import EventAnswers


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A deadline as it stands on one day; what is not known is None.

    ``days`` and ``since`` say the rule itself (14 days from the day of moving in), ``opens_on`` and ``last_day`` what
    it comes to, ``days_left`` how many days there are from today to the last day: 0 on that day, negative after it.
    """

    last_day: date | None = None
    opens_on: date | None = None
    days_left: int | None = None
    days: int | None = None
    since: Phrase = NO_WORDS
    first_day: bool = False
    note: Phrase = NO_WORDS


def time_limit(deadline: Deadline, event: LifeEvent, answers: EventAnswers, today: date) -> TimeLimit:
    """Return what a deadline comes to; without the day it counts from, only the rule is told."""
    match deadline.counted:
        case Yearly() as yearly:
            opens_on, last_day = _next(yearly, today)
            return TimeLimit(last_day, opens_on, (last_day - today).days, note=deadline.note)
        case After() as after:
            return _after(after, deadline.note, event, answers, today)
        case _:
            return TimeLimit(note=deadline.note)


def _after(after: After, note: Phrase, event: LifeEvent, answers: EventAnswers, today: date) -> TimeLimit:
    start = today if after.since == TODAY else answers.get(after.since)
    since = after.noun if after.since == TODAY else event.question(after.since).noun
    rule = TimeLimit(days=after.days, since=since, first_day=after.first_day, note=note)
    if not isinstance(start, date):
        return rule
    last_day = start + timedelta(days=after.days - after.first_day)
    opens_on = None if after.opens is None else start + timedelta(days=after.opens)
    left = (last_day - today).days
    return TimeLimit(last_day, opens_on, left, after.days, since, after.first_day, note)


def _next(yearly: Yearly, today: date) -> tuple[date, date]:
    year = today.year + (today > date(today.year, *yearly.last))
    return date(year, *yearly.first), date(year, *yearly.last)
