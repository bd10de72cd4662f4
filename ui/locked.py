"""A window of the kiosk: no menus, and while it is locked only the program itself closes it."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QContextMenuEvent
from PySide6.QtWidgets import QWidget


class LockedWindow(QWidget):
    """Closed by nobody while ``locked``."""

    def __init__(self, parent: QWidget | None = None, *, locked: bool = False) -> None:
        super().__init__(parent)
        self._locked = locked

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """There are no menus."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """In kiosk mode only the program itself closes the window."""
        if self._locked:
            event.ignore()
        else:
            super().closeEvent(event)

    def unlock(self) -> None:
        """The program ends: closing is allowed again."""
        self._locked = False
