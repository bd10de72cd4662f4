"""What lies above a page: a failure, help, the clerk is coming, are you still there. The page below is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.failures import Action
from kiosk.session.events import ActionChosen, Closed, HandGiven, HelpAsked, StaffConfirmed, StartOver, Touched
from kiosk.session.state import Hand
from ui.notice_view import Notice
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.widgets.button import TURNED_S, BigButton
from ui.widgets.look import Look
from ui.widgets.told import Told

_DRAWINGS = {
    "failure": "warning",
    "stopped": "form",
    "still": "clock",
    "staff": "staff",
    "leaving": "staff",
    "last-try": "staff",
    "my-number": "staff",
}


class NoticeScreen(Screen[Notice]):
    """Drawing, title, what happened, what to do, the buttons."""

    def __init__(self, theme: Theme, local: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._local = local
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._told = Told(theme, self._page)
        self._buttons: list[BigButton] = []
        self._shown = self._sudden = False

    def present(self, view: Notice) -> None:
        """Show the notice; a countdown changes only its number."""
        left = self.theme.text("still.seconds", seconds=view.seconds) if view.seconds is not None else ""
        self._told.count.say(left)
        if self._shown:
            self._told.keep()
            return
        self._shown, self._sudden = True, view.sudden
        self.title, self.silent = view.title, view.to_staff
        page = self._page
        page.heading.say(view.title)
        page.note.say(view.body)
        self._told.todo.say(view.todo)
        self._told.lay_out(_DRAWINGS.get(view.kind, "form"))
        for item in view.buttons:
            look = Look.PRIMARY if item is view.buttons[0] else Look.PLAIN
            button = BigButton(self.theme, item.text, look)
            button.modest = True
            button.activated.connect(partial(self._act, item.act))
            if view.sudden:
                button.hush(TURNED_S)
            self._buttons.append(button)
        # The first, big one stands at the right, where つぎへ is on every page.
        page.put_last(*reversed(self._buttons))
        self._told.fit(self.size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have in sight what happened and what to do."""
        super().resizeEvent(event)
        self._told.fit(self.size())

    def _act(self, act: Action | str) -> None:
        match act:
            case Action.END:
                self._local("stop")
            case Action():
                self.send(ActionChosen(self.now(), act))
            case "touch":
                self.send(Touched(self.now()))
            case "close":
                self.send(Closed(self.now()))
            case "give":
                self.send(HandGiven(self.now(), Hand.CLERK))
            case "help":
                self.send(HelpAsked(self.now()))
            case "staff-confirmed":
                self.send(StaffConfirmed(self.now()))
            case "start-over":
                self.send(StartOver(self.now()))
            case _:
                self._local(act)

    def spoken(self) -> str:
        """The whole notice."""
        return " ".join((self.title, *self._told.words()))

    def first(self) -> QWidget | None:
        """The big button; none where the next Enter is meant for the page below."""
        return self._buttons[0] if self._buttons and not self._sudden else None

    def back(self) -> None:
        """Esc on a notice does nothing: a button has to be chosen."""
