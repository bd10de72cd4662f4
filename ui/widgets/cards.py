"""Cards with a drawing, each acting at once: two beside each other where the words have room, else one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.theme import Theme
from ui.view import Option
from ui.widgets.columns import Columns
from ui.widgets.look import Look

LEAST_CHARACTERS = 6
"""Of a line on a card; a narrower card would break words into syllables."""
_BESIDE_WORDS_MM = 13 + 3 + 2 * 2.6
"""Drawing, the space beside it, and both edges of a card."""


class Cards(Columns):
    """``choose`` is told the value of the card touched; at ``most`` so many stand side by side."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[Option],
        choose: Callable[[str], None],
        *,
        most: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._most = most
        for option in options:
            self._add(option, Look.CARD, option.icon, partial(choose, option.value))
        self._arrange(1)

    def _fitting(self, width: int) -> int:
        words = LEAST_CHARACTERS * tokens.BODY_PT[self._theme.size] * tokens.MM_PER_PT
        # Where nothing is offered, as with no event that leads to a form the town has, there are no cards.
        needed = max([self._theme.px(words + _BESIDE_WORDS_MM), *(button.least_width() for button in self.buttons)])
        return self._most if width >= 2 * needed + self._theme.px(tokens.GAP) else 1
