"""One thread that does one job after another and reports each as one event."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.session.events import DeviceEvent


@dataclass(frozen=True, slots=True)
class Broken:
    """A job ended with an exception that no person can cause: a bug, raised again on the GUI thread."""

    error: BaseException


class Worker(QObject):
    """Base of the services with a thread: ``told`` carries a DeviceEvent, or Broken."""

    told = Signal(object)

    def __init__(self, thread_name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=thread_name)
        self._last: Future[None] | None = None
        self._closed = False

    def run(self, job: Callable[[], DeviceEvent | None]) -> None:
        """Do ``job`` on the thread after those that wait; tell its event."""
        if not self._closed:
            self._last = self._pool.submit(self._do, job)

    def _do(self, job: Callable[[], DeviceEvent | None]) -> None:
        if self._closed:
            return
        try:
            event = job()
        except BaseException as error:  # not swallowed: the runtime raises it on the GUI thread
            self._tell(Broken(error))
        else:
            if event is not None:
                self._tell(event)

    def _tell(self, event: DeviceEvent | Broken) -> None:
        """Emit; the only place where this service does."""
        if not self._closed:
            self.told.emit(event)

    def close(self, limit_s: float) -> bool:
        """Take no more jobs and wait for the one under way; False if it did not end within ``limit_s`` seconds."""
        self._closed = True
        # Jobs that wait end at once by themselves: a cancelled one would never be done for ``wait``.
        self._pool.shutdown(wait=False)
        return self._last is None or not wait([self._last], timeout=limit_s).not_done
