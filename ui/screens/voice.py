"""The voice: again, slower, faster, softer, louder, off. Laid over any page; what is typed there stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import VoicePanel
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice


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
            rows = QWidget(self)
            grid = QGridLayout(rows)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(self.theme.px(tokens.GAP))
            for number, step in enumerate((view.pace, view.volume)):
                for column, option in ((0, step.less), (2, step.more)):
                    button = BigButton(self.theme, option.text, icon="plus" if column else "minus")
                    button.modest = True
                    button.setEnabled(bool(option.value))
                    button.activated.connect(partial(self._choose, option.value))
                    grid.addWidget(button, number, column)
                grid.addWidget(Sentence(self.theme, step.words, Voice.SMALL, centred=True), number, 1)
            for column in range(3):
                grid.setColumnStretch(column, 1)
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
