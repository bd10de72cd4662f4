"""The table of invented households: what each of them is told, for certain, to the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.life_events.outcome import shown_questions
from tests.support.household_table import EVENTS, PAGE, Household, households, page, told

if TYPE_CHECKING:
    from forms.life_events.outcome import Due

TABLE = households()


def _days(entries: tuple[Due, ...]) -> dict[str, int | str]:
    return {
        item.procedure: "" if item.limit is None or item.limit.days_left is None else item.limit.days_left
        for item in entries
    }


@pytest.mark.parametrize("household", TABLE, ids=[f"{it.event}-{number}" for number, it in enumerate(TABLE)])
def test_a_household_gets_what_the_table_says(household: Household) -> None:
    event, answers, found = told(household)
    assert {question.id for question in shown_questions(event, answers)} == answers.keys(), "asked and answered"
    assert _days(found.due) == household.due
    assert _days(found.at_counter) == household.at_counter
    assert tuple(name for stop in found.stops for name in stop.stops) == household.stopped
    texts = [one.advice.text.ja for one in found.advice]
    assert len(texts) == len(household.advice)
    assert all(text.startswith(start) for text, start in zip(texts, household.advice, strict=True))


def test_there_are_enough_of_them_and_of_every_event() -> None:
    assert len(TABLE) >= 60
    assert {it.event for it in TABLE} == EVENTS.events.keys()
    assert len({it.says for it in TABLE}) == len(TABLE)
    for id_ in EVENTS.events:
        assert sum(it.event == id_ for it in TABLE) >= 4, id_


def test_between_them_they_get_everything() -> None:
    """Every procedure that an event leads to is due, for certain or at the counter, for somebody in the table."""
    got = {name for it in TABLE for name in (*it.due, *it.at_counter)}
    assert got == EVENTS.common.procedures.keys() - EVENTS.common.direct_only.keys()


def test_the_page_is_made_of_the_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.support.household_table"
