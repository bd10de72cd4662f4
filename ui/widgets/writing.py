"""Questions answered in writing: free text, the reading of a name, a relation."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.definition import Kind
from ui.composition import Composition
from ui.composition import Draft as Written
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.button import BigButton
from ui.widgets.choices import Choices
from ui.widgets.control import Answer
from ui.widgets.letters import Letters
from ui.widgets.text_entry import TextEntry

_SPACE = "\u3000"
MOST_RELATIONS = 12
"""So many relations have a key; any other is typed."""


class Draft(NamedTuple):
    """What is written, and what the board of letters shows; None where it is not open."""

    written: Written
    board: object


class Writing(Answer):
    """What is written with a button for the board of letters; a real keyboard writes into it at once."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._theme, self._page, self._view = theme, page, view
        self._composition = Composition(in_katakana=view.kind is Kind.KANA)
        self._entry = TextEntry(theme, view.heading, self._composition)
        self._entry.returned.connect(go)
        self._entry.touched.connect(self.open)
        self._entry.convert.connect(self._convert)
        self._letters: Letters | None = None
        self._write = BigButton(
            theme, theme.text("board.other" if view.readings or view.begun else "board.open"), icon="keypad"
        )
        self._write.activated.connect(self.open)

    def _put(self) -> None:
        self._page.put(self._entry)
        self._page.put(self._write)

    def open(self) -> None:
        """Show the board of letters in place of the question."""
        if self._letters is None:
            kana = self._view.kind is Kind.KANA
            self._letters = Letters(
                self._theme,
                self._view.heading,
                self._composition,
                kanji=not kana,
                latin=not kana or self._view.bank,
                name=self._view.kind is Kind.NAME,
                lines=2 if self._view.kind is Kind.TEXTAREA else 1,
            )
            self._letters.entry.returned.connect(self._entry.returned)
        self._page.open(self._letters, self._letters.first())

    def _convert(self) -> None:
        """Open the board with the ways to write the kana."""
        self.open()
        if self._letters is not None:
            self._letters.convert()

    def back(self) -> bool:
        """Go from the kanji to the board and from the board to the question; tell whether there was one."""
        if self._letters is not None and self._letters.close_words():
            return True
        closed = self._page.close_face()
        if closed:
            self._entry.shown_later.start()
        return closed

    def close(self) -> None:
        """Show the question: the session has something to say about the answer."""
        self._page.close_face()

    def raw(self) -> object:
        """Return the text."""
        return self._entry.value()

    @property
    def _board(self) -> Letters | None:
        """The board of letters while it is open."""
        return self._letters if self._letters is not None and self._page.face is self._letters else None

    def draft(self) -> object:
        """Return what is written, on the line or on the board."""
        return Draft(self._composition.draft(), self._board.draft() if self._board else None)

    def restore(self, draft: object) -> None:
        """Go on writing where it was left."""
        if not isinstance(draft, Draft):
            return
        self._composition.restore(draft.written)
        if draft.board is None:
            self._page.close_face()
            return
        if self._board is None:
            self.open()
        if self._letters is not None:
            self._letters.restore(draft.board)

    def first(self) -> QWidget | None:
        """Return the line."""
        return self._entry

    def type_key(self, event: QKeyEvent) -> bool:
        """Write with a real keyboard."""
        if self._letters is not None and self._letters.isVisible():
            return self._letters.type_key(event)
        return self._entry.type_key(event)


class Text(Writing):
    """Free text and kana; who was named before, and likely readings of a name, are one touch.

    Where only the surname can be read, a touch writes that and opens the board for the rest.
    """

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        super().__init__(theme, page, view, go)
        self._go = go
        whole = [Option(name, name) for name in view.known or view.readings]
        begun = [Option(f"{name}{_SPACE}", f"{name}{_SPACE}…", theme.text("board.begun")) for name in view.begun]
        self._offered = Choices(theme, whole or begun, several=False, changed=self._chosen if whole else self._begin)
        if whole or begun:
            page.put(self._offered)
        self._put()
        if isinstance(view.value, str):
            self._entry.set_value(view.value)

    def _chosen(self) -> None:
        """One touch is the answer."""
        self._entry.set_value(self._offered.chosen[0])
        self._go()

    def _begin(self) -> None:
        """Write the surname, unless the name goes on already: what was typed stays."""
        (begun,) = self._offered.chosen
        if not self._composition.text.startswith(begun):
            self._entry.set_value(begun)
        self.open()


class Relation(Writing):
    """A word of the vocabulary by its key, or one's own typed: what is typed counts, a key writes its word there."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        super().__init__(theme, page, view, go)
        self._choices = Choices(theme, view.options[:MOST_RELATIONS], several=False, changed=self._chosen)
        page.put(self._choices)
        self._put()
        self._composition.listeners.append(self._mark)
        if isinstance(view.value, str):
            self._entry.set_value(view.value)

    def _chosen(self) -> None:
        for word in self._choices.chosen:
            self._entry.set_value(word)

    def _mark(self) -> None:
        """Mark the key of the word on the line, if there is one."""
        self._choices.choose([self._composition.text])

    def first(self) -> QWidget | None:
        """Return the keys above the line, or the line."""
        return next(iter(self._choices.buttons), self._entry)
