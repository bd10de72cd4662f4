"""The integrity record: consistent, altered, unreadable, and never silently fine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardreader import tlv
from cardreader.channel import Channel
from cardreader.errors import CardRemoved
from cardreader.mynumber import Integrity, read_card
from cardreader.mynumber.access import Access
from cardreader.mynumber.integrity import check_integrity
from cardreader.secret import Door
from cardreader.virtual import Answer, Pull
from cardreader.virtual.hierarchy import Hierarchy
from cardreader.virtual.personalise import key_id

BLOCK = 256
FOUR = tlv.parse(bytes.fromhex("FF2009DF210101DF22024142"))


@pytest.mark.parametrize(("name", "verdict"), [("plain", Integrity.CONSISTENT), ("tampered", Integrity.ALTERED)])
def test_a_signed_text_and_an_altered_one(desk_with: Any, secret_of: Any, name: str, verdict: Integrity) -> None:
    reading = read_card(desk_with(name).connect(), secret_of(name, Door.CODE_B), tries_left=None, integrity=True)
    assert reading.integrity is verdict
    assert reading.person.name


@pytest.mark.parametrize("at", range(5, 10))
def test_an_error_of_the_card_leaves_it_unreadable_and_the_text_read(desk_with: Any, secret_of: Any, at: int) -> None:
    desk = desk_with("plain")
    desk.card.inject(Answer(at, 0x6581))
    reading = read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None, integrity=True)
    assert reading.integrity is Integrity.UNREADABLE
    assert reading.person.name == "窓辺　太郎"


def test_a_card_gone_is_not_a_verdict(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("plain")
    desk.card.inject(Pull(6))
    with pytest.raises(CardRemoved):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None, integrity=True)


class Files:
    """EF 0003 and 0004 as given, over a connection of their own."""

    def __init__(self, scripted: Any, keys: Path) -> None:
        self._scripted = scripted
        self.keys = Hierarchy(keys)
        self.hashed = tlv.build(0xDF31, bytes(32)) + tlv.build(0xDF32, self.digest())
        self.signature = self.keys.key("text-signer").sign_sha256(self.hashed)
        self.certificate = self.keys.card_certificate(
            "text-issuer", "text-signer", key_id(b"6000033"), key_id(b"1425033")
        )

    @staticmethod
    def digest() -> bytes:
        return hashlib.sha256(b"".join(one.raw for one in tlv.parse_all(FOUR.value) if one.tag != 0xDF21)).digest()

    def record(self, hashed: bytes | None = None, signature: bytes | None = None) -> bytes:
        body = self.hashed if hashed is None else hashed
        return tlv.build(0xFF30, body + tlv.build(0xDF33, self.signature if signature is None else signature))

    def verdict(self, record: bytes, certificate: bytes | None = None) -> Integrity:
        replies = []
        for file in (record, self.certificate if certificate is None else certificate):
            total = tlv.header(file).total
            replies += [file[at : at + BLOCK] + b"\x90\x00" for at in range(0, total, BLOCK)]
        return check_integrity(Access(Channel(self._scripted(*replies))), FOUR)


@pytest.fixture
def files(scripted: Any, keys: Path) -> Files:
    return Files(scripted, keys)


def test_a_whole_set_is_consistent(files: Files) -> None:
    assert files.verdict(files.record()) is Integrity.CONSISTENT


def test_a_wrong_hash_or_signature_is_altered(files: Files) -> None:
    other = tlv.build(0xDF31, bytes(32)) + tlv.build(0xDF32, bytes(32))
    assert files.verdict(files.record(other, files.keys.key("text-signer").sign_sha256(other))) is Integrity.ALTERED
    assert (
        files.verdict(files.record(signature=files.keys.key("text-card").sign_sha256(files.hashed)))
        is Integrity.ALTERED
    )
    assert files.verdict(files.record(signature=b"\x01" * 255)) is Integrity.ALTERED
    assert files.verdict(files.record(signature=b"\0" + files.signature)) is Integrity.ALTERED
    assert files.verdict(files.record(signature=b"\xff" * 256)) is Integrity.ALTERED
    moved = tlv.build(0xDF31, b"\x01" * 32) + tlv.build(0xDF32, files.digest())
    assert files.verdict(files.record(moved)) is Integrity.ALTERED


def body_with(key: bytes) -> bytes:
    return tlv.build(0x7F21, tlv.build(0x5F4E, bytes(32) + key) + tlv.build(0x5F37, bytes(256)))


@pytest.mark.parametrize(
    "broken",
    [
        lambda: b"\x7f\x22\x00",
        lambda: tlv.build(0x7F21, tlv.build(0x5F37, bytes(256))),
        lambda: body_with(b""),
        lambda: body_with(tlv.build(0x90, b"\x01\x00\x01")),
        lambda: body_with(tlv.build(0x90, b"\x01\x00\x01") + tlv.build(0x91, b"\x01" * 128)),
        lambda: body_with(tlv.build(0x90, b"\x01") + tlv.build(0x91, b"\xff" * 256)),
        lambda: body_with(tlv.build(0x90, b"\x01" * 5) + tlv.build(0x91, b"\xff" * 256)),
    ],
)
def test_a_broken_certificate_is_unreadable(files: Files, broken: Callable[[], bytes]) -> None:
    assert files.verdict(files.record(), broken()) is Integrity.UNREADABLE


def test_a_broken_record_is_unreadable(files: Files) -> None:
    assert files.verdict(b"\xff\x31" + files.record()[2:]) is Integrity.UNREADABLE
    assert files.verdict(tlv.build(0xFF30, files.hashed)) is Integrity.UNREADABLE
    assert files.verdict(files.record(b"\xdf")) is Integrity.UNREADABLE
