"""What a visit costs: the targets of asking once, and docs/effort.md as the program counts it."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from forms import journey
from forms.answers import Giver
from forms.definition import Kind
from forms.fields import KINDS
from forms.values import SKIPPED, UNKNOWN
from tests.support import keystroke_level
from tests.support.effort import READ, apart, events, one_by_one, visit, words_on
from tests.support.effort_page import ESTIMATED, PAGE, page
from tests.support.households import (
    MOTHER,
    MOVING_IN,
    NEW_ADDRESS,
    OLD_ADDRESS,
    ONESELF,
    TRIGGERED,
    moving_in,
    of_event,
)
from tests.support.pages import card_pages, last_pages
from ui import view


def test_one_s_own_record_takes_seven_touches_after_the_pin() -> None:
    effort = visit(("juminhyo",), ONESELF)
    assert effort.touches <= 7
    assert effort.characters == len("0125620101")


def test_a_family_that_moves_in_answers_two_questions_of_five() -> None:
    together = moving_in()
    assert together.questions <= 0.4 * one_by_one(TRIGGERED, MOVING_IN, MOTHER)


def test_a_family_that_moves_in_writes_a_name_only_to_sign() -> None:
    together = moving_in()
    assert together.names_by_hand == 0
    assert together.names > 10
    by_pen = {
        entry.field.kind
        for entry in journey.entries(together.state.procedures, together.state.visit.answers)
        if entry.field.printed and not KINDS[entry.field.kind].askable
    }
    assert by_pen <= {Kind.SIGNATURE, Kind.SEAL, Kind.STAFF, Kind.MY_NUMBER, Kind.PHOTO, Kind.BLANK_BOX}


def test_after_a_move_the_old_address_stands_only_where_it_is_asked_for() -> None:
    state = moving_in().state
    entries = journey.entries(state.procedures, state.visit.answers)
    where = {
        address: {entry.field.id for entry in entries if entry.answer is not None and entry.answer.value == address}
        for address in (OLD_ADDRESS, NEW_ADDRESS)
    }
    assert where[OLD_ADDRESS] == {"old_addr", "a_addr_jan1", "p_jan1_addr"}
    assert {"new_addr", "home", "v_addr", "s_addr", "h_addr", "p_addr", "a_addr", "r_addr", "use_addr"} <= where[
        NEW_ADDRESS
    ]


def test_nothing_that_was_told_is_asked_in_the_same_visit_again() -> None:
    """No kana and no telephone number is given twice in one visit."""
    state = moving_in().state
    asked = journey.questions(state.procedures, state.visit.answers)
    given = [state.visit.answers.get(item.key) for item in asked if item.field.kind in (Kind.KANA, Kind.PHONE)]
    told = [item.value for item in given if item is not None and item.value not in (SKIPPED, UNKNOWN)]
    assert len(told) == len(set(told))
    assert all(item.giver is Giver.RESIDENT for item in given if item is not None)


def test_touches_are_counted_as_the_controls_are_touched() -> None:
    """A record of somebody of the same household: two more questions, the name typed, not offered."""
    typed = replace(ONESELF, people=({"name": "空知 太郎"},))
    assert visit(("juminhyo",), typed).touches == visit(("juminhyo",), ONESELF).touches
    assert visit(("juminhyo",), typed).characters == len("0125620101") + len("空知太郎")


@pytest.mark.parametrize("name", sorted(events()))
def test_an_event_asks_less_than_its_forms_one_by_one(name: str) -> None:
    _, names = events()[name]
    if len(names) > 1:
        assert of_event(name).questions < apart(names)


def test_a_visit_s_time_is_the_sum_of_its_steps() -> None:
    """Reckoned by hand for one's own record: 4 questions, 4 touches more than around them, 10 digits."""
    effort = visit(("juminhyo",), ONESELF)
    pages = card_pages(procedures=("juminhyo",))
    before = ("doors", "present", "secret-pin", "reading", "take", "person")
    around = sum(words_on(pages[name]) for name in before)
    around += sum(words_on(state) for state in (effort.state, *last_pages(effort.state).values()))
    assert effort.read_around == around
    resident = 0.2 * around + 5 * 1.9 + 4 * 1.2 + 3 * 2.4 + 8 + 2 * 4 + 25 + 4 * 2.4
    alone = 0.2 * effort.read_asked + 4 * 1.9 + 10 * 1.2
    assisted = 0.2 * effort.read_asked + 4 * 1.4 + 10 * 0.6 + 4 * 0.4
    assert keystroke_level.seconds(effort) == pytest.approx((resident + alone, resident + assisted))
    minutes = keystroke_level.minutes(effort)
    assert minutes == (round((resident + alone) / 60), round((resident + assisted) / 60))


def test_what_is_read_is_what_stands_on_the_page() -> None:
    take = "カードをお取りください読み取りが終わりました。カードはもう使いません。"
    assert words_on(card_pages()["take"]) == len(take)
    unread = {
        *("footer", "another", "icon", "drawing", "busy", "door", "tries_left", "tries_all", "name", "account", "town"),
        *(
            "key",
            "keyed",
            "kind",
            "problem",
            "required",
            "digits",
            "unit",
            "low",
            "high",
            "is_count",
            "value",
            "about",
            "bank",
            "today",
        ),
    }
    fields = {name: set(getattr(view, name)._fields) for name in READ}
    assert set().union(*(fields[name] - set(READ[name]) for name in READ)) == unread


def test_no_figure_of_time_is_given_as_more_than_an_estimate() -> None:
    raw = tomllib.loads(keystroke_level.FILE.read_text("utf-8"))
    assert raw["confidence"] == "estimate"
    for name, operator in keystroke_level.operators().items():
        assert operator.seconds > 0, name
        assert all(operator.sources), name
    told = PAGE.read_text("utf-8")
    tables = [line for line in told.splitlines() if "touches |" in line]
    assert len(tables) == 4
    assert all(f"| {ESTIMATED} |" in line for line in tables)
    assert "見積り" in ESTIMATED
    assert "est." in ESTIMATED
    assert all(operator.name in told for operator in keystroke_level.operators().values())


def test_the_page_tells_what_the_program_counts() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: QT_QPA_PLATFORM=offscreen python -m tests.support.effort_page"
