"""61xx, 6Cxx, chaining, a first 6F00, the trace; and that a secret passes none of them twice."""

from __future__ import annotations

from typing import Any

import pytest

from cardreader.apdu import Command, read_binary, select_file
from cardreader.channel import Channel
from cardreader.errors import CardRemoved, DataMalformed
from cardreader.trace import TraceLine


def test_waiting_data_is_fetched(scripted: Any) -> None:
    card = scripted("AA6102", "BBCC9000")
    response = Channel(card).send(read_binary(0, 3))
    assert (response.data, response.sw) == (b"\xaa\xbb\xcc", 0x9000)
    assert card.sent[1] == bytes.fromhex("00C0000002")


def test_a_whole_block_waiting_is_asked_for_as_00(scripted: Any) -> None:
    card = scripted("6100", bytes(256) + b"\x90\x00")
    assert len(Channel(card).send(read_binary(0, 256)).data) == 256
    assert card.sent[1] == bytes.fromhex("00C0000000")


def test_a_wrong_length_is_asked_again_with_the_right_one(scripted: Any) -> None:
    card = scripted("6C02", "AABB9000")
    assert Channel(card).send(read_binary(0, 256, 2)).data == b"\xaa\xbb"
    assert card.sent[1] == bytes.fromhex("00B0820002")


def test_a_wrong_length_that_says_256(scripted: Any) -> None:
    card = scripted("6C00", bytes(256) + b"\x90\x00")
    assert len(Channel(card).send(read_binary(0, 10)).data) == 256
    assert card.sent[1] == bytes.fromhex("00B0000000")


def test_endless_continuations_are_malformed(scripted: Any) -> None:
    card = scripted(*["006101"] * 300)
    with pytest.raises(DataMalformed):
        Channel(card).send(read_binary(0, 256))
    assert len(card.sent) < 300


def test_a_first_6f00_is_tried_once_more(scripted: Any) -> None:
    card = scripted("6F00", "9000", "6F00")
    channel = Channel(card)
    assert channel.send(select_file(2)).sw == 0x9000
    assert channel.send(select_file(2)).sw == 0x6F00
    assert channel.apdus == 3


def test_a_first_6f00_twice_is_the_answer(scripted: Any) -> None:
    assert Channel(scripted("6F00", "6F00")).send(select_file(2)).sw == 0x6F00


@pytest.mark.parametrize("answer", ["6F00", "6C04", "6104", "63C2"])
def test_a_secret_is_sent_once_whatever_the_answer_and_wiped(scripted: Any, answer: str) -> None:
    card = scripted(answer, "9000")
    command = bytearray(b"\x00\x20\x00\x91\x041234")
    assert Channel(card).send_secret(command).sw == int(answer, 16)
    assert card.sent == [b"\x00\x20\x00\x91\x041234"]
    assert command == bytearray(9)


def test_a_secret_is_wiped_when_the_card_is_gone(scripted: Any) -> None:
    command = bytearray(b"\x00\x20\x00\x91\x041234")
    with pytest.raises(CardRemoved):
        Channel(scripted()).send_secret(command)
    assert command == bytearray(9)


def test_long_commands_go_as_a_chain(scripted: Any) -> None:
    card = scripted("9000", "9000", "AA9000")
    data = bytes(range(256)) * 2
    assert Channel(card).send(Command(0x00, 0x2A, 0x00, 0x80, data, 256)).data == b"\xaa"
    assert [one[0] for one in card.sent] == [0x10, 0x10, 0x00]
    assert b"".join(one[5 : 5 + one[4]] for one in card.sent) == data
    assert card.sent[-1][-1] == 0


def test_a_chain_stops_where_the_card_refuses_it(scripted: Any) -> None:
    card = scripted("6884", "9000")
    assert Channel(card).send(Command(0x00, 0x2A, 0x00, 0x80, bytes(300))).sw == 0x6884
    assert len(card.sent) == 1


def test_the_trace_has_instruction_lengths_and_status_only(scripted: Any) -> None:
    lines: list[TraceLine] = []
    channel = Channel(scripted("63C2", "41429000"), lines.append)
    channel.send_secret(bytearray(b"\x00\x20\x00\x91\x041234"))
    channel.send(read_binary(0, 256, 2))
    assert lines == [TraceLine(0x20, 9, 0, 0x63C2), TraceLine(0xB0, 5, 2, 0x9000)]
    assert str(lines[1]) == "B0 sent 5 received 2 9000"
