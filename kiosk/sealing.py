"""The sealed application inside a slip's QR codes: what a kiosk writes and only the office reads (design/security.md).

    application -> CBOR map with integer keys, deflated where that is shorter -> COSE_Encrypt0 (RFC 9052, 5.2) with
    HPKE base mode (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) -> Base45 (RFC 9285) -> one text, or several parts

Each text is `MADOBE1:` index total `:` id `:` Base45, all of it QR alphanumeric: `MADOBE1:12:7KQ2:...` is part 1 of 2.
The id is the start of the message's SHA-256, so parts of two slips are told apart. COSE has no number
for HPKE with X25519 and AES-256-GCM (draft-ietf-cose-hpke pairs X25519 with AES-128-GCM and ChaCha20-Poly1305, and
`cwt` knows only what the draft has); therefore a number of COSE's private use range, and `pyhpke` itself.

Knows no clock, no file and no form: times, known ids and values are told.
"""

# ruff: noqa: N818 - each name says what happened (design/architecture.md 6.1)

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import base45
import cbor2
from pyhpke import AEADId, CipherSuite, KDFId, KEMId
from pyhpke.exceptions import PyHPKEError

from forms.answers import Giver
from forms.fields.my_number import check_digit
from kiosk.cbor import CborError, Tagged, decode
from kiosk.keys import KID_BYTES, PublicKey

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kiosk.keys import PrivateKey

SlipValue: TypeAlias = str | int | bool | list[int] | None
"""What forms.fields.*.to_slip gives; None is わからない."""

SCHEME = "MADOBE1"
ONE_PART_TEXT = 470
"""Characters a single QR symbol takes at most: version 16, level Q, alphanumeric (ISO/IEC 18004, table 7)."""
PART_TEXT = 823
"""Characters each of several takes at most: version 22, level Q, which is 42 mm wide at 0.4 mm a module."""
MOST_PARTS = 9
LONGEST_ID = 40

_ENCRYPT0 = 16  # CBOR tag of COSE_Encrypt0
_ALG, _KID, _EK = 1, 4, -4  # COSE header parameters; ek as in draft-ietf-cose-hpke
_HPKE_X25519_SHA256_AES256GCM = -65537  # private use (IANA: less than -65536)
_FIELDS = _ID, _MADE_AT, _PROCEDURES, _GIVERS = 1, 2, 3, 4
_LAST_SECOND = 253_402_300_800  # year 10000, where datetime ends
_GIVER_NUMBERS = {Giver.CARD: 1, Giver.RESIDENT: 2, Giver.STAFF: 3, Giver.PROXY: 4, Giver.COMPUTED: 5}
_NUMBER_GIVERS = {number: giver for giver, number in _GIVER_NUMBERS.items()}
_INFLATED_BYTES = 65_536
_CLOCK_SLACK = timedelta(days=1)
_PART = re.compile(rf"{SCHEME}:([1-9])([1-9]):([A-Z2-7]{{4}}):([0-9A-Z $%*+./:-]*)")
_OF_ANY_VERSION = re.compile(r"MADOBE[0-9]+:")
_HEAD_TEXT = len(f"{SCHEME}:11:AAAA:")
_TWELVE = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s\-‐-―−・.]+(?=[0-9])")


class SlipCode(StrEnum):
    """Why a slip is not taken; the sentences stand in assets/words/<language>/slip.toml."""

    NOT_A_SLIP = "SLIP-01"
    OTHER_VERSION = "SLIP-02"
    PART_MISSING = "SLIP-03"
    PARTS_MIXED = "SLIP-04"
    DAMAGED = "SLIP-05"
    OTHER_KEY = "SLIP-06"
    EXPIRED = "SLIP-07"
    REPLAYED = "SLIP-08"
    CLOCK = "SLIP-09"
    UNREADABLE_FILE = "SLIP-10"
    NO_QR_CODE = "SLIP-11"


class SlipRejected(Exception):
    """A slip is not taken. The clerk reads the code's sentence and takes the paper form instead.

    The one error of reading and opening slips, whatever the input. It never carries anything out of the slip.
    """

    def __init__(self, code: SlipCode) -> None:
        super().__init__(code)
        self.code = code


class MyNumberInSlip(Exception):
    """A value is, or contains, a 12-digit individual number. The caller leaves that field out: it never travels."""

    def __init__(self, procedure: str, field_id: str) -> None:
        super().__init__(procedure, field_id)
        self.procedure = procedure
        self.field = field_id


class SlipTooLarge(Exception):
    """The application needs more QR codes than a slip may have. The caller prints the slip without them."""


@dataclass(frozen=True, slots=True)
class Application:
    """What one sitting hands to the office: the values of each procedure by field id, and who gave them if told.

    `made_at` has a time zone and whole seconds. Raises MyNumberInSlip.
    """

    slip_id: str
    made_at: datetime
    procedures: Mapping[str, Mapping[str, SlipValue]] = field(repr=False)
    givers: Mapping[str, Mapping[str, Giver]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not 0 < len(self.slip_id) <= LONGEST_ID or self.made_at.tzinfo is None:
            message = "a slip has an id and a time with its zone"
            raise TypeError(message)
        object.__setattr__(self, "made_at", self.made_at.replace(microsecond=0))
        for procedure, values in self.procedures.items():
            if procedure in self.givers and self.givers[procedure].keys() != values.keys():
                message = f"givers of {procedure} do not fit its values"
                raise TypeError(message)
            for field_id, value in values.items():
                if holds_my_number(value):
                    raise MyNumberInSlip(procedure, field_id)


def holds_my_number(value: SlipValue) -> bool:
    """Tell whether a value contains twelve digits that are an individual number by their check digit.

    However they are written: full width, in groups, inside a sentence. One in eleven other numbers of twelve digits
    is refused with them; such a value stands on the paper alone.
    """
    if isinstance(value, list):
        return any(holds_my_number(item) for item in value)
    if value is None or isinstance(value, bool):
        return False
    text = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", str(value)))
    return any(int(digits[-1]) == check_digit(digits[:-1]) for digits in _TWELVE.findall(text))


def seal(application: Application, key: PublicKey) -> tuple[str, ...]:
    """Return the texts of the QR codes: one up to version 16, else two or more of like size; raises SlipTooLarge."""
    message = _encrypt(_to_cbor(application), key)
    text = base45.b45encode(message).decode("ascii")
    total = _parts(len(text))
    if total > MOST_PARTS:
        raise SlipTooLarge
    part_id = _part_id(message)
    length = -(-len(text) // total)
    return tuple(
        f"{SCHEME}:{index + 1}{total}:{part_id}:{text[index * length : (index + 1) * length]}" for index in range(total)
    )


def open_slip(
    texts: Sequence[str],
    key: PrivateKey,
    *,
    now: datetime | None = None,
    valid_for: timedelta | None = None,
    seen: Collection[str] = (),
) -> Application:
    """Return the application out of the texts of one slip, in any order; raises SlipRejected.

    Texts of other QR codes on the same picture are passed over. With `now` and `valid_for` an old slip is refused,
    with `now` one from the future; `seen` holds the ids of slips taken before.
    """
    message = _join(texts)
    application = _from_cbor(_decrypt(message, key))
    if application.slip_id in seen:
        raise SlipRejected(SlipCode.REPLAYED)
    if now is not None and application.made_at > now + _CLOCK_SLACK:
        raise SlipRejected(SlipCode.CLOCK)
    if now is not None and valid_for is not None and application.made_at + valid_for < now:
        raise SlipRejected(SlipCode.EXPIRED)
    return application


def _parts(length: int) -> int:
    if length + _HEAD_TEXT <= ONE_PART_TEXT:
        return 1
    return max(2, -(-length // (PART_TEXT - _HEAD_TEXT)))


def _part_id(message: bytes) -> str:
    return base64.b32encode(hashlib.sha256(message).digest()[:5]).decode("ascii")[:4]


def _join(texts: Sequence[str]) -> bytes:
    """Put the parts together: the message, not yet opened."""
    ours = {text for text in (text.rstrip("\r\n") for text in texts) if _OF_ANY_VERSION.match(text)}
    if not ours:
        raise SlipRejected(SlipCode.NOT_A_SLIP)
    if not any(text.startswith(SCHEME + ":") for text in ours):
        raise SlipRejected(SlipCode.OTHER_VERSION)
    matches = [_PART.fullmatch(text) for text in ours]
    parts = [match.groups() for match in matches if match]
    if len(parts) < len(matches):
        raise SlipRejected(SlipCode.DAMAGED)
    if len({(total, part_id) for _, total, part_id, _ in parts}) > 1:
        raise SlipRejected(SlipCode.PARTS_MIXED)
    _, total, part_id, _ = parts[0]
    by_index = {int(index): text for index, _, _, text in parts}
    if len(by_index) < len(parts) or max(by_index) > int(total):
        raise SlipRejected(SlipCode.DAMAGED)
    if len(by_index) < int(total):
        raise SlipRejected(SlipCode.PART_MISSING)
    try:
        message: bytes = base45.b45decode("".join(by_index[index] for index in sorted(by_index)))
    except ValueError:
        raise SlipRejected(SlipCode.DAMAGED) from None
    if _part_id(message) != part_id:
        raise SlipRejected(SlipCode.DAMAGED)
    return message


@cache
def _suite() -> CipherSuite:
    return CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def _protected(key: PublicKey) -> bytes:
    return cbor2.dumps({_ALG: _HPKE_X25519_SHA256_AES256GCM, _KID: bytes.fromhex(key.kid)}, canonical=True)


def _authenticated(protected: bytes) -> bytes:
    """Enc_structure of RFC 9052, 5.3; the scheme is the external data, so a message of another version never opens."""
    return cbor2.dumps(["Encrypt0", protected, SCHEME.encode()], canonical=True)


def _encrypt(plain: bytes, key: PublicKey) -> bytes:
    protected = _protected(key)
    ek, context = _suite().create_sender_context(_suite().kem.deserialize_public_key(key.raw))
    sealed = context.seal(plain, _authenticated(protected))
    return cbor2.dumps(cbor2.CBORTag(_ENCRYPT0, [protected, {_EK: ek}, sealed]), canonical=True)


def _decrypt(message: bytes, key: PrivateKey) -> bytes:
    protected, ek, sealed = _encrypt0(message)
    if protected != _protected(key.public):
        # The same header but for four other bytes at its end was made for another key; anything else is no header.
        ours = _protected(key.public)
        other_key = len(protected) == len(ours) and protected[:-KID_BYTES] == ours[:-KID_BYTES]
        raise SlipRejected(SlipCode.OTHER_KEY if other_key else SlipCode.DAMAGED)
    try:
        context = _suite().create_recipient_context(ek, _suite().kem.deserialize_private_key(key.raw))
        plain: bytes = context.open(sealed, _authenticated(protected))
    except (PyHPKEError, ValueError):
        # ValueError: an ephemeral key of the wrong length or of small order.
        raise SlipRejected(SlipCode.DAMAGED) from None
    return plain


def _encrypt0(message: bytes) -> tuple[bytes, bytes, bytes]:
    """Take COSE_Encrypt0 apart: protected header, ephemeral key, ciphertext."""
    try:
        match decode(message):
            case Tagged(16, [bytes(protected), {-4: bytes(ek), **others}, bytes(sealed)]) if not others:
                return protected, ek, sealed
    except CborError:
        pass
    raise SlipRejected(SlipCode.DAMAGED)


def _to_cbor(application: Application) -> bytes:
    fields: dict[int, object] = {
        _ID: application.slip_id,
        _MADE_AT: int(application.made_at.timestamp()),
        _PROCEDURES: application.procedures,
    }
    if application.givers:
        # One byte a field, in the order of the field ids.
        fields[_GIVERS] = {
            procedure: bytes(_GIVER_NUMBERS[givers[field_id]] for field_id in sorted(givers))
            for procedure, givers in application.givers.items()
        }
    plain = cbor2.dumps(fields, canonical=True)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, _dictionary())
    packed = cbor2.dumps(packer.compress(plain) + packer.flush(), canonical=True)
    return min(plain, packed, key=len)


def _from_cbor(plain: bytes) -> Application:
    """Return the application; whoever sealed it may have been no kiosk of ours, so every shape is looked at."""
    try:
        fields = decode(plain)
        if isinstance(fields, bytes):
            fields = decode(_inflate(fields))
    except (CborError, zlib.error):
        raise SlipRejected(SlipCode.DAMAGED) from None
    if not isinstance(fields, dict) or not {_ID, _MADE_AT, _PROCEDURES} <= fields.keys() <= set(_FIELDS):
        raise SlipRejected(SlipCode.DAMAGED)
    slip_id, seconds, procedures = fields[_ID], fields[_MADE_AT], _table(fields[_PROCEDURES])
    givers = _table(fields.get(_GIVERS, {}))
    if not isinstance(slip_id, str) or not 0 < len(slip_id) <= LONGEST_ID or not givers.keys() <= procedures.keys():
        raise SlipRejected(SlipCode.DAMAGED)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds < _LAST_SECOND:
        raise SlipRejected(SlipCode.DAMAGED)
    values = {procedure: _values(raw) for procedure, raw in procedures.items()}
    try:
        return Application(
            slip_id,
            datetime.fromtimestamp(seconds, UTC),
            values,
            {procedure: _givers(numbers, values[procedure]) for procedure, numbers in givers.items()},
        )
    except MyNumberInSlip:
        raise SlipRejected(SlipCode.DAMAGED) from None


def _table(raw: object) -> dict[str, object]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise SlipRejected(SlipCode.DAMAGED)
    return raw


def _values(raw: object) -> dict[str, SlipValue]:
    values: dict[str, SlipValue] = {}
    for field_id, value in _table(raw).items():
        match value:
            case None | bool() | int() | str():
                values[field_id] = value
            case list() if all(isinstance(item, int) and not isinstance(item, bool) for item in value):
                values[field_id] = value
            case _:
                raise SlipRejected(SlipCode.DAMAGED)
    return values


def _givers(raw: object, values: Mapping[str, SlipValue]) -> dict[str, Giver]:
    if not isinstance(raw, bytes) or len(raw) != len(values) or not set(raw) <= _NUMBER_GIVERS.keys():
        raise SlipRejected(SlipCode.DAMAGED)
    return {field_id: _NUMBER_GIVERS[number] for field_id, number in zip(sorted(values), raw, strict=True)}


def _inflate(packed: bytes) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_dictionary())
    plain = inflater.decompress(packed, _INFLATED_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise zlib.error
    return plain


@cache
def _dictionary() -> bytes:
    """What slips often say, for deflate. Part of the scheme: it never changes under this version."""
    words = (files("assets") / "slip" / "dictionary-1.txt").read_text("utf-8").splitlines()
    return b"".join(cbor2.dumps(word) for word in words)
