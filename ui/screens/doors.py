"""What is read and why, and the three doors: PIN, the number printed on the card, by hand."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cardreader.secret import Door
from kiosk.session.events import DoorChosen, FamilyAsked
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Doors
from ui.widgets.button import BigButton
from ui.widgets.in_sight import InSight


class DoorsScreen(Screen[Doors]):
    """Big cards, each acting at once, all in sight."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._doors: InSight | None = None

    def present(self, view: Doors) -> None:
        """Show the doors."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        if self._doors is None:
            self._doors = self._build(view)
        self._doors.say(view.options, self.size())

    def _build(self, view: Doors) -> InSight:
        doors = InSight(self.theme, self._page, view.options, self._choose)
        if view.another:
            button = BigButton(self.theme, view.another)
            button.modest = True
            button.activated.connect(self._another)
            self._page.put_row(button)
        self._page.fill()
        return doors

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have all doors in sight."""
        super().resizeEvent(event)
        if self._doors is not None:
            self._doors.fit(self.size())

    def _another(self) -> None:
        self.send(FamilyAsked(self.now()))

    def _choose(self, value: str) -> None:
        self.send(DoorChosen(self.now(), Door(value) if value else None))

    def first(self) -> QWidget | None:
        """The first door."""
        return self._doors.buttons[0] if self._doors else None
