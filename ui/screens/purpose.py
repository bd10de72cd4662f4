"""What brings you? The life events as cards, and the way to the procedures by their names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import ByNameAsked, EventChosen
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Purpose
from ui.widgets.button import BigButton
from ui.widgets.cards import Cards


class PurposeScreen(Screen[Purpose]):
    """The cards scroll; 手続きの名前から選ぶ stays below them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("purpose.title")
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._by_name = BigButton(theme, theme.text("purpose.by_name"), icon="form")
        self._by_name.modest = True
        self._by_name.activated.connect(self._ask_by_name)
        self._page.put_last(self._by_name)
        self._cards: Cards | None = None

    def present(self, view: Purpose) -> None:
        """Show the events; they are the same all the visit long."""
        if self._cards is None:
            self._cards = Cards(self.theme, view.options, self._choose)
            self._page.put(self._cards)
            self._page.fill()

    def _choose(self, event: str) -> None:
        self.send(EventChosen(self.now(), event))

    def _ask_by_name(self) -> None:
        self.send(ByNameAsked(self.now()))

    def first(self) -> QWidget | None:
        """The first card."""
        return next(iter(self._cards.buttons if self._cards else ()), self._by_name)
