"""Conditions as data: what holds, what is shown, what is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.answers import NO_ANSWERS, Answer, Answers, Giver
from forms.evaluation import TODAY as TODAY_KEY
from forms.evaluation import Evaluation
from forms.journey import complete
from forms.values import SKIPPED, UNKNOWN
from tests.support.procedures import TODAY, small

CHOICE = {"kind": "choice", "options": ["甲", "乙", "丙"]}
TABLE = [{"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}]


def given(**values: Any) -> Answers:
    answers = NO_ANSWERS.set(TODAY_KEY, TODAY, Giver.COMPUTED)
    for name, value in values.items():
        answers = answers.set(f"small.{name}", value, Giver.RESIDENT)
    return answers


def rows(*values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"people.count": len(values)}
    for number, row in enumerate(values):
        found |= {f"people[{number}].{name}": value for name, value in row.items()}
    return found


def shown(condition: dict[str, Any], **answers: Any) -> bool:
    procedure = small(
        {"id": "c", **CHOICE},
        {"id": "m", "kind": "multi", "options": ["甲", "乙"]},
        {"id": "n", "kind": "number"},
        {"id": "b", "kind": "checkbox"},
        {"id": "d", "kind": "date"},
        {"id": "t"},
        {"id": "p_c", "repeat": "people", **CHOICE},
        {"id": "p_d", "repeat": "people", "kind": "date"},
        {"id": "target", "show_if": condition},
        repeat=TABLE,
    )
    places = list(Evaluation((procedure,), given(**answers)).shown())
    return any(place.field.id == "target" for place in places)


@pytest.mark.parametrize(
    ("condition", "answers", "holds"),
    [
        ({"field": "c", "is": "甲"}, {"c": "甲"}, True),
        ({"field": "c", "is": "甲"}, {"c": "乙"}, False),
        ({"field": "c", "is": "甲"}, {}, False),
        ({"field": "c", "is": "甲"}, {"c": UNKNOWN}, False),
        ({"field": "c", "is": "甲"}, {"c": SKIPPED}, False),
        ({"field": "c", "in": ["甲", "乙"]}, {"c": "乙"}, True),
        ({"field": "c", "in": ["甲", "乙"]}, {"c": "丙"}, False),
        ({"field": "m", "has": "乙"}, {"m": ("甲", "乙")}, True),
        ({"field": "m", "has": "乙"}, {"m": ("甲",)}, False),
        ({"field": "n", "is": 1}, {"n": 1}, True),
        ({"field": "n", "is": 1}, {"n": 2}, False),
        ({"field": "n", "at_least": 2}, {"n": 2}, True),
        ({"field": "n", "at_least": 2}, {"n": 1}, False),
        ({"field": "n", "at_most": 2}, {"n": 2}, True),
        ({"field": "n", "at_most": 2}, {"n": 3}, False),
        ({"field": "n", "at_least": 2, "at_most": 3}, {"n": 4}, False),
        ({"field": "b", "is": True}, {"b": True}, True),
        ({"field": "b", "is": True}, {"b": False}, False),
        ({"field": "b", "is": False}, {"b": False}, True),
        ({"field": "b", "is": False}, {}, False),
        ({"not": {"field": "b", "is": True}}, {}, True),
        ({"not": {"field": "b", "is": True}}, {"b": True}, False),
        ({"any": [{"field": "c", "is": "甲"}, {"field": "b", "is": True}]}, {"b": True}, True),
        ({"any": [{"field": "c", "is": "甲"}, {"field": "b", "is": True}]}, {"c": "乙"}, False),
        ({"all": [{"field": "c", "is": "甲"}, {"field": "b", "is": True}]}, {"c": "甲", "b": True}, True),
        ({"all": [{"field": "c", "is": "甲"}, {"field": "b", "is": True}]}, {"c": "甲"}, False),
        ({"answered": "t"}, {"t": "あ"}, True),
        ({"answered": "t"}, {"t": UNKNOWN}, False),
        ({"answered": "t"}, {}, False),
        ({"age": "d", "at_least": 65}, {"d": date(1961, 11, 25)}, True),
        ({"age": "d", "at_least": 65}, {"d": date(1961, 11, 26)}, False),
        ({"age": "d", "below": 3}, {"d": date(2023, 11, 26)}, True),
        ({"age": "d", "below": 3}, {"d": date(2023, 11, 25)}, False),
        ({"count": ["people"], "at_least": 2}, rows({}, {}), True),
        ({"count": ["people"], "at_least": 2}, rows({}), False),
        ({"count": ["people"], "at_most": 0}, {}, True),
        ({"count": ["people"], "at_least": 4}, {"people.count": 99}, False),
        ({"field": "p_c", "is": "甲"}, rows({"p_c": "乙"}, {"p_c": "甲"}), True),
        ({"field": "p_c", "is": "甲"}, rows({"p_c": "乙"}) | {"people[1].p_c": "甲"}, False),
        ({"age": "p_d", "below": 3}, rows({"p_d": date(2000, 1, 1)}, {"p_d": TODAY}), True),
    ],
)
def test_a_condition(condition: dict[str, Any], answers: dict[str, Any], holds: bool) -> None:
    assert shown(condition, **answers) is holds


def test_without_a_day_no_age_is_known() -> None:
    procedure = small({"id": "d", "kind": "date"}, {"id": "t", "show_if": {"age": "d", "at_least": 0}})
    answers = NO_ANSWERS.set("small.d", date(1946, 3, 4), Giver.RESIDENT)
    assert [place.field.id for place in Evaluation((procedure,), answers).shown()] == ["d"]
    assert Evaluation((), answers.set(TODAY_KEY, "今日", Giver.COMPUTED)).today is None


def test_a_hidden_answer_fulfils_nothing() -> None:
    procedure = small(
        {"id": "c", **CHOICE},
        {"id": "why", **CHOICE, "show_if": {"field": "c", "is": "甲"}},
        {"id": "more", "show_if": {"field": "why", "is": "丙"}},
    )
    open_ = given(c="甲", why="丙")
    hidden = given(c="乙", why="丙")
    assert [place.field.id for place in Evaluation((procedure,), open_).shown()] == ["c", "why", "more"]
    assert [place.field.id for place in Evaluation((procedure,), hidden).shown()] == ["c"]


def test_inside_a_table_a_condition_looks_at_its_own_row() -> None:
    procedure = small(
        {"id": "p_c", "repeat": "people", **CHOICE},
        {"id": "p_more", "repeat": "people", "show_if": {"field": "p_c", "is": "甲"}},
        {"id": "p_first", "repeat": "people", "show_if": {"row": 1}},
        repeat=TABLE,
    )
    answers = given(**rows({"p_c": "乙"}, {"p_c": "甲"}))
    places = list(Evaluation((procedure,), answers).shown())
    assert [(place.content, place.key) for place in places] == [
        ("", "small.people.count"),
        ("people[0].p_c", "small.people[0].p_c"),
        ("people[0].p_first", "small.people[0].p_first"),
        ("people[1].p_c", "small.people[1].p_c"),
        ("people[1].p_more", "small.people[1].p_more"),
    ]


def test_a_table_that_is_hidden_has_no_rows() -> None:
    table = [{**TABLE[0], "show_if": {"field": "c", "is": "甲"}}]
    procedure = small({"id": "c", **CHOICE}, {"id": "p", "repeat": "people"}, repeat=table)
    evaluation = Evaluation((procedure,), given(c="乙", **rows({"p": "あ"})))
    assert [place.field.id for place in evaluation.shown()] == ["c"]
    assert evaluation.rows(procedure, procedure.repeat("people")) == 0


def test_a_count_nobody_knows_is_no_row() -> None:
    procedure = small({"id": "p", "repeat": "people"}, repeat=TABLE)
    answers = given(**{"people.count": UNKNOWN})
    assert [place.content for place in Evaluation((procedure,), answers).shown()] == [""]


FACTS = {"card.name": "空知　花子", "card.birth": date(1961, 11, 25), "card.sex": "女", TODAY_KEY: TODAY}


def filled(answers: Answers, *fields: dict[str, Any], **tables: Any) -> dict[str, Answer]:
    found = complete((small(*fields, **tables),), answers, FACTS)
    return {key.removeprefix("small."): answer for key, answer in found.items() if key != TODAY_KEY}


def test_the_card_the_day_and_defaults_fill_in() -> None:
    found = filled(
        NO_ANSWERS,
        {"id": "name", "prefill": "card.name"},
        {"id": "day", "kind": "date", "prefill": TODAY_KEY},
        {"id": "how", **CHOICE, "default": "乙"},
        {"id": "address", "prefill": "card.address"},
        {"id": "both", "prefill": "card.address", "default": "なし"},
    )
    assert found == {
        "name": Answer("空知　花子", Giver.CARD),
        "day": Answer(TODAY, Giver.COMPUTED),
        "how": Answer("乙", Giver.COMPUTED),
        "both": Answer("なし", Giver.COMPUTED),
    }


def test_a_sex_the_sheet_does_not_print_is_not_filled_in() -> None:
    assert (
        filled(NO_ANSWERS, {"id": "sex", "kind": "choice", "options": ["男", "そのほか"], "prefill": "card.sex"}) == {}
    )


def test_a_prefill_follows_the_answer_it_depends_on() -> None:
    fields = ({"id": "c", **CHOICE}, {"id": "name", "prefill": "card.name", "prefill_if": {"field": "c", "is": "甲"}})
    mine = filled(given(c="甲"), *fields)
    assert mine["name"] == Answer("空知　花子", Giver.CARD)
    procedure = small(*fields)
    answers = complete((procedure,), given(c="甲"), FACTS).set("small.c", "乙", Giver.RESIDENT)
    assert "small.name" not in complete((procedure,), answers, FACTS)


@pytest.mark.parametrize("giver", [Giver.RESIDENT, Giver.STAFF, Giver.PROXY])
def test_what_a_person_says_wins(giver: Giver) -> None:
    procedure = small({"id": "name", "prefill": "card.name"})
    answers = complete((procedure,), NO_ANSWERS.set("small.name", "空知 華子", giver), FACTS)
    assert answers.get("small.name") == Answer("空知 華子", giver)


def test_an_answer_fills_in_another_and_keeps_its_source() -> None:
    fields = (
        {"id": "name", "prefill": "card.name"},
        {"id": "same", "prefill": {"same_as": "name"}},
        {"id": "phone"},
        {"id": "phone2", "prefill": {"same_as": "phone"}},
        {"id": "empty", "prefill": {"same_as": "phone3"}},
        {"id": "phone3"},
    )
    found = filled(given(phone="0125622222", phone3=UNKNOWN), *fields)
    assert found["same"] == Answer("空知　花子", Giver.CARD)
    assert found["phone2"] == Answer("0125622222", Giver.COMPUTED)
    assert "empty" not in found
    assert "phone2" not in filled(NO_ANSWERS, *fields)


def test_only_the_first_row_is_filled_in() -> None:
    found = filled(
        given(**{"people.count": 2}),
        {"id": "p", "repeat": "people", "prefill": "card.name", "prefill_if": {"row": 1}},
        repeat=TABLE,
    )
    assert found["people[0].p"].value == "空知　花子"
    assert "people[1].p" not in found


def test_an_age_is_worked_out() -> None:
    fields = (
        {"id": "birth", "kind": "date", "prefill": "card.birth"},
        {"id": "age", "kind": "number", "prefill": {"age_of": "birth"}},
    )
    assert filled(NO_ANSWERS, *fields)["age"] == Answer(65, Giver.COMPUTED)
    procedure = small(*fields)
    assert "small.age" not in complete((procedure,), NO_ANSWERS, {TODAY_KEY: TODAY})
    assert "small.age" not in complete((procedure,), NO_ANSWERS, {"card.birth": date(1946, 3, 4)})


@pytest.mark.parametrize(
    ("birth", "wanted"), [(date(1961, 11, 25), "甲"), (date(1961, 11, 26), "乙"), (date(2000, 1, 1), None)]
)
def test_an_option_is_chosen_by_conditions(birth: date, wanted: str | None) -> None:
    steps = [
        {"when": {"age": "birth", "at_least": 65}, "option": "甲"},
        {"when": {"age": "birth", "at_least": 40}, "option": "乙"},
    ]
    found = filled(
        given(birth=birth), {"id": "birth", "kind": "date"}, {"id": "k", **CHOICE, "prefill": {"choose": steps}}
    )
    assert found.get("k") == (Answer(wanted, Giver.COMPUTED) if wanted else None)


def test_a_shared_question_is_filled_in_by_whichever_form_can() -> None:
    one = small({"id": "name", "shares": "applicant.name"}, {"id": "seen", "show_if": {"answered": "name"}})
    raw: dict[str, Any] = {"id": "name", "shares": "applicant.name", "prefill": "card.name"}
    two = small(raw, id="other")
    assert complete((one, two), NO_ANSWERS, FACTS).get("applicant.name") == Answer("空知　花子", Giver.CARD)
    shown_ids = [place.field.id for place in Evaluation((one, two), NO_ANSWERS, FACTS).shown()]
    assert shown_ids == ["name", "seen", "name"]
    hidden = small({"id": "c", **CHOICE}, {**raw, "show_if": {"field": "c", "is": "甲"}}, id="other")
    assert "applicant.name" not in complete((one, hidden), NO_ANSWERS, FACTS)
    without = small({"id": "name", "shares": "applicant.name"}, id="other")
    assert "applicant.name" not in complete((one, without), NO_ANSWERS, FACTS)


def test_two_forms_that_wait_for_one_another_come_to_an_end() -> None:
    one = small(
        {"id": "a", "shares": "applicant.name", "prefill": {"same_as": "b"}},
        {"id": "b", "shares": "insured.name"},
    )
    two = small(
        {"id": "b", "shares": "insured.name", "prefill": {"same_as": "a"}},
        {"id": "a", "shares": "applicant.name"},
        id="other",
    )
    assert len(complete((one, two), NO_ANSWERS, {})) == 0
    answers = complete((one, two), NO_ANSWERS.set("insured.name", "空知 太郎", Giver.RESIDENT), {})
    assert answers.get("applicant.name") == Answer("空知 太郎", Giver.COMPUTED)


def test_a_shared_table_has_shared_rows() -> None:
    fields = [{"id": "p_name", "repeat": "people", "shares": "name"}, {"id": "p_note", "repeat": "people"}]
    one = small(*fields, repeat=[{**TABLE[0], "shares": "family"}])
    two = small(
        {"id": "who", "repeat": "members", "shares": "name"},
        repeat=[{**TABLE[0], "id": "members", "shares": "family"}],
        id="other",
    )
    answers = NO_ANSWERS.set("family.count", 1, Giver.RESIDENT)
    keys = [place.key for place in Evaluation((one, two), answers).shown()]
    assert keys == ["family.count", "family[0].name", "family[0].p_note", "family.count", "family[0].name"]
