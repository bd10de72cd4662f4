"""A drawing of the card's face with one part lit up: where to find what is being asked. Nobody's card is shown.

The card has its own colours in every scheme: it is to be recognised.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from ui.colours import LIGHT, Colours
from ui.theme import Theme

WIDTH_MM, HEIGHT_MM = 85.6, 54.0
"""ISO/IEC 7810 ID-1; the drawing keeps these proportions."""

LEAST_MM = 44.0
"""Least width of the drawing: what is lit is 3 mm high then."""


class Part(Enum):
    """What the card prints, and where on the drawing: left, top, width, height in hundredths of its width."""

    BIRTH = (33.0, 29.0, 40.0, 7.0)
    EXPIRY = (33.0, 38.0, 47.0, 7.0)
    CODE = (5.0, 53.0, 25.0, 7.5)


class CardFace(QWidget):
    """The face of a My Number Card, drawn from its public layout."""

    accessible_role: ClassVar = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, width_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most_mm = self._width_mm = width_mm
        self.lit: Part | None = None
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

    def show_part(self, part: Part | None) -> None:
        """Light up ``part``."""
        self.lit = part
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
        unit = (self.width() - 2) / 100
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
            left, top, width, height = self.lit.value
            painter.drawRoundedRect(box(left - 1, top - 0.5, width + 2, height + 1), unit, unit)
        self._paint_photo(painter, box(5, 25, 25, 27), unit, LIGHT)
        painter.setPen(QColor(LIGHT.text))
        for at, words, big in (
            ((5.0, 4.0, 60.0, 7.0), "name_print", True),
            ((5.0, 12.0, 90.0, 7.0), "address_print", False),
            ((33.0, 29.0, 40.0, 7.0), "birth_print", False),
            ((33.0, 38.0, 47.0, 7.0), "expiry_print", False),
            ((5.0, 53.0, 25.0, 7.5), "code_print", False),
            ((64.0, 53.0, 32.0, 7.0), "title_print", False),
        ):
            font = QFont(self.font())
            font.setPixelSize(max(6, int((5.0 if big else 4.2) * unit)))
            font.setBold(big)
            painter.setFont(font)
            painter.drawText(
                box(*at),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip),
                plain(self._theme.text(f"card_face.{words}")),
            )
        painter.end()

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
