"""The question whether the paper came out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.session.events import PaperReviewed
from ui import tokens
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Paper
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.picture import Picture
from ui.widgets.sentence import Sentence, Voice


class PaperScreen(Screen[Paper]):
    """A printer says "sent", never "on paper": only the person in front of it knows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._heading = Sentence(theme, "", Voice.HEADING, centred=True)
        self._body = Sentence(theme, "", Voice.BODY, centred=True)
        self._yes = BigButton(theme, theme.text("paper.yes"), Look.PRIMARY)
        self._no = BigButton(theme, theme.text("paper.no"))
        self._yes.modest = self._no.modest = True
        self._yes.activated.connect(self._came)
        self._no.activated.connect(self._did_not_come)
        margin, gap = theme.px(tokens.MARGIN), theme.px(tokens.GAP)
        row = QHBoxLayout()
        row.setContentsMargins(margin, 0, margin, gap)
        row.setSpacing(gap)
        row.addWidget(self._no, 1)
        row.addWidget(self._yes, 1)
        column = self.scroll_column(row)
        column.setContentsMargins(margin, gap, margin, theme.px(2.0))
        column.setSpacing(theme.px(2.0))
        column.addStretch(1)
        column.addWidget(self._heading)
        column.addWidget(Picture(theme, "paper", 58, 50), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._body)
        column.addStretch(1)

    def present(self, view: Paper) -> None:
        """Show how many sheets there should be."""
        self.title = view.heading
        self._heading.say(view.heading)
        self._body.say(view.body)

    def _came(self) -> None:
        self.send(PaperReviewed(self.now(), came_out=True))

    def _did_not_come(self) -> None:
        self.send(PaperReviewed(self.now(), came_out=False))

    def first(self) -> QWidget:
        """はい."""
        return self._yes
