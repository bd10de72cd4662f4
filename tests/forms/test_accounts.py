"""Which questions ask for a bank and a branch, read off the rules that work out their codes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from forms import journey
from forms.accounts import AccountPart, Part, account_part
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.definition import Procedure
from forms.loader import load_catalogue
from forms.places import key_of
from forms.problems import Problem, ProblemCode
from tests.support.procedures import small

FORM = small(
    {"id": "kind", "kind": "choice", "options": ["銀行", "信用金庫"]},
    {"id": "bank"},
    {"id": "branch"},
    {"id": "scode", "kind": "digits", "prefill": {"compute": "branch_code", "of": ["kind", "bank", "branch"]}},
    {"id": "other"},
)


def answered(**given: str) -> Answers:
    answers = NO_ANSWERS
    for name, value in given.items():
        answers = answers.set(f"small.{name}", value, Giver.RESIDENT)
    return answers


@pytest.mark.parametrize(
    ("key", "given", "part"),
    [
        ("small.bank", {}, AccountPart(Part.BANK)),
        ("small.bank", {"kind": "信用金庫"}, AccountPart(Part.BANK, "信用金庫")),
        ("small.branch", {"kind": "信用金庫", "bank": "空知"}, AccountPart(Part.BRANCH, "信用金庫", "1004")),
        ("small.branch", {"kind": "信用金庫", "bank": "窓辺"}, None),
        ("small.branch", {}, None),
        ("small.kind", {}, None),
        ("small.other", {}, None),
    ],
)
def test_a_bank_and_a_branch_are_known_by_the_codes_worked_out_of_them(
    key: str, given: dict[str, str], part: AccountPart | None
) -> None:
    assert account_part((FORM,), answered(**given), key) == part


def test_every_sheet_with_an_account_says_which_fields_name_the_bank() -> None:
    procedures = load_catalogue().procedures.values()
    sheets = [one for one in procedures if any("口座番号" in field.label for field in one.fields)]
    assert len(sheets) >= 6
    for one in sheets:
        field = next(field for field in one.fields if field.label == "金融機関名")
        key = field.shares or f"{one.id}.{field.id}"
        found = account_part((one,), NO_ANSWERS, key)
        assert found is not None, one.id
        assert found.part is Part.BANK


SHEETS = {one.id: one for one in load_catalogue().procedures.values() if any(f.id == "bk_kind" for f in one.fields)}
POST = {"bk_kind": "ゆうちょ銀行"}
BOOK = {**POST, "bk_yby": "通帳の記号・番号", "bk_ysym": "14080", "bk_ynum": "12345671"}
BRANCH = {**POST, "bk_yby": "店番・口座番号"}


def of_sheet(procedure: Procedure, given: Mapping[str, str]) -> Answers:
    answers = NO_ANSWERS
    if procedure.id == "iryohi":  # asks for an account only where one is paid into
        answers = answers.set("iryohi.kind", "受給者証の交付", Giver.RESIDENT)
    for name, value in given.items():
        answers = answers.set(key_of(procedure, procedure.field(name), None), value, Giver.RESIDENT)
    return journey.complete((procedure,), answers, {})


def bank_fields(procedure: Procedure, answers: Answers, *, asked: bool) -> dict[str, object]:
    keys = {one.key for one in journey.questions((procedure,), answers) if one.key not in answers}
    found = {field.id: key_of(procedure, field, None) for field in procedure.fields if field.id.startswith("bk_")}
    if asked:
        return {name: None for name, key in found.items() if key in keys}
    given = {name: answers.get(key) for name, key in found.items()}
    return {name: one.value for name, one in given.items() if one is not None and one.giver is Giver.COMPUTED}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_bank_book_of_the_post_bank_fills_in_the_account(sheet: str) -> None:
    procedure = SHEETS[sheet]
    answers = of_sheet(procedure, BOOK)
    filled = bank_fields(procedure, answers, asked=False)
    assert {name: value for name, value in filled.items() if name not in ("bk_owner", "bk_public")} == {
        "bk_yten": "408",
        "bk_name": "ゆうちょ銀行",
        "bk_branch": "四〇八",
        "bk_bcode": "9900",
        "bk_scode": "408",
        "bk_type": "普通",
        "bk_no": "1234567",
    }
    assert set(bank_fields(procedure, answers, asked=True)) - {"bk_public", "bk_owner"} == {"bk_holder_kana"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_branch_number_of_the_post_bank_may_be_told_instead(sheet: str) -> None:
    procedure = SHEETS[sheet]
    asked = set(bank_fields(procedure, of_sheet(procedure, BRANCH), asked=True)) - {"bk_public", "bk_owner"}
    assert asked == {"bk_yten", "bk_branch", "bk_type", "bk_no", "bk_holder_kana"}
    told = of_sheet(procedure, {**BRANCH, "bk_yten": "408"})
    asked = set(bank_fields(procedure, told, asked=True)) - {"bk_public", "bk_owner"}
    assert asked == {"bk_no", "bk_holder_kana"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_another_bank_asks_nothing_of_the_post_bank(sheet: str) -> None:
    procedure = SHEETS[sheet]
    asked = bank_fields(procedure, of_sheet(procedure, {"bk_kind": "銀行"}), asked=True)
    assert not [name for name in asked if name.startswith("bk_y")]
    assert {"bk_name", "bk_branch", "bk_type", "bk_no"} <= set(asked)


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("bk_ysym", "24080", ProblemCode.CHECK_DIGIT),
        ("bk_ysym", "14081", ProblemCode.CHECK_DIGIT),
        ("bk_ysym", "1408", ProblemCode.DIGIT_COUNT),
        ("bk_ynum", "12345678", ProblemCode.CHECK_DIGIT),
        ("bk_ynum", "1", ProblemCode.DIGIT_COUNT),
        ("bk_yten", "407", ProblemCode.CHECK_DIGIT),
    ],
)
def test_a_number_no_account_of_the_post_bank_has_is_told_at_once(name: str, typed: str, code: ProblemCode) -> None:
    procedure = SHEETS["kaigo_kogaku"]
    answers = of_sheet(procedure, {**BOOK, "bk_yby": "通帳の記号・番号"})
    question = journey.question((procedure,), answers, key_of(procedure, procedure.field(name), None))
    assert question is not None
    problem = journey.parse(question, typed, answers)
    assert isinstance(problem, Problem)
    assert problem.code is code
