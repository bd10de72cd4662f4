"""Answers that are found rather than written: what is found stands large on the page, below it the ways to find it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.composition import Composition
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.cards import Cards
from ui.widgets.control import Complete
from ui.widgets.faces import Faces, Keyed, Onward
from ui.widgets.letters import Letters
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.text_entry import type_into


class Way:
    """One way: its words, a drawing, and the face it opens."""

    def __init__(self, text: str, icon: str, open_: Callable[[], None]) -> None:
        self.text, self.icon, self.open = text, icon, open_


class Ways(Complete):
    """The answer is the text of ``composition``; つぎへ goes on inside a face, and sends what stands on the page."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._theme, self._page, self._view, self._go = theme, page, view, go
        self.composition = Composition()
        self.faces = Faces(page)
        self._before = ""
        self._result = Sentence(theme, "", Voice.STRONG)
        self._result.setAccessibleDescription(view.heading)
        self.composition.listeners.append(self._show)
        page.put_under_heading(self._result)
        self._ways = self._offered()
        self._cards = Cards(
            theme, [Option(str(n), way.text, icon=way.icon) for n, way in enumerate(self._ways)], self._open
        )
        page.put(self._cards)
        if isinstance(view.value, str):
            self.composition.set_text(view.value)

    def _offered(self) -> Sequence[Way]:
        """Return the ways, the likely one first."""
        raise NotImplementedError

    def _open(self, number: str) -> None:
        self._before = self.composition.text
        self._ways[int(number)].open()

    def _show(self) -> None:
        self._result.say(self.composition.text)

    def write(self, heading: str = "", composition: Composition | None = None) -> None:
        """Open the board of letters for ``composition``, or for the whole answer."""
        letters = Letters(
            self._theme,
            heading or self._view.heading,
            composition or self.composition,
            kanji=True,
            latin=True,
            name=False,
        )
        letters.entry.returned.connect(self._entered)
        self.faces.push(letters, letters.first())

    def convert(self, heading: str = "", composition: Composition | None = None) -> None:
        """Open the board with the ways to write the kana of ``composition``."""
        self.write(heading, composition)
        if isinstance(self.faces.top, Letters):
            self.faces.top.convert()

    def _entered(self) -> None:
        """Enter on the line of a board: as つぎへ there, and on the question where that leads to it."""
        self.written()
        if self.faces.top is None:
            self._go()

    def onward(self) -> bool:
        """Do what つぎへ does on a face; tell whether one is open."""
        top = self.faces.top
        if top is None:
            return False
        if isinstance(top, Onward):
            top.onward()
        elif isinstance(top, Letters):
            self.written()
        else:
            self._page.remind(str(getattr(top, "title", "")))
        return True

    def written(self) -> None:
        """The board of letters is done."""
        self.composition.settle()
        self.faces.clear()

    def back(self) -> bool:
        """Go to the face before; what was found is forgotten with the first one, but never what was written."""
        top = self.faces.top
        if isinstance(top, Letters):
            return top.close_words() or self.faces.pop()
        gone = self.faces.pop()
        if gone and self.faces.top is None:
            self.composition.set_text(self._before)
        return gone

    def close(self) -> None:
        """Show the question: the session has something to say about the answer."""
        self.faces.clear()

    def raw(self) -> object:
        """Return the text found or written."""
        return self.composition.settled()

    def set_raw(self, raw: object) -> None:
        """Show a text."""
        self.composition.set_text(str(raw))

    def first(self) -> QWidget | None:
        """Return the first way."""
        return self._cards.buttons[0]

    def type_key(self, event: QKeyEvent) -> bool:
        """Let a real keyboard write: on the board, which the first letter opens, and on a face that takes keys."""
        top = self.faces.top
        if top is None:
            used = type_into(self.composition, event)
            if used and self.composition.pending:
                self.write()
            return used
        return isinstance(top, Keyed) and top.type_key(event)
