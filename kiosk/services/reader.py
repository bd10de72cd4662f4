"""The reader service: passes on what the watcher (real or virtual) says, from whatever thread it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.session.events import ReaderChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardreader.states import ReaderState


class Watcher(Protocol):
    """What ReaderWatcher and VirtualReader have in common."""

    def start(self) -> None:
        """Publish the state of the moment, then every change."""
        ...

    def stop(self) -> object:
        """Publish nothing more."""
        ...


class ReaderService(QObject):
    """``told`` carries ReaderChanged. Its ``publish`` goes into the watcher, then ``watch`` starts that."""

    told = Signal(object)

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._watcher: Watcher | None = None
        self._stopped = False

    def publish(self, reader: ReaderState) -> None:
        """Tell a state; safe on every thread."""
        if not self._stopped:
            self._tell(ReaderChanged(self._now(), reader))

    def watch(self, watcher: Watcher) -> None:
        """Start a watcher and keep it."""
        self._watcher = watcher
        watcher.start()

    def close(self) -> None:
        """Stop the watcher; tell nothing more."""
        self._stopped = True
        if self._watcher is not None:
            self._watcher.stop()

    def _tell(self, event: ReaderChanged) -> None:
        self.told.emit(event)
