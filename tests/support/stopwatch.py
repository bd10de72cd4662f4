"""When a window had painted the page that was waited for, on the clock that all processes of the machine share."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

LIMIT_MS = 20_000


class _Painted(QObject):
    """Ends ``loop`` once ``window`` has painted while ``there`` was true."""

    def __init__(self, window: QWidget, there: Callable[[], bool], loop: QEventLoop) -> None:
        super().__init__(window)
        self._there, self._loop = there, loop
        self.at: float | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt paints what changed in answer to this event."""
        if event.type() is QEvent.Type.UpdateRequest and self._there():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._note)
        return super().eventFilter(watched, event)

    @Slot()
    def _note(self) -> None:
        self.at = time.monotonic()
        self._loop.quit()


def painted_at(window: QWidget, there: Callable[[], bool], act: Callable[[], object]) -> float:
    """Do ``act`` and let the event loop run; return when (``time.monotonic``) the window had painted it."""
    loop = QEventLoop()
    painted = _Painted(window, there, loop)
    QTimer.singleShot(LIMIT_MS, loop, loop.quit)
    act()
    loop.exec()
    painted.deleteLater()
    assert painted.at is not None, f"not painted within {LIMIT_MS} ms"
    return painted.at
