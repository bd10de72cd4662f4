"""A window of the kiosk: one thing in it, no menus, and while it is locked only the program itself closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget


class LockedWindow(QWidget):
    """Closed by nobody while ``locked``. ``name`` tells it from the other one."""

    def __init__(self, name: str, parent: QWidget | None = None, *, locked: bool = False) -> None:
        super().__init__(parent)
        self._locked = locked
        self._filling: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        # The screen is as large as it is: a page must never make the window larger.
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setObjectName(name)
        self.setAutoFillBackground(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def fill(self, filling: QWidget) -> None:
        """Show ``filling`` in place of what filled the window before."""
        if self._filling is not None:
            self._outer.removeWidget(self._filling)
            self._filling.hide()
            self._filling.deleteLater()
        self._filling = filling
        self._outer.addWidget(filling)

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
