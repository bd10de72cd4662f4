"""A few big cards on a page, all in sight: where they have no room, the page says the same smaller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize

from ui import tokens
from ui.page import Page
from ui.theme import Theme
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.look import Look

_HEADING, _CARDS, _NOTE, _NOTE_BELOW, _NAMES_ALONE = range(1, 6)
"""What is made smaller, goes down or is left out, step by step, until all cards are in sight."""


class InSight:
    """One card for each option, below the sentences of ``page``; ``choose`` is told the value of the one touched."""

    def __init__(self, theme: Theme, page: Page, options: Sequence[Option], choose: Callable[[str], None]) -> None:
        self._theme, self._page, self._options = theme, page, options
        self.buttons: list[BigButton] = []
        self._room = QSize()
        for option in options:
            button = BigButton(theme, option.text, Look.CARD, detail=option.detail, icon=option.icon)
            button.activated.connect(partial(choose, option.value))
            self.buttons.append(button)
            page.put(button)

    def say(self, options: Sequence[Option], size: QSize) -> None:
        """Say something else on the same cards, of a page of ``size`` px."""
        self._options = options
        self.fit(size)

    def fit(self, size: QSize) -> None:
        """Have all in sight at the least height there was: 上へ and 下へ come with a row of their own."""
        room = self._page.room(size)
        if room.width() != self._room.width() or room.height() < self._room.height():
            self._room = room
        for modesty in range(_NAMES_ALONE + 1):
            self._be_modest(modesty)
            if self._height() <= self._room.height():
                break

    def _be_modest(self, steps: int) -> None:
        """Take so many steps."""
        page = self._page
        page.heading.be_modest(modest=steps >= _HEADING)
        for button, option in zip(self.buttons, self._options, strict=True):
            button.modest = steps >= _CARDS
            button.set_words(option.text, "" if steps == _NAMES_ALONE else option.detail)
            button.updateGeometry()
        if steps >= _NOTE:
            page.note.be_least()
        else:
            page.note.be_modest(modest=False)
        page.column.removeWidget(page.note)
        first, last = (page.column.indexOf(self.buttons[at]) for at in (0, -1))
        page.column.insertWidget(last + 1 if steps == _NOTE_BELOW else first, page.note)

    def _height(self) -> int:
        """Return how far down the last card reaches, px."""
        page, width = self._page, self._room.width()
        last = page.column.indexOf(self.buttons[-1])
        sentences = (one for one in (page.heading, page.note) if one.words and page.column.indexOf(one) < last)
        shown = (*sentences, *self.buttons)
        return sum(one.heightForWidth(width) for one in shown) + (len(shown) - 1) * self._theme.px(tokens.GAP)
