"""APDU bytes against ISO 7816-4 and card-protocol.md 2.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.apdu import (
    Command,
    Response,
    read_binary,
    read_record,
    select_application,
    select_file,
    tries_query,
    verify_header,
)
from cardreader.errors import CardRemoved, DataMalformed

byte = st.integers(0, 255)


@pytest.mark.parametrize(
    ("command", "raw"),
    [
        (select_application(bytes.fromhex("D3921000310001010408")), "00A4040C0AD3921000310001010408"),
        (select_file(0x0011), "00A4020C020011"),
        (tries_query(None), "00200080"),
        (tries_query(0x11), "00200091"),
        (read_binary(0, 256, 0x02), "00B0820000"),
        (read_binary(0, 7), "00B0000007"),
        (read_binary(0x1FE, 256), "00B001FE00"),
        (read_record(1, 0x01), "00B2010C00"),
        (read_record(1, None), "00B2010400"),
        (Command(0x00, 0xB0, 0x82, 0, le=65536), "00B08200000000"),
        (Command(0x80, 0x2A, 0, 0x80, bytes(51), 256), "802A008033" + "00" * 51 + "00"),
        (Command(0, 0xD6, 0, 0, bytes(256)), "00D60000000100" + "00" * 256),
        (Command(0, 0xD6, 0, 0, bytes(2), 300), "00D60000000002" + "0000" + "012C"),
    ],
)
def test_commands_have_these_bytes(command: Command, raw: str) -> None:
    assert command.encode() == bytes.fromhex(raw)


def test_header_of_a_verify_names_key_and_length() -> None:
    assert verify_header(0x15, 14) == bytes.fromhex("002000950E")
    assert verify_header(None, 4) == bytes.fromhex("0020008004")


@given(
    st.builds(
        Command,
        byte,
        byte,
        byte,
        byte,
        st.one_of(st.binary(max_size=300), st.integers(250, 65535).map(bytes)),
        st.one_of(st.integers(0, 300), st.sampled_from([65535, 65536])),
    )
)
def test_command_survives_encoding(command: Command) -> None:
    assert Command.decode(command.encode()) == command


@given(st.binary(max_size=40))
def test_any_bytes_are_a_command_or_malformed(raw: bytes) -> None:
    try:
        command = Command.decode(raw)
    except DataMalformed:
        return
    assert Command.decode(command.encode()) == command


@pytest.mark.parametrize(
    "raw", ["", "00A404", "00A4040003AABB", "00A4040001AABBCC", "00A4040000AABBCC", "00A404000000"]
)
def test_lengths_that_do_not_add_up_are_malformed(raw: str) -> None:
    with pytest.raises(DataMalformed):
        Command.decode(bytes.fromhex(raw))


def test_response_splits_off_the_status_word_and_hides_the_data() -> None:
    response = Response.decode(b"secret\x90\x00")
    assert (response.data, response.sw) == (b"secret", 0x9000)
    assert repr(response) == "Response(6 bytes, 9000)"


@pytest.mark.parametrize("raw", [b"", b"\x90"])
def test_a_reply_too_short_for_a_status_word_means_the_card_is_gone(raw: bytes) -> None:
    with pytest.raises(CardRemoved):
        Response.decode(raw)
