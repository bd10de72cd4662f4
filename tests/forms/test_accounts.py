"""Which questions ask for a bank and a branch, read off the rules that work out their codes."""

from __future__ import annotations

import pytest

from forms.accounts import AccountPart, Part, account_part
from forms.answers import NO_ANSWERS, Answers, Giver
from forms.loader import load_catalogue
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
