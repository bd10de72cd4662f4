"""Keys of which some are marked: the eras beside a date, the halves of a day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize

from ui import tokens
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.columns import Columns
from ui.widgets.look import Look


class Sort(Enum):
    """What a touch on a key does: it takes the mark from another, has one of its own, or has none."""

    ONE_OF_SEVERAL = auto()
    SWITCH = auto()
    ACT = auto()


class Key(NamedTuple):
    """What a key stands for, and its words."""

    value: str
    words: str
    sort: Sort = Sort.ONE_OF_SEVERAL


class MarkedKeys(Columns):
    """All in a row where there is room for them, else three, or two with long words."""

    def __init__(self, theme: Theme, keys: tuple[Key, ...], touched: Callable[[str], None]) -> None:
        super().__init__(theme)
        self._keys = keys
        # One size for all, where one has a word below the era.
        fixed = any("\n" in key.words for key in keys)
        for key in keys:
            button = BigButton(theme, key.words, Look.KEY)
            button.setCheckable(key.sort is not Sort.ACT)
            button.one_of_several = key.sort is Sort.ONE_OF_SEVERAL
            button.fixed = fixed
            button.activated.connect(partial(touched, key.value))
            self.buttons.append(button)
        self._arrange(3)

    def _fitting(self, width: int) -> int:
        least, gap = max(button.least_width() for button in self.buttons), self._theme.px(tokens.GAP)
        fitting = (width + gap) // (least + gap)
        return next((count for count in (len(self.buttons), 3) if count <= fitting), 2)

    def minimumSizeHint(self) -> QSize:
        """Return what two columns need: a window that is turned can be narrower than the row that stands now."""
        least, gap = max(button.least_width() for button in self.buttons), self._theme.px(tokens.GAP)
        return QSize(2 * least + gap, super().minimumSizeHint().height())

    def mark(self, values: Collection[str | None]) -> None:
        """Mark the keys of ``values``, and no other."""
        for key, button in zip(self._keys, self.buttons, strict=True):
            button.setChecked(key.value in values)
