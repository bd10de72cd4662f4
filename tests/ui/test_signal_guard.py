"""PySide6 6.12.0 loses a reference to True at each emit and aborts after some 570: the pin below 6.12 is held here."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton

EMITS = 4000
NOISE = 100
"""References that come and go with imports and caches; a lost one at each emit would make thousands."""


class _Source(QObject):
    told = Signal(object)
    flag = Signal(bool)


class _Sink(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    def take(self, _: object) -> None:
        self.heard += 1


def test_emitting_keeps_the_references_of_the_singletons(qapp: QApplication) -> None:
    source, sink, button = _Source(), _Sink(), QPushButton()
    source.told.connect(sink.take, Qt.ConnectionType.QueuedConnection)
    source.flag.connect(sink.take)
    button.clicked.connect(sink.take)
    before = [sys.getrefcount(one) for one in (True, False, None)]
    for _ in range(EMITS):
        source.told.emit(True)
        source.flag.emit(True)
        source.flag.emit(False)
        button.click()
    qapp.processEvents()
    after = [sys.getrefcount(one) for one in (True, False, None)]
    assert sink.heard == 4 * EMITS
    assert all(abs(now - then) < NOISE for now, then in zip(after, before, strict=True))
