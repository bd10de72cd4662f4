"""How many tries the card still gives: a sentence and, for few, a row of dots (●●○)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.sentence import Sentence, Voice

FEW = 3
"""Another mistake or two would lock the card."""


class Tries(QWidget):
    """Shown before any key is touched; one left is told in the colour and words of a warning."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(3.0))
        self._marks = _Marks(theme, self)
        self._row.addWidget(self._marks)
        self._sentence: Sentence | None = None

    def show_tries(self, sentence: str, left: int | None, of: int) -> None:
        """Show ``left`` of ``of`` tries; None: not known."""
        self.setVisible(left is not None)
        if left is None:
            return
        self._marks.show_marks(left, of)
        self._marks.setVisible(of <= FEW)
        if self._sentence is not None:
            self._sentence.deleteLater()
        self._sentence = Sentence(self._theme, sentence, Voice.ERROR if left == 1 else Voice.SMALL, parent=self)
        self._row.addWidget(self._sentence, 1)


class _Marks(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._left, self._of = theme, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_marks(self, left: int, of: int) -> None:
        self._left, self._of = left, of
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(6.5)
        return QSize(side * max(1, self._of), side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, ring = self._theme.px(6.5), self._theme.px(4.5)
        colour = QColor(self._theme.colours.error if self._left == 1 else self._theme.colours.success)
        painter.setPen(QPen(colour, self._theme.px(0.5)))
        for number in range(self._of):
            painter.setBrush(colour if number < self._left else QColor(self._theme.colours.paper))
            offset = (side - ring) / 2
            painter.drawEllipse(QRectF(number * side + offset, offset, ring, ring))
        painter.end()
