"""How what is touched is painted: what a button is for, the colours that gives it, and the mark of the focus."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui import tokens
from ui.colours import Colours
from ui.theme import Theme


class Look(Enum):
    """What a button is for, and so how it is painted."""

    PRIMARY = "primary"
    PLAIN = "plain"
    CHOICE = "choice"
    """White panel with a round mark; words start at the left."""
    CARD = "card"
    """White panel; icon above or left, words in bold with a second line."""
    RAIL = "rail"
    """Icon above a short word, in the frame."""
    KEY = "key"
    """Digit or era; words in the middle."""


class Coat(NamedTuple):
    """Colours of a button in one condition."""

    ground: str
    text: str
    edge: str
    edge_mm: float = tokens.EDGE_WIDTH


class Coats(NamedTuple):
    """The colours of every button in one scheme."""

    looks: Mapping[Look, Coat]
    chosen: Coat
    down: Coat
    off: Coat


@cache
def coats(colours: Colours) -> Coats:
    """Return how buttons look in these colours; a pressed one keeps its outline apart from its ground."""
    c = colours
    panel = Coat(c.paper, c.text, c.edge)
    return Coats(
        looks={
            Look.PRIMARY: Coat(c.primary, c.on_primary, c.primary),
            Look.PLAIN: Coat(c.paper, c.primary, c.primary),
            Look.CHOICE: panel,
            Look.CARD: panel,
            Look.RAIL: Coat(c.paper, c.primary, c.edge),
            Look.KEY: panel,
        },
        chosen=Coat(c.tint, c.primary, c.primary, 0.9),
        down=Coat(c.pressed, c.on_pressed, c.focus if c.pressed == c.primary else c.pressed, 0.9),
        off=Coat(c.off_ground, c.off_text, c.off_ground),
    )


def ring_px(theme: Theme) -> int:
    """Return how wide each of the two lines of the focus mark is, px.

    Where 4 px are more than a millimetre, in the clerk's window on a desk's monitor, it is a millimetre, 2 px at
    least: it would lie over the words.
    """
    return max(2, min(tokens.FOCUS_PX, round(theme.screen.px_per_mm)))


def paint_focus(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Paint the focus mark inside ``area``: 4 px black, and 4 px yellow within it (other colours on black)."""
    ring, radius, colours = ring_px(theme), tokens.RADIUS * theme.screen.px_per_mm, theme.colours
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, colour in enumerate((colours.ring, colours.focus)):
        inset = ring / 2 + number * ring
        painter.setPen(QPen(QColor(colour), ring))
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)
