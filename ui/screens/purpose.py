"""What brings you? The procedures as cards; several may be chosen and are filled in together."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import PurposeChosen
from ui.page import Page, Screen
from ui.theme import Theme
from ui.view import Purpose
from ui.widgets.choices import Choices


class PurposeScreen(Screen[Purpose]):
    """The catalogue of this window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("purpose.title")
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._page.note.say(theme.text("purpose.note"))
        self._choices: Choices | None = None

    def present(self, view: Purpose) -> None:
        """Show the cards, with what was chosen before."""
        if view.at_counter:
            names = self.theme.text("purpose.between").join(view.at_counter)
            self._page.note.say(self.theme.text("purpose.at_counter", names=names))
        if self._choices is None:
            self._choices = Choices(self.theme, view.options, several=True)
            self._choices.choose(view.chosen)
            self._page.put(self._choices)
            self._page.fill()

    def forward(self) -> None:
        """Go on with what is marked, or ask for a mark."""
        chosen = self._choices.chosen if self._choices else ()
        if chosen:
            self.send(PurposeChosen(self.now(), chosen))
        else:
            self._page.complain(self.theme.text("purpose.none"))

    def first(self) -> QWidget | None:
        """The first card."""
        return self._choices.buttons[0] if self._choices and self._choices.buttons else None

    def draft(self) -> object:
        """Keep the marks."""
        return self._choices.chosen if self._choices else ()

    def restore(self, draft: object) -> None:
        """Set the marks again."""
        if self._choices and isinstance(draft, tuple):
            self._choices.choose(draft)
