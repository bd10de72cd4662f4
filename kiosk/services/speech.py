"""The voice as the window sees it: say these sentences, be silent. The process behind it starts when first wanted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from kiosk.speech.command import voice_command

if TYPE_CHECKING:
    from collections.abc import Sequence

_END_MS = 1000


class SpeechService(QObject):
    """``done``: the newest order was said to its end. ``failed``: there is no loudspeaker, or the voice went away."""

    done = Signal()
    failed = Signal()

    def __init__(self, command: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command) or voice_command()
        self._process: QProcess | None = None
        self._job = 0

    def say(self, sentences: Sequence[str], pace: float, volume: float, town: str = "") -> None:
        """Say ``sentences`` (readings as ｜町《ちょう》) in place of what is being said; see kiosk.speech.sounds."""
        self._job += 1
        self._order(say=list(sentences), pace=pace, volume=volume, town=town, job=self._job)

    def tone(self, volume: float) -> None:
        """Play the two notes of kiosk.speech.tone after what is being said."""
        self._order(tone=volume)

    def stop(self) -> None:
        """Be silent at once."""
        self._job += 1
        if self._process is not None:
            self._order(stop=True)

    def leave(self) -> None:
        """Be silent at once and give the loudspeaker back, without waiting; the next order starts another process."""
        self.stop()
        process, self._process = self._process, None
        if process is not None:
            process.closeWriteChannel()

    def close(self) -> None:
        """End the voice."""
        process, self._process = self._process, None
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(_END_MS)

    def _order(self, **line: object) -> None:
        if self._process is None:
            self._start()
        if self._process is not None:
            self._process.write(f"{json.dumps(line)}\n".encode())

    def _start(self) -> None:
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._refused)
        process.start(self._command[0], list(self._command[1:]))

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            told = json.loads(bytes(self._process.readLine().data()))
            if told.get("done") == self._job:
                self.done.emit()

    @Slot(QProcess.ProcessError)
    def _refused(self, error: QProcess.ProcessError) -> None:
        """A program that never started never finishes; after any other error it does, and is told of then."""
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    @Slot()
    def _ended(self) -> None:
        """The voice ended by itself: whoever turns it on again gets another one."""
        process = self.sender()
        process.deleteLater()
        if process is self._process:
            self._process = None
            self.failed.emit()
