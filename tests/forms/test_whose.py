"""Several forms in one sitting, some for oneself and some as a proxy: nobody's facts stand on somebody else's sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.answers_file import load_answers
from forms.evaluation import TODAY as TODAY_KEY
from forms.japanese.ages import legal_age
from forms.postcode import postcode_of
from forms.whose import OF_THE_WINDOW
from tests.support.examples import examples
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Field, Procedure
    from forms.values import Value

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"
CARD: Mapping[str, Value] = {
    "card.name": "窓口　本人",
    "card.family": "窓口",
    "card.given": "本人",
    "card.address": "北海道砂川市西7条北2丁目1番1号",
    "card.birth": date(1991, 2, 17),
    "card.sex": "女",
    "card.age": 35,
    TODAY_KEY: TODAY,
}
BOXES_OF_A_PROXY = {
    "窓口に来た方": ("v_",),
    "届け出る方": ("n_",),
    "代理人": ("ag_", "d_", "dr_"),
    # Care insurance, the certificate of damage, a parent who applies for a child's card.
    "申請する方": ("ap_", "a_"),
    "カードの持ち主": ("dr_",),
    # The guardian of a child whose late parent was owed child allowance.
    "請求する方": ("g_",),
    # Whom the surveyor calls, which is the family member who applies.
    "訪問調査": ("sv_tel",),
}
"""Section and beginning of the ids of the boxes for whoever stands at the window, on a sheet that is for another."""


def asks_for_whom(procedure: Procedure) -> tuple[str, Field] | None:
    """Return the question for whom a form is, with its key."""
    found = next((field for field in procedure.fields if field.authority), None)
    return (found.shares or f"{procedure.id}.{found.id}", found) if found else None


def own(procedure: Procedure) -> Answers:
    """Return that a form is for oneself."""
    asked = asks_for_whom(procedure)
    if asked is None:
        return NO_ANSWERS
    key, field = asked
    option = next(item for item in field.options if item not in field.authority)
    return NO_ANSWERS.set(key, option, Giver.RESIDENT)


def both(first: Answers, second: Answers) -> Answers:
    """Return all answers; where both tell, the second's."""
    return Answers({**dict(first.items()), **dict(second.items())})


def told(procedure: Procedure, name: str) -> Answers:
    answers, problems = load_answers(ANSWERS / f"{name}.toml", (procedure,), today=TODAY)
    assert problems == ()
    return answers


def printed(
    of: Procedure, procedures: tuple[Procedure, ...], answers: Answers, facts: Mapping[str, Value] = CARD
) -> dict[str, tuple[Field, Value | None]]:
    """Return what stands in each box of one sheet of a sitting."""
    complete = journey.complete(procedures, answers, facts)
    return {
        entry.content: (entry.field, entry.answer.value if entry.answer else None)
        for entry in journey.entries(procedures, complete)
        if entry.procedure == of.id and entry.field.printed
    }


def as_proxy(shipped: Mapping[str, Procedure]) -> Iterator[tuple[Procedure, Answers]]:
    """Yield every form in every role that acts for another, once where several lead to the same boxes."""
    for procedure in shipped.values():
        asked = asks_for_whom(procedure)
        if asked:
            key, field = asked
            seen: list[set[str]] = []
            for option in field.authority:
                role = NO_ANSWERS.set(key, option, Giver.RESIDENT)
                boxes = {entry.content for entry in journey.entries((procedure,), role)}
                if boxes not in seen:
                    seen.append(boxes)
                    yield procedure, role


def beside(shipped: Mapping[str, Procedure], procedure: Procedure) -> Iterator[Procedure]:
    """Yield the forms that may be for oneself while this one is for another: each third, in turn, all if long."""
    key = (asks_for_whom(procedure) or ("",))[0]
    apart, forms = examples(3, 1), list(shipped.values())
    for one in forms[forms.index(procedure) % apart :: apart]:
        if one is not procedure and (asks_for_whom(one) or ("",))[0] != key:
            yield one


def test_what_is_shared_is_of_one_person(shipped: Mapping[str, Procedure]) -> None:
    """A key has one answer: forms may share it only if they ask in one and the same question for whom they are.

    That question itself is shared also by a form that then stops for anybody but the person at the window.
    """
    asked_by: dict[str, dict[str, str]] = {}
    questions = {asked[0] for one in shipped.values() if (asked := asks_for_whom(one))}
    for procedure in shipped.values():
        key = (asks_for_whom(procedure) or ("",))[0]
        for field in procedure.fields:
            window = field.shares.partition(".")[0] in OF_THE_WINDOW
            if field.shares and not field.repeat and not window and field.shares not in questions:
                asked_by.setdefault(field.shares, {})[procedure.id] = key
    assert {name: forms for name, forms in asked_by.items() if len(set(forms.values())) > 1} == {}
    asking = [(one, field) for one in shipped.values() for field in one.fields if field.shares in questions]
    alone = [(one, field) for one, field in asking if asks_for_whom(one) is None]
    assert len(alone) > 3
    for one, field in alone:
        _, *others = field.options
        for option in others:
            assert journey.stop((one,), NO_ANSWERS.set(field.shares, option, Giver.RESIDENT)), (one.id, option)


def test_a_sheet_for_another_has_of_the_person_at_the_window_only_their_own_boxes(
    shipped: Mapping[str, Procedure],
) -> None:
    """Every form as a proxy, beside each other form filled in to the last box for oneself."""
    longest = {procedure.id: told(procedure, f"{procedure.id}-longest") for procedure in shipped.values()}
    seen = 0
    for procedure, role in as_proxy(shipped):
        blank = printed(procedure, (procedure,), role, {TODAY_KEY: TODAY})
        for other in beside(shipped, procedure):
            answers = both(both(longest[other.id], own(other)), role)
            for content, (field, value) in printed(procedure, (other, procedure), answers).items():
                if value is not None and (content not in blank or value != blank[content][1]):
                    seen += 1
                    proper = field.id.startswith(BOXES_OF_A_PROXY.get(field.section, "?"))
                    # The husband or wife of whoever claims is the person at the window, if so answered.
                    meant = field.shares != procedure.field(field.id).shares
                    assert proper or (meant and field.shares.partition(".")[0] in OF_THE_WINDOW), (
                        procedure.id,
                        role,
                        other.id,
                        field.id,
                        value,
                    )
    assert seen > 1000


def test_what_was_told_of_another_stands_on_no_sheet_of_one_s_own(shipped: Mapping[str, Procedure]) -> None:
    """Every form filled in to the last box as a proxy; on each other only the proxy's own telephone … follow."""
    alone = {one.id: printed(one, (one,), own(one)) for one in shipped.values()}
    for procedure, role in as_proxy(shipped):
        longest = told(procedure, f"{procedure.id}-longest").without("applicant.name")
        window = {answer.value for key, answer in longest.items() if key.partition(".")[0] in OF_THE_WINDOW}
        window |= {postcode_of(value) or value for value in window if isinstance(value, str)}
        window |= {legal_age(value, TODAY) for value in window if isinstance(value, date)}
        for other in beside(shipped, procedure):
            answers = both(both(longest, role), own(other))
            for content, (field, value) in printed(other, (procedure, other), answers).items():
                if value is not None and value not in window:
                    assert value == alone[other.id][content][1], (procedure.id, role, other.id, field.id, value)


def test_a_move_one_made_oneself_is_not_the_one_of_whom_one_acts_for(shipped: Mapping[str, Procedure]) -> None:
    """One's own move, and the health insurance of somebody else's household: two heads, two days, two numbers."""
    procedures = (shipped["jumin_ido"], shipped["kokuho_ido"])
    moved = NO_ANSWERS.set("move.notifier", "異動者本人", Giver.RESIDENT).set("household.head", "空知 太郎", Giver.CARD)
    for key, value in (
        ("move.kind", "転入（町外から）"),
        ("move.date", date(2026, 11, 20)),
        ("household.head", "空知 太郎"),
    ):
        moved = moved.set(key, value, Giver.RESIDENT)
    heads = {}
    for notifier in ("同一世帯員", "代理人"):
        sheet = printed(shipped["kokuho_ido"], procedures, moved.set("kokuho.notifier", notifier, Giver.RESIDENT))
        heads[notifier] = [sheet[name][1] for name in ("h_name", "ev_date", "kind")]
    assert heads == {
        "同一世帯員": ["空知 太郎", date(2026, 11, 20), "加入（資格取得）"],
        "代理人": [None, None, None],
    }


def test_two_proxies_in_one_sitting_may_act_for_two_people() -> None:
    """Forms that share the question for whom pass on what they were told; others do not, even both as a proxy."""
    who = {"kind": "choice", "options": ["本人", "代理人"], "authority": ["", "letter"]}
    teller = small({"id": "who", **who}, {"id": "head", "shares": "household.head"}, id="teller")
    other = small({"id": "who", **who}, {"id": "head", "prefill": "household.head"}, id="other")
    answers = NO_ANSWERS.set("household.head", "空知 太郎", Giver.RESIDENT)
    for mine, theirs, passed in (
        ("本人", "本人", "空知 太郎"),
        ("代理人", "本人", None),
        ("本人", "代理人", None),
        ("代理人", "代理人", None),
    ):
        both_ways = answers.set("teller.who", theirs, Giver.RESIDENT).set("other.who", mine, Giver.RESIDENT)
        assert printed(other, (teller, other), both_ways)["head"][1] == passed
    shared = {
        **who,
        "options": ["世帯主", "同一世帯員", "代理人"],
        "authority": ["", "", "letter"],
        "shares": "kokuho.notifier",
    }
    teller = small({"id": "who", **shared}, {"id": "head", "shares": "household.head"}, id="teller")
    other = small({"id": "who", **shared}, {"id": "head", "prefill": "household.head"}, id="other")
    together = answers.set("kokuho.notifier", "代理人", Giver.RESIDENT)
    assert printed(other, (teller, other), together)["head"][1] == "空知 太郎"


def test_somebody_else_s_child_is_offered_and_not_written_for_one_s_own(shipped: Mapping[str, Procedure]) -> None:
    """A proxy notifies of another family's move, and asks a nursery for their own child."""
    procedures = (shipped["jumin_ido"], shipped["hoiku_nintei"], shipped["suido"])
    child: dict[str, Value] = {"m_name": "空知 さくら", "m_birth": date(2023, 11, 10), "m_sex": "女", "m_rel": "子"}
    answers = NO_ANSWERS.set("jumin_ido.members.count", 1, Giver.RESIDENT)
    for name, value in child.items():
        answers = answers.set(f"jumin_ido.members[0].{name}", value, Giver.RESIDENT)
    for notifier, mine, size in (("同一世帯員", "空知 さくら", 1), ("代理人", None, None)):
        moved = journey.complete(procedures, answers.set("move.notifier", notifier, Giver.RESIDENT), CARD)
        found = moved.get("nursery_child.name"), moved.get("household.size")
        assert [answer and answer.value for answer in found] == [mine, size]
        asked = journey.question(procedures, moved, "nursery_child.name")
        assert asked is not None
        assert "空知 さくら" in journey.known_names(procedures, moved, asked)


def test_somebody_whose_birth_is_not_known_is_not_taken_for_the_child(shipped: Mapping[str, Procedure]) -> None:
    """A mother whose register is asked for, without a birth, was the only other person known: no nursery child."""
    procedures = (shipped["koseki"], shipped["hoiku_nintei"])
    for birth, child in ((None, None), (date(2023, 11, 10), "空知 さくら")):
        answers = NO_ANSWERS.set("register.name", "空知 さくら", Giver.RESIDENT)
        answers = answers.set("koseki.relation", "子・孫", Giver.RESIDENT)
        if birth:
            answers = answers.set("register.birth", birth, Giver.RESIDENT)
        found = journey.complete(procedures, answers, {TODAY_KEY: TODAY}).get("nursery_child.name")
        assert (found and found.value) == child
