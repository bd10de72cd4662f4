"""What is to be done once all that is posted by now is done: a layout, a picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QTimer):
    """``start`` has ``act`` called once, after the events that wait by then; it goes with its owner.

    ``QTimer.singleShot`` of PySide 6.11.3 keeps what it was to call, and its page, for ever where the owner goes first.
    """

    def __init__(self, owner: QObject, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(act)
