"""What is worked out from other answers: filled in when they tell, asked when they do not."""

from __future__ import annotations

from typing import Any

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.computed import COMPUTED
from forms.problems import DefinitionError
from tests.support.procedures import small

KIND = {"id": "kind", "kind": "choice", "options": ["銀行", "信用金庫", "ゆうちょ銀行"]}
NAME = {"id": "bank", "prefill": {"compute": "bank_name", "of": ["kind"]}}
CODE = {
    "id": "code",
    "kind": "digits",
    "digits": [3],
    "show_if": {"field": "kind", "is": "ゆうちょ銀行"},
    "prefill": {"compute": "yucho_branch_code", "of": ["symbol", "number"]},
}
BRANCH = {"id": "branch", "prefill": {"compute": "yucho_branch", "of": ["code"]}}
FIELDS: tuple[dict[str, Any], ...] = (
    KIND,
    NAME,
    {"id": "symbol", "kind": "digits", "digits": [5], "show_if": {"field": "kind", "is": "ゆうちょ銀行"}},
    {"id": "number", "kind": "digits", "show_if": {"field": "kind", "is": "ゆうちょ銀行"}},
    CODE,
    BRANCH,
    {
        "id": "type",
        "kind": "choice",
        "options": ["普通", "当座"],
        "prefill": {"compute": "yucho_type", "of": ["code"]},
    },
    {
        "id": "account",
        "kind": "digits",
        "digits": [7],
        "prefill": {"compute": "yucho_number", "of": ["symbol", "number"]},
    },
    {"id": "bcode", "kind": "digits", "digits": [4], "prefill": {"compute": "bank_code", "of": ["kind", "bank"]}},
    {
        "id": "scode",
        "kind": "digits",
        "digits": [3],
        "prefill": {"compute": "branch_code", "of": ["kind", "bank", "branch"]},
    },
    {
        "id": "place",
        "kind": "choice",
        "options": ["本店", "支店", "出張所", "支所"],
        "prefill": {"compute": "branch_kind", "of": ["kind", "bank", "branch"]},
    },
    {"id": "addr", "kind": "address"},
    {"id": "zip", "kind": "postal", "prefill": {"compute": "postcode", "of": ["addr"]}},
)
FORM = small(*FIELDS)


def filled(**given: str) -> dict[str, object]:
    answers: Answers = NO_ANSWERS
    for name, value in given.items():
        answers = answers.set(f"small.{name}", value, Giver.RESIDENT)
    complete = journey.complete((FORM,), answers, {})
    return {
        key.removeprefix("small."): answer.value for key, answer in complete.items() if answer.giver is Giver.COMPUTED
    }


def test_a_code_is_filled_in_for_a_bank_and_a_branch() -> None:
    found = filled(kind="銀行", bank="北海道", branch="砂川支店")
    assert found == {"bcode": "0116", "scode": "602", "place": "支店"}
    assert filled(kind="信用金庫", bank="北海道")["bcode"] == "1001"


def test_an_account_of_the_post_bank_is_worked_out_from_its_bank_book() -> None:
    assert filled(kind="ゆうちょ銀行", symbol="14030", number="12345671") == {
        "bank": "ゆうちょ銀行",
        "code": "408",
        "branch": "四〇八",
        "type": "普通",
        "account": "1234567",
        "bcode": "9900",
        "scode": "408",
    }


def test_an_account_of_the_post_bank_by_its_branch() -> None:
    assert filled(kind="ゆうちょ銀行", code="019") == {
        "bank": "ゆうちょ銀行",
        "branch": "〇一九",
        "type": "当座",
        "bcode": "9900",
        "scode": "019",
    }
    assert filled(kind="ゆうちょ銀行", code="017") == {"bank": "ゆうちょ銀行", "bcode": "9900"}
    assert filled(kind="銀行", code="019") == {}  # hidden: another bank's branches are not numerals


def test_what_cannot_be_worked_out_is_asked() -> None:
    assert filled(kind="銀行", bank="窓辺", branch="砂川") == {}
    assert filled(kind="ゆうちょ銀行", symbol="99999", number="1") == {"bank": "ゆうちょ銀行", "bcode": "9900"}
    assert filled(symbol="14030", number="12345671") == {}  # hidden: its answers count for nothing
    assert filled(addr="上砂川町中央") == {}


def test_a_postcode_is_filled_in_for_an_address() -> None:
    assert filled(addr="北海道空知郡上砂川町中央北１条５丁目９番９号") == {"zip": "0730201"}


def test_what_a_person_says_wins() -> None:
    assert "bcode" not in filled(kind="銀行", bank="北海道", bcode="9999")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x", "prefill": {"compute": "nothing", "of": ["kind"]}},
        {"id": "x", "prefill": {"compute": "bank_name", "of": ["addr"]}},
        {"id": "x", "prefill": {"compute": "bank_name", "of": ["kind", "kind"]}},
        {"id": "x", "prefill": {"compute": "bank_name", "of": ["missing"]}},
        {"id": "x", "kind": "digits", "prefill": {"compute": "bank_name", "of": ["kind"]}},
        {"id": "x", "prefill": {"compute": "bank_name"}},
        {"id": "x", "about": True},
        {"id": "x", "kind": "digits", "check_digit": "other"},
        {"id": "x", "check_digit": "insurer"},
        {"id": "x", "statement": "長い文"},
    ],
)
def test_a_definition_that_asks_for_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        small(*FIELDS, wrong)


def test_a_field_worked_out_from_itself_is_a_loop() -> None:
    loop = {"id": "x", "show_if": {"answered": "y"}, "kind": "address"}
    with pytest.raises(DefinitionError, match="DEF-13"):
        small(loop, {"id": "y", "kind": "postal", "prefill": {"compute": "postcode", "of": ["x"]}})


def test_every_computation_is_used_here() -> None:
    assert {field["prefill"]["compute"] for field in FIELDS if "prefill" in field} == set(COMPUTED)
