"""Big buttons to choose from: one (round marks) or several (square marks), in as many columns as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.theme import Theme
from ui.typeset import widest
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.columns import Columns
from ui.widgets.look import Look


class Choices(Columns):
    """``chosen`` holds the values marked, in the order of the options."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[Option],
        *,
        several: bool,
        changed: Callable[[], None] | None = None,
        columns: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._options, self._several, self._changed = tuple(options), several, changed
        self._fixed_columns = columns
        mark = "square" if several else "round"
        for number, option in enumerate(self._options):
            button = self._add(option, Look.CHOICE, mark, partial(self._touched, number))
            button.setCheckable(True)
            button.one_of_several = not several
        self._arrange(max(1, columns))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are marked."""
        return tuple(o.value for o, button in zip(self._options, self.buttons, strict=True) if button.isChecked())

    def first(self) -> BigButton | None:
        """Return the one that is marked where one alone can be: Enter says the same again; else the first."""
        marked = next((one for one in self.buttons if one.isChecked()), None)
        return next(iter(self.buttons), None) if self._several or marked is None else marked

    def choose(self, values: Sequence[str]) -> None:
        """Mark these values."""
        for option, button in zip(self._options, self.buttons, strict=True):
            button.setChecked(option.value in values)

    def _touched(self, number: int) -> None:
        if self._several:
            self.buttons[number].setChecked(not self.buttons[number].isChecked())
        else:
            for other, button in enumerate(self.buttons):
                button.setChecked(other == number)
        if self._changed:
            self._changed()

    def _fitting(self, width: int) -> int:
        if self._fixed_columns:
            return self._fixed_columns
        font = self._theme.body(bold=True)
        words = max((widest(option.text, font) for option in self._options), default=1)
        needed = words + self._theme.px(8.5 + 3 + 6 + 1)
        gap = self._theme.px(tokens.GAP)
        return max(1, min(4, len(self._options), (width + gap) // (needed + gap)))
