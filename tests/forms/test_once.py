"""Asked once: what one form of a sitting asked, or the card says, no other form asks again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.evaluation import TODAY as TODAY_KEY
from forms.identity import identities, names_of
from forms.people import OTHERS
from forms.values import SKIPPED, UNKNOWN
from forms.vocabulary import vocabulary
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Procedure
    from forms.values import Value

CARD: Mapping[str, Value] = {
    "card.name": "空知　花子",
    "card.address": "北海道砂川市西7条北2丁目1番1号",
    "card.birth": date(1991, 2, 17),
    "card.sex": "女",
    TODAY_KEY: TODAY,
}
ROW = {"repeat": "people"}
TABLE: dict[str, Any] = {
    **{"id": "people", "label": "人", "max_rows": 4, "section": "世帯"},
    **{"ask": "何人", "who": "どなたですか", "who_en": "Who?"},
}


def told(**values: Any) -> Answers:
    answers = NO_ANSWERS
    for name, value in values.items():
        answers = answers.set(name.replace("__", "."), value, Giver.RESIDENT)
    return answers


def keys(procedures: tuple[Procedure, ...], answers: Answers) -> list[str]:
    return [item.key for item in journey.questions(procedures, journey.complete(procedures, answers, CARD))]


def value(procedures: tuple[Procedure, ...], answers: Answers, key: str) -> Value | None:
    found = journey.complete(procedures, answers, CARD).get(key)
    return found.value if found else None


def household() -> Answers:
    """Return what a form that is answered first tells: a mother, her husband, two children."""
    rows: tuple[dict[str, Value], ...] = (
        {"name": "空知　花子", "kana": "ソラチ ハナコ", "rel": "妻"},
        {"name": "空知 太郎", "birth": date(1989, 6, 3), "sex": "男", "rel": "世帯主"},
        {"name": "空知 大地", "birth": date(2019, 5, 1), "sex": "男", "rel": "子"},
        {"name": "空知 さくら", "birth": date(2023, 11, 10), "sex": "女", "rel": "子"},
    )
    answers = NO_ANSWERS.set("first.people.count", len(rows), Giver.RESIDENT)
    for number, row in enumerate(rows):
        for name, item in row.items():
            answers = answers.set(f"first.people[{number}].{name}", item, Giver.RESIDENT)
    return answers


FIRST = small(
    {"id": "me", "shares": "applicant.name", "prefill": "card.name"},
    {"id": "name", **ROW, "shares": "name"},
    {"id": "kana", **ROW, "shares": "kana", "kind": "kana"},
    {"id": "birth", **ROW, "shares": "birth", "kind": "date"},
    {"id": "sex", **ROW, "shares": "sex", "kind": "choice", "options": ["男", "女"]},
    {"id": "rel", **ROW, "shares": "relation"},
    id="first",
    repeat=[TABLE],
)


def second(*fields: dict[str, Any], **table: Any) -> tuple[Procedure, ...]:
    return (FIRST, small(*fields, id="second", repeat=[{**TABLE, **table}]))


CHILDREN = (
    {"id": "c_name", **ROW, "shares": "name"},
    {"id": "c_birth", **ROW, "shares": "birth", "kind": "date", "limits": {"school_age_at_most": 18}},
    {"id": "c_kin", **ROW, "shares": "kin"},
    {"id": "c_live", **ROW, "shares": "living", "kind": "choice", "options": ["同居", "別居"]},
)


def test_who_belongs_into_a_table_is_chosen_from_those_who_have_the_age() -> None:
    forms = second(*CHILDREN)
    asked = journey.question(forms, journey.complete(forms, household(), CARD), "second.people.who")
    assert asked is not None
    assert asked.field.options == ("空知 大地", "空知 さくら", OTHERS)
    answers = household().set("second.people.who", ("空知 さくら",), Giver.RESIDENT)
    assert [key for key in keys(forms, answers) if key.startswith("second")] == ["second.people.who"]
    found = {
        name: value(forms, answers, f"second.people[0].{name}") for name in ("c_name", "c_birth", "c_kin", "c_live")
    }
    assert found == {"c_name": "空知 さくら", "c_birth": date(2023, 11, 10), "c_kin": "子", "c_live": "同居"}


def test_somebody_else_is_asked_for() -> None:
    forms = second(*CHILDREN)
    answers = household().set("second.people.who", ("空知 大地", OTHERS), Giver.RESIDENT)
    answers = answers.set("second.people.more", 1, Giver.RESIDENT)
    asked = [key for key in keys(forms, answers) if key.startswith("second.people[")]
    assert asked == [f"second.people[1].{name}" for name in ("c_name", "c_birth", "c_kin", "c_live")]
    # A name that turns out to be known fills in the rest.
    answers = answers.set("second.people[1].c_name", "空知さくら", Giver.RESIDENT)
    assert value(forms, answers, "second.people[1].c_birth") == date(2023, 11, 10)


def test_without_anybody_but_the_applicant_it_is_asked_how_many() -> None:
    forms = second(*CHILDREN)
    assert "second.people.count" in keys(forms, NO_ANSWERS)
    # Whoever told the number of rows is not asked who they are.
    counted = household().set("second.people.count", 2, Giver.RESIDENT)
    assert "second.people.who" not in keys(forms, counted)


def test_the_spouse_follows_from_the_relations_to_the_head() -> None:
    known = {"choose": [{"when": {"known": "spouse"}, "option": "有"}]}
    forms = second(
        {"id": "partner", "shares": "spouse.name"},
        {"id": "born", "shares": "spouse.birth", "kind": "date"},
        {"id": "has", "kind": "choice", "options": ["有", "無"], "prefill": known},
        *CHILDREN,
    )
    assert value(forms, household(), "spouse.name") == "空知 太郎"
    assert value(forms, household(), "spouse.birth") == date(1989, 6, 3)
    assert value(forms, household(), "second.has") == "有"
    alone = household().set("first.people[1].rel", "父", Giver.RESIDENT)
    assert value(forms, alone, "spouse.name") is None
    assert value(forms, alone, "second.has") is None


def test_what_somebody_is_to_the_child_a_sheet_is_about() -> None:
    forms = second(
        {"id": "child", "shares": "nursery_child.name"},
        {"id": "order", "shares": "nursery_child.order", "kind": "choice", "options": ["第1子", "第2子", "第3子以降"]},
        {"id": "f_name", **ROW, "shares": "name"},
        {"id": "f_kin", **ROW, "shares": "kin"},
        besides="child",
    )
    answers = household().set("nursery_child.name", "空知 さくら", Giver.RESIDENT)
    everyone = ("空知　花子", "空知 太郎", "空知 大地")
    asked = journey.question(forms, journey.complete(forms, answers, CARD), "second.people.who")
    assert asked is not None
    assert asked.field.options == (*everyone, OTHERS)
    answers = answers.set("second.people.who", everyone, Giver.RESIDENT)
    assert [value(forms, answers, f"second.people[{row}].f_kin") for row in range(3)] == ["母", "父", "兄"]
    assert value(forms, answers, "nursery_child.order") == "第2子"


def test_a_relation_is_to_the_head_of_the_household_that_the_form_tells_of() -> None:
    """A proxy's own household has another head than the one the disaster hit."""
    row = ({"id": "name", **ROW, "shares": "name"}, {"id": "rel", **ROW, "shares": "relation"})
    hit = small({"id": "hit", "shares": "disaster.head"}, *row, id="hit", repeat=[TABLE])
    forms = (small({"id": "head", "shares": "household.head"}, id="own"), hit)
    answers = told(household__head="空知　花子", disaster__head="滝川 三郎", hit__people__count=1)
    answers = answers.set("hit.people[0].name", "滝川 三郎", Giver.RESIDENT)
    assert value(forms, answers, "hit.people[0].rel") == "世帯主"


def test_a_name_that_was_told_is_offered() -> None:
    forms = (FIRST, small({"id": "head", "shares": "household.head"}, id="second"))
    answers = journey.complete(forms, household(), CARD)
    asked = journey.question(forms, answers, "household.head")
    assert asked is not None
    assert journey.known_names(forms, answers, asked) == ("空知　花子", "空知 太郎", "空知 大地", "空知 さくら")


def test_what_follows_from_answers_comes_before_the_card() -> None:
    other = small(
        {"id": "addr", "kind": "address", "shares": "applicant.address", "prefill": "card.address"}, id="other"
    )
    moved = small(
        {"id": "new", "kind": "address", "shares": "move.to.address"},
        {"id": "home", "kind": "address", "shares": "applicant.address", "prefill": {"same_as": "new"}},
        id="moved",
    )
    for forms in ((moved, other), (other, moved)):
        assert value(forms, NO_ANSWERS, "applicant.address") == CARD["card.address"]
        assert value(forms, told(move__to__address="上砂川町"), "applicant.address") == "上砂川町"


def test_a_prefill_and_a_condition_may_name_what_another_form_asks() -> None:
    kind = vocabulary()["move.kind"]
    move = small({"id": "kind", "kind": "choice", "options": list(kind.options), "shares": "move.kind"}, id="move")
    moved_in = {"field": "move.kind", "is": "転入（町外から）"}
    other = small(
        {
            "id": "why",
            "kind": "choice",
            "options": ["転入", "転出"],
            "prefill": {"choose": [{"when": moved_in, "option": "転入"}]},
        },
        {"id": "name", "prefill": "applicant.name"},
        id="other",
    )
    assert value((move, other), told(move__kind="転入（町外から）"), "other.why") == "転入"
    assert value((move, other), told(move__kind="転居（町内）"), "other.why") is None
    # Alone nothing is known of a move; the name falls back to the card.
    assert value((other,), told(move__kind="転入（町外から）"), "other.why") is None
    assert value((other,), NO_ANSWERS, "other.name") == CARD["card.name"]


def test_a_spouse_known_from_the_household_fills_in_where_no_form_asks_for_one() -> None:
    other = small({"id": "partner", "prefill": "spouse.name"}, id="other")
    assert value((FIRST, other), household(), "other.partner") == "空知 太郎"
    assert value((other,), household(), "other.partner") is None


def test_nothing_told_once_is_nothing_the_second_time() -> None:
    move = small({"id": "flat", "shares": "move.to.building"}, id="move")
    other = small({"id": "flat", "prefill": "move.to.building"}, id="other")
    assert "other.flat" not in keys((move, other), told(move__to__building=SKIPPED))
    required = small({"id": "flat", "required": True, "prefill": "move.to.building"}, id="other")
    assert "other.flat" in keys((move, required), told(move__to__building=SKIPPED))


def test_the_row_above_fills_the_next_one() -> None:
    form = small({"id": "ins", **ROW, "prefill": {"same_as": "ins"}}, repeat=[TABLE])
    answers = told(**{"small__people__count": 2, "small__people[0]__ins": "空中 1234567"})
    assert value((form,), answers, "small.people[1].ins") == "空中 1234567"
    assert value((form,), answers, "small.people[0].ins") == "空中 1234567"


@pytest.mark.parametrize("names", [("空知 花子", "空知　花子", True), ("空知 花子", "空知 太郎", False)])
def test_the_same_name_is_the_same_person(names: tuple[str, str, bool]) -> None:
    head, me, same = names
    form = small(
        {"id": "head"},
        {"id": "me"},
        {"id": "rel", "prefill": {"choose": [{"when": {"same": ["head", "me"]}, "option": "世帯主"}]}},
    )
    assert value((form,), told(small__head=head, small__me=me), "small.rel") == ("世帯主" if same else None)


def test_every_entry_of_the_vocabulary_is_asked_by_a_form(shipped: Mapping[str, Procedure]) -> None:
    fields = (field for procedure in shipped.values() for field in procedure.fields if not field.repeat)
    used = {name for field in fields for name in names_of(field.shares)} | {item.by for item in identities().values()}
    # The forms about a dog that was registered before are still to come.
    assert set(vocabulary()) - used <= {"dog.tag"}


OLD_ADDRESSES = {"dog_henko.old_addr", "applicant.address_in_january", "kaigo_tennyu.prev_addr", "move.from.address"}


@pytest.mark.parametrize("kind", ["転入（町外から）", "転居（町内）"])
def test_a_new_address_that_is_not_known_is_not_the_old_one_of_the_card(
    shipped: Mapping[str, Procedure], kind: str
) -> None:
    """Beside every other form, in either order: a box left to the pen, not a false statement."""
    moved = told(move__kind=kind, jumin_ido__notifier="異動者本人").set("move.to.address", UNKNOWN, Giver.RESIDENT)
    seen: set[str] = set()
    for other in shipped.values():
        for procedures in ((shipped["jumin_ido"], other), (other, shipped["jumin_ido"])):
            if other.id == "jumin_ido":
                continue
            answers = journey.complete(procedures, moved, CARD)
            entries = [entry for entry in journey.entries(procedures, answers) if entry.procedure == other.id]
            seen |= {one.key for one in entries if one.answer and one.answer.value == CARD["card.address"]}
    assert {"dog_henko.old_addr", "move.from.address"} <= seen <= OLD_ADDRESSES
