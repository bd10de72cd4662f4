"""The board of letters that stands in place of the question while something is written: 50音, A to Z, kanji.

Ten columns of 15 mm are as many as a 10.1 inch screen has room for beside the rail, so ー ゛ ゜ and 小 stand in the
free places of the や and わ columns, and the ways to write a word take the place of the board.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from forms.japanese.conversion import candidates, variants
from ui import tokens
from ui.composition import HALF_VOICED, VOICED, Composition, reading
from ui.focus import order_focus
from ui.theme import Theme
from ui.widgets.button import BigButton, Look
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.text_entry import TextEntry, type_into

KANA = (
    "あかさたなはまやらわ",
    "いきしちにひみゆりを",
    "うくすつぬふむよるん",
    "えけせてねへめ小れー",
    "おこそとのほも゛ろ゜",
)
LATIN = ("1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ-.・/", "()@小      ")
SIGNS = {"゛": "voiced", "゜": "half_voiced", "小": "small", "ー": "long"}
KEY_PT = 30.0
"""Largest type that a key of 15 mm holds."""
SIDE = 2.0
SHOWN = 5


class Key(BigButton):
    """A key of the board: 15 mm instead of 20, so that all kana are in sight at once (design/ux.md)."""

    def __init__(self, theme: Theme, text: str, press: Callable[[], None], *, name: str = "") -> None:
        super().__init__(theme, text, Look.KEY, name=name)
        self.least = tokens.LETTER
        self.factor = min(1.0, KEY_PT / tokens.BODY_PT[theme.size])
        side = theme.px(tokens.LETTER)
        self.setMinimumSize(side, side)
        self.setFixedHeight(side)
        self.activated.connect(press)

    def _fonts(self) -> tuple[QFont, ...]:
        one = len(self.words) == 1
        return (self.theme.times(self.factor, bold=True) if one else self.theme.frame(bold=True),)

    def _pad(self) -> int:
        return self.theme.px(0.5)


class Letters(QWidget):
    """The line, its keys and the board; with ``kanji``, with ``latin`` letters; for the ``name`` of a person."""

    def __init__(
        self, theme: Theme, heading: str, composition: Composition, *, kanji: bool, latin: bool, name: bool
    ) -> None:
        super().__init__()
        self._theme, self._composition, self._name = theme, composition, name
        self.entry = TextEntry(theme, heading, composition)
        self.entry.be_low(theme.px(tokens.LETTER))
        self._question = Sentence(theme, heading, Voice.FRAME)
        gap = theme.px(tokens.LETTER_GAP)
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self.entry, 1)
        self._kanji = self._worded("kanji", self._open_kanji)
        self._other = self._worded("latin", self._turn)
        self._space = self._worded("space", composition.space)
        self._erase = self._worded("erase", composition.erase)
        for key, wanted in ((self._kanji, kanji), (self._other, latin), (self._space, True), (self._erase, True)):
            # Never shown before it has its place: a widget without one is a window, which takes the keyboard away.
            if wanted:
                head.addWidget(key)
        self._boards = (self._board(KANA), self._board(LATIN))
        self._words = QWidget()
        self._fill_words()
        self._faces = QStackedLayout()
        whole = QVBoxLayout(self)
        edge = theme.px(1.0)
        whole.setContentsMargins(theme.px(SIDE), edge, theme.px(SIDE), edge)
        whole.setSpacing(gap)
        whole.addWidget(self._question)
        whole.addLayout(head)
        whole.addLayout(self._faces, 1)
        # Only now: what shows the first face at once shows a window where it has no place yet.
        for face in (*self._boards, self._words):
            self._faces.addWidget(face)
        composition.listeners.append(self._written)
        self._written()

    # --- keys ---

    def _worded(self, word: str, press: Callable[[], None]) -> Key:
        key = Key(self._theme, self._theme.text(f"board.{word}"), press, name=self._theme.text(f"board.{word}_name"))
        key.setFixedWidth(self._theme.px(tokens.LETTER + 4.0))
        return key

    def _board(self, rows: tuple[str, ...]) -> QWidget:
        board = QWidget()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.px(tokens.LETTER_GAP))
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for row, letters in enumerate(rows):
            for column, letter in enumerate(letters):
                if letter != " ":
                    grid.addWidget(self._key(letter, rows is KANA), row, column)
        for column in range(10):
            grid.setColumnStretch(column, 1)
        return board

    def _key(self, letter: str, kana: bool) -> Key:
        composition = self._composition
        press: Callable[[], None] = partial(composition.put_kana if kana else composition.put_plain, letter)
        if letter in "゛゜":
            press = partial(composition.mark, VOICED if letter == "゛" else HALF_VOICED)
        elif letter == "小":
            press = composition.resize
        name = self._theme.text(f"board.{SIGNS[letter]}_name") if letter in SIGNS else ""
        return Key(self._theme, letter, press, name=name)

    def _turn(self) -> None:
        """Between kana and A to Z."""
        latin = self._faces.currentIndex() != 1
        self._faces.setCurrentIndex(1 if latin else 0)
        self._other.set_words(self._theme.text("board.kana" if latin else "board.latin"))
        order_focus(self)

    # --- kanji ---

    def _fill_words(self) -> None:
        theme = self._theme
        grid = QGridLayout(self._words)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(tokens.GAP))
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._more = BigButton(theme, theme.text("board.more"))
        self._more.activated.connect(self._show_more)
        self._ways = [BigButton(theme, "", Look.KEY) for _ in range(SHOWN)]
        for number, button in enumerate(self._ways):
            button.activated.connect(partial(self._choose, number))
        for number, button in enumerate((*self._ways, self._more)):
            button.modest = button is self._more
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            button.setSizePolicy(policy)
            grid.addWidget(button, number // 2, number % 2)
        self._found: tuple[str, ...] = ()
        self._from = 0

    def _open_kanji(self) -> None:
        """Offer ways to write the kana; where they are written already, other shapes of a character."""
        composition = self._composition
        composition.settled()
        holds = self._theme.holds
        if composition.kana:
            self._found = candidates(reading(composition.kana), holds=holds, name=self._name)
        else:
            self._found = variants(composition.text, holds=holds)
        self._from = 0
        if self._found:
            self._show_words()
            self._faces.setCurrentWidget(self._words)
            order_focus(self)
            self._ways[0].setFocus()

    def _show_words(self) -> None:
        part = self._found[self._from : self._from + SHOWN]
        for number, button in enumerate(self._ways):
            button.setVisible(number < len(part))
            if number < len(part):
                button.set_words(part[number])
        self._more.setVisible(len(self._found) > SHOWN)

    def _show_more(self) -> None:
        self._from = self._from + SHOWN if self._from + SHOWN < len(self._found) else 0
        self._show_words()

    def _choose(self, number: int) -> None:
        word = self._found[self._from + number]
        if self._composition.kana:
            self._composition.choose(word)
        else:
            self._composition.replace(word)
        self.close_words()

    def close_words(self) -> bool:
        """Return to the board; tell whether it was hidden."""
        hidden = self._faces.currentWidget() is self._words
        if hidden:
            self._faces.setCurrentIndex(0)
            order_focus(self)
            self.entry.setFocus()
        return hidden

    def _written(self) -> None:
        composition = self._composition
        self._kanji.setEnabled(bool(composition.kana or variants(composition.text)))

    # --- the page ---

    def first(self) -> QWidget:
        """The line: a real keyboard writes at once."""
        return self.entry

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key of a real keyboard."""
        return type_into(self._composition, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the question where there is room for it: it was read on the page before."""
        super().resizeEvent(event)
        theme = self._theme
        board = 6 * theme.px(tokens.LETTER) + 6 * theme.px(tokens.LETTER_GAP) + 2 * theme.px(1.0)
        needed = self._question.heightForWidth(event.size().width() - 2 * theme.px(SIDE))
        self._question.setVisible(board + needed <= event.size().height())
