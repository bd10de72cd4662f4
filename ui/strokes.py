"""From where a finger goes to strokes: what leaves the pad is cut at its edge. Pure: no Qt.

Places are right and down, both in widths of the pad, as kiosk.signaturebox keeps them.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from kiosk.signaturebox import SignatureBox

Place: TypeAlias = tuple[float, float]

LEAST: Final = 0.003
"""A third of a millimetre on a pad of 120: what a finger trembles is no line, and no point of it."""


class Tracer:
    """Follows one finger at a time into the box."""

    def __init__(self, box: SignatureBox) -> None:
        self._box = box
        self._last: Place | None = None
        self._inside = False
        self._height = 1.0

    def begin(self, place: Place, height: float) -> None:
        """The finger is put down on a pad of this height."""
        self._height, self._last = height, place
        self._inside = clipped(place, place, height) is not None
        if self._inside:
            self._box.begin(*place)

    def go(self, place: Place) -> None:
        """It goes on, perhaps over the edge, and perhaps back."""
        last = self._last
        if last is None or hypot(place[0] - last[0], place[1] - last[1]) < LEAST:
            return
        self._last = place
        seen = clipped(last, place, self._height)
        if seen is not None:
            start, end = seen
            if not self._inside:
                self._box.begin(*start)
            self._box.go(*end)
        self._inside = seen is not None and seen[1] == place

    def end(self) -> None:
        """It is lifted."""
        self._last = None


def clipped(start: Place, end: Place, height: float) -> tuple[Place, Place] | None:
    """Return the part of a line that is on the pad, None where it misses it (Liang and Barsky, 1984)."""
    across, down = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    edges = ((-across, start[0]), (across, 1 - start[0]), (-down, start[1]), (down, height - start[1]))
    for step, room in edges:
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None

    def at(part: float) -> Place:
        if part in (0.0, 1.0):
            return end if part else start
        return start[0] + part * across, start[1] + part * down

    return at(first), at(last)
