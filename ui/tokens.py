"""Text sizes and millimetres of the window: figures only, no Qt (design/ux.md). Colours are in ui.colours.

Every length is a physical one. ``Screen`` holds the pixels of one millimetre and is the only way from mm to px.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.settings import TextSize

MM_PER_PT = 25.4 / 72

# --- lengths, mm ---
TARGET = 20.0
"""Least side of anything that is touched."""
GAP = 3.2
"""Least space between two targets."""
CLOSE_GAP = 1.6
"""Between what is only read, where the height of a screen is scarce."""
SLOP = 2.0
"""How far beside a target a touch still counts, where nothing else is as near (ui.near)."""
LETTER = 15.0
"""Least side of a key of the board of letters."""
LETTER_GAP = 2.5
"""Least space between two of them."""
MARGIN = 6.0
PAPER = 210.0
"""Width of a sheet that is looked at before it is printed: an A4's, where the screen has room for it."""
RADIUS = 2.4
EDGE_WIDTH = 0.4
MOTION_MS = 40
"""Between two pictures of a drawing that moves; 0: all drawings stand still."""
FOCUS_PX = 4
"""Width of each ring of the focus mark, in pixels as design/ux.md gives it."""
RAIL_WIDTH = 39.0
RAIL_HEIGHT = 27.0
"""Of the rail across the top of a screen held upright, at least."""
FOOTER_HEIGHT = 23.0
BESIDE = 80.0
"""Least width of the sentences that have a pad at their right; where there is less, it stands below them."""
LINE_HEIGHT = 1.5
CLOSE_LINE_HEIGHT = 1.2
LINE_CHARACTERS = 25
"""Longest line: a wider screen gets wider margins, not longer lines."""
AIRY_MM = 150.0
"""A page higher than this has room to begin lower."""
TOP, AIRY_TOP = 5.0, 12.0
"""Where a page begins, and where one with such room."""


BODY_PT = {TextSize.STANDARD: 24.0, TextSize.LARGE: 28.0, TextSize.LARGER: 34.0, TextSize.LARGEST: 40.0}
SMALL_PT = {TextSize.STANDARD: 20.0, TextSize.LARGE: 22.0, TextSize.LARGER: 26.0, TextSize.LARGEST: 26.0}
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
TABLET_12 = Screen(267 / 25.4)
"""12.3 inch, 2736 x 1824."""
PANEL_15 = Screen(141 / 25.4)
"""15.6 inch, 1920 x 1080."""
