"""One thing asked with a few big buttons, each acting at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.session.events import LetterReviewed, MemberHere, MemberNamed, ResidentEvent
from kiosk.session.persons import Relation
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Pick
from ui.widgets.button import BigButton
from ui.widgets.cards import Cards
from ui.widgets.in_sight import InSight

_YES = "yes"
_COLUMNS_FROM = 4
"""So many buttons and more stand in two columns, and scroll; fewer are all in sight."""


class PickScreen(Screen[Pick]):
    """Whose card comes next, are they here, is the letter at hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._buttons: list[BigButton] = []
        self._few: InSight | None = None

    def present(self, view: Pick) -> None:
        """Show the buttons once."""
        if self._buttons:
            return
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        choose = partial(self._choose, view.name)
        if len(view.options) < _COLUMNS_FROM:
            self._few = InSight(self.theme, self._page, view.options, choose)
            self._buttons = self._few.buttons
            self._few.fit(self.size())
        else:
            cards = Cards(self.theme, view.options, choose)
            self._buttons = cards.buttons
            self._page.put(cards)
        self._page.fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have a few buttons all in sight."""
        super().resizeEvent(event)
        if self._few is not None:
            self._few.fit(self.size())

    def _choose(self, name: str, value: str) -> None:
        self.send(self._event(name, value))

    def _event(self, name: str, value: str) -> ResidentEvent:
        if name == "who":
            return MemberNamed(self.now(), Relation(value))
        if name == "here":
            return MemberHere(self.now(), here=value == _YES)
        return LetterReviewed(self.now(), at_hand=value == _YES)

    def first(self) -> QWidget | None:
        """The first button."""
        return self._buttons[0] if self._buttons else None
