"""A long page is made bit by bit: first what is in sight, the rest once that is painted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.focus import order_focus
from ui.later import Later
from ui.widgets.scroll import Scroll

_SCREENS_AT_ONCE = 1.25
"""How much of a long page is made before it is painted: more than the screen and than a row of buttons below it."""


class Growth(QObject):
    """Adds what ``parts`` make to the column of a page, one below the other; the rest of the column stays empty.

    Only as many as fill the screen are made now, those out of sight once these are painted. Nothing in sight moves by
    that, for all stands at the top; whoever asks for the whole page before (``complete``) has it.
    """

    def __init__(self, parts: Iterator[QWidget], column: QVBoxLayout, scroller: Scroll, page: QWidget) -> None:
        super().__init__(page)
        self._column, self._scroller, self._page = column, scroller, page
        self._rest: Iterator[QWidget] | None = None
        enough = _SCREENS_AT_ONCE * page.window().height()
        for part in parts:
            column.addWidget(part)
            enough -= part.minimumSizeHint().height()
            if enough < 0:
                self._rest = parts
                scroller.painted.connect(self._complete_soon)
                return
        column.addStretch(1)

    @Slot()
    def _complete_soon(self) -> None:
        self._scroller.painted.disconnect(self._complete_soon)
        Later(self, self.complete).start()

    @Slot()
    def complete(self) -> None:
        """Make what was left for later."""
        rest, self._rest = self._rest, None
        if rest is None:
            return
        # One layout for all of them, not one for each that is shown; and each in its width from the first.
        self._column.setEnabled(False)
        for part in rest:
            part.resize(self._scroller.viewport().width(), part.height())
            self._column.addWidget(part)
            part.show()
        self._column.addStretch(1)
        self._column.setEnabled(True)
        # At once, and the column's height with it: until then all of it would stand in the height it had.
        QCoreApplication.sendEvent(self._scroller, QEvent(QEvent.Type.LayoutRequest))
        order_focus(self._page)
