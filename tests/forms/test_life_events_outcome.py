"""The rules of the engine: what holds is due, what cannot be told is looked into, what does not arise counts as no."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.definition import Confidence
from forms.life_events.answers import read_answer
from forms.life_events.definition import Common, LifeEvent
from forms.life_events.loader import parse_event
from forms.life_events.outcome import Outcome, next_question, outcome, shown_questions
from forms.settings import Basis
from forms.values import UNKNOWN

TODAY = date(2026, 11, 24)
LAW = Basis("法律", TODAY, Confidence.LAW)
TOWN = Basis("町", TODAY, Confidence.GENERAL)
COMMON = Common(dict.fromkeys("abc", "届"), {}, dict.fromkeys(("seal", "card"), None), {"law": LAW, "town": TOWN})  # type: ignore[arg-type]  # no words are read


def both(name: str, text: str) -> dict[str, str]:
    return {name: text, f"{name}_en": text}


def question(name: str, **more: Any) -> dict[str, Any]:
    asks = {"asks": "date", **both("noun", name)} if name.endswith("_on") else {}
    return {"id": name, **both("ask", name), **asks, **more}


def rule(procedure: str, **more: Any) -> dict[str, Any]:
    return {"procedure": procedure, **both("reason", more.pop("reason", procedure)), "source": "law", **more}


def stop(when: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"when": when, **both("text", "stop"), **both("where", "there"), "source": "law", **more}


def yes(name: str) -> dict[str, Any]:
    return {"field": name, "is": True}


def no(name: str) -> dict[str, Any]:
    return {"field": name, "is": False}


def event(questions: list[dict[str, Any]], rules: list[dict[str, Any]], **more: Any) -> LifeEvent:
    head = {"id": "e", **both("name", "出来事"), "order": 1, "checked_on": TODAY}
    return parse_event({**head, "question": questions, "rule": rules, **more}, COMMON, ("e",))


def told(out: Outcome) -> tuple[list[str], list[str]]:
    return [item.procedure for item in out.due], [item.procedure for item in out.at_counter]


P, Q = question("p"), question("q")
T, F, U = True, False, UNKNOWN


@pytest.mark.parametrize(
    ("when", "answers", "holds"),
    [
        (yes("p"), {"p": T}, True),
        (yes("p"), {"p": F}, False),
        (yes("p"), {"p": U}, None),
        (yes("p"), {}, None),
        (no("p"), {"p": F}, True),
        (no("p"), {"p": T}, False),
        (no("p"), {"p": U}, None),
        ({"not": yes("p")}, {"p": F}, True),
        ({"not": yes("p")}, {"p": T}, False),
        ({"not": yes("p")}, {"p": U}, None),
        *[
            ({"all": [yes("p"), yes("q")]}, {"p": one, "q": two}, holds)
            for one, two, holds in [
                (T, T, True),
                (T, F, False),
                (F, U, False),
                (U, F, False),
                (T, U, None),
                (U, U, None),
            ]
        ],
        *[
            ({"any": [yes("p"), yes("q")]}, {"p": one, "q": two}, holds)
            for one, two, holds in [(F, F, False), (T, F, True), (T, U, True), (U, T, True), (F, U, None), (U, U, None)]
        ],
    ],
)
def test_what_holds_is_due_and_what_cannot_be_told_is_looked_into(
    when: dict[str, Any], answers: dict[str, Any], holds: bool | None
) -> None:
    found = outcome(event([P, Q], [rule("a", when=when)]), answers, TODAY)
    assert told(found) == {True: (["a"], []), None: ([], ["a"]), False: ([], [])}[holds]


def test_what_leaves_a_procedure_open_is_named() -> None:
    found = outcome(event([P, Q], [rule("a", when={"all": [yes("p"), yes("q")]})]), {"p": T, "q": U}, TODAY)
    assert [item.id for item in found.at_counter[0].unsure] == ["q"]


def test_for_a_question_that_could_not_be_asked_the_one_before_it_is_named() -> None:
    made = event([P, question("q", show_if=yes("p"))], [rule("a", when=yes("q"))])
    assert [item.id for item in outcome(made, {"p": U}, TODAY).at_counter[0].unsure] == ["p"]
    assert [item.id for item in outcome(made, {"p": T, "q": U}, TODAY).at_counter[0].unsure] == ["q"]


def test_a_rule_without_condition_always_holds_and_one_for_the_counter_is_never_sure() -> None:
    found = outcome(event([P], [rule("a"), rule("b", at_counter=True), rule("c", when=yes("p"))]), {"p": F}, TODAY)
    assert told(found) == (["a"], ["b"])


@pytest.mark.parametrize(
    ("first", "shown", "due", "open_"),
    [(T, ["p", "q"], ["a"], []), (F, ["p"], [], []), (U, ["p"], [], ["a"])],
)
def test_a_question_that_does_not_arise_counts_as_no(
    first: Any, shown: list[str], due: list[str], open_: list[str]
) -> None:
    made = event([P, question("q", show_if=yes("p"))], [rule("a", when=yes("q"))])
    answers = {"p": first, "q": True}  # the answer to q is left over from before p was changed
    assert [item.id for item in shown_questions(made, answers)] == shown
    assert told(outcome(made, answers, TODAY)) == (due, open_)


def test_questions_come_one_after_the_other() -> None:
    made = event([P, question("q", show_if=yes("p")), question("r")], [rule("a")])
    asked = []
    answers: dict[str, Any] = {}
    while (coming := next_question(made, answers)) is not None:
        asked.append(coming.id)
        answers[coming.id] = coming.id != "p"
    assert asked == ["p", "r"]


def test_a_stop_that_ends_ends_the_questions_and_the_rest_counts_as_no() -> None:
    made = event(
        [P, Q],
        [rule("a", when=yes("p")), rule("b", when=yes("q")), rule("c", when=no("q"))],
        stop=[stop(no("p"), stops=["a"], ends=True)],
    )
    assert [item.id for item in shown_questions(made, {"p": F})] == ["p"]
    ended = outcome(made, {"p": F, "q": T}, TODAY)
    assert (told(ended), len(ended.stops)) == ((["c"], []), 1)
    # わからない ends nothing.
    assert [item.id for item in shown_questions(made, {"p": U})] == ["p", "q"]
    assert outcome(made, {"p": U, "q": T}, TODAY).stops == ()


def test_a_stop_that_does_not_end_lets_the_questions_go_on() -> None:
    made = event([P, Q], [rule("a")], stop=[stop(no("p"))])
    assert [item.id for item in shown_questions(made, {"p": F})] == ["p", "q"]


def test_advice_is_given_unless_it_surely_does_not_apply() -> None:
    advice = {**both("text", "x"), **both("where", "y"), "source": "law"}
    made = event([P], [rule("a")], advice=[{**advice, "when": yes("p")}, advice])
    assert [len(outcome(made, {"p": it}, TODAY).advice) for it in (T, U, F)] == [2, 2, 1]


def test_two_rules_for_one_procedure_are_told_as_one() -> None:
    made = event(
        [P, question("one_on"), question("two_on")],
        [
            rule("a", reason="1", bring=["seal"], deadline={"days": 14, "from": "one_on"}),
            rule("a", reason="2", bring=["card", "seal"], deadline={"days": 14, "from": "two_on"}, source="town"),
            rule("a", reason="2", when=yes("p"), deadline=both("note", "早めに")),
        ],
    )
    one, two = date(2026, 11, 20), date(2026, 11, 18)
    (due,) = outcome(made, {"p": T, "one_on": one, "two_on": two}, TODAY).due
    assert [it.ja for it in due.reasons] == ["1", "2"]
    assert due.bring == ("seal", "card")
    assert due.bases == (LAW, TOWN)
    assert due.limit is not None
    assert due.limit.last_day == date(2026, 12, 2), "the nearer one"


def test_what_is_due_for_one_reason_is_not_also_looked_into_for_another() -> None:
    made = event([P, Q], [rule("a", reason="1", when=yes("p")), rule("a", reason="2", when=yes("q"), bring=["seal"])])
    found = outcome(made, {"p": T, "q": U}, TODAY)
    assert told(found) == (["a"], [])
    assert [it.ja for it in found.due[0].reasons] == ["1"]


def test_everything_to_bring_is_told_once_in_order() -> None:
    made = event([P], [rule("b", bring=["card"], at_counter=True), rule("a", bring=["seal", "card"])])
    assert outcome(made, {}, TODAY).bring == ("seal", "card")


def test_an_answer_read_is_an_answer_used() -> None:
    made = event([question("moved_on")], [rule("a", deadline={"days": 14, "from": "moved_on"})])
    answer = read_answer(made.question("moved_on"), "令和8年11月20日", TODAY)
    assert isinstance(answer, date)
    limit = outcome(made, {"moved_on": answer}, TODAY).due[0].limit
    assert limit is not None
    assert (limit.last_day, limit.days_left) == (date(2026, 12, 4), 10)


def test_an_unknown_question_is_not_there() -> None:
    with pytest.raises(KeyError):
        event([P], [rule("a")]).question("z")
