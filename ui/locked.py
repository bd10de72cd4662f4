"""A window of the kiosk: no menus, closed by the program alone while it is locked, told to a screen reader as it is.

Qt knows no more of a painted widget than that it is one. A class says what it is by ``accessible_role``: only what
nobody touches, for a button's own role brings its marks and actions along.
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QCloseEvent, QContextMenuEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class LockedWindow(QWidget):
    """Closed by nobody while ``locked``."""

    accessible_role: ClassVar = QAccessible.Role.Window

    def __init__(self, parent: QWidget | None = None, *, locked: bool = False) -> None:
        _tell_roles()
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


@cache
def _tell_roles() -> None:
    """From now on each widget is what its class names; nothing is asked before a screen reader is there."""
    QAccessible.installFactory(_told)


def _told(_class_name: str, widget: QObject) -> QAccessibleWidget | None:
    role = getattr(widget, "accessible_role", None)
    return QAccessibleWidget(widget, role) if role is not None and isinstance(widget, QWidget) else None
