"""Banks, branches and the accounts of ゆうちょ銀行."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import banks
from forms.computed import COMPUTED
from forms.japanese.yucho import Account, NotYuchoError, to_account, to_symbol


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("北海道銀行", "銀行", "0116"),
        ("北海道", "銀行", "0116"),
        ("北海道", "信用金庫", "1001"),
        ("空知信用金庫", "", "1004"),
        ("JA新砂川", "農業協同組合", "3175"),
        ("新砂川農業協同組合", "", "3175"),
        ("三菱UFJ", "銀行", "0005"),
        ("株式会社北海道銀行", "銀行", "0116"),
        ("ゆうちょ銀行", "ゆうちょ銀行", "9900"),
        ("北門信用金庫", "信用金庫", "1008"),
        ("あおぞら", "信用金庫", None),
        ("あおぞら銀行", "信用組合", None),
        ("窓辺", "銀行", None),
        ("", "", None),
    ],
)
def test_a_bank_by_its_written_name(name: str, kind: str, code: str | None) -> None:
    found = banks.bank_named(name, kind)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("name", "code"), [("砂川支店", "602"), ("砂川", "602"), ("すながわ", None), ("", None)])
def test_a_branch_by_its_written_name(name: str, code: str | None) -> None:
    found = banks.branch_named("0116", name)
    assert (found.code if found else None) == code
    assert banks.branch_named("../banks", name) is None


def test_a_bank_and_a_branch_by_code() -> None:
    found = banks.bank("0116")
    assert found is not None
    assert found.name == "北海道"
    assert banks.bank("9999") is None
    branch = banks.branch("0116", "602")
    assert branch is not None
    assert branch.name == "砂川"
    assert banks.branch("9999", "001") is None


def test_a_bank_and_a_branch_by_kana() -> None:
    assert "0116" in [entry.code for entry in banks.banks_read("ほっかいどう")]
    assert [entry.code for entry in banks.banks_read("ｿﾗﾁｼﾝ")] == ["1004"]
    assert "602" in [entry.code for entry in banks.branches_read("0116", "すなが")]
    assert banks.banks_read("ん") == ()


def test_every_bank_is_found_by_its_name_or_stays_open() -> None:
    named = [(entry, banks.bank_named(entry.name)) for entry in banks.banks_read("")]
    assert len(named) > 1000
    assert all(found is None or found.name == entry.name for entry, found in named)
    assert sum(found is not None for _, found in named) > 1000


@pytest.mark.parametrize(
    ("symbol", "number", "account", "name"),
    [
        ("14030", "12345671", Account("408", "1234567", "普通"), "四〇八"),
        ("10530", "12345671", Account("058", "1234567", "普通"), "〇五八"),
        ("17300", "11", Account("738", "0000001", "普通"), "七三八"),
        ("00580", "654321", Account("059", "0654321", "当座"), "〇五九"),
        ("00160", "100001", Account("019", "0100001", "当座"), "〇一九"),
    ],
)
def test_a_symbol_and_a_number_become_an_account(symbol: str, number: str, account: Account, name: str) -> None:
    assert to_account(symbol, number) == account
    assert account.branch_name == name


@pytest.mark.parametrize(
    ("symbol", "number"),
    [
        ("24030", "11"),
        ("1403", "11"),
        ("14031", "11"),
        ("14030", "12"),
        ("14030", "1"),
        ("14030", "123456781"),
        ("00580", "1234567"),
        ("00580", ""),
        ("１４０３０", "11"),
        ("", ""),
    ],
)
def test_what_is_no_account_of_the_post_bank(symbol: str, number: str) -> None:
    with pytest.raises(NotYuchoError):
        to_account(symbol, number)


@given(st.integers(0, 99), st.integers(1, 9_999_999))
def test_an_ordinary_account_survives_the_way_to_its_symbol_and_back(branch: int, number: int) -> None:
    account = Account(f"{branch:02}8", f"{number:07}", "普通")
    assert to_account(*to_symbol(account.branch, account.number)) == account


@given(st.integers(0, 99), st.integers(1, 999_999))
def test_a_transfer_account_survives_the_way_to_its_symbol_and_back(branch: int, number: int) -> None:
    account = Account(f"{branch:02}9", f"{number:07}", "当座")
    assert to_account(*to_symbol(account.branch, account.number)) == account


@pytest.mark.parametrize(
    ("branch", "number"), [("017", "1"), ("01", "1"), ("018", "12345678"), ("019", "1234567"), ("", ""), ("018", "x")]
)
def test_what_has_no_symbol(branch: str, number: str) -> None:
    with pytest.raises(NotYuchoError):
        to_symbol(branch, number)


@given(st.text(max_size=8), st.text(max_size=9))
def test_anything_is_an_account_or_one_error(symbol: str, number: str) -> None:
    for convert in (to_account, to_symbol):
        try:
            convert(symbol, number)
        except NotYuchoError:
            continue


def test_known_check_digits() -> None:
    assert to_symbol("408", "1271272") == ("14080", "12712721")
    assert to_symbol("059", "0654321") == ("00580", "654321")


@pytest.mark.parametrize(
    ("kind", "code", "written"),
    [
        ("信用金庫", "1004", "空知"),
        ("銀行", "0501", "北洋"),
        ("農業協同組合", "3001", "北海道信連"),
        ("銀行", "1004", "空知信用金庫"),
    ],
)
def test_a_bank_is_written_beside_its_kind_so_that_it_is_found_again(kind: str, code: str, written: str) -> None:
    entry = banks.bank(code)
    assert entry is not None
    assert banks.written_beside(entry, kind) == written
    assert banks.bank_named(written, kind) == entry


@pytest.mark.parametrize("kind", ["銀行", "信用金庫", "信用組合", "農業協同組合", "労働金庫"])
def test_what_the_list_offers_leads_back_to_its_bank(kind: str) -> None:
    offered = banks.banks_of(kind)
    assert len(offered) > 10
    for entry in offered[::7]:
        assert banks.bank_named(banks.written_beside(entry, kind), kind) == entry


def test_the_list_writes_no_branch_and_no_local_office_out() -> None:
    """What a plain name of the list means beside 本店・支店・出張所・支所 rests on it."""
    named = [one.name for entry in banks.banks_read("") for one in banks.branches_read(entry.code, "")]
    assert len(named) > 20_000
    assert sum(name.endswith("出張所") for name in named) > 500
    assert [name for name in named if name.endswith(("支店", "支所"))] == []


@pytest.mark.parametrize(
    ("kind", "bank", "branch", "found"),
    [
        ("信用金庫", "空知", "美唄", "支店"),
        ("信用金庫", "空知", "本店", "本店"),
        ("信用金庫", "旭川", "春光", None),
        ("信用金庫", "旭川", "春光出張所", "出張所"),
        ("銀行", "北洋", "赤平支店", "支店"),
        ("銀行", "あいち", "本店営業部", "本店"),
        ("銀行", "あいち", "名古屋営業部", None),
        ("銀行", "滋賀", "浅井代理店", None),
        ("農業協同組合", "新砂川", "奈井江", None),
        ("農業協同組合", "新砂川", "奈井江支所", "支所"),
        ("農業協同組合", "新砂川", "本所", None),
        ("銀行", "どこにもない", "どこか", None),
        ("銀行", "どこにもない", "どこか支店", "支店"),
        ("ゆうちょ銀行", "ゆうちょ銀行", "四〇八", None),
    ],
)
def test_a_branch_is_circled_where_its_name_or_the_list_tells(
    kind: str, bank: str, branch: str, found: str | None
) -> None:
    assert COMPUTED["branch_kind"].work_out(kind, bank, branch) == found


def test_a_bank_has_a_reading_only_where_the_list_tells_it() -> None:
    named = {
        name: banks.marked(entry) for name in ("北海道", "空知信金", "新砂川農協") if (entry := banks.bank_named(name))
    }
    assert named["北海道"] == "｜北海道《ほっかいどう》"
    assert named["空知信金"] == "｜空知信用金庫《そらちしんようきんこ》"
    assert named["新砂川農協"] == "｜新砂川農業協同組合《しんすながわのうぎょうきょうどうくみあい》"
    entry = banks.Entry
    assert banks.marked(entry("001", "中央", "チユウオウ")) == "｜中央《ちゅうおう》"
    assert banks.marked(entry("002", "松田", "マツタ")) == "松田", "まった or まつた"
    assert banks.marked(entry("003", "宮の森", "ミヤノモリ")) == "宮の森", "みや or みゃ"
    every = [banks.marked(one) for one in banks.banks_read("")]
    assert sum("《" in name for name in every) >= 0.85 * sum(bool(re.search("[一-鿿]", name)) for name in every)
