"""Puts an invented person on a virtual card: every file of card-protocol.md 1 and 3, in the card's own bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from cardreader import tlv
from cardreader.mynumber import Sex
from cardreader.mynumber.layout import Application
from cardreader.mynumber.number import check_digit
from cardreader.virtual.chip import (
    CertifiedPerson,
    Entry,
    RecordFile,
    StoredApplication,
    StoredFile,
    StoredKey,
    StoredSigningKey,
)

if TYPE_CHECKING:
    from cardreader.virtual.hierarchy import Hierarchy

Keys = Callable[[], "Hierarchy"]
"""Gives the test keys; called only when a file or signature needs one, since loading them takes time."""

TEXT_AID: Final = Application.TEXT.value
VISUAL_AID: Final = Application.VISUAL.value
JUKI_AID: Final = bytes.fromhex("D3921000310001010401")
LICENCE_AID: Final = bytes.fromhex("A0000002310600000000000000000000")

CARD_SERIAL: Final = "400000012719843"
"""The published dummy serial (card-protocol.md 1.4)."""

_PIN, _CODE_A, _CODE_B = 0x0011, 0x0014, 0x0015
_VISUAL_BIRTH, _VISUAL_B, _VISUAL_A = 0x0011, 0x0012, 0x0013

_BASIC_FOUR_BYTES: Final = 1024
"""Physical size of EF 0002; not published, so any size above the longest record will do."""


@dataclass(frozen=True, slots=True)
class Personalisation:
    """Everything a municipality writes to a card, and what was done to it since.

    Secrets are ASCII bytes; `pin`, `auth_pin` or `sign_password` None: never set. `my_number` is one of the two
    published dummies. `signed_address` differs from `address` on a card whose text was altered after signing.
    `basic_four` replaces the whole of EF 0002 where the record itself is broken.
    """

    name: str
    address: str
    birth: date
    sex: Sex
    my_number: bytes
    pin: bytes | None
    auth_pin: bytes | None
    sign_password: bytes | None
    juki_pin: bytes
    code_b: bytes
    issued_on: date
    expires_on: date
    municipality: str
    certified: CertifiedPerson
    certificate_serial: str
    token_label: str
    auth_certificate_is_free: bool
    signed_address: str
    basic_four: bytes | None
    licence_pin: bytes | None

    def __post_init__(self) -> None:
        """Refuse a 12-digit number whose check digit is wrong: a real client would, too."""
        if self.my_number[-1:] != b"%d" % check_digit(self.my_number[:11]):
            raise ValueError("my_number: check digit")


def applications(
    who: Personalisation, names: tuple[str, ...], keys: Keys, security_code: str
) -> tuple[StoredApplication, ...]:
    """The applications named, in the order in which a partial AID would find them."""
    makers: Mapping[str, Callable[[], StoredApplication]] = {
        "jpki": lambda: _jpki(who, keys),
        "text": lambda: _text(who, keys),
        "visual": lambda: _visual(who, keys, security_code),
        "common": lambda: _common(who),
        "juki": lambda: StoredApplication("juki", JUKI_AID, {0x001C: StoredKey(who.juki_pin, 3)}),
        "licence": lambda: _licence(who),
    }
    return tuple(makers[name]() for name in names)


def data_objects(who: Personalisation, contact_atr: bytes, keys: Keys) -> Mapping[int, Callable[[], bytes]]:
    """What GET DATA answers while no application is selected (card-protocol.md 1.4)."""

    def certificate() -> bytes:
        """The certificate of EF 0004's kind, here without its template 7F21."""
        whole = keys().card_certificate("card-issuer", "card-signer", key_id(b"6000020"), key_id(b"1425020"))
        return tlv.parse(whole).value

    return {
        0x0042: lambda: b"\x00" * 8,
        0x0045: CARD_SERIAL.encode,
        0x00F0: who.municipality.encode,
        0x00F2: lambda: _yyyymmdd(who.expires_on),
        0x00F8: certificate,
        0x5F51: lambda: contact_atr[1:],
    }


def basic_four(name: str, address: str, birth: bytes, sex: bytes) -> bytes:
    """The TLV of EF 0002, with the offsets of its four fields from the start of the file (3.2)."""
    fields = [
        tlv.build(tag, value)
        for tag, value in ((0xDF22, name.encode()), (0xDF23, address.encode()), (0xDF24, birth), (0xDF25, sex))
    ]
    return _with_offsets(0xFF20, fields)


def _with_offsets(tag: int, fields: list[bytes]) -> bytes:
    """An object whose first field, DF21, lists where the others begin, counted from the start of the file."""
    table_size = 3 + 2 * len(fields)
    body_size = table_size + sum(len(one) for one in fields)
    at = (3 if body_size < 0x80 else 5) + table_size
    offsets = bytearray()
    for one in fields:
        offsets += at.to_bytes(2, "big")
        at += len(one)
    return tlv.build(tag, tlv.build(0xDF21, bytes(offsets)) + b"".join(fields))


def _text(who: Personalisation, keys: Keys) -> StoredApplication:
    def number() -> bytes:
        return tlv.build(0xFF10, who.my_number) + b"\xff\xff"

    def four() -> bytes:
        if who.basic_four is not None:
            return _filled(who.basic_four, _BASIC_FOUR_BYTES)
        return _filled(_four_of(who, who.address), _BASIC_FOUR_BYTES)

    def integrity() -> bytes:
        signed = tlv.parse(_four_of(who, who.signed_address))
        covered = b"".join(one.raw for one in tlv.parse_all(signed.value)[1:])
        hashed = tlv.build(0xDF31, hashlib.sha256(number()).digest())
        hashed += tlv.build(0xDF32, hashlib.sha256(covered).digest())
        return tlv.build(0xFF30, hashed + tlv.build(0xDF33, keys().key("text-signer").sign_sha256(hashed)))

    def certificate() -> bytes:
        return keys().card_certificate("text-issuer", "text-signer", key_id(b"6000033"), key_id(b"1425033"))

    def basic_information() -> bytes:
        fields = tlv.build(0xDF41, bytes.fromhex("01030E01")) + tlv.build(0xDF42, key_id(b"6000034"))
        return _filled(tlv.build(0xFF40, fields + tlv.build(0xDF43, bytes(128))), 256)

    def session_key() -> bytes:
        return keys().key("text-session").card_form()

    def signed_key() -> bytes:
        key = tlv.build(0xDF51, keys().key("text-card").card_form())
        return tlv.build(0xFF50, key + tlv.build(0xDF52, keys().key("text-signer").sign_sha256(key)))

    anyone_known = frozenset({_PIN, _CODE_A, _CODE_B})
    entries: dict[int, Entry] = {
        0x0001: StoredFile(number, frozenset({_PIN, _CODE_A})),
        0x0002: StoredFile(four, frozenset({_PIN, _CODE_B})),
        0x0003: StoredFile(integrity, anyone_known),
        0x0004: StoredFile(certificate),
        0x0005: StoredFile(basic_information),
        0x0006: StoredFile(session_key, anyone_known),
        0x0007: StoredFile(signed_key, anyone_known),
        0x0008: StoredFile(lambda: b"\xff" * 16),
        _PIN: StoredKey(who.pin, 3),
        0x0012: StoredKey(None, 0),
        _CODE_A: StoredKey(who.my_number, 10),
        _CODE_B: StoredKey(who.code_b, 10),
    }
    return StoredApplication("text", TEXT_AID, entries, own_key=_Lazy(keys, "text-card"))


def _visual(who: Personalisation, keys: Keys, security_code: str) -> StoredApplication:
    def signed(parts: bytes) -> bytes:
        return keys().key("visual-signer").sign_sha256(parts)

    def card_key(tag: int) -> bytes:
        return tlv.build(tag, keys().key("visual-card").card_form())

    def age() -> bytes:
        fields = tlv.build(0xDF11, _yyyymmdd(who.birth)) + card_key(0xDF12)
        return tlv.build(0xFF10, fields + tlv.build(0xDF13, signed(fields)))

    def face() -> bytes:
        from cardreader.virtual import images  # noqa: PLC0415 - Pillow is slow to load and rarely needed

        facts = [tlv.build(0xDF22, _yyyymmdd(who.birth)), tlv.build(0xDF23, who.sex.value.encode()), card_key(0xDF24)]
        texts = [tlv.build(0xDF25, images.strip(who.name)), tlv.build(0xDF26, images.strip(who.address))]
        photo = [tlv.build(0xDF27, images.photo())]
        digest = b"".join(hashlib.sha256(b"".join(part)).digest() for part in (facts, texts, photo))
        rest = [
            tlv.build(0xDF28, signed(digest)),
            tlv.build(0xDF29, _yyyymmdd(who.expires_on)),
            tlv.build(0xDF2A, images.digits(security_code, (24, 12))),
        ]
        return _with_offsets(0xFF20, facts + texts + photo + rest)

    def basic_information() -> bytes:
        return tlv.build(
            0xFF30,
            tlv.build(0xDF31, bytes.fromhex("06030E01"))
            + tlv.build(0xDF32, key_id(b"6000024"))
            + tlv.build(0xDF33, b"\x00")
            + tlv.build(0xDF34, who.municipality.encode())
            + tlv.build(0xDF35, key_id(b"5900025") + bytes(256)),
        )

    def certificate() -> bytes:
        return keys().card_certificate("visual-issuer", "visual-signer", key_id(b"6000023"), key_id(b"1425023"))

    def number_image() -> bytes:
        from cardreader.virtual import images  # noqa: PLC0415 - as above

        fields = tlv.build(0xDF41, images.digits(who.my_number.decode(), (72, 12))) + card_key(0xDF42)
        return tlv.build(0xFF40, fields + tlv.build(0xDF43, signed(fields)))

    entries: dict[int, Entry] = {
        0x0001: StoredFile(age, frozenset({_VISUAL_BIRTH})),
        0x0002: StoredFile(face, frozenset({_VISUAL_A, _VISUAL_B})),
        0x0003: StoredFile(basic_information),
        0x0004: StoredFile(certificate),
        0x0005: StoredFile(number_image, frozenset({_VISUAL_A})),
        0x0006: StoredFile(lambda: b"\xff" * 16),
        _VISUAL_BIRTH: StoredKey(who.code_b[:6], 10),
        _VISUAL_B: StoredKey(who.code_b, 10),
        _VISUAL_A: StoredKey(who.my_number, 10),
    }
    return StoredApplication("visual", VISUAL_AID, entries, own_key=_Lazy(keys, "visual-card"))


def _jpki(who: Personalisation, keys: Keys) -> StoredApplication:
    has_sign = who.sign_password is not None

    def sign_certificate() -> bytes:
        if not has_sign:
            return b"\xff" * 2048
        return _filled(
            keys().sign_certificate(who.certificate_serial, who.certified, who.issued_on, who.expires_on), 2048
        )

    def auth_certificate() -> bytes:
        return _filled(keys().auth_certificate(who.certificate_serial, who.issued_on, who.expires_on), 2048)

    auth_condition = frozenset[int]() if who.auth_certificate_is_free else frozenset({0x0018})
    entries: dict[int, Entry] = {
        0x0001: StoredFile(sign_certificate, frozenset({0x001B})),
        0x0002: StoredFile(lambda: _filled(keys().ca_certificate("sign-ca"), 2048)),
        0x0006: StoredFile(lambda: token_information(who.token_label)),
        0x0008: StoredFile(lambda: bytes((0x8F, 0x8F if has_sign else 0x00, 0x00))),
        0x000A: StoredFile(auth_certificate, auth_condition),
        0x000B: StoredFile(lambda: _filled(keys().ca_certificate("auth-ca"), 2048)),
        0x0017: StoredSigningKey(_Lazy(keys, "auth"), opened_by=0x0018),
        0x0018: StoredKey(who.auth_pin, 3),
        0x001A: StoredSigningKey(_Lazy(keys, "sign"), opened_by=0x001B),
        0x001B: StoredKey(who.sign_password, 5),
    }
    return StoredApplication("jpki", Application.JPKI.value, entries)


def _common(who: Personalisation) -> StoredApplication:
    record = f"{CARD_SERIAL}{who.municipality}".encode() + _yyyymmdd(who.expires_on)
    entries: dict[int, Entry] = {
        0x0001: RecordFile((tlv.build(0x01, record),)),
        0x0002: StoredFile(lambda: key_id(b"6000010")),
        0x001C: StoredKey(who.juki_pin, 3),
    }
    return StoredApplication("common", Application.COMMON.value, entries)


def _licence(who: Personalisation) -> StoredApplication:
    """マイナ免許証 (card-protocol.md 6.2): its PIN has 10 tries; C2 and C3 may be empty."""
    expiry = b"5%02d%02d%02d" % (who.expires_on.year - 2018, who.expires_on.month, who.expires_on.day)
    data = tlv.build(0xC2, b"") + tlv.build(0xC3, b"") + tlv.build(0xC5, expiry)
    needs_pin = frozenset({0x0006})
    entries: dict[int, Entry] = {
        0x0006: StoredKey(who.licence_pin, 10),
        0x001A: StoredFile(lambda: bytes.fromhex("C10101")),
        0x001B: StoredFile(lambda: data, needs_pin),
        0x001C: StoredFile(lambda: b"\xff" * 256, needs_pin),
    }
    return StoredApplication("licence", LICENCE_AID, entries)


def key_id(number: bytes) -> bytes:
    """16 bytes: 7 digits, `08 05`, 3 digits, zeros (3.4)."""
    return (number + b"\x08\x05001").ljust(16, b"\0")


def token_information(label: str) -> bytes:
    """EF 0006, 160 bytes: PKCS#11 CK_TOKEN_INFO, big-endian, with the values seen on a card (1.1)."""
    texts = (("", 32), ("E16R01NJ", 16), ("0000000000000001", 16))
    head = label.ljust(32).encode() + b"".join(text.ljust(size).encode() for text, size in texts)
    numbers = (0x40D, 1, 0, 1, 0, 16, 6, *(0xFFFFFFFF,) * 4)
    return head + b"".join(one.to_bytes(4, "big") for one in numbers) + b"\x01\x00\x01\x00" + b"9" * 16


def _four_of(who: Personalisation, address: str) -> bytes:
    return basic_four(who.name, address, _yyyymmdd(who.birth), who.sex.value.encode())


def _yyyymmdd(day: date) -> bytes:
    return f"{day.year:04}{day.month:02}{day.day:02}".encode()


def _filled(content: bytes, size: int) -> bytes:
    return content.ljust(size, b"\xff")


class _Lazy:
    """Signs with a key that is made or read only when it is used."""

    def __init__(self, keys: Keys, role: str) -> None:
        self._keys = keys
        self._role = role

    def sign(self, algorithm: int, message: bytes) -> bytes | None:
        """Sign as the key of this role does."""
        return self._keys().key(self._role).sign(algorithm, message)
