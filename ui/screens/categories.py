"""The groups of procedures, for those who know the name of what they want."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import ByNameAsked, PurposeChosen
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Categories
from ui.widgets.cards import Cards


class CategoriesScreen(Screen[Categories]):
    """A card a group; つぎへ is there once a procedure is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("categories.title")
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._chosen: tuple[str, ...] = ()
        self._cards: Cards | None = None

    def present(self, view: Categories) -> None:
        """Show the groups."""
        self._chosen = view.chosen
        if self._cards is None:
            self._page.note.say(view.note)
            self._cards = Cards(self.theme, view.options, self._choose)
            self._page.put(self._cards)
            self._page.fill()

    def _choose(self, category: str) -> None:
        self.send(ByNameAsked(self.now(), category))

    def forward(self) -> None:
        """Go on with what is marked in the groups."""
        self.send(PurposeChosen(self.now(), self._chosen))

    def first(self) -> QWidget | None:
        """The first card."""
        return next(iter(self._cards.buttons if self._cards else ()), None)
