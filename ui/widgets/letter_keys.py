"""The keys of the board of letters and where each stands: data, and the key itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QFont

from forms.japanese.furigana import readings
from ui import tokens
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.look import Look


class Cell(NamedTuple):
    """Where a key stands."""

    row: int
    column: int
    columns: int = 1


KANA = (
    "あかさたなはまやらわ",
    "いきしちにひみゆりを",
    "うくすつぬふむよるん",
    "えけせてねへめ小れー",
    "おこそとのほも゛ろ゜",
)
LATIN = ("1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ-.・/", "()@小    ←→")
SIGNS = {"゛": "voiced", "゜": "half_voiced", "小": "small", "ー": "long", "←": "left", "→": "right"}
SMALLER = "｜小《しょう》"
NARROW_LATIN = ("12345()", "67890-/", "ABCDE@ ", "FGHIJ.・", "KLMNO←→", "PQRST  ", "UVWXYZ小")
"""Seven columns; free is what always has another key."""
MOVES = {"←": -1, "→": 1}
"""Keys for whoever cannot touch a place in what is written. The 50音 leave them no room: they stand among A to Z."""
HALF = 5
"""Columns and rows of one half of the 50音."""
NARROW_SIGNS = {"゛": Cell(1, 5), "゜": Cell(1, 6), "小": Cell(2, 5), "ー": Cell(2, 6)}
"""Row of the half, and the column at its right."""

KEY_PT = 30.0
"""Largest type that a key of 15 mm holds."""


class Key(BigButton):
    """A key of the board: 15 mm instead of 20, so that all kana are in sight at once (design/ux.md)."""

    def __init__(self, theme: Theme, text: str, press: Callable[[], object], *, name: str = "") -> None:
        super().__init__(theme, text, Look.KEY, name=name)
        self.least = tokens.LETTER
        self.factor = min(1.0, KEY_PT / tokens.BODY_PT[theme.size])
        side = theme.px(tokens.LETTER)
        self.setMinimumSize(side, side)
        self.setFixedHeight(side)
        self.activated.connect(press)

    def _fonts(self) -> tuple[QFont, ...]:
        # A key of 15 mm has no room for a large kanji with its reading.
        large = len(self.words) == 1 and not readings(self._marked)
        return (self.theme.times(self.factor, bold=True) if large else self.theme.frame(bold=True),)

    def _pad(self) -> int:
        return self.theme.px(0.5)
