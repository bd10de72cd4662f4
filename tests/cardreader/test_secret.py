"""Secrets: their format, their one place in memory, their end."""

from __future__ import annotations

import pickle

import pytest

from cardreader import secret as secret_module
from cardreader.errors import CardError, PinFormat
from cardreader.secret import Door, Secret, check_format, code_b_digits


@pytest.mark.parametrize("digits", [b"", b"123", b"12345", b"12a4", b"\xef\xbc\x91123", b"12 4"])
def test_a_pin_has_four_ascii_digits(digits: bytes) -> None:
    check_format(Door.PIN, bytearray(b"0000"))
    with pytest.raises(PinFormat):
        check_format(Door.PIN, bytearray(digits))


@pytest.mark.parametrize(
    "digits",
    [
        b"5502172035228",  # 13
        b"550217203522855",  # 15
        b"55021720352a85",
        b"55131720352285",  # month 13
        b"55023220352285",  # day 32
        b"55021719352285",  # expires in 19xx
    ],
)
def test_code_b_must_hold_a_date_and_a_year(digits: bytes) -> None:
    check_format(Door.CODE_B, bytearray(b"55021720352285"))
    with pytest.raises(PinFormat):
        check_format(Door.CODE_B, bytearray(digits))


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        (b"S550217", b"55021720352285"),  # MC's vector: 昭和55年2月17日, 2035, 2285
        (b"R020224", b"02022420352285"),  # NFP: 令和2年2月24日
        (b"H010108", b"01010820352285"),
        (b"19911209", b"91120920352285"),  # western: the last two digits
    ],
)
def test_code_b_from_what_is_printed(birth: bytes, expected: bytes) -> None:
    parts = [bytearray(birth), bytearray(b"2035"), bytearray(b"2285")]
    assert code_b_digits(*parts) == bytearray(expected)
    assert not any(byte for part in parts for byte in part)


@pytest.mark.parametrize(
    ("birth", "year", "code"),
    [
        (b"X550217", b"2035", b"2285"),
        (b"550217", b"2035", b"2285"),
        (b"S5502170", b"2035", b"2285"),
        (b"S55021", b"2035", b"2285"),
        (b"S551317", b"2035", b"2285"),
        (b"S550217", b"35", b"2285"),
        (b"S550217", b"2035", b"228"),
        (b"S550217", b"2035", b"22x5"),
    ],
)
def test_parts_that_cannot_be_right_are_refused_and_wiped(birth: bytes, year: bytes, code: bytes) -> None:
    parts = [bytearray(birth), bytearray(year), bytearray(code)]
    with pytest.raises(PinFormat):
        code_b_digits(*parts)
    assert not any(byte for part in parts for byte in part)


def test_the_digits_put_together_in_vain_are_wiped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wiped: list[int] = []
    monkeypatch.setattr(secret_module, "wipe", lambda digits: wiped.append(len(digits)))
    with pytest.raises(PinFormat):
        code_b_digits(bytearray(b"S551317"), bytearray(b"2035"), bytearray(b"2285"))
    assert sorted(wiped) == [4, 4, 7, 14]


def test_leaving_the_block_overwrites_the_digits_also_on_an_error() -> None:
    digits = bytearray(b"1234")
    with pytest.raises(CardError), Secret(Door.PIN, digits):
        raise CardError
    assert digits == bytearray(4)


def test_a_secret_shows_nothing_and_is_not_copied() -> None:
    secret = Secret(Door.PIN, bytearray(b"8642"))
    assert len(secret) == 4
    assert repr(secret) == str(secret) == "Secret(pin, redacted)"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
