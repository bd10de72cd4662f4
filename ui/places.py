"""Where the two windows of assisted mode stand on the monitors there are. Pure: millimetres and pixels, no Qt."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

RESIDENT_LEAST_MM = 217
CLERK_LEAST_MM = 120
"""The narrowest windows that hold all pages."""

_RESIDENT_SHARE = 0.58


class Monitor(NamedTuple):
    """One screen: its place on the desktop in pixels, and the pixels of a millimetre."""

    x: int
    y: int
    width: int
    height: int
    px_per_mm: float


class Arrangement(Enum):
    """How the windows stand."""

    TWO_SCREENS = "two-screens"
    SIDE_BY_SIDE = "side-by-side"
    IN_TURN = "in-turn"
    """One screen, too narrow for both: the window of the hand that holds the input."""


class Places(NamedTuple):
    """What stands where: ``resident`` and ``clerk`` are parts of a monitor with that monitor's density."""

    arrangement: Arrangement
    resident: Monitor
    clerk: Monitor


def places(monitors: Sequence[Monitor]) -> Places:
    """Return where the windows go; the first monitor is the clerk's (the desktop's main one), the next the resident's.

    ``monitors`` holds at least one.
    """
    main = monitors[0]
    if len(monitors) > 1:
        return Places(Arrangement.TWO_SCREENS, monitors[1], main)
    least, room = RESIDENT_LEAST_MM * main.px_per_mm, CLERK_LEAST_MM * main.px_per_mm
    if main.width < least + room:
        return Places(Arrangement.IN_TURN, main, main)
    left = min(max(least, main.width * _RESIDENT_SHARE), main.width - room)
    resident = main._replace(width=int(left))
    clerk = main._replace(x=main.x + int(left), width=main.width - int(left))
    return Places(Arrangement.SIDE_BY_SIDE, resident, clerk)
