"""Colours of the window, one set for each scheme a resident can choose: figures only, no Qt (design/ux.md).

The usual scheme takes its colours from デジタル庁デザインシステム where they reach 7:1. The two of high contrast
are black and white alone: every text stands at 21:1; a warning is told by its icon, its frame and its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.session.settings import Scheme


@dataclass(frozen=True, slots=True)
class Colours:
    """What each part of a page is painted in, as ``#rrggbb``.

    ``rail`` is the ground of the frame, ``tint`` of a chosen panel, ``warm`` of a hint. ``primary`` is a text colour
    too; ``on_primary`` and ``on_pressed`` stand on those grounds. ``ring`` and ``focus`` make the focus mark.
    """

    paper: str
    rail: str
    tint: str
    warm: str
    text: str
    soft: str
    primary: str
    on_primary: str
    pressed: str
    on_pressed: str
    error: str
    error_tint: str
    success: str
    edge: str
    ring: str
    focus: str
    off_text: str
    off_ground: str

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return every (text, ground) the window paints; tests hold each at 7:1, in high contrast at 20:1."""
        return (
            *((self.text, ground) for ground in (self.paper, self.rail, self.tint, self.warm, self.error_tint)),
            *((self.soft, ground) for ground in (self.paper, self.rail, self.warm)),
            *((self.primary, ground) for ground in (self.paper, self.rail, self.tint)),
            (self.on_primary, self.primary),
            (self.on_pressed, self.pressed),
            (self.paper, self.error),
            (self.paper, self.success),
            (self.error, self.paper),
            (self.error, self.error_tint),
            (self.success, self.paper),
        )

    def shapes(self) -> tuple[tuple[str, str], ...]:
        """Return every outline or figure on its ground; tests hold each at 4.5:1."""
        return (
            (self.edge, self.paper),
            (self.edge, self.rail),
            *((self.primary, ground) for ground in (self.paper, self.rail, self.tint)),
            (self.error, self.error_tint),
            (self.ring, self.focus),
            (self.ring, self.paper),
        )


LIGHT = Colours(
    paper="#ffffff",
    rail="#eef1f8",
    tint="#e6ebfb",
    warm="#fff6db",
    text="#1a1a1a",
    soft="#333333",
    primary="#0017c1",
    on_primary="#ffffff",
    pressed="#000b66",
    on_pressed="#ffffff",
    error="#a90000",
    error_tint="#fff4f4",
    success="#115a36",
    edge="#5a5f6e",
    ring="#000000",
    focus="#ffd43d",
    off_text="#4d4d4d",
    off_ground="#e8e8e8",
)


def _two(paper: str, ink: str, *, focus: str, off_text: str) -> Colours:
    """Return a scheme of two colours; only the focus mark and what is switched off have a third."""
    return Colours(
        paper=paper,
        rail=paper,
        tint=paper,
        warm=paper,
        text=ink,
        soft=ink,
        primary=ink,
        on_primary=paper,
        pressed=ink,
        on_pressed=paper,
        error=ink,
        error_tint=paper,
        success=ink,
        edge=ink,
        ring=ink,
        focus=focus,
        off_text=off_text,
        off_ground=paper,
    )


COLOURS: Mapping[Scheme, Colours] = MappingProxyType(
    {
        Scheme.LIGHT: LIGHT,
        Scheme.BLACK_ON_WHITE: _two("#ffffff", "#000000", focus="#ffd43d", off_text="#595959"),
        Scheme.WHITE_ON_BLACK: _two("#000000", "#ffffff", focus="#0030c8", off_text="#a6a6a6"),
    }
)


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
