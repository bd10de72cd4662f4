"""Questions answered in writing: free text, the reading of a name, a relation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.definition import Kind
from ui.composition import Composition
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.button import BigButton
from ui.widgets.choices import Choices
from ui.widgets.control import Complete
from ui.widgets.letters import Letters
from ui.widgets.text_entry import TextEntry, type_into

MOST_RELATIONS = 12
"""So many relations have a key; any other is typed."""


class Writing(Complete):
    """What is written with a button for the board of letters; a real keyboard writes into it at once."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._theme, self._page, self._view = theme, page, view
        self._composition = Composition(in_katakana=view.kind is Kind.KANA)
        self._entry = TextEntry(theme, view.heading, self._composition)
        self._entry.returned.connect(go)
        self._entry.touched.connect(self.open)
        self._letters: Letters | None = None
        self._write = BigButton(theme, theme.text("board.other" if view.readings else "board.open"), icon="keypad")
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

    def back(self) -> bool:
        """Go from the kanji to the board and from the board to the question; tell whether there was one."""
        if self._letters is not None and self._letters.close_words():
            return True
        closed = self._page.close_face()
        if closed:
            QTimer.singleShot(0, self._entry, self._entry.show_cursor)
        return closed

    def raw(self) -> object:
        """Return the text."""
        return self._entry.value()

    def set_raw(self, raw: object) -> None:
        """Show a text."""
        self._entry.set_value(str(raw))

    def first(self) -> QWidget | None:
        """Return the line, or the keys above it."""
        return self._entry

    def type_key(self, event: QKeyEvent) -> bool:
        """Write with a real keyboard."""
        return type_into(self._composition, event)


class Text(Writing):
    """Free text and kana; who was named before, and likely readings of a name, are one touch."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        super().__init__(theme, page, view, go)
        self._go = go
        offered = view.known or view.readings
        self._known = Choices(theme, [Option(name, name) for name in offered], several=False, changed=self._chosen)
        if offered:
            page.put(self._known)
        self._put()
        if isinstance(view.value, str):
            self._entry.set_value(view.value)

    def _chosen(self) -> None:
        """One touch is the answer."""
        self._entry.set_value(self._known.chosen[0])
        self._go()


class Relation(Writing):
    """A word of the vocabulary by its key, or one's own typed: what is typed counts, a key writes its word there."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        super().__init__(theme, page, view, go)
        self._choices = Choices(theme, view.options[:MOST_RELATIONS], several=False, changed=self._chosen)
        page.put(self._choices)
        self._put()
        if isinstance(view.value, str):
            self.set_raw(view.value)

    def _chosen(self) -> None:
        for word in self._choices.chosen:
            self._entry.set_value(word)

    def set_raw(self, raw: object) -> None:
        """Show a text."""
        super().set_raw(raw)
        self._choices.choose([str(raw)])

    def first(self) -> QWidget | None:
        """Return the line, or the keys above it."""
        return next(iter(self._choices.buttons), self._entry)
