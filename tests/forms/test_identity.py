"""Who a form tells of where an answer says so: the vocabulary's groups, and what no answer may carry over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.answers_file import read_answers
from forms.authority import Authority, proxies
from forms.evaluation import TODAY as TODAY_KEY
from forms.fields import KINDS
from forms.identity import applicant_of, identified, names_of, stands_for
from forms.problems import ProblemCode
from forms.vocabulary import identities, vocabulary
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Procedure

ME, SPOUSE, OTHER = vocabulary()["claimant.who"].options
CARD: dict[str, Any] = {
    TODAY_KEY: TODAY,
    **{
        "card.name": "空知　花子",
        "card.address": "北海道空知郡上砂川町1",
        "card.birth": date(1991, 2, 17),
        "card.sex": "女",
    },
}
CLAIMS = tuple(f"jidoteate_{name}" for name in ("nintei", "gaku", "genkyo", "henko", "shometsu", "bekkyo", "kakunin"))
OWN_HAND = tuple(f"jidoteate_{name}" for name in ("kifu", "kifu_henko", "kyushoku", "kyushoku_henko"))


def who(option: str, **more: Any) -> Answers:
    answers = NO_ANSWERS.set("claimant.who", option, Giver.RESIDENT)
    for key, value in more.items():
        answers = answers.set(key.replace("__", "."), value, Giver.RESIDENT)
    return answers


def test_the_groups_of_the_vocabulary_fit_each_other() -> None:
    for group, identity in identities().items():
        assert set(identity.groups) <= set(vocabulary()[identity.by].options)
        for name in (one for one in vocabulary() if one.startswith(f"{group}.")):
            for other in names_of(name):
                assert (vocabulary()[other].kind, vocabulary()[other].options) == (
                    vocabulary()[name].kind,
                    vocabulary()[name].options,
                ), other


@pytest.mark.parametrize("id_", CLAIMS)
def test_nothing_told_of_one_claimant_stands_for_another(shipped: Mapping[str, Procedure], id_: str) -> None:
    """Whoever puts the first question right finds the boxes of the claimant as nobody has told them yet."""
    procedure = shipped[id_]
    own = {field.id for field in procedure.fields if field.id.startswith(("a_", "bk_")) and KINDS[field.kind].askable}
    keys = [
        {field.id: field.shares for field in identified((procedure,), who(option))[0].fields if field.id in own}
        for option in (ME, SPOUSE, OTHER)
    ]
    assert keys[0]
    for field in own:
        assert len({one[field] for one in keys}) == 3, field


@pytest.mark.parametrize("id_", CLAIMS)
@pytest.mark.parametrize("option", [SPOUSE, OTHER])
def test_the_card_fills_in_nothing_of_another_claimant(shipped: Mapping[str, Procedure], id_: str, option: str) -> None:
    procedure = (shipped[id_],)
    answers = journey.complete(procedure, who(option), CARD)
    filled = {entry.field.id for entry in journey.entries(procedure, answers) if entry.answer is not None}
    assert {name for name in filled if name.startswith(("a_", "bk_"))} == set()


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (ME, {"a_name": "applicant.name", "s_name": "spouse.name", "bk_no": "bank.account"}),
        (SPOUSE, {"a_name": "spouse.name", "s_name": "applicant.name", "bk_no": "spouse_bank.account"}),
        (OTHER, {"a_name": "claimant.name", "s_name": "partner.name", "bk_no": "claimant_bank.account"}),
    ],
)
def test_whose_entries_the_claim_asks_for(
    shipped: Mapping[str, Procedure], option: str, expected: Mapping[str, str]
) -> None:
    (claim,) = identified((shipped["jidoteate_nintei"],), who(option))
    assert {name: claim.field(name).shares for name in expected} == expected
    assert identified((shipped["juminhyo"],), who(option)) == (shipped["juminhyo"],)


def test_a_file_may_say_who_it_is_at_its_end(shipped: Mapping[str, Procedure]) -> None:
    claim = (shipped["jidoteate_gaku"],)
    raw = {"jidoteate_gaku": {"a_tel": "0125-62-0101"}, "claimant": {"who": SPOUSE}, "applicant": {"kana": "ソラチ"}}
    answers, problems = read_answers(raw, claim, today=TODAY)
    assert problems == ()
    assert {key for key, _ in answers.items()} >= {"spouse.phone", "applicant.kana"}
    raw["spouse"] = {"phone": "0125-62-0102"}
    assert [item.key for item in read_answers(raw, claim, today=TODAY)[1]] == ["spouse.phone"]


def test_for_oneself_one_question_is_all_there_is_to_it(shipped: Mapping[str, Procedure]) -> None:
    """Names, address, birth and sex of the card; what another form has told is not asked again."""
    procedures = (shipped["iryohi"], shipped["jidoteate_gaku"])
    answers = journey.complete(procedures, who(ME, applicant__phone="0125620101"), CARD)
    gaku = {
        entry.field.id: entry.answer for entry in journey.entries(procedures, answers) if entry.procedure != "iryohi"
    }
    filled = {name: answer.value for name, answer in gaku.items() if answer is not None and name.startswith("a_")}
    assert filled == {
        "a_name": "空知　花子",
        "a_birth": CARD["card.birth"],
        "a_addr": CARD["card.address"],
        "a_tel": "0125620101",
    }


def test_a_claimant_who_is_the_spouse_is_known_from_the_second_card(shipped: Mapping[str, Procedure]) -> None:
    facts = CARD | {
        **{"family[0].name": "空知　太郎", "family[0].address": "北海道空知郡上砂川町2", "family[0].kin": "配偶者"},
        **{"family[0].birth": date(1989, 6, 3), "family[0].sex": "男"},
    }
    claim = (shipped["jidoteate_nintei"],)
    answers = journey.complete(claim, who(SPOUSE, claimant__same_address=False), facts)
    values = {entry.field.id: entry.answer.value for entry in journey.entries(claim, answers) if entry.answer}
    assert (values["a_name"], values["a_birth"], values["a_sex"]) == ("空知　太郎", date(1989, 6, 3), "男")
    assert values["a_addr"] == "北海道空知郡上砂川町2"
    assert (values["s_name"], values["s_birth"]) == ("空知　花子", CARD["card.birth"])


def test_whether_they_live_together_is_asked_before_one_address_is_taken_for_two(
    shipped: Mapping[str, Procedure],
) -> None:
    claim = (shipped["jidoteate_nintei"],)
    for together, address in ((True, CARD["card.address"]), (False, None)):
        answers = journey.complete(claim, who(SPOUSE, claimant__same_address=together), CARD)
        found = answers.get("spouse.address")
        assert (found.value if found else None) == address
        single = answers.get("jidoteate_nintei.single")
        assert (single.value if single else None) == ("有" if together else None)


def test_the_account_of_another_form_is_taken_only_for_oneself(shipped: Mapping[str, Procedure]) -> None:
    """A mother tells her account for the aid with medical costs; the allowance goes to the father's."""
    procedures = (shipped["iryohi"], shipped["jidoteate_nintei"])
    for option, taken in ((ME, "1234567"), (SPOUSE, None), (OTHER, None)):
        answers = journey.complete(procedures, who(option, bank__account="1234567"), CARD)
        found = [
            e.answer for e in journey.entries(procedures, answers) if (e.procedure, e.field.id) == (CLAIMS[0], "bk_no")
        ]
        assert [answer.value if answer else None for answer in found] == [taken]


ROWS = {"id": "people", "label": "人", "max_rows": 5, "section": "世帯", "ask": "何人ですか", "besides": "a"}
KIN = ({"id": "n", "repeat": "people", "shares": "name"}, {"id": "k", "repeat": "people", "shares": "kin"})


@pytest.mark.parametrize(("option", "kin"), [(ME, "孫"), (SPOUSE, None), (OTHER, None)])
def test_what_a_child_is_to_the_claimant_is_not_what_it_is_to_the_proxy(option: str, kin: str | None) -> None:
    """A grandmother, whose grandchild's card was read, comes for her daughter: 孫 would be wrong on the paper."""
    form = small({"id": "a", "shares": "claimant.name"}, *KIN, repeat=[ROWS])
    facts = CARD | {"family[0].name": "空知　さくら", "family[0].kin": "孫", "family[0].sex": "女"}
    name = {ME: "applicant__name", SPOUSE: "spouse__name", OTHER: "claimant__name"}[option]
    answers = who(option, **{name: "空知　花子" if option == ME else "砂川　良子", "small__people__count": 1})
    answers = answers.set("small.people[0].n", "空知　さくら", Giver.RESIDENT)
    found = journey.complete((form,), answers, facts).get("small.people[0].k")
    assert (found.value if found else None) == kin


@pytest.mark.parametrize("id_", CLAIMS)
def test_a_spouse_of_the_household_needs_no_letter_and_anybody_else_does(
    shipped: Mapping[str, Procedure], id_: str
) -> None:
    for option, authority in ((ME, None), (SPOUSE, Authority.HOUSEHOLD), (OTHER, Authority.LETTER)):
        found = proxies((shipped[id_],), who(option))
        assert [one.authority for one in found] == ([] if authority is None else [authority])
    brought = {item.text.ja for item in journey.attachments((shipped[id_],), who(OTHER))}
    assert "委任状" in brought
    assert "委任状" not in {item.text.ja for item in journey.attachments((shipped[id_],), who(SPOUSE))}


@pytest.mark.parametrize("id_", OWN_HAND)
def test_what_only_the_recipient_may_sign_stops_for_anybody_else(shipped: Mapping[str, Procedure], id_: str) -> None:
    assert journey.stop((shipped[id_],), who(ME)) is None
    for option in (SPOUSE, OTHER):
        rule = journey.stop((shipped[id_],), who(option))
        assert rule is not None
        assert "署名" in rule.text.ja


def test_the_letter_names_the_proxy_and_leaves_the_claimant_to_be_told(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["jidoteate_gaku"], shipped["ininjo"])
    answers = who(OTHER, claimant__name="砂川　良子", claimant__address="砂川市1", ininjo__applicant_kind="代理人")
    answers = journey.complete(procedures, answers, CARD)
    letter = {e.field.id: e.answer for e in journey.entries(procedures, answers) if e.procedure == "ininjo"}
    agent = letter["d_name"]
    assert agent is not None
    assert agent.value == "空知　花子"
    # Whoever entrusts writes their own address and birth beside their name: nothing of it is typed a second time.
    assert letter.keys().isdisjoint({"i_addr", "i_birth", "i_tel"})


WINDOW = {
    "name": "空知　花子",
    "kana": "ソラチ ハナコ",
    "birth": CARD["card.birth"],
    "sex": "女",
    "address": CARD["card.address"],
    "phone": "0125620101",
}
"""What is known of the person at the window: from the card, and told in two other forms."""


def in_group(procedure: Procedure, group: str, answers: Answers) -> dict[str, object]:
    """Return what stands in the boxes of a form that share a group of the vocabulary, by what it is of the person."""
    parts = {field.id: field.shares.removeprefix(f"{group}.") for field in procedure.fields}
    return {
        parts[item.field.id]: item.answer.value if item.answer else None
        for item in journey.entries((procedure,), journey.complete((procedure,), answers, CARD))
        if parts[item.field.id] in WINDOW and not item.field.repeat
    }


@pytest.mark.parametrize(
    "group", [name for name, identity in identities().items() if "applicant" in identity.groups.values()]
)
def test_who_it_is_fills_in_the_one_at_the_window_or_nobody(shipped: Mapping[str, Procedure], group: str) -> None:
    """Told for oneself, then put right: what is known of the person at the window stands on no other's sheet."""
    identity = identities()[group]
    told = NO_ANSWERS.set("applicant.kana", WINDOW["kana"], Giver.RESIDENT)
    told = told.set("applicant.phone", WINDOW["phone"], Giver.RESIDENT)
    seen = 0
    for procedure in shipped.values():
        for option in vocabulary()[identity.by].options:
            boxes = in_group(procedure, group, told.set(identity.by, option, Giver.RESIDENT))
            if identity.groups.get(option) == "applicant":
                assert boxes == {part: WINDOW[part] for part in boxes}, (procedure.id, option)
                seen += len(boxes)
            else:
                assert set(boxes.values()) <= {None}, (procedure.id, option)
    assert seen


def test_for_oneself_the_reading_and_the_telephone_are_asked_once_for_all_forms(
    shipped: Mapping[str, Procedure],
) -> None:
    """A pension, a seal, a moped, care insurance and a pregnancy in one sitting."""
    forms = ("nenkin_todoke", "inkan_toroku", "kei_toroku", "kaigo_hihoken", "ninshin")
    procedures = tuple(shipped[id_] for id_ in forms)
    answers = NO_ANSWERS
    for procedure in procedures:
        who = next(field for field in procedure.fields if field.authority)
        answers = answers.set(who.shares, who.options[0], Giver.RESIDENT)
    asked = [one.key for one in journey.questions(procedures, journey.complete(procedures, answers, CARD))]
    assert [key for key in asked if key.endswith((".kana", "phone", "_tel"))] == ["applicant.kana", "applicant.phone"]
    assert not [key for key in asked if key.endswith((".name", ".address", ".birth", ".sex"))]


def test_who_it_is_may_follow_from_another_form(shipped: Mapping[str, Procedure]) -> None:
    """Whoever notifies their own move declares their own moped: nobody is asked, and the card fills in the owner."""
    procedures = (shipped["jumin_ido"], shipped["kei_toroku"])
    for notifier, owner in (("異動者本人", "空知　花子"), ("代理人", None)):
        answers = NO_ANSWERS.set("move.notifier", notifier, Giver.RESIDENT)
        answers = journey.complete(procedures, answers, CARD)
        found = {e.field.id: e.answer for e in journey.entries(procedures, answers) if e.procedure == "kei_toroku"}
        assert [found[name] and found[name].value for name in ("owner_name", "user_name")] == [owner] * 2
        assert (found["owner_birth"] is None) is (owner is None)


@pytest.mark.parametrize("id_", ["dog_toroku", "dog_henko", "dog_chusha"])
def test_the_owner_of_a_dog_is_not_the_proxy(shipped: Mapping[str, Procedure], id_: str) -> None:
    for option, name in (("所有者本人", "空知　花子"), ("代理人", None)):
        answers = NO_ANSWERS.set("dog.applied_by", option, Giver.RESIDENT)
        answers = journey.complete((shipped[id_],), answers, CARD)
        found = {e.field.id: e.answer for e in journey.entries((shipped[id_],), answers)}
        assert (found["o_name"].value if found["o_name"] else None) == name
        assert (found["o_addr"] is None) is (name is None)
        assert [one.authority for one in proxies((shipped[id_],), answers)] == ([] if name else [Authority.NONE])


def test_a_continuation_sheet_bears_the_name_of_the_claimant(shipped: Mapping[str, Procedure]) -> None:
    names = {"applicant__name": "空知　花子", "spouse__name": "空知　太郎", "claimant__name": "砂川　良子"}
    for option, name in ((ME, "空知　花子"), (SPOUSE, "空知　太郎"), (OTHER, "砂川　良子")):
        found = applicant_of(shipped["jidoteate_nintei"], who(option, **names))
        assert found is not None
        assert found.value == name
    other = applicant_of(shipped["juminhyo"], who(SPOUSE, **names))
    assert other is not None
    assert other.value == "空知　花子"


def test_what_is_not_told_is_itself() -> None:
    assert stands_for("claimant.name", NO_ANSWERS) == "claimant.name"
    assert stands_for("applicant.name", who(SPOUSE)) == "applicant.name"
    assert stands_for("claimant.same_address", who(SPOUSE)) == "claimant.same_address"
    assert stands_for("", who(SPOUSE)) == ""


@pytest.mark.parametrize("id_", ["jidoteate_nintei", "jidoteate_genkyo"])
def test_nobody_is_their_own_spouse(shipped: Mapping[str, Procedure], id_: str) -> None:
    """Whoever says that the spouse claims, and then tells their own name, is asked to look again."""
    for name, wrong in (("空知 花子", ["spouse.name"]), ("空知 太郎", [])):
        answers = journey.complete((shipped[id_],), who(SPOUSE, spouse__name=name), CARD)
        found = journey.problems((shipped[id_],), answers)
        assert [item.key for item in found if item.code is ProblemCode.RULE] == wrong
