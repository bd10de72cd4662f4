"""The procedures that come with the program: whole, worded in both languages, and answerable."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.answers_file import load_answers
from forms.authority import Authority, proxies
from forms.definition import Confidence, Kind
from forms.evaluation import FACTS
from forms.evaluation import TODAY as TODAY_KEY
from forms.fields import KINDS
from forms.fields.date import eras_to_choose
from forms.fields.examples import example
from forms.japanese.eras import read_date, to_era
from forms.number_cells import may_take
from forms.people import PARTS
from forms.transfer import from_slip, to_csv, to_slip
from forms.values import UNKNOWN
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Procedure
    from forms.values import Value

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"
# Sheets of which the research found the fields but no description of the paper.
NOT_DESCRIBED = {
    *("inkan_haishi", "tenshutsu_online", "kokuho_saikofu", "nenkin_todoke", "nenkin_menjo", "kouki_saikofu", "iryohi"),
    *("mnc_kofu", "mnc_pin_irai", "mnc_funshitsu", "mnc_saikofu", "mnc_kisai"),
    *("hisai", "dog_chusha", "dog_henko", "kei_toroku", "kei_haisha", "kei_genmen", "suido", "jutaku"),
    *("event", "soudan", "jidoteate_henko", "jidoteate_shometsu", "jidoteate_mishiharai", "jidoteate_kifu_henko"),
    *("jidoteate_kyushoku", "jidoteate_kyushoku_henko", "jidoteate_genkyo", "jidoteate_kakunin", "jidoteate_bekkyo"),
    "hoiku_genkyo",
}
# How many fields the research found (data/procedures.toml): none may be lost; a question of our own may come on top.
FIELDS = {
    "juminhyo": 27,
    "inkan_shomei": 16,
    "inkan_toroku": 24,
    "inkan_haishi": 15,
    "koseki": 24,
    "zei_shomei": 22,
    "jumin_ido": 30,
    "tenshutsu_online": 16,
    "kokuho_ido": 28,
    "kokuho_saikofu": 17,
    "nenkin_todoke": 15,
    "nenkin_menjo": 15,
    "kouki_saikofu": 16,
    "ininjo": 12,
    "mnc_kofu": 16,
    "mnc_pin_reset": 22,
    "mnc_pin_irai": 8,
    "mnc_shomei": 18,
    "mnc_funshitsu": 18,
    "mnc_saikofu": 13,
    "mnc_kisai": 13,
    "risai": 32,
    "hisai": 14,
    "dog_toroku": 20,
    "dog_chusha": 11,
    "dog_henko": 10,
    "kei_toroku": 28,
    "kei_haisha": 18,
    "kei_genmen": 14,
    "suido": 16,
    "jutaku": 23,
    "shisetsu": 19,
    "event": 13,
    "soudan": 12,
    "iryohi": 21,
    "jidoteate_nintei": 48,
    "jidoteate_gaku": 21,
    "jidoteate_henko": 15,
    "jidoteate_shometsu": 12,
    "jidoteate_mishiharai": 20,
    "jidoteate_kifu": 12,
    "jidoteate_kifu_henko": 9,
    "jidoteate_kyushoku": 10,
    "jidoteate_kyushoku_henko": 9,
    "jidoteate_genkyo": 16,
    "jidoteate_kakunin": 13,
    "jidoteate_bekkyo": 13,
    "hoiku_nintei": 35,
    "hoiku_riyo": 24,
    "hoiku_genkyo": 15,
    "jidofuyo_genkyo": 28,
    "ninshin": 43,
    "kaigo_shinki": 42,
    "kaigo_koshin": 47,
    "kaigo_henko": 47,
    "kaigo_tennyu": 48,
    "kaigo_kyotaku": 25,
    "kaigo_hihoken": 23,
    "kaigo_futanwari": 23,
    "kaigo_kogaku": 35,
    "kaigo_gendo": 42,
    "kaigo_yogu": 31,
    "kaigo_jutaku": 42,
}
CARD: Mapping[str, Value] = {
    "card.name": "空知　花子",
    "card.family": "空知",
    "card.given": "花子",
    "card.address": "北海道空知郡上砂川町字上砂川町40番地10",
    "card.birth": date(1991, 2, 17),
    "card.sex": "女",
    "card.age": 35,
    TODAY_KEY: TODAY,
}


def answered(procedure: Procedure, name: str, facts: Mapping[str, Value]) -> Answers:
    answers, problems = load_answers(ANSWERS / f"{name}.toml", (procedure,), today=TODAY)
    assert problems == ()
    return journey.complete((procedure,), answers, facts)


def test_the_facts_are_all_known() -> None:
    # A card has either family and given name or a name in Latin letters.
    # The 12-digit number is named by a field and never among the facts.
    assert set(CARD) | {"card.latin", "card.alias", "card.former", "card.my_number"} == set(FACTS)


def test_a_law_for_the_number_is_one_the_form_rests_on(shipped: Mapping[str, Procedure]) -> None:
    named = {name: procedure for name, procedure in shipped.items() if procedure.my_number_law}
    assert set(named) == {name for name, procedure in shipped.items() if may_take(procedure)}
    assert {"jidoteate_nintei", "kaigo_shinki"} <= set(named)
    for procedure in named.values():
        assert procedure.my_number_law in procedure.legal_basis


def test_every_field_of_the_research_is_there(shipped: Mapping[str, Procedure]) -> None:
    assert {"juminhyo", "jidoteate_nintei", "kaigo_shinki"} <= set(shipped)
    for name, procedure in shipped.items():
        assert len(procedure.fields) >= FIELDS[name], name
        # What rests on general knowledge alone has no source to name, and says so.
        assert procedure.sources or procedure.confidence is Confidence.GENERAL, name
        assert procedure.described or name in NOT_DESCRIBED, name
        assert not procedure.approved


def test_every_word_a_resident_reads_is_in_both_languages(shipped: Mapping[str, Procedure]) -> None:
    for procedure in shipped.values():
        assert procedure.name_en
        assert len(procedure.sections_en) == len(procedure.sections)
        for field in (*procedure.fields, *(repeat.count for repeat in procedure.repeats)):
            where = f"{procedure.id}.{field.id}"
            assert field.label_en, where
            if KINDS[field.kind].askable:
                assert field.ask.ja.endswith(("か", "ください")), where
                assert field.ask.en.endswith(("?", ".")), where
                assert bool(field.help.ja) == bool(field.help.en), where
                assert field.kind not in (Kind.CHOICE, Kind.MULTI) or field.options_en, where
        for phrase in (
            *(stop.text for stop in procedure.stops),
            *(stop.where for stop in procedure.stops),
            *(check.text for check in procedure.checks),
            *(attachment.text for attachment in procedure.attachments),
        ):
            assert phrase.ja, procedure.id
            assert phrase.en, phrase.ja


def test_questions_are_short_enough_to_read(shipped: Mapping[str, Procedure]) -> None:
    for procedure in shipped.values():
        for field in procedure.fields:
            assert len(field.ask.ja) <= 40, (procedure.id, field.id, len(field.ask.ja))


def test_a_day_that_may_be_about_is_taken_so(shipped: Mapping[str, Procedure]) -> None:
    """Whoever is told that about which day is enough has the key およそ for it."""
    days = [(id_, field) for id_, form in shipped.items() for field in form.fields if field.kind is Kind.DATE]
    told = re.compile("だいたい|およそ|おおよそ|ごろ|頃")
    promised = {f"{id_}.{field.id}": field for id_, field in days if told.search(field.ask.ja + field.help.ja)}
    assert len(promised) >= 1
    assert not [key for key, field in promised.items() if not field.about]


def test_an_example_is_a_valid_answer(shipped: Mapping[str, Procedure]) -> None:
    for procedure in shipped.values():
        for field in procedure.fields:
            if field.example:
                kind = KINDS[field.kind]
                value = kind.parse(field.example, field)
                assert kind.check(value, field, TODAY) is None, (procedure.id, field.id)


@pytest.mark.parametrize("longest", [False, True], ids=["typical", "longest"])
def test_the_sample_answers_fill_the_form(shipped: Mapping[str, Procedure], longest: bool) -> None:
    for name, procedure in shipped.items():
        answers = answered(procedure, f"{name}-longest" if longest else name, {TODAY_KEY: TODAY} if longest else CARD)
        assert journey.problems((procedure,), answers) == ()
        assert journey.stop((procedure,), answers) is None
        values = from_slip(procedure, to_slip(procedure, answers))
        entries = [item for item in journey.entries((procedure,), answers) if item.content in values]
        assert values == {item.content: item.answer.value for item in entries if item.answer}
        assert len(to_csv(procedure, values)) == len(values)
        empty = [item.field for item in journey.entries((procedure,), answers) if item.answer is None]
        if longest:
            assert [item.id for item in empty if item.printed and KINDS[item.kind].askable] == [], name


def asked(procedures: tuple[Procedure, ...], answers: Answers, facts: Mapping[str, Value] = CARD) -> list[str]:
    return [item.key for item in journey.questions(procedures, journey.complete(procedures, answers, facts))]


def test_one_s_own_record_takes_few_questions(shipped: Mapping[str, Procedure]) -> None:
    answers = NO_ANSWERS.set("juminhyo.relation", "本人", Giver.RESIDENT)
    assert asked((shipped["juminhyo"],), answers) == [
        *("applicant.phone", "juminhyo.relation", "record.head", "juminhyo.use"),
    ]


def test_a_proxy_is_asked_for_the_letter_by_the_visit_not_by_the_form(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["juminhyo"],)
    answers = NO_ANSWERS.set("juminhyo.relation", "代理人", Giver.RESIDENT)
    assert "juminhyo.proxy_doc" not in asked(procedures, answers)
    assert journey.stop(procedures, answers.set("juminhyo.proxy_doc", "これから作成する", Giver.RESIDENT)) is None
    assert [one.authority for one in proxies(procedures, answers)] == [Authority.LETTER]


def test_a_third_party_cannot_have_my_number(shipped: Mapping[str, Procedure]) -> None:
    procedure = shipped["juminhyo"]
    answers = answered(procedure, "juminhyo-longest", {TODAY_KEY: TODAY})
    answers = answers.set("juminhyo.show_mynum", "記載する", Giver.RESIDENT)
    answers = answers.set("juminhyo.mynum_use", "勤務先", Giver.RESIDENT)
    assert [item.key for item in journey.problems((procedure,), answers)] == ["juminhyo.show_mynum"]


def test_a_public_servant_goes_to_the_employer(shipped: Mapping[str, Procedure]) -> None:
    procedure = shipped["jidoteate_nintei"]
    rule = journey.stop((procedure,), NO_ANSWERS.set("claimant.job", "公務員", Giver.RESIDENT))
    assert rule is not None
    assert "お勤め先" in rule.text.ja


def test_with_the_public_account_no_bank_is_asked(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["jidoteate_nintei"],)
    claimant = NO_ANSWERS.set("claimant.who", "わたし本人", Giver.RESIDENT)
    always = {"bank.public"}
    other = {"bank.name", "bank.kind", "bank.branch", "bank.account_type", "bank.account", "bank.holder"}
    for ticked, wanted in ((True, set()), (False, other), (UNKNOWN, other | {"bank.owner"})):
        answers = journey.complete(procedures, claimant.set("bank.public", ticked, Giver.RESIDENT), CARD)
        assert {key for key in asked(procedures, answers) if key.startswith("bank.")} == always | wanted


def test_the_account_of_the_person_insured_is_never_the_one_for_child_allowance(
    shipped: Mapping[str, Procedure],
) -> None:
    """A daughter claims for her mother and for her own children in one sitting: two accounts, both asked for."""
    care = ("kaigo_jutaku", "kaigo_kogaku", "kaigo_yogu")
    answers = NO_ANSWERS.set("bank.account", "1234567", Giver.RESIDENT)
    for name in care:
        keys = asked((shipped["jidoteate_nintei"], shipped[name]), answers)
        assert "insured_bank.account" in keys
        assert {field.shares.partition(".")[0] for field in shipped[name].fields if field.id.startswith("bk_")} == {
            "insured_bank"
        }


def test_a_proxy_is_asked_whose_household_the_disaster_hit(shipped: Mapping[str, Procedure]) -> None:
    """The head of one's own household, told for the pension, does not become the person affected on the certificate."""
    procedures = (shipped["nenkin_menjo"], shipped["risai"])
    answers = NO_ANSWERS.set("household.head", "空知 太郎", Giver.RESIDENT)
    answers = answers.set("risai.a_rel", "代理人", Giver.RESIDENT)
    assert "disaster.head" in asked(procedures, answers)


MOVED = NO_ANSWERS.set("move.kind", "転居（町内）", Giver.RESIDENT)


@pytest.mark.parametrize(
    ("form", "proxy", "head"),
    [
        ("kokuho_saikofu", ("relation", "代理人"), "kokuho.head"),
        ("nenkin_menjo", ("applicant_kind", "世帯主・配偶者・代理人"), "pension.head"),
        ("nenkin_menjo", ("applicant_kind", "世帯主・配偶者・代理人"), "pension.phone"),
        ("nenkin_todoke", ("applicant_kind", "世帯主・配偶者・代理人"), "pension.phone"),
        ("ninshin", ("applicant_kind", "代理人"), "ninshin.a_head"),
        ("juminhyo", ("relation", "代理人"), "record.head"),
    ],
)
def test_what_a_proxy_told_of_themselves_is_not_taken_for_the_one_they_act_for(
    shipped: Mapping[str, Procedure], form: str, proxy: tuple[str, str], head: str
) -> None:
    """Their own move told the head of their household; on the other sheet it is asked, and not filled in."""
    procedures = (shipped["jumin_ido"], shipped[form])
    field, kind = proxy
    key = shipped[form].field(field).shares or f"{form}.{field}"
    answers = MOVED.set("household.head", "空知 太郎", Giver.RESIDENT)
    answers = answers.set("applicant.phone", "0125-62-2222", Giver.RESIDENT).set(key, kind, Giver.RESIDENT)
    (entry,) = (
        one for one in journey.entries(procedures, journey.complete(procedures, answers, CARD)) if one.key == head
    )
    assert entry.answer is None


@pytest.mark.parametrize(
    ("form", "own", "head"),
    [
        ("nenkin_menjo", ("pension.applied_by", "本人"), "pension.head"),
        ("ninshin", ("pregnancy.told_by", "本人"), "ninshin.a_head"),
        ("juminhyo", ("juminhyo.relation", "本人"), "record.head"),
    ],
)
def test_the_household_moved_by_a_proxy_is_not_the_proxy_s_own(
    shipped: Mapping[str, Procedure], form: str, own: tuple[str, str], head: str
) -> None:
    procedures = (shipped["jumin_ido"], shipped[form])
    told = MOVED.set("household.head", "空知 太郎", Giver.RESIDENT).set(*own, Giver.RESIDENT)
    for notifier, filled in (("同一世帯員", "空知 太郎"), ("代理人", None)):
        answers = told.set("move.notifier", notifier, Giver.RESIDENT)
        (entry,) = (
            one for one in journey.entries(procedures, journey.complete(procedures, answers, CARD)) if one.key == head
        )
        assert (entry.answer.value if entry.answer else None) == filled


def test_elder_children_count_only_from_three(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["jidoteate_nintei"],)
    for children, elders, rows in ((1, 1, False), (2, 1, True), (1, 2, True), (3, 0, False)):
        answers = NO_ANSWERS.set("jidoteate_nintei.children.count", children, Giver.RESIDENT)
        answers = answers.set("jidoteate_nintei.elders.count", elders, Giver.RESIDENT)
        assert ("jidoteate_nintei.elders[0].e_name" in asked(procedures, answers)) is rows


def test_the_pension_matters_for_a_child_under_three(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["jidoteate_nintei"],)
    answers = NO_ANSWERS.set("jidoteate_nintei.children.count", 2, Giver.RESIDENT)
    answers = answers.set("jidoteate_nintei.children[0].c_birth", date(2015, 1, 1), Giver.RESIDENT)
    assert "claimant.pension" not in asked(procedures, answers)
    answers = answers.set("jidoteate_nintei.children[1].c_birth", date(2025, 1, 1), Giver.RESIDENT)
    assert "claimant.pension" in asked(procedures, answers)


def test_a_daughter_and_her_father_are_two_people(shipped: Mapping[str, Procedure]) -> None:
    procedure = shipped["kaigo_shinki"]
    answers = answered(procedure, "kaigo_shinki", CARD)
    contents = {entry.content: entry.answer for entry in journey.entries((procedure,), answers)}
    name, insured, kind = contents["ap_name"], contents["ins_name"], contents["kind"]
    assert name is not None
    assert insured is not None
    assert kind is not None
    assert (name.value, name.giver) == ("空知　花子", Giver.CARD)
    assert (insured.value, insured.giver) == ("空知　太郎", Giver.RESIDENT)
    assert (kind.value, kind.giver) == ("第1号被保険者", Giver.COMPUTED)


def test_who_applies_for_oneself_is_not_asked_twice(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["kaigo_shinki"],)
    answers = NO_ANSWERS.set("insured.applied_by", "被保険者本人", Giver.RESIDENT)
    answers = answers.set("applicant.phone", "0125620103", Giver.RESIDENT)
    keys = asked(procedures, answers, {**CARD, "card.birth": date(1948, 2, 17)})
    person = [key for key in keys if key.rpartition(".")[2] in ("number", *PARTS)]
    assert person == ["applicant.phone", "insured.number", "applicant.kana"]
    assert "kaigo_shinki.kind" not in keys


def test_below_forty_there_is_no_certification(shipped: Mapping[str, Procedure]) -> None:
    procedures = (shipped["kaigo_shinki"],)
    for birth, stopped in ((date(1986, 11, 26), True), (date(1986, 11, 25), False)):
        answers = NO_ANSWERS.set("insured.birth", birth, Giver.RESIDENT)
        answers = journey.complete(procedures, answers, {TODAY_KEY: TODAY})
        assert (journey.stop(procedures, answers) is not None) is stopped


def test_three_forms_at_once_ask_the_telephone_once(shipped: Mapping[str, Procedure]) -> None:
    procedures = tuple(shipped[name] for name in ("juminhyo", "jidoteate_nintei", "kaigo_shinki"))
    answers = NO_ANSWERS.set("claimant.who", "わたし本人", Giver.RESIDENT)
    found = journey.questions(procedures, journey.complete(procedures, answers, CARD))
    phone = [item for item in found if item.key == "applicant.phone"]
    assert [item.procedures for item in phone] == [("juminhyo", "jidoteate_nintei", "kaigo_shinki")]


def test_what_to_bring_follows_the_answers(shipped: Mapping[str, Procedure]) -> None:
    procedure = shipped["jidoteate_nintei"]
    typical = journey.attachments((procedure,), answered(procedure, "jidoteate_nintei", CARD))
    longest = journey.attachments((procedure,), answered(procedure, "jidoteate_nintei-longest", {TODAY_KEY: TODAY}))
    assert len(typical) == 3
    assert {"別居監護申立書", "監護相当・生計費の負担についての確認書"} <= {item.text.ja for item in longest}


def test_what_is_agreed_to_stands_whole_on_the_sheet(shipped: Mapping[str, Procedure]) -> None:
    """The screen shows the statement of a tick; the sheet prints the same words."""
    found = [(procedure, field) for procedure in shipped.values() for field in procedure.fields if field.statement.ja]
    assert found
    for procedure, field in found:
        printed = "".join("".join(text.split()) for text in texts_of(dict(procedure.sheet)))
        assert "".join(field.statement.ja.split()) in printed, (procedure.id, field.id)


def texts_of(sheet: object) -> Iterator[str]:
    """Every text of a sheet, in its order."""
    if isinstance(sheet, str):
        yield sheet
    elif isinstance(sheet, dict):
        for value in sheet.values():
            yield from texts_of(value)
    elif isinstance(sheet, (list, tuple)):
        for value in sheet:
            yield from texts_of(value)


def test_the_example_of_a_date_is_of_an_era_that_is_offered(shipped: Mapping[str, Procedure]) -> None:
    for procedure in shipped.values():
        for field in procedure.fields:
            if field.kind is Kind.DATE and not field.example:
                era = to_era(read_date(example(field, "ja"))).era
                assert era in eras_to_choose(field, TODAY), f"{procedure.id}.{field.id}"
                assert read_date(example(field, "en")) == read_date(example(field, "ja"))


def test_who_has_moved_in_is_asked_no_question_of_whoever_moves_out(shipped: Mapping[str, Procedure]) -> None:
    """One field for 転入 and 転出: its question holds for the town that was left and for the one that is."""
    form = shipped["jumin_ido"]
    assert "前の町" in form.field("tokurei").ask.ja
    assert not form.field("tokurei").ask.ja.endswith(("しますか", "しましたか"))
    assert "転出" not in form.field("new_addr").help.ja


def test_the_words_of_the_office_for_who_notifies_are_explained(shipped: Mapping[str, Procedure]) -> None:
    notifier = shipped["jumin_ido"].field("notifier")
    assert all(f"「{one}」は、" in notifier.help.ja for one in ("異動者本人", "同一世帯員"))
