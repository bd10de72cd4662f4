"""The voice: again, slower, faster, softer, louder, off. Laid over any page; what is typed there stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Option, Step, VoicePanel
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice, Wrapping


class VoiceScreen(Screen[VoicePanel]):
    """``choose`` is told "slower", "faster", "softer", "louder", "again", "off" or, to leave the page, ""."""

    def __init__(self, theme: Theme, choose: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("voice.title")
        self._choose = choose
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._close = BigButton(theme, theme.text("close"))
        self._again = BigButton(theme, theme.text("voice.again"), Look.PRIMARY, icon="voice")
        self._close.modest = self._again.modest = True
        self._close.activated.connect(partial(choose, ""))
        self._again.activated.connect(partial(choose, "again"))
        self._shown = False

    def present(self, view: VoicePanel) -> None:
        """Show the panel, or why nothing can be said; it is laid anew when something changes."""
        if self._shown:
            return
        self._shown = True
        page = self._page
        page.note.say(view.reason)
        if not view.reason:
            rows = _Steps(self.theme, (view.pace, view.volume), self._choose)
            page.put(rows)
        page.fill()
        off = BigButton(self.theme, self.theme.text("voice.off"))
        off.modest = True
        off.activated.connect(partial(self._choose, "off"))
        page.put_last(*((self._close,) if view.reason else (self._close, off, self._again)))

    def back(self) -> None:
        """Esc leaves everything as it is."""
        self._choose("")

    def first(self) -> QWidget | None:
        """Again, or away."""
        return self._again if self._again.isVisibleTo(self) else self._close


class _Steps(Wrapping):
    """Each step's words between its two buttons, or above them where three columns would break their words."""

    def __init__(self, theme: Theme, steps: Sequence[Step], choose: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._columns = theme, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(tokens.GAP))
        self._rows: list[tuple[BigButton, Sentence, BigButton]] = []
        for step in steps:
            less, more = (self._button(*one, choose) for one in ((step.less, "minus"), (step.more, "plus")))
            self._rows.append((less, Sentence(theme, step.words, Voice.SMALL, centred=True), more))
        self.fit(self.width())

    def _button(self, option: Option, icon: str, choose: Callable[[str], None]) -> BigButton:
        button = BigButton(self._theme, option.text, icon=icon)
        button.modest = True
        button.setEnabled(bool(option.value))
        button.activated.connect(partial(choose, option.value))
        return button

    def fit(self, width: int) -> None:
        """Lay them out for so many px."""
        least = max(button.least_width() for less, _, more in self._rows for button in (less, more))
        columns = 3 if 3 * least + 2 * self._theme.px(tokens.GAP) <= width else 2
        if columns == self._columns:
            return
        self._columns = columns
        for number, (less, told, more) in enumerate(self._rows):
            row = 2 * number
            told.say(told.said if columns == 3 else told.said.replace("\n", "　"))
            told.keep_close()
            if columns == 3:
                for column, one in enumerate((less, told, more)):
                    self._grid.addWidget(one, row, column)
            else:
                self._grid.addWidget(told, row, 0, 1, 2)
                self._grid.addWidget(less, row + 1, 0)
                self._grid.addWidget(more, row + 1, 1)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the columns that this width has room for."""
        self.fit(event.size().width())
        super().resizeEvent(event)
