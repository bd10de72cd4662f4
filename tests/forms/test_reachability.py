"""What no answer can reach is found: each finding on a tiny definition, and the search against trying everything."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Answer, Answers, Giver
from forms.evaluation import TODAY as TODAY_KEY
from forms.evaluation import Evaluation
from forms.japanese.ages import legal_age
from forms.problems import DefinitionCode
from forms.reachability import search
from forms.reachability.domains import born
from forms.reachability.proofs import findings
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Field, Procedure
    from forms.values import Value

D = DefinitionCode
X = {"id": "x"}
C = {"id": "c", "kind": "choice", "options": ["甲", "乙", "丙"]}
M = {"id": "m", "kind": "multi", "options": ["甲", "乙"]}
B = {"id": "b", "kind": "checkbox"}
N = {"id": "n", "kind": "number", "limits": {"at_least": 0, "at_most": 5}}
BIRTH = {"id": "d", "kind": "date", "limits": {"age_at_least": 40}}
PEOPLE = {"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}
FIRST, SECOND = {"field": "c", "is": "甲"}, {"field": "c", "is": "乙"}
BOTH = {"all": [FIRST, SECOND]}
TWICE = {"choose": [{"when": FIRST, "option": "甲"}, {"when": FIRST, "option": "乙"}]}


def found(*fields: Mapping[str, Any], **tables: Any) -> list[tuple[DefinitionCode, str, str]]:
    return [(item.code, item.where, item.detail) for item in findings(small(*fields, **tables), TODAY)]


def stop(when: object) -> dict[str, object]:
    return {"when": when, "text": "ここまで"}


SOUND = [
    (X,),
    (C, {**X, "show_if": FIRST}),
    (C, {**X, "show_if": {"not": FIRST}}),
    (C, {**X, "show_if": {"answered": "c"}}),
    (M, {**X, "show_if": {"all": [{"field": "m", "has": "甲"}, {"field": "m", "has": "乙"}]}}),
    (B, {**X, "show_if": {"field": "b", "is": False}}),
    (N, {**X, "show_if": {"field": "n", "at_least": 5}}),
    (BIRTH, {**X, "show_if": {"age": "d", "at_least": 40, "below": 41}}),
    (C, {**B, "show_if": FIRST}, {**X, "show_if": {"not": {"field": "b", "is": True}}}),
]
NEVER = [
    ((C, {**X, "show_if": {"all": [FIRST, SECOND]}}), "field.x.show_if"),
    ((N, {**X, "show_if": {"field": "n", "at_least": 6}}), "field.x.show_if"),
    ((BIRTH, {**X, "show_if": {"age": "d", "below": 40}}), "field.x.show_if"),
    # Transitively: b is asked only for 甲, so nobody who ticked it said 乙.
    ((C, {**B, "show_if": FIRST}, {**X, "show_if": {"all": [{"field": "b", "is": True}, SECOND]}}), "field.x.show_if"),
    ((C, {**X, "show_if": {"any": [FIRST, {"all": [FIRST, SECOND]}]}}), "field.x.show_if.any[1]"),
    (
        (C, {**X, "prefill": {"same_as": "y"}, "prefill_if": BOTH}, {"id": "y"}),
        "field.x.prefill_if",
    ),
    (
        (
            C,
            {**C, "id": "e", "prefill": TWICE},
        ),
        "field.e.prefill.choose[1].when",
    ),
]
ALWAYS = [
    ((C, {**X, "show_if": {"any": [FIRST, {"not": FIRST}]}}), "field.x.show_if"),
    ((C, {**B, "show_if": FIRST}, {**X, "show_if": {"not": {"all": [{"answered": "b"}, SECOND]}}}), "field.x.show_if"),
]


@pytest.mark.parametrize("fields", SOUND, ids=range(len(SOUND)))
def test_what_can_be_reached_is_not_found_fault_with(fields: tuple[Mapping[str, Any], ...]) -> None:
    assert found(*fields) == []


@pytest.mark.parametrize(("fields", "place"), NEVER)
def test_a_condition_no_answer_fulfils(fields: tuple[Mapping[str, Any], ...], place: str) -> None:
    assert found(*fields) == [(D.NEVER, place, "")]


@pytest.mark.parametrize(("fields", "place"), ALWAYS)
def test_a_condition_every_answer_fulfils(fields: tuple[Mapping[str, Any], ...], place: str) -> None:
    assert found(*fields) == [(D.ALWAYS, place, "")]


def test_a_question_behind_a_stop_is_never_met() -> None:
    fields = (C, {**X, "show_if": FIRST})
    assert found(*fields, stop=[stop(FIRST)]) == [(D.NEVER, "field.x.show_if", "")]
    assert found(*fields, stop=[stop(SECOND)]) == []


def test_rules_and_attachments_that_never_or_always_apply() -> None:
    never, always = {"all": [FIRST, SECOND]}, {"not": {"all": [FIRST, SECOND]}}
    assert found(C, stop=[stop(never)]) == [(D.NEVER, "stop[0].when", "")]
    assert found(C, stop=[stop(FIRST), stop(FIRST)]) == [(D.NEVER, "stop[1].when", "")]
    assert found(C, attachment=[{"text": "書類", "when": always}]) == [(D.ALWAYS, "attachment[0].when", "")]
    assert found(C, attachment=[{"text": "書類", "when": never}]) == [(D.NEVER, "attachment[0].when", "")]
    check = {"when": {"all": [FIRST, {"answered": "x"}]}, "field": "x", "text": "だめ"}
    assert found(C, {**X, "show_if": SECOND}, check=[check]) == [(D.NEVER, "check[0].when", "")]
    assert found(C, {**X, "show_if": FIRST}, check=[check]) == []


def test_an_option_that_a_rule_always_refuses() -> None:
    check = {"when": FIRST, "field": "c", "text": "だめ"}
    assert found(C, check=[check]) == [(D.REFUSED, "field.c.options", "甲")]
    assert found(C, B, check=[{**check, "when": {"all": [FIRST, {"field": "b", "is": True}]}}]) == []
    assert found(C, stop=[stop(FIRST)], check=[check]) == []


def test_a_table_is_reached_row_by_row() -> None:
    rows = {**X, "repeat": "people"}
    assert found({**rows, "show_if": {"row": 3}}, repeat=[PEOPLE]) == []
    assert found({**rows, "show_if": {"row": 4}}, repeat=[PEOPLE]) == [(D.NEVER, "field.x.show_if", "")]
    assert found(C, rows, repeat=[{**PEOPLE, "show_if": FIRST}]) == []
    never = [(D.NEVER, "repeat.people.show_if", ""), (D.NEVER, "field.x", "")]
    assert found(C, rows, repeat=[{**PEOPLE, "show_if": {"all": [FIRST, SECOND]}}]) == never
    again = {**rows, "show_if": FIRST}
    assert found(C, again, repeat=[{**PEOPLE, "show_if": FIRST}]) == [(D.ALWAYS, "field.x.show_if", "")]
    many = {**B, "show_if": {"count": ["people"], "at_least": 4}}
    assert found(rows, many, repeat=[PEOPLE]) == [(D.NEVER, "field.b.show_if", "")]
    # From outside any row will do: one says 甲, another 乙.
    both = {**B, "show_if": {"all": [FIRST, SECOND]}}
    assert found({**C, "repeat": "people"}, both, repeat=[PEOPLE]) == []
    alone = {**PEOPLE, "max_rows": 1}
    assert found({**C, "repeat": "people"}, both, repeat=[alone]) == [(D.NEVER, "field.b.show_if", "")]


def test_what_nobody_can_follow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_TRIALS", 2)
    fields = (C, {**X, "show_if": {"all": [FIRST, SECOND]}})
    assert found(*fields) == [(D.TOO_INVOLVED, "field.x.show_if", "")]


def test_the_card_may_say_what_a_person_may_not() -> None:
    young = [stop({"age": "d", "below": 40})]
    assert found(BIRTH, stop=young) == [(D.NEVER, "stop[0].when", "")]
    assert found({**BIRTH, "prefill": "card.birth"}, stop=young) == []


@given(st.integers(0, 110))
def test_a_birth_date_for_every_age(age: int) -> None:
    assert legal_age(born(age, TODAY), TODAY) == age


# --- against trying everything ---

NAMES = ("a", "b", "c", "d")
OPTIONS = ("甲", "乙")
ANSWERS: tuple[Value | None, ...] = (*OPTIONS, None)


def conditions(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    name = st.sampled_from(names)
    atom = st.one_of(
        st.builds(lambda field, option: {"field": field, "is": option}, name, st.sampled_from(OPTIONS)),
        st.builds(lambda field: {"field": field, "in": list(OPTIONS)}, name),
        st.builds(lambda field: {"answered": field}, name),
    )
    return st.recursive(
        atom,
        lambda inner: st.one_of(
            st.builds(lambda one: {"not": one}, inner),
            st.builds(lambda some: {"all": some}, st.lists(inner, min_size=1, max_size=3)),
        ),
        max_leaves=4,
    )


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    fields: list[dict[str, Any]] = []
    for number, name in enumerate(NAMES):
        field: dict[str, Any] = {"id": name, "kind": "choice", "options": list(OPTIONS)}
        if number and draw(st.booleans()):
            field["show_if"] = draw(conditions(NAMES[:number]))
        fields.append(field)
    stops = draw(st.lists(st.builds(stop, conditions(NAMES)), max_size=1))
    return small(*fields, stop=stops)


def everything(procedure: Procedure) -> Iterator[Evaluation]:
    for values in product(ANSWERS, repeat=len(NAMES)):
        given = {TODAY_KEY: Answer(TODAY, Giver.COMPUTED)}
        for name, value in zip(NAMES, values, strict=True):
            if value is not None:
                given[f"small.{name}"] = Answer(value, Giver.RESIDENT)
        yield Evaluation((procedure,), Answers(given))


def fate(procedure: Procedure, field: Field, states: list[Evaluation]) -> DefinitionCode | None:
    def stopped(at: Evaluation) -> bool:
        return any(at.holds(rule.when, procedure, None) for rule in procedure.stops)

    if not any(at.visible(procedure, field, None) and not stopped(at) for at in states):
        return D.NEVER
    hidden = any(not at.visible(procedure, field, None) for at in states)
    return None if hidden or field.show_if is None else D.ALWAYS


@given(procedures())
def test_the_search_finds_what_trying_everything_finds(procedure: Procedure) -> None:
    states = list(everything(procedure))
    told = {item.where: item.code for item in findings(procedure, TODAY)}
    for field in procedure.fields:
        place = f"field.{field.id}.show_if" if field.show_if else f"field.{field.id}"
        assert told.get(place) is fate(procedure, field, states), place
    for number, rule in enumerate(procedure.stops):
        outcomes = {at.holds(rule.when, procedure, None) for at in states}
        wanted = {frozenset({True}): D.ALWAYS, frozenset({False}): D.NEVER}.get(frozenset(outcomes))
        assert told.get(f"stop[{number}].when") is wanted


def test_what_other_forms_of_the_sitting_say_is_open() -> None:
    moved = {"field": "move.kind", "is": "転居（町内）"}
    never = {"all": [moved, {"field": "move.kind", "is": "転入（町外から）"}]}
    filled = {
        **C,
        "prefill": {"choose": [{"when": moved, "option": "甲"}, {"when": {"known": "spouse"}, "option": "乙"}]},
    }
    assert found(filled) == []
    filled = {**C, "prefill": {"choose": [{"when": never, "option": "甲"}]}}
    assert found(filled) == [(D.NEVER, "field.c.prefill.choose[0].when", "")]


def test_the_same_text_in_two_fields_can_be_and_need_not() -> None:
    same = {"same": ["x", "y"]}
    assert found(X, {"id": "y"}, {**B, "show_if": same}) == []
    assert found(X, {"id": "y"}, {**B, "show_if": {"not": same}}) == []
    never = {"all": [same, {"not": {"answered": "x"}}]}
    assert found(X, {"id": "y"}, {**B, "show_if": never}) == [(D.NEVER, "field.b.show_if", "")]
