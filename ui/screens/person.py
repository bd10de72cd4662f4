"""Is this you? What the card said, before anything else is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.session.events import FamilyAsked, ReadReviewed
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Person
from ui.widgets.button import BigButton
from ui.widgets.rows import Rows


class PersonScreen(Screen[Person]):
    """Name, address, birth date, sex; はい is つぎへ, いいえ is もどる."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._rows = Rows(theme)
        self._page.put(self._rows)
        self._page.fill()
        self._another: BigButton | None = None

    def present(self, view: Person) -> None:
        """Show who the card says it is."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._rows.show_rows([(row.label, row.value) for row in view.rows])
        self._page.problem.say(view.warning)
        if view.another and self._another is None:
            self._another = BigButton(self.theme, view.another)
            self._another.modest = True
            self._another.activated.connect(self._read_another)
            self._page.put_last(self._another)

    def _read_another(self) -> None:
        self.send(FamilyAsked(self.now()))

    def forward(self) -> None:
        """It is me."""
        self.send(ReadReviewed(self.now(), mine=True))

    def back(self) -> None:
        """It is not me."""
        self.send(ReadReviewed(self.now(), mine=False))

    def first(self) -> QWidget | None:
        """The button on the page, if there is one; else はい."""
        return self._another
