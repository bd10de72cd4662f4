"""A drawing of the card's face with one part lit up: where to find what is being asked. Nobody's card is shown.

The card has its own colours in every scheme: it is to be recognised.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from ui.colours import LIGHT, Colours
from ui.theme import Theme

WIDTH_MM, HEIGHT_MM = 85.6, 54.0
"""ISO/IEC 7810 ID-1; the drawing keeps these proportions."""

LEAST_MM = 44.0
"""Least width of the drawing: what is lit is 3 mm high then."""


class Part(Enum):
    """What the card prints and is asked for: which of its printed words are the value to be typed."""

    BIRTH = "^.*日"
    EXPIRY = "20○+"
    CODE = "○+"


Box = tuple[float, float, float, float]
_PRINTED: tuple[tuple[str, Box], ...] = (
    ("name_print", (5.0, 4.0, 60.0, 7.0)),
    ("address_print", (5.0, 12.0, 90.0, 7.0)),
    ("birth_print", (33.0, 29.0, 40.0, 7.0)),
    ("expiry_print", (33.0, 38.0, 47.0, 7.0)),
    ("code_print", (5.0, 53.0, 25.0, 7.5)),
    ("title_print", (64.0, 53.0, 32.0, 7.0)),
)
"""What is printed where: left, top, width, height in hundredths of the card's width."""


_FRAME, _ASIDE = 1.4, 2.7
"""How far from what is lit its frame stands, and the words beside it: in hundredths of the card's width."""


def value_in(part: Part, words: str) -> tuple[str, str, str]:
    """Return the value that is asked for in the printed ``words`` between what stands before and after it."""
    found = re.search(part.value, words)
    return (words[: found.start()], found.group(), words[found.end() :]) if found else ("", words, "")


def _key(part: Part) -> str:
    return f"{part.name.lower()}_print"


class CardFace(QWidget):
    """The face of a My Number Card, drawn from its public layout."""

    accessible_role: ClassVar = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, width_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most_mm = self._width_mm = width_mm
        self.lit: Part | None = None
        self._western = False
        self.setObjectName("card-face")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_part(None)

    @property
    def most_height(self) -> int:
        """Return how high it is where there is room, px."""
        return self._height(self._most_mm)

    @property
    def least_height(self) -> int:
        """Return how high it is at least, px."""
        return self._height(LEAST_MM)

    def _height(self, width_mm: float) -> int:
        return self._theme.px(width_mm * HEIGHT_MM / WIDTH_MM)

    def fit_height(self, height: int) -> None:
        """Be as large as ``height`` px allow."""
        fitting = height / self._theme.screen.px_per_mm * WIDTH_MM / HEIGHT_MM
        width_mm = min(self._most_mm, max(LEAST_MM, fitting))
        if width_mm != self._width_mm:
            self._width_mm = width_mm
            self.updateGeometry()

    def show_part(self, part: Part | None, *, western: bool = False) -> None:
        """Light up ``part``; ``western``: the birth date has the year that a foreign resident's card prints."""
        self.lit, self._western = part, western
        name = self._theme.text(f"card_face.{part.name.lower()}" if part else "card_face.name")
        self.setAccessibleName(plain(name))
        self.update()

    def sizeHint(self) -> QSize:
        """Keep the card's proportions."""
        return QSize(self._theme.px(self._width_mm), self._height(self._width_mm))

    def minimumSizeHint(self) -> QSize:
        """Do not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, its printed words and the part that is lit."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self._unit
        painter.translate(1, 1)
        edge = max(1.0, 0.35 * self._theme.screen.px_per_mm)

        def box(left: float, top: float, width: float, height: float) -> QRectF:
            return QRectF(left * unit, top * unit, width * unit, height * unit)

        painter.setPen(QPen(QColor(LIGHT.edge), edge))
        painter.setBrush(QColor("#f6f1e7"))
        painter.drawRoundedRect(box(0.4, 0.4, 99.2, 62.2), 3.5 * unit, 3.5 * unit)
        if self.lit:
            painter.setPen(QPen(QColor(LIGHT.error), edge * 2.2))
            painter.setBrush(QColor(LIGHT.focus))
            painter.drawRoundedRect(self.lit_area(self.lit), unit, unit)
        self._paint_photo(painter, box(5, 25, 25, 27), unit, LIGHT)
        painter.setPen(QColor(LIGHT.text))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
        for key, at in _PRINTED:
            painter.setFont(self._print_font(key))
            pieces = [(at[0] * unit, self.printed(key))]
            if self.lit is not None and key == _key(self.lit):
                pieces = self._pieces(self.lit)
            for start, words in pieces:
                area = box(*at)
                area.moveLeft(start)
                painter.drawText(area, flags, words)
        painter.end()

    @property
    def _unit(self) -> float:
        return (self.width() - 2) / 100

    def _print_font(self, key: str) -> QFont:
        big = key == "name_print"
        font = QFont(self.font())
        font.setPixelSize(max(6, int((5.0 if big else 4.2) * self._unit)))
        font.setBold(big)
        return font

    def printed(self, key: str) -> str:
        """Return what the card prints there."""
        western = self._western and key == "birth_print"
        return plain(self._theme.text(f"card_face.{'birth_western_print' if western else key}"))

    def lit_area(self, part: Part) -> QRectF:
        """Return what stands around the value of ``part``, px of the drawing: as wide as the font writes it."""
        _, top, _, height = dict(_PRINTED)[_key(part)]
        _, (start, value), _ = self._pieces(part)
        unit, width = self._unit, QFontMetricsF(self._print_font(_key(part))).horizontalAdvance(value)
        return QRectF(start - _FRAME * unit, (top - 0.5) * unit, width + 2 * _FRAME * unit, (height + 1) * unit)

    def _pieces(self, part: Part) -> list[tuple[float, str]]:
        """Return where the words before the value, the value and those after it begin, px; each makes way."""
        metrics, aside = QFontMetricsF(self._print_font(_key(part))), _ASIDE * self._unit
        found, start = [], dict(_PRINTED)[_key(part)][0] * self._unit
        for piece in value_in(part, self.printed(_key(part))):
            found.append((start, piece))
            start += metrics.horizontalAdvance(piece) + (aside if piece else 0.0)
        return found

    @staticmethod
    def _paint_photo(painter: QPainter, area: QRectF, unit: float, colours: Colours) -> None:
        painter.setPen(QPen(QColor(colours.edge), 0.5 * unit))
        painter.setBrush(QColor(colours.tint))
        painter.drawRect(area)
        figure = QPainterPath()
        middle = area.center().x()
        figure.addEllipse(QRectF(middle - 4.5 * unit, area.top() + 5 * unit, 9 * unit, 10 * unit))
        shoulders = QPainterPath()
        shoulders.moveTo(middle - 9 * unit, area.bottom())
        shoulders.cubicTo(
            middle - 9 * unit,
            area.bottom() - 12 * unit,
            middle + 9 * unit,
            area.bottom() - 12 * unit,
            middle + 9 * unit,
            area.bottom(),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#8fa6dd"))
        painter.drawPath(figure)
        painter.drawPath(shoulders)
