"""Reads deterministic CBOR (RFC 8949, 4.2.1): the few types a slip is made of, and nothing else.

Whoever has the office's public key, and that is everybody, can send a slip, so its bytes are read by a decoder that
has exactly one reading of each value and one error. `cbor2`, a general decoder, makes dates, patterns, addresses and
shared references out of tags; it writes the slips, where nothing foreign comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 8
_SIMPLE: dict[int, bool | None] = {20: False, 21: True, 22: None}
_LONG_FORMS = {24: 1, 25: 2, 26: 4, 27: 8}


class CborError(Exception):
    """The bytes are not one whole value in deterministic form. The caller calls the message damaged."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value under a tag number."""

    tag: int
    value: object


def decode(data: bytes) -> object:
    """Return the one value that `data` holds: int, str, bytes, bool, None, list, dict (keys int or str), Tagged."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise CborError("something follows the value")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def value(self, depth: int) -> object:
        if depth > DEEPEST:
            raise CborError("too deep")
        major, number = self._head()
        match major:
            case 0:
                return number
            case 1:
                return -1 - number
            case 2:
                return self._take(number)
            case 3:
                return self._text(number)
            case 4:
                return [self.value(depth + 1) for _ in range(self._count(number))]
            case 5:
                return dict(self._pairs(self._count(number), depth + 1))
            case 6:
                return Tagged(number, self.value(depth + 1))
            case _ if number in _SIMPLE:
                return _SIMPLE[number]
        raise CborError("a float or an unknown simple value")

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, low = first >> 5, first & 0x1F
        if low < 24:
            return major, low
        if low not in _LONG_FORMS or major == 7:
            raise CborError("an indefinite length, a float or a reserved form")
        size = _LONG_FORMS[low]
        number = int.from_bytes(self._take(size), "big")
        if number < (24 if size == 1 else 1 << (4 * size)):
            raise CborError("a number longer than it needs to be")
        return major, number

    def _take(self, count: int) -> bytes:
        piece = self._data[self.at : self.at + count]
        if len(piece) < count:
            raise CborError("cut off")
        self.at += count
        return piece

    def _count(self, number: int) -> int:
        # Every item has at least one byte: a length that cannot be is refused before anything is reserved for it.
        if number > len(self._data) - self.at:
            raise CborError("cut off")
        return number

    def _text(self, length: int) -> str:
        try:
            return self._take(length).decode("utf-8")
        except UnicodeDecodeError:
            raise CborError("not UTF-8") from None

    def _pairs(self, count: int, depth: int) -> Iterator[tuple[int | str, object]]:
        before = b""
        for _ in range(count):
            start = self.at
            key = self.value(depth)
            if isinstance(key, bool) or not isinstance(key, (int, str)):
                raise CborError("a key that is neither a number nor text")
            written = self._data[start : self.at]
            if written <= before:
                raise CborError("keys out of order")
            before = written
            yield key, self.value(depth)
