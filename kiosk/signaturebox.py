"""Where the strokes of a signature wait between the pad and the paper: one preallocated ``bytearray``, nothing else.

No Qt, no PDF. The pad writes, the drawing of the sheets that are sent reads; no point ever stands in the session's
state, an event or a log line, and all is overwritten when the paper is there or the visit ends (docs/signature.md).
"""

from __future__ import annotations

from contextlib import contextmanager
from struct import Struct
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 8192
"""Points: what a finger writes in a minute and more."""

Strokes: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]
"""One stroke after the other; points are right and down, both in widths of the pad."""

_POINT = Struct("<HH")
_WIDTH = 0x7FFF
_BEGINS = 0x8000
"""Set in the first number of a stroke's first point."""


class SignatureBox:
    """Strokes or nothing; overwritten by ``clear``."""

    __slots__ = ("_count", "_line", "_points")

    def __init__(self) -> None:
        self._points = bytearray(MOST * _POINT.size)
        self._count = 0
        self._line = False

    def __bool__(self) -> bool:
        """Tell whether there is a line: a touch alone is no signature."""
        return self._line

    def __repr__(self) -> str:
        return "SignatureBox(…)"

    def __reduce__(self) -> str:
        raise TypeError("the signature is not copied or pickled")

    def begin(self, x: float, y: float) -> None:
        """Put the finger down, ``x`` and ``y`` in widths of the pad."""
        self._add(x, y, _BEGINS)

    def go(self, x: float, y: float) -> None:
        """Move it on; a full box takes no more."""
        if self._count:
            self._add(x, y, 0)

    def _add(self, x: float, y: float, begins: int) -> None:
        if self._count < MOST:
            across, down = (min(_WIDTH, max(0, round(value * _WIDTH))) for value in (x, y))
            _POINT.pack_into(self._points, self._count * _POINT.size, across | begins, down)
            self._count += 1
            self._line = self._line or not begins

    def clear(self) -> None:
        """Overwrite everything."""
        self._points[:] = bytes(len(self._points))
        self._count, self._line = 0, False

    @contextmanager
    def lent(self) -> Iterator[Strokes]:
        """Lend the strokes for as long as something is drawn: keep them not."""
        strokes: list[list[tuple[float, float]]] = []
        for across, down in _POINT.iter_unpack(memoryview(self._points)[: self._count * _POINT.size]):
            if across & _BEGINS or not strokes:
                strokes.append([])
            strokes[-1].append(((across & _WIDTH) / _WIDTH, down / _WIDTH))
        yield tuple(map(tuple, strokes))
