"""Where 12-digit numbers wait between the cards and the paper: one preallocated ``bytearray``, nothing else.

No Qt, no card, no PDF. The card's side puts one in, the drawing of the page that is sent takes a copy and overwrites
it; no digit ever stands in the session's state, an answer, an event or a log line (docs/my-number.md).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardreader.mynumber.number import LENGTH
from kiosk.session.family import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class NumberBox:
    """Twelve digits or nothing for each person whose card is read, by the order of reading; overwritten by ``clear``.

    The place is the person's: nobody's digits are ever found at another's (kiosk.session.persons counts them).
    """

    __slots__ = ("_digits",)

    def __init__(self) -> None:
        self._digits = bytearray(LENGTH * MOST)

    def __bool__(self) -> bool:
        """Tell whether there is a number."""
        return bool(self.persons())

    def __repr__(self) -> str:
        return "NumberBox(…)"

    def __reduce__(self) -> str:
        raise TypeError("the number is not copied or pickled")

    def persons(self) -> frozenset[int]:
        """Return whose numbers there are: the digits are ASCII, an empty place is zeros."""
        return frozenset(person for person in range(MOST) if self._digits[person * LENGTH] != 0)

    def put(self, person: int, digits: bytearray) -> None:
        """Take over the digits of a person, counted from 0 as their card was read; overwrite the caller's copy."""
        self._digits[person * LENGTH : (person + 1) * LENGTH] = digits
        digits[:] = bytes(len(digits))

    def clear(self, keep: int = 0) -> None:
        """Overwrite everything but the numbers of the first ``keep`` persons."""
        rest = len(self._digits) - keep * LENGTH
        self._digits[keep * LENGTH :] = bytes(rest)

    @contextmanager
    def lent(self, persons: Collection[int]) -> Iterator[Mapping[int, bytearray]]:
        """Lend these persons' digits for as long as a page is drawn; the copies are overwritten after it."""
        copies = {person: self._digits[person * LENGTH : (person + 1) * LENGTH] for person in persons}
        try:
            yield copies
        finally:
            for digits in copies.values():
                digits[:] = bytes(LENGTH)
