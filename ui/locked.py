"""A window of the kiosk: one thing in it, no menus, closed by the program alone while it is locked.

A screen reader is told what it is. Qt knows no more of a painted widget than that it is one: a class says what it is by
``accessible_role``, only what nobody touches; of a button more is told (``ui.accessible_button``).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QCloseEvent, QContextMenuEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.focus import release_focus

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAccessibleWidget


class LockedWindow(QWidget):
    """Closed by nobody while ``locked``. ``name`` tells it from the other one."""

    accessible_role: ClassVar[QAccessible.Role | None] = QAccessible.Role.Window

    def __init__(self, name: str, parent: QWidget | None = None, *, locked: bool = False) -> None:
        _tell_roles()
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
            release_focus(self._filling)
            self._filling.hide()
            self._filling.deleteLater()
        self._filling = filling
        self._outer.addWidget(filling)
        if self.isVisible():
            filling.show()  # now, not with the next event: a page in it asks for its size

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
    from PySide6.QtWidgets import QAccessibleWidget  # noqa: PLC0415 - most kiosks have no screen reader

    from ui.accessible_button import AccessibleButton  # noqa: PLC0415 - as above
    from ui.widgets.button import BigButton  # noqa: PLC0415 - as above

    if isinstance(widget, BigButton):
        return AccessibleButton(widget)
    role = getattr(widget, "accessible_role", None)
    return QAccessibleWidget(widget, role) if role is not None and isinstance(widget, QWidget) else None
