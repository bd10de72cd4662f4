"""Colours, text sizes and millimetres of the window: figures only, no Qt (design/ux.md).

Every length is a physical one. ``Screen`` holds the pixels of one millimetre and is the only way from mm to px.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.settings import TextSize

MM_PER_PT = 25.4 / 72

PAPER = "#ffffff"
RAIL = "#eef1f8"
"""Ground of the rail and the footer: quiet, a shade of the primary blue."""
TINT = "#e6ebfb"
"""Ground of a chosen or important panel."""
WARM = "#fff6db"
"""Ground of a hint that wants to be read."""
TEXT = "#1a1a1a"
SOFT = "#333333"
PRIMARY = "#0017c1"
PRESSED = "#000b66"
ERROR = "#a90000"
ERROR_TINT = "#fff4f4"
SUCCESS = "#115a36"
EDGE = "#5a5f6e"
"""Outlines of controls."""
FOCUS = "#ffd43d"
BLACK = "#000000"
OFF_TEXT = "#4d4d4d"
OFF_GROUND = "#e8e8e8"

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    (TEXT, PAPER),
    (TEXT, RAIL),
    (TEXT, TINT),
    (TEXT, WARM),
    (TEXT, ERROR_TINT),
    (SOFT, PAPER),
    (SOFT, RAIL),
    (SOFT, WARM),
    (PRIMARY, PAPER),
    (PRIMARY, RAIL),
    (PRIMARY, TINT),
    (PAPER, PRIMARY),
    (PAPER, PRESSED),
    (PAPER, ERROR),
    (PAPER, SUCCESS),
    (ERROR, PAPER),
    (ERROR, ERROR_TINT),
    (SUCCESS, PAPER),
)
"""Every (text, ground) the window paints; tests hold each at 7:1."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    (EDGE, PAPER),
    (EDGE, RAIL),
    (PRIMARY, PAPER),
    (PRIMARY, RAIL),
    (PRIMARY, TINT),
    (ERROR, ERROR_TINT),
    (BLACK, FOCUS),
    (BLACK, PAPER),
)
"""Every outline or figure on its ground; tests hold each at 4.5:1."""

# --- lengths, mm ---
TARGET = 20.0
"""Least side of anything that is touched."""
GAP = 3.2
"""Least space between two targets."""
MARGIN = 6.0
RADIUS = 2.4
EDGE_WIDTH = 0.4
FOCUS_PX = 4
"""Width of each ring of the focus mark, in pixels as design/ux.md gives it."""
RAIL_WIDTH = 39.0
FOOTER_HEIGHT = 23.0
LINE_HEIGHT = 1.5
LINE_CHARACTERS = 25
"""Longest line: a wider screen gets wider margins, not longer lines."""
AIRY_MM = 150.0
"""A page higher than this has room to begin lower."""


BODY_PT = {TextSize.STANDARD: 24.0, TextSize.LARGE: 28.0, TextSize.LARGEST: 34.0}
SMALL_PT = {TextSize.STANDARD: 20.0, TextSize.LARGE: 22.0, TextSize.LARGEST: 26.0}
"""Second lines and the buttons of the footer."""
FRAME_PT = 20.0
"""The rail, which keeps its place and size; nothing on the window is smaller."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: the pixels (as Qt counts them) of a millimetre."""

    px_per_mm: float

    def px(self, mm: float) -> int:
        """Return ``mm`` in whole pixels, never less than it asks."""
        return max(1, int(-(-mm * self.px_per_mm // 1)))

    def pt(self, points: float) -> int:
        """Return the pixel size of a font of ``points`` true points."""
        return self.px(points * MM_PER_PT)


TABLET_10 = Screen(224 / 25.4)
"""10.1 inch, 1920 x 1200."""
PANEL_15 = Screen(141 / 25.4)
"""15.6 inch, 1920 x 1080."""


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
