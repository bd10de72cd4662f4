"""What is to be in sight at once: where it has no room, the page says the same smaller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.page import Page
from ui.theme import Theme
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.look import Look

_HEADING, _CARDS, _NOTE, _NOTE_BELOW, _NAMES_ALONE = range(1, 6)
"""What is made smaller, goes down or is left out, step by step, until all cards are in sight."""


class Room:
    """The least height that ``page`` has had at its present width: 上へ and 下へ come with a row of their own."""

    def __init__(self, theme: Theme, page: Page) -> None:
        self._page, self._gap = page, theme.px(tokens.GAP)
        self.size = QSize()

    def measure(self, size: QSize) -> None:
        """The page has ``size`` px now."""
        room = self._page.room(size)
        if room.width() != self.size.width() or room.height() < self.size.height():
            self.size = room

    def holds(self, *parts: QWidget) -> bool:
        """Tell whether these, one below the other from the top of the page, are in sight."""
        heights = [part.heightForWidth(self.size.width()) for part in parts]
        return sum(heights) + (len(parts) - 1) * self._gap <= self.size.height()


class InSight:
    """A few big cards, one for each option, below the sentences of ``page``; ``choose`` is told the value touched."""

    def __init__(self, theme: Theme, page: Page, options: Sequence[Option], choose: Callable[[str], None]) -> None:
        self._page, self._options, self._room = page, options, Room(theme, page)
        self.buttons: list[BigButton] = []
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
        """Have all in sight on a page of ``size`` px."""
        self._room.measure(size)
        for modesty in range(_NAMES_ALONE + 1):
            self._be_modest(modesty)
            if self._room.holds(*self._down_to_the_last()):
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

    def _down_to_the_last(self) -> list[QWidget]:
        page = self._page
        last = page.column.indexOf(self.buttons[-1])
        sentences = [one for one in (page.heading, page.note) if one.words and page.column.indexOf(one) < last]
        return [*sentences, *self.buttons]
