"""Answers that are found rather than written: what is found stands large on the page, below it the ways to find it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.composition import Composition
from ui.composition import Draft as Written
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.cards import Cards
from ui.widgets.control import Answer
from ui.widgets.faces import Faces, Kept, Keyed, Made, Makers, Onward
from ui.widgets.letters import Letters
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.text_entry import type_into


class Way:
    """One way: its words, a drawing, and the face it opens."""

    def __init__(self, text: str, icon: str, open_: Callable[[], None]) -> None:
        self.text, self.icon, self.open = text, icon, open_


class Draft(NamedTuple):
    """What is written, what was written before a way was taken, and the faces of that way."""

    written: Written
    before: str
    faces: tuple[Kept, ...]


class Ways(Answer):
    """The answer is the text of ``composition``; つぎへ goes on inside a face, and sends what stands on the page."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._theme, self._page, self._view, self._go = theme, page, view, go
        self.composition = Composition()
        self.faces = Faces(page, {"board": self._board, **self._makers()})
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

    def _makers(self) -> Makers:
        """Return what makes the faces of these ways."""
        raise NotImplementedError

    def _open(self, number: str) -> None:
        self._before = self.composition.text
        self._ways[int(number)].open()

    def _show(self) -> None:
        self._result.say(self.composition.text)

    def write(self) -> None:
        """Open the board of letters for the whole answer."""
        self.faces.open("board")

    def convert(self, part: str = "") -> None:
        """Open the board with the ways to write the kana of the answer, or of this part."""
        self.faces.open("board", *((part,) if part else ()))
        if isinstance(self.faces.top, Letters):
            self.faces.top.convert()

    def _board(self, part: str = "") -> Made:
        heading, composition = self._written_on(part)
        letters = Letters(self._theme, heading, composition, kanji=True, latin=True, name=False)
        letters.entry.returned.connect(self._entered)
        return letters, letters.first()

    def _written_on(self, part: str) -> tuple[str, Composition]:
        """Return what the board says above the line, and what it writes; the whole answer is the part without name."""
        del part
        return self._view.heading, self.composition

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

    def draft(self) -> object:
        """Return what is written and found, and the faces that are open."""
        return Draft(self.composition.draft(), self._before, self.faces.draft())

    def restore(self, draft: object) -> None:
        """Go on with what was written, found and open elsewhere."""
        if isinstance(draft, Draft):
            self.composition.restore(draft.written)
            self._before = draft.before
            self.faces.restore(draft.faces)

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
