"""Labels with their values, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ui import tokens
from ui.layouts import held
from ui.theme import Theme
from ui.widgets.panel import Panel
from ui.widgets.sentence import Sentence, Voice

CLOSE, CLOSEST = 1, 2
"""How tight rows can stand: in closer lines; with values as small as their labels."""
_POINTS = (24.0, 22.0, tokens.FRAME_PT)
LEAST = CLOSEST + len(_POINTS)
"""Beyond, both are smaller from step to step."""


class Rows(Panel):
    """A quiet panel of label and value; ``stacked``: the label above its value, for long labels."""

    def __init__(self, theme: Theme, *, stacked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._stacked = stacked
        self._grid = QGridLayout(self)
        pad = theme.px(tokens.GAP)
        self._grid.setContentsMargins(pad, pad, pad, pad)
        self._grid.setHorizontalSpacing(theme.px(4.0))
        self._grid.setColumnStretch(1, 1)
        self._shown: list[tuple[str, str]] = []
        self._step = 0

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows in place of the former ones."""
        if list(rows) == self._shown:
            return
        self._shown = list(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, (label, value) in enumerate(rows):
            name = Sentence(self._theme, label, Voice.SMALL)
            content = Sentence(self._theme, value, Voice.STRONG)
            if self._stacked:
                self._grid.addWidget(name, 2 * number, 0, 1, 2)
                self._grid.addWidget(content, 2 * number + 1, 0, 1, 2)
            else:
                name.keep_on_one_line()
                self._grid.addWidget(name, number, 0)
                self._grid.addWidget(content, number, 1)
        self.tighten(self._step)

    def tighten(self, step: int) -> None:
        """Take less height, by one of the steps above; 0 is one's own."""
        self._step = step
        self._grid.setVerticalSpacing(self._theme.px(0.5 if self._stacked or step >= CLOSEST else 2.0))
        for sentence in held(self._grid):
            if isinstance(sentence, Sentence):
                sentence.be_modest(modest=step >= CLOSEST)
                if step > CLOSEST:
                    sentence.be_at_most(_POINTS[step - CLOSEST - 1])
                elif step:
                    sentence.keep_close()
