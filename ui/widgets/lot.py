"""The end of an address: 番地 on a pad, with the words that stand between its numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from forms.japanese.furigana import read_lot
from ui import tokens
from ui.composition import Composition
from ui.focus import order_focus
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.letters import SIDE
from ui.widgets.look import Look
from ui.widgets.pad import DigitPad
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.text_entry import TextEntry

WORDS = ("北", "南", "東", "西", "条", "丁目", "番地", "番", "号", "の")
"""What stands between the numbers of an address in Hokkaido; anything else is written with the board of letters."""

WIDE, NARROW = 4, 2
"""Columns of words beside the pad: lying and standing screens."""
EDGE = 0.5
"""Above and below what is said over the line, whose letters stand in the middle of their lines."""
KEY_PT = 24.0
"""Largest type in which 番地 stands on a key of 20 mm."""

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


class Lot(QWidget):
    """``place`` is the address so far; the line shows what follows it."""

    def __init__(
        self,
        theme: Theme,
        place: str,
        composition: Composition,
        *,
        write: Callable[[], None],
        convert: Callable[[], None],
        onward: Callable[[], None],
    ) -> None:
        super().__init__()
        self._theme, self._composition = theme, composition
        self.title = theme.text("address.lot_title")
        self.onward = onward
        self._columns = 0
        self._wordings = (f"{self.title}\n{place}", self.title, "")
        """What is asked and, on a line of its own, the address so far; where only one has room, what is asked."""
        self._asked = Sentence(theme, self._wordings[0], Voice.FRAME, silent=True)
        self._asked.keep_close()
        self.said = f"{self.title}　{place}"
        """The question and the address so far, said also where they have no room to be seen."""
        self.entry = TextEntry(theme, self.title, composition)
        self.entry.hold(theme.px(tokens.TARGET), theme.px(tokens.TARGET))
        self.entry.returned.connect(onward)
        self.entry.convert.connect(convert)
        self.pad = DigitPad(theme, press=self._press, erase=composition.erase, clear=partial(composition.set_text, ""))
        self._words = [self._key(word) for word in WORDS]
        self._write = BigButton(theme, theme.text("address.letters"))
        self._write.modest = True
        self._write.activated.connect(write)
        gap = theme.px(tokens.GAP)
        self._board = QWidget()
        self._words_grid = QGridLayout(self._board)
        self._words_grid.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        for grid in (self._words_grid, self._grid):
            grid.setSpacing(gap)
            grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(SIDE), theme.px(EDGE), theme.px(SIDE), gap)
        whole.setSpacing(theme.px(EDGE))
        whole.addWidget(self._asked)
        whole.addLayout(self._grid, 1)
        self._arrange(WIDE)

    def _key(self, word: str) -> BigButton:
        key = BigButton(self._theme, read_lot(word), Look.KEY)
        key.factor = min(1.0, KEY_PT / tokens.BODY_PT[self._theme.size])
        key.setFixedHeight(self._theme.px(tokens.TARGET))
        key.activated.connect(partial(self._composition.put_plain, word))
        return key

    def _press(self, digit: int) -> None:
        self._composition.put_plain(str(digit).translate(_FULL))

    def _arrange(self, columns: int) -> None:
        """Put the line over the words, and the board's button among them; on a narrow screen over and below the pad."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, key in enumerate(self._words):
            self._words_grid.addWidget(key, number // columns, number % columns)
        if columns == WIDE:
            used = len(WORDS) % columns
            self._words_grid.addWidget(self._write, len(WORDS) // columns, used, 1, columns - used)
            self._grid.addWidget(self.entry, 0, 0)
            self._grid.addWidget(self._board, 1, 0)
            self._grid.addWidget(self.pad, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(self.entry, 0, 0, 1, 2)
            self._grid.addWidget(self._board, 1, 0, 2, 1)
            self._grid.addWidget(self.pad, 1, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._write, 2, 1)

    def first(self) -> QWidget:
        """Return the first key of the pad."""
        return self.pad.keys[1]

    def type_key(self, event: QKeyEvent) -> bool:
        """Write with a real keyboard: a digit as the pad writes it."""
        return self.pad.type_key(event) or self.entry.type_key(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns of words beside the pad as have room; say as much of the address so far as has room."""
        super().resizeEvent(event)
        theme = self._theme
        free = event.size().width() - 2 * theme.px(SIDE) - self.pad.sizeHint().width() - theme.px(tokens.GAP)
        wide = WIDE * theme.px(tokens.TARGET) + (WIDE - 1) * theme.px(tokens.GAP)
        columns = WIDE if free >= wide else NARROW
        if columns != self._columns:
            self._arrange(columns)
            order_focus(self)
        inner = event.size().width() - 2 * theme.px(SIDE)
        margins = 2 * theme.px(EDGE) + theme.px(tokens.GAP)
        free_height = event.size().height() - self._grid.sizeHint().height() - margins
        for text in self._wordings:
            self._asked.say(text)
            if self._asked.heightForWidth(inner) <= free_height:
                break
