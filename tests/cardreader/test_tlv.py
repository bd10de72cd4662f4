"""Tags and lengths as the card writes them (card-protocol.md 3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader import tlv
from cardreader.errors import DataMalformed

tags = st.sampled_from([0x01, 0x90, 0x91, 0x7F21, 0x5F4E, 0xDF21, 0xDF2A, 0xFF10, 0xFF20])


@given(tags, st.one_of(st.binary(max_size=300), st.sampled_from([bytes(65535), bytes(128), bytes(127)])), st.binary())
def test_what_is_built_parses_back(tag: int, value: bytes, filler: bytes) -> None:
    raw = tlv.build(tag, value)
    assert tlv.parse(raw + filler) == tlv.Tlv(tag, value, raw)


def test_lengths_from_128_take_the_long_form_with_two_bytes() -> None:
    assert tlv.build(0xFF20, bytes(127))[:3] == bytes.fromhex("FF207F")
    assert tlv.build(0xDF43, bytes(128))[:5] == bytes.fromhex("DF43820080")


def test_the_one_byte_long_form_is_read_too() -> None:
    assert tlv.parse(bytes.fromhex("DF228180") + bytes(128)).value == bytes(128)


@pytest.mark.parametrize(
    "raw",
    [
        "",  # nothing
        "DF",  # half a tag
        "DFA1010141",  # a tag of three bytes
        "DF22",  # no length
        "DF2280" + "41" * 128,  # indefinite length
        "DF228300000141",  # three length bytes
        "DF22FF",
        "DF2281",
        "DF228201",
        "DF220241",  # value cut off
        "DF2282000241",
    ],
)
def test_malformed_objects(raw: str) -> None:
    with pytest.raises(DataMalformed):
        tlv.parse(bytes.fromhex(raw))


@given(st.binary(max_size=64))
def test_any_bytes_parse_or_are_malformed(raw: bytes) -> None:
    try:
        objects = tlv.parse_all(raw)
    except DataMalformed:
        return
    assert b"".join(one.raw for one in objects) == raw


def test_a_tag_that_comes_twice_is_malformed() -> None:
    one = tlv.build(0xDF22, b"a")
    assert tlv.parse_map(one)[0xDF22].value == b"a"
    with pytest.raises(DataMalformed):
        tlv.parse_map(one + one)


def test_values_stay_out_of_the_repr() -> None:
    assert "value" not in repr(tlv.parse(tlv.build(0xDF22, b"name")))
