"""What is read and why, and the three doors: PIN, the number printed on the card, by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cardreader.secret import Door
from kiosk.session.events import DoorChosen, FamilyAsked
from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Doors, Option
from ui.widgets.button import BigButton
from ui.widgets.look import Look

_HEADING, _DOORS, _NOTE, _NOTE_BELOW, _NAMES_ALONE = range(1, 6)
"""What is made smaller, goes down or is left out, step by step, until all doors are in sight."""


class DoorsScreen(Screen[Doors]):
    """Big cards, each acting at once, all in sight: where they have no room, the page says the same smaller."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._buttons: list[BigButton] = []
        self._options: tuple[Option, ...] = ()
        self._room = QSize()

    def present(self, view: Doors) -> None:
        """Show the doors."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        self._options = view.options
        if not self._buttons:
            self._build(view)
        self._fit()

    def _build(self, view: Doors) -> None:
        for option in view.options:
            button = BigButton(self.theme, option.text, Look.CARD, detail=option.detail, icon=option.icon)
            button.activated.connect(partial(self._choose, option.value))
            self._buttons.append(button)
            self._page.put(button)
        if view.another:
            button = BigButton(self.theme, view.another)
            button.modest = True
            button.activated.connect(self._another)
            self._page.put_row(button)
        self._page.fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have all doors in sight at the least height there was: 上へ and 下へ come with a row of their own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self._page.room(self.size())
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
        for button, option in zip(self._buttons, self._options, strict=True):
            button.modest = steps >= _DOORS
            button.set_words(option.text, "" if steps == _NAMES_ALONE else option.detail)
            button.updateGeometry()
        if steps >= _NOTE:
            page.note.be_least()
        else:
            page.note.be_modest(modest=False)
        page.column.removeWidget(page.note)
        first, last = (page.column.indexOf(self._buttons[at]) for at in (0, -1))
        page.column.insertWidget(last + 1 if steps == _NOTE_BELOW else first, page.note)

    def _height(self) -> int:
        """Return how far down the last door reaches, px."""
        page, width = self._page, self._room.width()
        last = page.column.indexOf(self._buttons[-1])
        sentences = (one for one in (page.heading, page.note) if one.words and page.column.indexOf(one) < last)
        shown = (*sentences, *self._buttons)
        return sum(one.heightForWidth(width) for one in shown) + (len(shown) - 1) * self.theme.px(tokens.GAP)

    def _another(self) -> None:
        self.send(FamilyAsked(self.now()))

    def _choose(self, value: str) -> None:
        self.send(DoorChosen(self.now(), Door(value) if value else None))

    def first(self) -> QWidget | None:
        """The first door."""
        return self._buttons[0] if self._buttons else None
