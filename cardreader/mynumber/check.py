"""What can be known about a card before any secret is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from cardreader.channel import Channel
from cardreader.connection import CardConnection
from cardreader.errors import DataMalformed, StatusError
from cardreader.mynumber.access import Access
from cardreader.mynumber.card_record import CardRecord, parse_card_record
from cardreader.mynumber.layout import (
    COMMON_RECORD,
    JPKI_TOKEN,
    PHONE_LABELS,
    RESIDENT_CARD_LABEL,
    TEXT_KEYS,
    TOKEN_LABEL_BYTES,
    Application,
)
from cardreader.secret import Door
from cardreader.trace import Trace


class CardKind(Enum):
    """What lies on the reader, as far as this program can use it."""

    MY_NUMBER = auto()
    PHONE_TOKEN = auto()
    """A phone with the certificates in it: it has no text application, so the four attributes cannot be read."""
    RESIDENT_CARD = auto()
    """住民基本台帳カード, the card before this one."""
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class CardCheck:
    """The answer of `check_card`.

    `tries_left` is for the door asked about: 0 when locked or never set (顔認証), None when the kind is not MY_NUMBER.
    `expires_on` and `municipality` (5-digit code of the issuer) are None when not asked for or not readable.
    `apdus` counts the exchanges. `short_ids` goes on to `read_card`: a card that refused them is not asked again.
    """

    kind: CardKind
    tries_left: int | None
    expires_on: date | None
    municipality: str | None
    apdus: int
    short_ids: bool = True


def check_card(connection: CardConnection, door: Door, *, expiry: bool, trace: Trace | None = None) -> CardCheck:
    """Kind, tries left and, if asked, expiry and issuer; never sends a secret and uses no try.

    The kind is told by SELECT, never by the ATR (card-protocol.md 5). 2 exchanges for a My Number Card, 4 with expiry.
    It leaves the text application selected, so `read_card` on the same connection can start from there.
    Raises CardRemoved and the other errors of the connection, or StatusError.
    """
    access = Access(Channel(connection, trace))
    record = _card_record(access) if expiry else None
    if access.has(Application.TEXT):
        kind = CardKind.MY_NUMBER
        tries_left = access.tries_left(TEXT_KEYS[door])
    else:
        kind = _kind_without_text(access)
        tries_left = None
    return CardCheck(
        kind=kind,
        tries_left=tries_left,
        expires_on=record.expires_on if record else None,
        municipality=record.municipality if record else None,
        apdus=access.apdus,
        short_ids=access.short_ids,
    )


def _card_record(access: Access) -> CardRecord | None:
    """None when the card has no such record or it cannot be read: no reason to turn a resident away."""
    if not access.has(Application.COMMON):
        return None
    try:
        return parse_card_record(access.read_record(COMMON_RECORD))
    except (DataMalformed, StatusError):
        return None


def _kind_without_text(access: Access) -> CardKind:
    if not access.has(Application.JPKI):
        return CardKind.OTHER
    try:
        label = access.read_start(JPKI_TOKEN, TOKEN_LABEL_BYTES).decode("ascii", "replace").rstrip(" ")
    except StatusError:
        return CardKind.OTHER
    if label in PHONE_LABELS:
        return CardKind.PHONE_TOKEN
    return CardKind.RESIDENT_CARD if label == RESIDENT_CARD_LABEL else CardKind.OTHER
