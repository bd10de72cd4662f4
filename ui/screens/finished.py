"""Where to go next and what to bring, and goodbye; then the window forgets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import StartOver
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Finished
from ui.widgets.rows import Rows
from ui.widgets.sentence import Sentence


class FinishedScreen(Screen[Finished]):
    """おわる is つぎへ."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._rows = Rows(theme, stacked=True)
        self._page.put(self._rows)
        self._page.put(Sentence(theme, theme.text("finished.goodbye")))
        self._page.fill()

    def present(self, view: Finished) -> None:
        """Show the way."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        self._rows.show_rows([(row.label, row.value) for row in view.lines])

    def forward(self) -> None:
        """End the visit."""
        self.send(StartOver(self.now()))
