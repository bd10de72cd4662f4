"""Which questions are asked: computed, in order, once, with an end; and what stands on the paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import journey
from forms.answers import NO_ANSWERS, Answer, Answers, Giver
from forms.definition import Kind
from forms.evaluation import TODAY as TODAY_KEY
from forms.fields import KINDS
from forms.problems import Problem, ProblemCode
from forms.values import SKIPPED, UNKNOWN
from tests.support.examples import examples
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.definition import Field, Procedure
    from forms.values import Value

CHOICE = {"kind": "choice", "options": ["甲", "乙"]}
TABLE = {"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}
CARD: Mapping[str, Value] = {
    "card.name": "空知　花子",
    "card.address": "北海道空知郡上砂川町字上砂川町40番地10",
    "card.birth": date(1948, 2, 17),
    "card.sex": "女",
    "card.age": 78,
    TODAY_KEY: TODAY,
}
IDS = ("juminhyo", "jidoteate_nintei", "kaigo_shinki")


def answers_of(**values: Any) -> Answers:
    answers = NO_ANSWERS
    for name, value in values.items():
        answers = answers.set(f"small.{name}", value, Giver.RESIDENT)
    return answers


def keys(questions: Sequence[journey.Question]) -> list[str]:
    return [item.key.removeprefix("small.") for item in questions]


def test_questions_come_in_order_with_rows_after_their_count() -> None:
    procedure = small(
        {"id": "first"},
        {"id": "p_a", "repeat": "people"},
        {"id": "p_b", "repeat": "people"},
        {"id": "last"},
        repeat=[TABLE],
    )
    assert keys(journey.questions((procedure,), NO_ANSWERS)) == ["first", "people.count", "last"]
    found = journey.questions((procedure,), answers_of(**{"people.count": 2}))
    assert keys(found) == [
        "first",
        "people.count",
        *("people[0].p_a", "people[0].p_b", "people[1].p_a", "people[1].p_b"),
        "last",
    ]
    assert [item.row for item in found] == [None, None, 0, 0, 1, 1, None]
    assert found[1].field.kind is Kind.NUMBER


def test_not_asked_is_what_a_pen_fills_in_the_number_and_what_is_known() -> None:
    procedure = small(
        {"id": "name", "prefill": "card.name"},
        {"id": "kana", "kind": "kana", "asked": False},
        {"id": "number", "kind": "my_number"},
        {"id": "sign", "kind": "signature", "required": True},
        {"id": "staff", "kind": "staff"},
        {"id": "phone", "kind": "phone"},
        takes_my_number=True,
    )
    answers = journey.complete((procedure,), NO_ANSWERS, CARD)
    assert keys(journey.questions((procedure,), answers)) == ["phone"]
    assert [entry.content for entry in journey.entries((procedure,), answers)] == [
        *("name", "kana", "number", "sign", "staff", "phone")
    ]
    by_hand = journey.complete((procedure,), NO_ANSWERS, {TODAY_KEY: TODAY})
    assert keys(journey.questions((procedure,), by_hand)) == ["name", "phone"]


def test_a_filled_in_answer_can_still_be_opened_and_a_signature_cannot() -> None:
    procedure = small({"id": "name", "prefill": "card.name", "required": True}, {"id": "sign", "kind": "signature"})
    answers = journey.complete((procedure,), NO_ANSWERS, CARD)
    asked = journey.question((procedure,), answers, "small.name")
    assert asked == journey.Question("small.name", procedure.field("name"), None, ("small",), True)
    assert journey.question((procedure,), answers, "small.sign") is None
    assert journey.question((procedure,), answers, "small.nothing") is None
    assert journey.changeable((procedure,), answers) == {"small.name"}


def test_a_question_of_several_forms_is_asked_once() -> None:
    phone = {"id": "phone", "kind": "phone", "shares": "applicant.phone"}
    one, two = small(phone), small({"id": "x"}, {**phone, "required": True}, id="other")
    found = journey.questions((one, two), NO_ANSWERS)
    assert [(item.key, item.procedures, item.required) for item in found] == [
        ("applicant.phone", ("small", "other"), True),
        ("other.x", ("other",), False),
    ]
    opened = journey.question((one, two), NO_ANSWERS, "applicant.phone")
    assert opened == found[0]
    asked_twice = small(phone, {**phone, "id": "again"})
    assert journey.questions((asked_twice,), NO_ANSWERS)[0].procedures == ("small",)


def test_what_was_left_open_is_asked_again_once_another_answer_makes_it_required() -> None:
    phone = {"id": "phone", "kind": "phone", "shares": "applicant.phone"}
    needs = {**phone, "id": "own", "required": True, "show_if": {"field": "self", "is": True}}
    forms = (small(phone), small({"id": "self", "kind": "checkbox"}, needs, id="other"))
    answers = NO_ANSWERS.set("applicant.phone", SKIPPED, Giver.RESIDENT)
    for own, key in ((False, None), (True, "applicant.phone")):
        asked = journey.pending(forms, answers.set("other.self", own, Giver.RESIDENT))
        assert (asked.key if asked else None) == key


def test_next_previous_and_pending() -> None:
    procedures = (small({"id": "a"}, {"id": "b", **CHOICE}, {"id": "c", "show_if": {"field": "b", "is": "甲"}}),)
    found = journey.questions(procedures, NO_ANSWERS)
    assert journey.next_question(procedures, NO_ANSWERS, None) == found[0]
    assert journey.next_question(procedures, NO_ANSWERS, "small.a") == found[1]
    assert journey.next_question(procedures, NO_ANSWERS, "small.b") is None
    assert journey.previous_question(procedures, NO_ANSWERS, "small.a") is None
    assert journey.previous_question(procedures, NO_ANSWERS, "small.b") == found[0]
    assert journey.previous_question(procedures, NO_ANSWERS, "small.c") is None
    answered = answers_of(a="あ")
    assert journey.next_question(procedures, answered, "small.c") == journey.pending(procedures, answered) == found[1]
    assert journey.pending(procedures, answers_of(a=SKIPPED, b="乙")) is None
    assert journey.next_question((), NO_ANSWERS, None) is None


def test_the_paper_follows_the_sections_of_the_form() -> None:
    procedure = small({"id": "b", "section": "世帯"}, {"id": "a"}, {"id": "c", "section": "世帯"})
    entries = journey.entries((procedure,), answers_of(a="あ"))
    assert [entry.content for entry in entries] == ["a", "b", "c"]
    assert entries[0].answer == Answer("あ", Giver.RESIDENT)
    assert (entries[0].key, entries[0].procedure, entries[0].row) == ("small.a", "small", None)


def test_a_hidden_field_is_not_on_the_paper_though_its_answer_is_remembered() -> None:
    procedure = small({"id": "c", **CHOICE}, {"id": "t", "show_if": {"field": "c", "is": "甲"}})
    answers = answers_of(c="乙", t="あ")
    assert [entry.content for entry in journey.entries((procedure,), answers)] == ["c"]
    assert "small.t" in answers


def test_a_stop_rule() -> None:
    stop = {"when": {"field": "c", "is": "乙"}, "text": "勤め先へ", "where": "人事"}
    procedure = small({"id": "c", **CHOICE}, stop=[stop])
    assert journey.stop((procedure,), answers_of(c="甲")) is None
    rule = journey.stop((procedure,), answers_of(c="乙"))
    assert rule is not None
    assert (rule.procedure, rule.text.text("en"), rule.where.ja) == ("small", "勤め先へ", "人事")


def test_attachments_are_told_once_and_only_when_they_apply() -> None:
    attachment = [{"text": "身分証"}, {"text": "委任状", "when": {"field": "c", "is": "乙"}}]
    one, two = (
        small({"id": "c", **CHOICE}, attachment=attachment),
        small({"id": "x"}, attachment=[{"text": "身分証"}], id="o"),
    )
    assert [item.text.ja for item in journey.attachments((one, two), answers_of(c="甲"))] == ["身分証"]
    assert [item.text.ja for item in journey.attachments((one, two), answers_of(c="乙"))] == ["身分証", "委任状"]


def test_what_keeps_the_answers_from_the_paper() -> None:
    procedure = small(
        {"id": "need", "required": True},
        {"id": "may"},
        {"id": "agree", "kind": "checkbox", "required": True},
        {"id": "birth", "kind": "date", "limits": {"latest_days": 0}},
        {"id": "sign", "kind": "signature", "required": True},
        {"id": "p", "repeat": "people", "required": True},
        repeat=[{**TABLE, "min_rows": 1}],
    )
    answers = answers_of(may=SKIPPED, agree=False, birth=date(2027, 1, 1), **{"people.count": 2, "people[0].p": "あ"})
    answers = answers.set(TODAY_KEY, TODAY, Giver.COMPUTED)
    assert [(problem.code, problem.key) for problem in journey.problems((procedure,), answers)] == [
        (ProblemCode.REQUIRED, "small.need"),
        (ProblemCode.NOT_AGREED, "small.agree"),
        (ProblemCode.TOO_LATE, "small.birth"),
        (ProblemCode.REQUIRED, "small.people[1].p"),
    ]
    fine = answers_of(need=UNKNOWN, agree=True, **{"people.count": 1, "people[0].p": UNKNOWN})
    assert journey.problems((procedure,), fine) == ()
    assert (
        journey.problems((procedure,), fine.set("small.need", SKIPPED, Giver.RESIDENT))[0].code is ProblemCode.REQUIRED
    )


def test_what_the_card_says_is_never_too_long() -> None:
    procedure = small({"id": "a", "limits": {"longest": 5}})
    for giver, codes in ((Giver.RESIDENT, [ProblemCode.TOO_LONG]), (Giver.CARD, [])):
        answers = NO_ANSWERS.set("small.a", "窓辺　太郎左衛門", giver)
        assert [item.code for item in journey.problems((procedure,), answers)] == codes


def test_a_rule_over_several_answers() -> None:
    check = {"when": {"field": "p", "is": "乙"}, "field": "p", "text": "乙はできません", "text_en": "Not 乙"}
    other = {"when": {"field": "c", "is": "乙"}, "field": "c", "text": "だめです"}
    procedure = small(
        {"id": "c", **CHOICE}, {"id": "p", "repeat": "people", **CHOICE}, repeat=[TABLE], check=[check, other]
    )
    answers = answers_of(c="乙", **{"people.count": 2, "people[0].p": "甲", "people[1].p": "乙"})
    found = journey.problems((procedure, small({"id": "c", **CHOICE}, id="other")), answers)
    assert [(problem.code, problem.key) for problem in found] == [
        (ProblemCode.RULE, "small.c"),
        (ProblemCode.RULE, "small.people[1].p"),
    ]
    assert [found[1].told(language)["text"] for language in ("ja", "en")] == ["乙はできません", "Not 乙"]
    assert found[0].told("en")["text"] == "だめです"


def parsed(field: dict[str, Any], raw: object) -> object:
    procedure = small({"id": "x", **field})
    asked = journey.questions((procedure,), NO_ANSWERS)[0]
    return journey.parse(asked, raw, NO_ANSWERS.set(TODAY_KEY, TODAY, Giver.COMPUTED))


def test_an_answer_as_typed() -> None:
    assert parsed({}, " あ ") == "あ"
    assert parsed({}, UNKNOWN) is UNKNOWN
    assert parsed({"required": True}, UNKNOWN) is UNKNOWN
    for nothing in ("", "　", None, SKIPPED):
        assert parsed({}, nothing) is SKIPPED
        assert parsed({"required": True}, nothing) == Problem(ProblemCode.REQUIRED, "small.x")
    assert parsed({"kind": "checkbox"}, False) is False
    assert parsed({"kind": "number"}, 0) == 0
    wrong = parsed({"kind": "phone"}, "62")
    assert isinstance(wrong, Problem)
    assert (wrong.code, wrong.key, wrong.params["example"]) == (ProblemCode.NOT_PHONE, "small.x", "0125-62-2222")
    late = parsed({"kind": "date", "limits": {"latest_days": 0}}, "令和8年11月25日")
    assert isinstance(late, Problem)
    assert (late.code, late.key) == (ProblemCode.TOO_LATE, "small.x")


# --- properties over the shipped procedures ---

TEXTS = {
    Kind.TEXT: ("空知 花子", "𠮷田"),
    Kind.NAME: ("空知　花子", "𠮷田"),
    Kind.RELATION: ("子", "いとこ"),
    Kind.TEXTAREA: ("一行",),
    Kind.ADDRESS: ("上砂川町",),
    Kind.KANA: ("ソラチ",),
    Kind.PHONE: ("0125622222",),
    Kind.POSTAL: ("0730201",),
    Kind.DIGITS: ("1", "123456", "1234567890"),
}
BIRTHS = (date(1940, 1, 1), date(1970, 1, 1), date(1995, 1, 1), date(2010, 1, 1), date(2025, 1, 1))


def draw_answer(data: st.DataObject, asked: journey.Question) -> Value:
    field = asked.field
    if data.draw(st.integers(0, 9)) == 0:
        return UNKNOWN
    # What one form leaves open may be required by another that shares the answer.
    if not asked.required and data.draw(st.integers(0, 3)) == 0:
        return SKIPPED
    match field.kind:
        case Kind.CHOICE | Kind.CARE_LEVEL:
            return data.draw(st.sampled_from(field.options))
        case Kind.NUMBER:
            return data.draw(st.integers(field.limits.at_least or 0, field.limits.at_most or 5))
        case Kind.DATE:
            return data.draw(st.sampled_from(BIRTHS))
        case Kind.CHECKBOX:
            return data.draw(st.booleans())
        case Kind.MULTI:
            chosen = data.draw(st.sets(st.sampled_from(field.options), min_size=1))
            return tuple(option for option in field.options if option in chosen)
        case kind:
            return data.draw(st.sampled_from(TEXTS[kind]))


@settings(max_examples=examples(20, 300), deadline=None)
@given(data=st.data())
def test_every_walk_ends_and_can_be_walked_back(shipped: Mapping[str, Procedure], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    procedures = [shipped[name] for name in chosen]
    facts = CARD if data.draw(st.booleans()) else {TODAY_KEY: TODAY}
    answers = journey.complete(procedures, NO_ANSWERS, facts)
    steps = 0
    while (asked := journey.pending(procedures, answers)) is not None:
        steps += 1
        assert steps < 300, "the journey has no end"
        value = draw_answer(data, asked)
        answers = journey.complete(procedures, answers.set(asked.key, value, Giver.RESIDENT), facts)
    found = journey.questions(procedures, answers)
    assert len({item.key for item in found}) == len(found)
    for item in found:
        following = journey.next_question(procedures, answers, item.key)
        if following is not None:
            assert journey.previous_question(procedures, answers, following.key) == item
    walked, at = [], journey.next_question(procedures, answers, None)
    while at is not None:
        walked.append(at)
        at = journey.next_question(procedures, answers, at.key)
    assert walked == list(found)
    # Whoever answered every question is not told that something required is missing.
    missing = [item.key for item in journey.problems(procedures, answers) if item.code is ProblemCode.REQUIRED]
    assert missing == []
    # Working it out again changes nothing.
    assert journey.complete(procedures, answers, facts) == answers
    for entry in journey.entries(procedures, answers):
        if entry.field.required and entry.field.asked and KINDS[entry.field.kind].askable:
            assert entry.answer is not None


@pytest.mark.parametrize("name", IDS)
def test_every_page_can_be_reached(shipped: Mapping[str, Procedure], name: str) -> None:
    """Every field that can be filled in is on a page under some answers: asked, or opened from the check page."""
    procedures = (shipped[name],)
    facts = {TODAY_KEY: TODAY}
    reached: set[str] = set()
    wanted = {item.id for item in shipped[name].fields if KINDS[item.kind].askable}
    for number in range(40):
        if reached >= wanted:
            break
        answers = journey.complete(procedures, NO_ANSWERS, facts)
        opened: set[str] = set()
        for step in range(200):
            asked = journey.pending(procedures, answers) or _to_open(procedures, answers, opened)
            if asked is None:
                break
            opened.add(asked.key)
            reached.add(asked.field.id)
            value = _nth(asked.field, crc32(f"{number} {step}".encode()))
            answers = journey.complete(procedures, answers.set(asked.key, value, Giver.RESIDENT), facts)
    assert wanted - reached == set()


def _to_open(procedures: Sequence[Procedure], answers: Answers, opened: set[str]) -> journey.Question | None:
    keys = [entry.key for entry in journey.entries(procedures, answers) if entry.key not in opened]
    return next((found for key in keys if (found := journey.question(procedures, answers, key))), None)


def _nth(field: Field, number: int) -> Value:
    match field.kind:
        case Kind.CHOICE | Kind.CARE_LEVEL:
            return field.options[number % len(field.options)]
        case Kind.NUMBER:
            low, high = field.limits.at_least or 0, field.limits.at_most or 5
            return low + number % (high - low + 1)
        case Kind.DATE:
            return BIRTHS[number % len(BIRTHS)]
        case Kind.CHECKBOX:
            return number % 2 == 0
        case kind:
            return TEXTS[kind][0]
