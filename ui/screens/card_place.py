"""Pages with one sentence and one drawing: put the card, keep it there, take it, printing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.screen import Screen
from ui.theme import Theme
from ui.view import CardPlace
from ui.widgets.moving_card import MovingCard
from ui.widgets.sentence import Sentence, Voice


class CardPlaceScreen(Screen[CardPlace]):
    """Heading, drawing, what to do, and a bar while something is under way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        column = self.scroll_column()
        margin = theme.px(tokens.MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(2.0))
        self._heading = Sentence(theme, "", Voice.HEADING, centred=True)
        self._picture = MovingCard(theme, 60, 52)
        self._body = Sentence(theme, "", Voice.BODY, centred=True)
        self._hint = Sentence(theme, "", Voice.STRONG, centred=True)
        self._bar = Working(theme)
        column.addStretch(1)
        column.addWidget(self._heading)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._body)
        column.addWidget(self._hint)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def present(self, view: CardPlace) -> None:
        """Show the sentence and the drawing."""
        self._heading.say(view.heading)
        self._body.say(view.body)
        self._hint.say(view.hint)
        self._picture.show_drawing(view.drawing)
        self._bar.setVisible(view.busy)
        self.entitle(view.heading)


class Working(QWidget):
    """Three dots: something is under way. Still, so that nothing on the page moves."""

    accessible_role: ClassVar = QAccessible.Role.StaticText

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(theme.px(24), theme.px(8))
        self.setAccessibleName(plain(theme.text("working")))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.primary))
        side = self._theme.px(3.5)
        for number in range(3):
            left = int((number + 0.5) * self.width() / 3 - side / 2)
            painter.drawEllipse(left, (self.height() - side) // 2, side, side)
        painter.end()
