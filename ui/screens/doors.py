"""What is read and why, and the three doors: PIN, the number printed on the card, by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from cardreader.secret import Door
from kiosk.session.events import DoorChosen, FamilyAsked
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Doors
from ui.widgets.button import BigButton
from ui.widgets.look import Look


class DoorsScreen(Screen[Doors]):
    """Big cards, each acting at once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._buttons: list[BigButton] = []

    def present(self, view: Doors) -> None:
        """Show the doors."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        if self._buttons:
            for button, option in zip(self._buttons, view.options, strict=True):
                button.set_words(option.text, option.detail)
            return
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

    def _another(self) -> None:
        self.send(FamilyAsked(self.now()))

    def _choose(self, value: str) -> None:
        self.send(DoorChosen(self.now(), Door(value) if value else None))

    def first(self) -> QWidget | None:
        """The first door."""
        return self._buttons[0] if self._buttons else None
