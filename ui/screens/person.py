"""Is this you? What the card said, before anything else is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import ReadReviewed
from ui.page import Page, Screen
from ui.theme import Theme
from ui.view import Person
from ui.widgets.rows import Rows


class PersonScreen(Screen[Person]):
    """Name, address, birth date, sex; はい is つぎへ, いいえ is もどる."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("person.title")
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._rows = Rows(theme)
        self._page.put(self._rows)
        self._page.fill()

    def present(self, view: Person) -> None:
        """Show who the card says it is."""
        self._rows.show_rows([(row.label, row.value) for row in view.rows])
        self._page.problem.say(view.warning)

    def forward(self) -> None:
        """It is me."""
        self.send(ReadReviewed(self.now(), mine=True))

    def back(self) -> None:
        """It is not me."""
        self.send(ReadReviewed(self.now(), mine=False))
