from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cbor import DEEPEST, CborError, Tagged, decode

ITEMS = st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=70)
KEYS = st.integers(-(2**64), 2**64 - 1) | st.text(max_size=30)
VALUES = st.recursive(
    ITEMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def deterministic(value: object) -> bytes:
    """What cbor2 writes, with map keys in the order of RFC 8949 4.2.1 (cbor2 sorts by the older, length-first rule)."""
    match value:
        case dict():
            pairs = sorted((deterministic(key), deterministic(item)) for key, item in value.items())
            return _head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
        case list():
            return _head(4, len(value)) + b"".join(map(deterministic, value))
        case _:
            return cbor2.dumps(value, canonical=True)


def _head(major: int, count: int) -> bytes:
    return bytes([major << 5 | count])


@given(VALUES)
def test_what_another_library_writes_is_read_back(value: object) -> None:
    depth = str(value).count("[") + str(value).count("{")
    if depth <= DEEPEST:
        assert decode(deterministic(value)) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_in_its_one_form_or_one_error(data: bytes) -> None:
    try:
        value = decode(data)
    except CborError:
        return
    if not _tagged(value):
        assert deterministic(value) == data


def _tagged(value: object) -> bool:
    return "Tagged(" in repr(value)


@given(VALUES, st.data())
def test_a_shortened_or_lengthened_value_is_an_error(value: object, data: st.DataObject) -> None:
    written = deterministic(value)
    cut = data.draw(st.integers(0, len(written) - 1))
    for wrong in (written[:cut], written + b"\0"):
        with pytest.raises(CborError):
            decode(wrong)


def test_a_tag_is_kept_as_it_is() -> None:
    assert decode(bytes.fromhex("d08101")) == Tagged(16, [1])


@pytest.mark.parametrize(
    ("why", "data"),
    [
        ("a number in a longer form", "1817"),
        ("two bytes where one would do", "1900ff"),
        ("four bytes where two would do", "1a0000ffff"),
        ("eight bytes where four would do", "1b00000000ffffffff"),
        ("a text of indefinite length", "7f6161ff"),
        ("a list of indefinite length", "9f01ff"),
        ("a reserved form", "1c"),
        ("a float", "fb3ff8000000000000"),
        ("a half float", "f93e00"),
        ("undefined", "f7"),
        ("an unknown simple value", "e0"),
        ("a simple value of two bytes", "f8ff"),
        ("text that is not UTF-8", "61ff"),
        ("keys out of order", "a2020001 00".replace(" ", "")),
        ("a key twice", "a201000100"),
        ("a key that is a list", "a1800 0".replace(" ", "")),
        ("a key that is true", "a1f500"),
        ("a list longer than all there is", "9b00000000ffffffff"),
        ("a huge list", "9a7fffffff"),
        ("too deep", "81" * 9 + "01"),
        ("nothing", ""),
    ],
)
def test_every_other_form_is_an_error(why: str, data: str) -> None:
    with pytest.raises(CborError):
        decode(bytes.fromhex(data))


def test_the_deepest_value_that_is_read() -> None:
    assert decode(b"\x81" * DEEPEST + b"\x01") is not None
