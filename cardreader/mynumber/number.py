"""The 12-digit number of the text application: read only on a caller's explicit word, into memory that is overwritten.

Nothing here decides whether it may be read: the form's law, the town and a clerk do (docs/my-number.md).
"""

from __future__ import annotations

from typing import Final

from cardreader import tlv
from cardreader.errors import DataMalformed

LENGTH: Final = 12
_TAG: Final = 0xFF10
_WEIGHTS: Final = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def check_digit(digits: bytes | bytearray) -> int:
    """The twelfth digit from the first eleven, ASCII (平成26年総務省令第85号 第5条; card-protocol.md 1.5)."""
    rest = sum(weight * (digit - 0x30) for weight, digit in zip(_WEIGHTS, digits[:11], strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def take_number(record: tlv.Tlv, into: bytearray) -> None:
    """Write the twelve ASCII digits of EF 0001 into `into` (12 bytes).

    Raises DataMalformed for anything else, which never says what it was.
    The record itself is `bytes`, as every answer of the card, and cannot be overwritten: keep no reference to it.
    """
    digits = record.value
    if record.tag != _TAG or len(digits) != LENGTH or not digits.isdigit():
        raise DataMalformed("number")
    if digits[-1] - 0x30 != check_digit(digits):
        raise DataMalformed("number: check digit")
    into[:] = digits
