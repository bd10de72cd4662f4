"""Which secret opens which file (card-protocol.md 1.1-1.3), as data, tried on the card one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cardreader.apdu import select_application, select_file
from cardreader.mynumber.layout import (
    TEXT_BASIC_FOUR,
    TEXT_CERTIFICATE,
    TEXT_INTEGRITY,
    TEXT_KEYS,
    Application,
    File,
)
from cardreader.virtual import VirtualCard, profile_facts
from cardreader.virtual.personalise import VISUAL_AID

FREE = "anyone"
FACTS = profile_facts("plain")
NUMBER = b"123456789018"

# application: AID, {secret: (key id, value)}
APPLICATIONS: dict[str, tuple[bytes, dict[str, tuple[int, bytes]]]] = {
    "text": (
        Application.TEXT.value,
        {"PIN": (0x11, FACTS.pin), "A": (0x14, NUMBER), "B": (0x15, FACTS.code_b)},
    ),
    "visual": (
        VISUAL_AID,
        {"birth": (0x11, b"550217"), "B": (0x12, FACTS.code_b), "A": (0x13, NUMBER)},
    ),
    "jpki": (
        Application.JPKI.value,
        {"auth": (0x18, FACTS.auth_pin), "sign": (0x1B, FACTS.sign_password)},
    ),
}
FILES: dict[str, dict[int, set[str]]] = {
    "text": {
        0x01: {"PIN", "A"},
        0x02: {"PIN", "B"},
        0x03: {"PIN", "A", "B"},
        0x04: {FREE},
        0x05: {FREE},
        0x06: {"PIN", "A", "B"},
        0x07: {"PIN", "A", "B"},
        0x08: {FREE},
    },
    "visual": {
        0x01: {"birth"},
        0x02: {"A", "B"},
        0x03: {FREE},
        0x04: {FREE},
        0x05: {"A"},
        0x06: {FREE},
    },
    "jpki": {0x01: {"sign"}, 0x02: {FREE}, 0x06: {FREE}, 0x08: {FREE}, 0x0A: {FREE}, 0x0B: {FREE}},
}


def cases() -> Iterator[tuple[str, int, str, bool]]:
    for name, files in FILES.items():
        for file_id, openers in files.items():
            for secret in (FREE, *APPLICATIONS[name][1]):
                yield name, file_id, secret, FREE in openers or secret in openers


def send(card: VirtualCard, raw: bytes) -> tuple[bytes, int]:
    reply = card.transmit(raw)
    return reply[:-2], int.from_bytes(reply[-2:], "big")


@pytest.mark.parametrize("by_short_id", [True, False], ids=["short-id", "select"])
@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case[0]}-{case[1]:02X}-{case[2]}")
def test_a_file_opens_to_its_secrets_only(card_of: Any, case: tuple[str, int, str, bool], by_short_id: bool) -> None:
    application, file_id, secret, opens = case
    card = card_of("plain")
    card.power_on()
    aid, secrets = APPLICATIONS[application]
    assert send(card, select_application(aid).encode())[1] == 0x9000
    if secret != FREE:
        key_id, value = secrets[secret]
        assert send(card, bytes((0, 0x20, 0, 0x80 | key_id, len(value))) + value)[1] == 0x9000
    if by_short_id:
        data, sw = send(card, bytes((0, 0xB0, 0x80 | file_id, 0, 0)))
    else:
        assert send(card, select_file(file_id).encode())[1] == 0x9000
        data, sw = send(card, bytes.fromhex("00B0000000"))
    assert sw == (0x9000 if opens else 0x6982)
    assert bool(data) == opens


@pytest.mark.parametrize("file", [TEXT_BASIC_FOUR, TEXT_INTEGRITY, TEXT_CERTIFICATE], ids=lambda file: file.what)
def test_what_the_reader_believes_is_what_the_card_does(file: File) -> None:
    """The reader's own table of the text application says the same as this one."""
    names = dict(zip(TEXT_KEYS, ("PIN", "B"), strict=True))
    assert {names[door] for door in file.opened_by} == FILES["text"][file.file_id] - {FREE, "A"}


def test_the_reader_knows_the_keys_by_the_same_ids() -> None:
    keys = APPLICATIONS["text"][1]
    assert [key.file_id for key in TEXT_KEYS.values()] == [keys["PIN"][0], keys["B"][0]]
