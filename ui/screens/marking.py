"""Pages on which procedures are marked to be filled in: what both have in common."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kiosk.session.events import ProcedureMarked, PurposeChosen
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.look import Look

V = TypeVar("V")


class MarkingScreen(Screen[V]):
    """The session keeps the marks, so that they last from page to page and in another language."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.page = Page(theme)
        self.page.fill_whole(self)
        self.marks: dict[str, BigButton] = {}
        self._chosen: tuple[str, ...] = ()

    def mark(self, option: Option) -> BigButton:
        """Return a card that marks a procedure."""
        card = BigButton(self.theme, option.text, Look.CHOICE, detail=option.detail, icon="square")
        card.setCheckable(True)
        card.setChecked(option.value in self._chosen)
        card.activated.connect(partial(self._touched, option.value))
        self.marks[option.value] = card
        return card

    def show_marks(self, chosen: tuple[str, ...]) -> None:
        """Show what is marked now."""
        self._chosen = chosen
        for value, card in self.marks.items():
            card.setChecked(value in chosen)
        if chosen:
            self.page.problem.say("")

    def _touched(self, procedure: str) -> None:
        self.send(ProcedureMarked(self.now(), procedure))

    def forward(self) -> None:
        """Go on with what is marked, or ask for a mark."""
        if self._chosen:
            self.send(PurposeChosen(self.now(), self._chosen))
        else:
            self.page.complain(self.theme.text("procedures.none"), self.first())

    def draft(self) -> object:
        """Keep whether a mark was missed; the marks are with the session."""
        return self.page.complaining

    def restore(self, draft: object) -> None:
        """Ask for it again."""
        if draft:
            self.page.show_problem(self.theme.text("procedures.none"), self.first())

    def first(self) -> QWidget | None:
        """The first card, wherever it stands; つぎへ once something is marked: Enter on a card would unmark it."""
        if self._chosen:
            return None
        if not self.marks:
            self.complete()
        return next(iter(self.marks.values()), None)
