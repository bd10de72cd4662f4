"""Is this you? What the card said, before anything else is asked."""

from __future__ import annotations

from itertools import product

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.session.events import FamilyAsked, ReadReviewed
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Person
from ui.widgets.button import BigButton
from ui.widgets.in_sight import Room
from ui.widgets.rows import CLOSE, CLOSEST, LEAST, Rows

_STEPS = ((0, False), (CLOSE, False), (CLOSE, True), (CLOSEST, True))
"""How tight the rows stand and whether the heading is smaller, until all that はい says yes to is in sight."""
_SMALLER = tuple((step, True) for step in range(CLOSEST + 1, LEAST + 1))
"""For the rows alone: what they say is not made smaller for a button that 下へ shows."""


class PersonScreen(Screen[Person]):
    """Name, address, birth date, sex, all in sight where the screen allows it; はい is つぎへ, いいえ is もどる.

    The focus begins on はい, the answer to what is asked: Enter without a look must not read a family card.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._rows = Rows(theme)
        self._page.put(self._rows)
        self._page.fill()
        self._another: BigButton | None = None
        self._room = Room(theme, self._page)

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
            column = self._page.column
            column.insertWidget(column.indexOf(self._rows) + 1, self._another)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have all in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Find room for the rows and the button below them; where there is none for both, for the rows alone."""
        self._room.measure(self.size())
        page = self._page
        above = [one for one in (page.heading, page.problem) if one.words]
        whole = [*above, self._rows, *([self._another] if self._another else [])]
        rows = [*above, self._rows]
        for parts, (tight, modest) in (*product((whole, rows), _STEPS), *product((rows,), _SMALLER)):
            self._rows.tighten(tight)
            page.heading.be_modest(modest=modest)
            if self._room.holds(*parts):
                break

    def _read_another(self) -> None:
        self.send(FamilyAsked(self.now()))

    def forward(self) -> None:
        """It is me."""
        self.send(ReadReviewed(self.now(), mine=True))

    def back(self) -> None:
        """It is not me."""
        self.send(ReadReviewed(self.now(), mine=False))
