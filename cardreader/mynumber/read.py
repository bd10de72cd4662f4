"""Opening the card with a secret and reading the four attributes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from cardreader.channel import Channel
from cardreader.connection import CardConnection
from cardreader.errors import DataMalformed, LastTry, PinBlocked, PinWrong, StatusError, WrongCard
from cardreader.mynumber.access import Access
from cardreader.mynumber.face import CardFace, read_face
from cardreader.mynumber.integrity import Integrity, check_integrity
from cardreader.mynumber.layout import TEXT_BASIC_FOUR, TEXT_KEYS, TEXT_NUMBER, Application
from cardreader.mynumber.number import take_number
from cardreader.mynumber.person import BasicFour, parse_basic_four
from cardreader.secret import Door, Secret, check_format
from cardreader.trace import Trace


@dataclass(frozen=True, slots=True)
class CardReading:
    """What was read, what the integrity check said, and how many exchanges this call made.

    `face` is None where the card's pictures were not wanted, or could not be read.
    """

    person: BasicFour
    integrity: Integrity
    apdus: int
    face: CardFace | None = None


def read_card(
    connection: CardConnection,
    secret: Secret,
    *,
    tries_left: int | None,
    allow_last_try: bool = False,
    integrity: bool = False,
    selected: bool = False,
    short_ids: bool = True,
    face_for: Callable[[BasicFour], bool] | None = None,
    number: bytearray | None = None,
    trace: Trace | None = None,
) -> CardReading:
    """Verify the secret once and read EF 0002 of the text application. The secret is overwritten, whatever happens.

    `tries_left` comes from `check_card`; None asks the card first. `selected` says that `check_card` ran on this same
    connection, which saves the SELECT. `short_ids` comes from `check_card` as well.
    `number`: 12 bytes that the 12-digit number is written into, with one READ more and only through the PIN; None, the
    default, does not read it. A number that the card refuses or that is none is not worth the visit: the bytes stay 0.
    With everything known: VERIFY and READ, one more READ for each further 256 bytes of the record.
    `face_for` says of a person whether the card's own pictures of name and address are wanted. It is asked for code B
    alone, which opens them too; a card that does not give them is read all the same.

    Raises PinFormat, PinBlocked (0 left) and LastTry (1 left, unless `allow_last_try`) before anything secret is sent;
    PinWrong or PinBlocked as the card's verdict; WrongCard; DataMalformed; StatusError; and the connection's errors.
    """
    with secret:
        check_format(secret.door, secret.digits)
        key = TEXT_KEYS[secret.door]
        access = Access(Channel(connection, trace), short_ids=short_ids)
        if not selected:
            access.select(Application.TEXT)
        if tries_left is None:
            tries_left = access.tries_left(key)
        if tries_left == 0:
            raise PinBlocked
        if tries_left == 1 and not allow_last_try:
            raise LastTry
        access.verify(key, secret)
        if secret.door is not Door.CODE_B or face_for is None:
            secret.wipe()
        record = access.read_object(TEXT_BASIC_FOUR)
        person = parse_basic_four(record)
        if number is not None and secret.door in TEXT_NUMBER.opened_by:
            _read_number(access, number)
        verdict = check_integrity(access, record) if integrity else Integrity.NOT_CHECKED
        wanted = secret.door is Door.CODE_B and face_for is not None and face_for(person)
        face = _face(access, secret) if wanted else None
        return CardReading(person, verdict, access.apdus, face)


def _face(access: Access, secret: Secret) -> CardFace | None:
    """Read the pictures; None where this card's answers do not allow it. A card taken away is still an error."""
    try:
        return read_face(access, secret)
    except (WrongCard, PinBlocked, LastTry, PinWrong, StatusError, DataMalformed):
        return None


def _read_number(access: Access, into: bytearray) -> None:
    # Its cells then stay empty for a pen, as on every other sheet.
    with suppress(DataMalformed, StatusError):
        take_number(access.read_object(TEXT_NUMBER), into)
