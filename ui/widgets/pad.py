"""The digit pad, in telephone order, and the row of dots that answers it without telling a digit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.focus import order_focus
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.look import Look

TELEPHONE = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
_ENDS = (Qt.Key.Key_Period, Qt.Key.Key_Slash, Qt.Key.Key_Minus, Qt.Key.Key_Colon)
"""Stand between the parts of a day or a time: 22.8.8, 9:30."""


class DigitPad(QWidget):
    """Ten keys, 全部消す and 1つ消す; the digits of a real keyboard count too.

    With ``end_part`` the key of the part being typed (年, 月, 日) stands in the place of 全部消す: 8, then 月.
    """

    accessible_role: ClassVar = QAccessible.Role.Grouping

    def __init__(
        self,
        theme: Theme,
        *,
        press: Callable[[int], None],
        erase: Callable[[], None],
        clear: Callable[[], None],
        end_part: Callable[[], None] | None = None,
        private: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._press, self._erase, self._clear, self._end_part = press, erase, clear, end_part
        self._theme = theme
        self.setObjectName("pad")
        self.setAccessibleName(plain(theme.text("pad.name")))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(tokens.GAP))
        self.keys: dict[int, BigButton] = {}
        for digit in TELEPHONE:
            key = BigButton(theme, str(digit), Look.KEY, parent=self)
            key.factor = 1.25
            key.shows_press = not private
            if private:
                # The ring, and what a screen reader says of the focus, would follow the finger from digit to digit.
                key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            key.activated.connect(partial(self._press, digit))
            self.keys[digit] = key
        self.erase_key = BigButton(theme, _two_lines(theme.text("pad.erase")), Look.KEY, parent=self)
        words = "" if end_part else _two_lines(theme.text("pad.clear"))
        self.corner_key = BigButton(theme, words, Look.KEY, parent=self)
        for key, act in ((self.corner_key, end_part or clear), (self.erase_key, erase)):
            key.fixed = True
            key.activated.connect(act)
        if end_part:
            # One short word, with its reading above: as large as 20 mm have room for.
            self.corner_key.fixed, self.corner_key.factor = False, 0.85
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        width = theme.px(tokens.TARGET + 1.0)
        for key in (*self.keys.values(), self.corner_key, self.erase_key):
            key.setFixedSize(width, theme.px(tokens.TARGET))
        self._stacked = False
        self.order: tuple[int, ...] = TELEPHONE
        self._arrange(TELEPHONE)

    def shuffle(self) -> None:
        """Put the digits in another order, so that a glance at the hand tells nothing."""
        order = list(TELEPHONE)
        random.SystemRandom().shuffle(order)
        self._arrange(order)

    def name_part(self, words: str) -> None:
        """Say on the key of the corner which part is being typed."""
        if self._end_part is not None:
            self.corner_key.set_words(words)

    def _arrange(self, order: Sequence[int]) -> None:
        self.order = tuple(order)
        nine, last = [self.keys[digit] for digit in order[:9]], self.keys[order[9]]
        if self._stacked:
            low = (self.erase_key, self.corner_key, last)
            rows = [[*nine[3 * row : 3 * row + 3], low[row]] for row in range(3)]
        else:
            rows = [*(nine[3 * row : 3 * row + 3] for row in range(3)), [self.corner_key, last, self.erase_key]]
        for row, keys in enumerate(rows):
            for column, key in enumerate(keys):
                self._grid.addWidget(key, row, column)
        order_focus(self)

    def stack(self, *, stacked: bool) -> None:
        """Be low and wide: 1つ消す, the key of the corner and the tenth digit stand at the right of the nine."""
        self._stacked = stacked
        self._arrange(self.order)

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a digit, Backspace or Delete of a real keyboard; return whether it was one."""
        if event.isAutoRepeat():
            return False
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._press(int(key) - int(Qt.Key.Key_0))
        elif key == Qt.Key.Key_Backspace:
            self._erase()
        elif key == Qt.Key.Key_Delete:
            self._clear()
        elif self._end_part is not None and key in _ENDS:
            self._end_part()
        else:
            return False
        return True


def _two_lines(marked: str) -> str:
    """Return the words of a key with the readings of their first line: 20 mm have no room for those of both."""
    first, _, second = marked.partition("\n")
    return f"{first}\n{plain(second)}"


class Dots(QWidget):
    """``length`` rings of which ``filled`` are full: how many digits of a secret are in, never which."""

    accessible_role: ClassVar = QAccessible.Role.StaticText

    def __init__(
        self, theme: Theme, name: Callable[[int, int], str], length: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self.length, self.filled = length, 0
        self.setObjectName("dots")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_filled(0)

    def set_length(self, length: int) -> None:
        """Show another number of rings."""
        self.length = length
        self.updateGeometry()

    def show_filled(self, filled: int) -> None:
        """Show ``filled`` full rings."""
        self.filled = filled
        self.setAccessibleName(plain(self._name(filled, self.length)))
        self.update()

    def sizeHint(self) -> QSize:
        """Eleven millimetres a ring."""
        return QSize(self._theme.px(11.0) * self.length, self._theme.px(11.0))

    def minimumSizeHint(self) -> QSize:
        """Rings do not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rings."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, ring = self._theme.px(11.0), self._theme.px(7.0)
        painter.setPen(QPen(QColor(self._theme.colours.primary), self._theme.px(0.6)))
        for number in range(self.length):
            painter.setBrush(QColor(self._theme.colours.primary if number < self.filled else self._theme.colours.paper))
            offset = (side - ring) / 2
            painter.drawEllipse(QRectF(number * side + offset, offset, ring, ring))
        painter.end()
