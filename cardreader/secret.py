"""The digits a person types to open a card, held in one bytearray and overwritten after use.

A secret is never a `str` or `bytes`, never in a repr, an exception or a log.
Formats: card-protocol.md 1.5.
"""

from __future__ import annotations

from enum import StrEnum
from types import TracebackType
from typing import Final, Self

from cardreader.errors import PinFormat

ERA_LETTERS: Final = b"MTSHR"
"""The eras a card can print before a birth year: 明治 大正 昭和 平成 令和."""


class Door(StrEnum):
    """Which secret opens the card."""

    PIN = "pin"
    """券面入力補助用の暗証番号: 4 digits, 3 tries."""

    CODE_B = "code-b"
    """照合番号B: 14 digits, all printed on the card, 10 tries."""


_LENGTH: Final = {Door.PIN: 4, Door.CODE_B: 14}


def wipe(digits: bytearray) -> None:
    """Overwrite every byte with zero, in place."""
    for index in range(len(digits)):
        digits[index] = 0


def check_format(door: Door, digits: bytearray) -> None:
    """Raise PinFormat unless `digits` can be the secret of this door, so that a slip of the finger costs no try."""
    if len(digits) != _LENGTH[door] or not _all_digits(digits):
        raise PinFormat
    # 00 stands for an unknown month or day of birth; every card in use expires in 20xx.
    if door is Door.CODE_B and (
        _two_digits(digits, 2) > 12 or _two_digits(digits, 4) > 31 or _two_digits(digits, 6) != 20
    ):
        raise PinFormat


def code_b_digits(birth: bytearray, expiry_year: bytearray, security_code: bytearray) -> bytearray:
    """Put 照合番号B together from what is printed on the card, and overwrite the three parts.

    `birth`: ASCII, as printed: an era letter (M T S H R) and YYMMDD of the era year, `S550217`; or, where the card
    prints the western year (foreign residents, the next card), YYYYMMDD, of which the last two year digits count.
    That rule for western years is inferred from the 住基カード (card-protocol.md 1.5).
    `expiry_year`: YYYY. `security_code`: the 4 digits under the photo.
    Raises PinFormat when a part cannot be right; nothing has been sent then.
    """
    parts = (birth, expiry_year, security_code)
    digits = bytearray()
    try:
        if len(birth) not in {7, 8} or (len(birth) == 7 and birth[0] not in ERA_LETTERS):
            raise PinFormat
        if len(birth) == 8 and not _all_digits(birth):
            raise PinFormat
        if len(expiry_year) != 4 or len(security_code) != 4:
            raise PinFormat
        # One allocation of the final size: growing would leave a freed copy of the first digits behind.
        digits = bytearray(14)
        skipped = len(birth) - 6
        for index in range(6):
            digits[index] = birth[skipped + index]
        for index in range(4):
            digits[6 + index] = expiry_year[index]
            digits[10 + index] = security_code[index]
        check_format(Door.CODE_B, digits)
    except PinFormat:
        wipe(digits)
        raise
    finally:
        for part in parts:
            wipe(part)
    return digits


class Secret:
    """Owns the typed digits until they are used. Leaving a `with` block, or `wipe`, overwrites them."""

    __slots__ = ("digits", "door")

    def __init__(self, door: Door, digits: bytearray) -> None:
        self.door = door
        self.digits = digits

    def __len__(self) -> int:
        return len(self.digits)

    def __repr__(self) -> str:
        return f"Secret({self.door.value}, redacted)"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __reduce__(self) -> str:
        raise TypeError("a secret is not copied or pickled")

    def wipe(self) -> None:
        """Overwrite the digits with zeros, in place."""
        wipe(self.digits)


def _all_digits(digits: bytearray) -> bool:
    return all(0x30 <= digit <= 0x39 for digit in digits)


def _two_digits(digits: bytearray, at: int) -> int:
    return (digits[at] - 0x30) * 10 + digits[at + 1] - 0x30
