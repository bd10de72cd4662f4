"""The session's clock: seconds that only go forward, today's date, and a tick a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk import clock

if TYPE_CHECKING:
    from datetime import date

    from kiosk.session.events import Tick

TICK_MS = 1000


class SystemClock(QObject):
    """The clock of the machine. The demo's dock may jump ahead with ``jump``."""

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ahead = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def now(self) -> float:
        """Return seconds on a scale that only goes forward. Safe on every thread."""
        return time.monotonic() + self._ahead

    def today(self) -> date:
        """Return the date at the town hall."""
        return clock.today()

    def start(self) -> None:
        """Tick from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def jump(self, seconds: float) -> None:
        """Let time pass at once."""
        self._ahead += seconds
        self._tick()

    @Slot()
    def _tick(self) -> None:
        # Loaded at the first tick: the first page is painted before.
        from kiosk.session.events import Tick  # noqa: PLC0415

        self._tell(Tick(self.now()))

    def _tell(self, event: Tick) -> None:
        self.told.emit(event)
