"""What is worked out once for the same answers is what would be worked out anew each time it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.authority import with_givers
from forms.definition import Procedure, Repeat
from forms.evaluation import TODAY, Evaluation, evaluated
from forms.roster import Roster
from forms.values import Value
from kiosk.prefill import facts
from tests.support import households
from tests.support.effort import Effort
from tests.support.procedures import small

EVENTS = ("shussei", "okuyami")
TABLE = [{"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}]
SOME = 24
"""Of the answers of a visit each one in so many is taken away once: people are missing, tables without a number."""


def visits() -> Iterator[Effort]:
    yield households.moving_in()
    yield from map(households.of_event, EVENTS)


def told(effort: Effort) -> Iterator[Answers]:
    """Yield what a visit told at its end, and the same without some of it."""
    given = effort.state.visit.answers.by_persons()
    yield given
    for key, _ in list(given.items())[::SOME]:
        yield given.without(key)
    half = list(given.items())
    yield Answers(dict(half[: len(half) // 2]))


def found(procedures: tuple[Procedure, ...], answers: Answers, known: dict[str, Value]) -> list[object]:
    whole = journey.complete(procedures, answers, known)
    shown = [(place.key, place.field.options) for place in Evaluation(procedures, whole).shown()]
    return [dict(whole.items()), shown, journey.stop(procedures, whole), journey.problems(procedures, whole)]


def test_who_may_belong_into_a_table_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def anew(roster: Roster, procedure: Procedure, repeat: Repeat) -> tuple[str, ...]:
        return roster._find_candidates(procedure, repeat)

    compared = 0
    for effort in visits():
        state = effort.state
        card = state.visit.applicant
        known = dict(facts(card.person if card else None, state.visit.today, []))
        for answers in told(effort):
            kept = found(state.procedures, answers, known)
            with monkeypatch.context() as patch:
                patch.setattr(Roster, "candidates", anew)
                assert found(state.procedures, Answers(dict(answers.items())), known) == kept
            compared += 1
    assert compared > 15


def test_who_may_belong_is_found_anew_for_whoever_is_met_since(monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = small({"id": "c", "repeat": "people"}, repeat=TABLE)
    asked: list[str] = []

    def noted(_: Roster, __: Procedure, repeat: Repeat) -> tuple[str, ...]:
        asked.append(repeat.id)
        return ("空知 花子",)

    monkeypatch.setattr(Roster, "_find_candidates", noted)
    evaluation = Evaluation((procedure,), NO_ANSWERS)
    roster, table = Roster(evaluation), procedure.repeats[0]
    for _ in range(3):
        assert roster.candidates(procedure, table) == ("空知 花子",)
    assert len(asked) == 1
    roster._met += 1
    for _ in range(3):
        roster.candidates(procedure, table)
    assert len(asked) == 2
    evaluation._open += 1
    roster._met += 1
    for _ in range(3):
        roster.candidates(procedure, table)
    assert len(asked) == 5, "inside of a question that is open nothing is kept"


def test_an_evaluation_is_of_its_procedures_and_answers() -> None:
    one, other = replace(small({"id": "a"}), id="first"), small({"id": "b"}, {"id": "c", "show_if": {"answered": "b"}})
    answers = NO_ANSWERS.set("small.b", "x", Giver.RESIDENT)
    assert evaluated((one,), answers) is evaluated([one], answers)
    assert [place.field.id for place in evaluated((other,), answers).places] == ["b", "c"]
    assert [place.field.id for place in evaluated((one,), answers).places] == ["a"]
    assert [place.field.id for place in evaluated((other,), answers.without("small.b")).places] == ["b"]
    assert [place.field.id for place in evaluated((), answers).places] == []
    assert evaluated((other, one), answers).is_of((other, one))
    assert not evaluated((other, one), answers).is_of((one, other))
    assert not evaluated((other, one), answers).is_of((other,))


def test_answers_that_keep_their_givers_keep_what_was_worked_out() -> None:
    procedure = small({"id": "a"})
    answers = NO_ANSWERS.set("small.a", "x", Giver.RESIDENT).set(TODAY, "今日", Giver.COMPUTED)
    assert with_givers((procedure,), answers) is answers
    of_proxy = NO_ANSWERS.set("small.a", "x", Giver.PROXY)
    assert [(key, one.giver) for key, one in with_givers((procedure,), of_proxy).items()] == [
        ("small.a", Giver.RESIDENT)
    ]
