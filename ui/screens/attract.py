"""The page between two visits: the whole of it starts one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.session.settings import TextSize
from ui import tokens
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Attract
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.picture import Picture
from ui.widgets.sentence import Sentence, Voice


class AttractScreen(Screen[Attract]):
    """A window with the town in it, one sentence, one button."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lines = Sentence(theme, theme.text("attract.lines"), Voice.BODY, centred=True)
        self._button = BigButton(theme, theme.text("attract.start"), Look.PRIMARY)
        self._button.factor = 1.25 if theme.size is TextSize.STANDARD else 1.0
        self._button.setMinimumSize(theme.px(110), theme.px(24 if theme.size is TextSize.LARGEST else 30))
        self._button.activated.connect(self.forward)
        margin = theme.px(tokens.MARGIN)
        foot = QHBoxLayout()
        foot.setContentsMargins(margin, 0, margin, theme.px(2 * tokens.MARGIN))
        foot.addStretch(1)
        foot.addWidget(self._button)
        foot.addStretch(1)
        column = self.scroll_column(foot)
        column.setContentsMargins(margin, margin, margin, theme.px(3.0))
        column.setSpacing(theme.px(3.0))
        column.addStretch(2)
        column.addWidget(Picture(theme, "window", 62, 50), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(self._lines)
        column.addStretch(1)

    def present(self, view: Attract) -> None:
        """Name the page after the town."""
        self.title = self.theme.text("attract.title", town=view.town)

    def forward(self) -> None:
        """Start a visit."""
        from kiosk.session.events import Started  # noqa: PLC0415 - not before the page is painted

        self.send(Started(self.now(), self.theme.clock.today()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release arrives here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Start wherever the page is touched: nobody has to aim."""
        if self.rect().contains(event.position().toPoint()):
            self.forward()

    def first(self) -> QWidget:
        """The only button."""
        return self._button
