"""Where the 12-digit number waits between the card and the paper: one preallocated ``bytearray``, nothing else.

No Qt, no card, no PDF. The card's side puts it in, the drawing of the page that is sent takes a copy and overwrites it;
no digit of it ever stands in the session's state, an answer, an event or a log line (docs/my-number.md).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardreader.mynumber.number import LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator


class NumberBox:
    """Twelve digits or nothing; overwritten by ``clear``."""

    __slots__ = ("_digits",)

    def __init__(self) -> None:
        self._digits = bytearray(LENGTH)

    def __bool__(self) -> bool:
        """Tell whether there is a number: the digits are ASCII, an empty box is zeros."""
        return self._digits[0] != 0

    def __repr__(self) -> str:
        return "NumberBox(…)"

    def __reduce__(self) -> str:
        raise TypeError("the number is not copied or pickled")

    def put(self, digits: bytearray) -> None:
        """Take over ``digits``, and overwrite the caller's copy."""
        self._digits[:] = digits
        digits[:] = bytes(len(digits))

    def clear(self) -> None:
        """Overwrite everything."""
        self._digits[:] = bytes(LENGTH)

    @contextmanager
    def lent(self) -> Iterator[bytearray]:
        """Lend the digits for as long as a page is drawn; the copy is overwritten after it."""
        digits = bytearray(self._digits)
        try:
            yield digits
        finally:
            digits[:] = bytes(LENGTH)
