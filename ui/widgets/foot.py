"""The buttons at the foot of a page, where nothing scrolls them away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from ui import tokens
from ui.theme import Theme
from ui.widgets.button import BigButton

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Foot(QBoxLayout):
    """Buttons in one row, in two, or one above the other, as their words have room."""

    def __init__(self, theme: Theme, buttons: Sequence[BigButton]) -> None:
        super().__init__(_ACROSS)
        self._buttons, self._gap = buttons, theme.px(tokens.GAP)
        half = (len(buttons) + 1) // 2
        self._halves = (QBoxLayout(_ACROSS), QBoxLayout(_ACROSS))
        for part, held in zip(self._halves, (buttons[:half], buttons[half:]), strict=True):
            for button in held:
                policy = button.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
                button.setSizePolicy(policy)
                part.addWidget(button, 1)
            if held:
                self.addLayout(part, len(held))
        for row in (self, *self._halves):
            row.setSpacing(self._gap)

    def turn(self, width: int) -> None:
        """Lay the buttons out for ``width`` px."""
        self.setDirection(_ACROSS if self._fit(self._buttons, width) else _DOWN)
        half = (len(self._buttons) + 1) // 2
        # Each row by its own words: a long one has a row to itself, and those beside it still share theirs.
        for part, held in zip(self._halves, (self._buttons[:half], self._buttons[half:]), strict=True):
            part.setDirection(_ACROSS if self._fit(held, width) else _DOWN)

    def _fit(self, buttons: Sequence[BigButton], width: int) -> bool:
        """Tell whether they have room beside one another, all as wide as the widest has to be."""
        widest = max((button.least_width() for button in buttons), default=0)
        return len(buttons) * (widest + self._gap) - self._gap <= width
