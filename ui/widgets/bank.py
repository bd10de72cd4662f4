"""A bank or one of its branches, by kana or by its number; one that the list does not know is written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from forms import banks
from forms.accounts import AccountPart, Part
from forms.japanese.furigana import plain
from ui.kana_index import Entry
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask
from ui.widgets.faces import Made, Makers
from ui.widgets.figures import Shape
from ui.widgets.finder import Finder, NumberFace
from ui.widgets.ways import Way, Ways

_DIGITS = {Part.BANK: 4, Part.BRANCH: 3}


class Bank(Ways):
    """One touch in the list is the answer; the sheet's codes are worked out of the name (forms.computed)."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        if view.account is None:
            raise ValueError("no account is asked for")
        self._asked: AccountPart = view.account
        super().__init__(theme, page, view, go)

    def _offered(self) -> Sequence[Way]:
        text = self._theme.text
        return (
            Way(text("find.by_kana"), "text", partial(self.faces.open, "kana", "", False)),
            Way(text("find.by_number", count=_DIGITS[self._asked.part]), "keypad", partial(self.faces.open, "number")),
            Way(text("board.open"), "pencil", self.write),
        )

    def _makers(self) -> Makers:
        return {"kana": self._kana, "number": self._number}

    @cached_property
    def _entries(self) -> list[Entry]:
        asked = self._asked
        if asked.part is Part.BRANCH:
            return [
                Entry(one.code, banks.marked(one), one.kana, one.code) for one in banks.branches_read(asked.bank, "")
            ]
        found = banks.banks_of(asked.kind)
        return [Entry(one.code, banks.marked(one), one.kana, one.code) for one in found]

    def _kana(self, letters: str, every: bool) -> Made:
        not_here = (self._theme.text("find.not_here"), self.write)
        turn = partial(self.faces.open, "kana")
        finder = Finder(self._theme, self._view.heading, self._entries, self._take, turn, missing=(not_here,))
        return finder.face(letters, every)

    def _number(self) -> Made:
        part, count = self._asked.part, _DIGITS[self._asked.part]
        heading = self._theme.text(f"find.{part.value}_number", count=count)
        face = NumberFace(self._theme, heading, Shape((count,)), self._of_number, lambda found: self._take(found[0]))
        return face, face.first()

    def _of_number(self, number: str) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.value == number]

    def _take(self, entry: Entry) -> None:
        bank = banks.bank(entry.value) if self._asked.part is Part.BANK else None
        self.composition.set_text(banks.written_beside(bank, self._asked.kind) if bank else plain(entry.text))
        self.faces.clear()
        self._go()
