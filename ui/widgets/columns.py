"""Buttons in as many columns as the width has room for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import tokens
from ui.theme import Theme
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.sentence import Wrapping


class Columns(Wrapping):
    """``buttons`` row by row; whoever derives says how many columns fit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = 0
        self.buttons: list[BigButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(tokens.GAP))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _add(self, option: Option, look: Look, icon: str, touched: Callable[[], None]) -> BigButton:
        button = BigButton(self._theme, option.text, look, detail=option.detail, icon=icon, parent=self)
        button.activated.connect(touched)
        self.buttons.append(button)
        return button

    def _fitting(self, width: int) -> int:
        """Return how many columns a width in px has room for."""
        raise NotImplementedError

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        before, self._columns = self._columns, columns
        for number, button in enumerate(self.buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(max(before, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def fit(self, width: int) -> None:
        """Use the columns that this width has room for: now, rather than when laid out at another one."""
        self._arrange(self._fitting(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the columns that this width has room for."""
        self.fit(event.size().width())
        super().resizeEvent(event)
