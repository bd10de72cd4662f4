"""The window is closed: please ask at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.screen import Screen
from ui.theme import Theme
from ui.view import OutOfService
from ui.widgets.picture import Picture
from ui.widgets.sentence import Sentence, Voice


class OutOfServiceScreen(Screen[OutOfService]):
    """One sentence and the small code for staff."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("closed.title")
        column = self.scroll_column()
        margin = theme.px(tokens.MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(5.0))
        self._body = Sentence(theme, "", Voice.BODY, centred=True)
        self._code = Sentence(theme, "", Voice.SMALL, centred=True)
        column.addStretch(1)
        column.addWidget(Picture(theme, "staff", 34, 34), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Sentence(theme, self.title, Voice.HEADING, centred=True))
        column.addWidget(self._body)
        column.addStretch(1)
        column.addWidget(self._code)

    def present(self, view: OutOfService) -> None:
        """Show the reason."""
        self._body.say(view.reason)
        self._code.say(view.code)
