"""profiles.toml: complete, consistent, and of invented people only."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cardreader.errors import PinBlocked
from cardreader.mynumber import CardKind, Sex
from cardreader.mynumber.number import check_digit
from cardreader.secret import Door, check_format, code_b_digits
from cardreader.virtual import load_profile, profile_facts, profile_names
from cardreader.virtual import profiles as profiles_module
from cardreader.virtual.profiles import ATRS

WANTED = {
    "plain",
    "compat-kanji",
    "ivs-name",
    "foreign-resident",
    "common-name",
    "long-address",
    "sex-not-applicable",
    "born-1926-12-25",
    "born-1989-01-08",
    "born-2019-05-01",
    "under-15",
    "one-try-left",
    "pin-locked",
    "face-only",
    "expired",
    "with-licence",
    "tampered",
    "garbage",
    "phone-token",
    "iphone-token",
    "resident-card",
    "other-card",
    "mute-card",
}
KEYS = {
    "title",
    "name",
    "address",
    "signed_address",
    "sex",
    "birth_printed",
    "pin",
    "auth_pin",
    "sign_password",
    "juki_pin",
    "my_number",
    "security_code",
    "issued_on",
    "expires_on",
    "municipality",
    "interface",
    "token_label",
    "applications",
    "kind",
    "certified_name",
    "tries_left",
    "basic_four",
    "mute",
}


def test_every_situation_has_its_profile() -> None:
    assert set(profile_names()) >= WANTED


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_is_complete_and_consistent(name: str) -> None:
    facts = profile_facts(name)
    raw = profiles_module._profiles()[name]
    assert raw.keys() <= KEYS
    assert facts.title
    assert facts.person.address.startswith("北海道空知郡上砂川町")
    assert facts.person.birth == facts.birth.date < raw["issued_on"] < facts.expires_on
    assert re.fullmatch(rb"(\d{4})?", facts.pin)
    assert re.fullmatch(rb"([A-Z0-9]{6,16})?", facts.sign_password)
    check_format(Door.CODE_B, bytearray(facts.code_b))
    assert len(facts.security_code) == len(facts.expiry_year) == 4
    assert facts.name == load_profile(name).name == name


@pytest.mark.parametrize("name", profile_names())
def test_code_b_is_what_a_person_would_type_from_the_card(name: str) -> None:
    facts = profile_facts(name)
    typed = [bytearray(facts.birth.typed), bytearray(facts.expiry_year), bytearray(facts.security_code)]
    assert bytes(code_b_digits(*typed)) == facts.code_b


def test_names_are_invented_once() -> None:
    names = [profile_facts(name).person.name for name in profile_names()]
    assert len(set(names)) == len(names)


def test_the_hard_names_are_what_they_claim_to_be() -> None:
    assert profile_facts("compat-kanji").person.name == "\u9ad9\ufa11\u3000\U00020bb7\u90ce"
    ivs = profile_facts("ivs-name").person.name
    assert ivs == "\u845b\U000e0100\u8fbb\U000e0100\u3000\u9089\U000e0102\u5b50"
    foreign = profile_facts("foreign-resident").person.name
    assert sum(character.isalpha() for character in foreign) == 56
    assert foreign.isascii()
    assert len(profile_facts("long-address").person.address.encode()) > 255
    assert "（" in profile_facts("common-name").person.name


@pytest.mark.parametrize("day", [date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)])
def test_first_days_of_the_eras(day: date) -> None:
    facts = profile_facts(f"born-{day}")
    assert facts.person.birth == day
    assert facts.birth.year == 1
    assert facts.code_b[:2] == b"01"


def test_facts_about_cards_that_differ() -> None:
    assert profile_facts("sex-not-applicable").person.sex is Sex.NOT_APPLICABLE
    assert profile_facts("one-try-left").tries_left == {Door.PIN: 1, Door.CODE_B: 10}
    assert profile_facts("pin-locked").tries_left[Door.PIN] == PinBlocked.tries_left == 0
    assert profile_facts("face-only").tries_left == {Door.PIN: 0, Door.CODE_B: 10}
    assert profile_facts("face-only").pin == b""
    assert profile_facts("expired").expires_on < date(2026, 11, 24)
    assert profile_facts("foreign-resident").birth.era == ""
    assert {profile_facts(name).kind for name in profile_names()} == set(CardKind)


def test_an_unknown_profile_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_profile("nobody")
    with pytest.raises(KeyError):
        profile_facts("nobody")


@pytest.mark.parametrize("text", ["昭和55年2月", "S55.2.17", "昭和55年2月17日生"])
def test_a_birth_date_that_no_card_prints(text: str) -> None:
    with pytest.raises(ValueError, match=r"profiles\.toml"):
        profiles_module._printed_birth(text)


# The published dummies are the only 12-digit numbers there are (card-protocol.md 1.5).
@pytest.mark.parametrize("number", [b"537686677188", b"123456789018"])
def test_check_digits_of_the_published_numbers(number: bytes) -> None:
    assert check_digit(number[:11]) == int(number[11:])


@pytest.mark.parametrize(("digits", "expected"), [(b"00000000000", 0), (b"00000000006", 0), (b"00000000001", 9)])
def test_check_digit_by_the_rule(digits: bytes, expected: int) -> None:
    """11 - 2 = 9; a remainder of 0 or 1 (6 x 2 = 12) gives 0."""
    assert check_digit(digits) == expected


def test_a_number_with_a_wrong_check_digit_makes_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = profiles_module._profiles()["plain"] | {"my_number": "12345678901" + "9"}
    monkeypatch.setattr(profiles_module, "_profiles", lambda: {"plain": broken})
    with pytest.raises(ValueError, match="check digit"):
        load_profile("plain")


# card-protocol.md 5: contactless answers to reset end in the exclusive or of all bytes after TS; so do T=1 ones.
@pytest.mark.parametrize(
    "atr",
    [
        *(value.hex() for value in ATRS.values()),
        "3BDA13FF8131FB468012392F31C173C601C03B",
        "3BC5FF8131FB458073C6010000",
        "3B888001000041E0B381A1003B",
        "3B8880010" + "04B51FF0081D100BC",
        "3B888001004B51FFB381D1000F",
        "3B888001000014E0B38191005E",
    ],
)
def test_answers_to_reset_end_in_their_check_byte(atr: str) -> None:
    check = 0
    for byte in bytes.fromhex(atr)[1:]:
        check ^= byte
    assert check == 0


def test_the_cache_folder_is_not_touched_by_reading_the_text(tmp_path: Path) -> None:
    card = load_profile("plain", keys=tmp_path / "keys")
    card.power_on()
    for command in ("00A4040C0AD3921000310001010408", "0020009104" + b"1234".hex(), "00B0820000"):
        assert card.transmit(bytes.fromhex(command))[-2:] == b"\x90\x00"
    assert not (tmp_path / "keys").exists()
