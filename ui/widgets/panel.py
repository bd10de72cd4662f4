"""A quiet ground for what belongs together on a page: an answer and its なおす, what only the counter can do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.theme import Theme
from ui.widgets.sentence import Wrapping


class Panel(Wrapping):
    """A rounded rectangle of the frame's colour, painted: a style sheet would be worked out anew for all inside."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.rail))
        radius = self._theme.px(tokens.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()
