"""Somebody is there: told to the session now and then, whatever took the touch or the key.

Keys of a board or a pad are no event of the session; without this it would ask a slow writer "are you still there?".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from ui.later import Later

if TYPE_CHECKING:
    from ui.shell import Shell
    from ui.theme import Clock

EVERY_S = 5.0
"""Seconds between two tellings: far below every time limit (design/ux.md), and seldom enough to cost nothing."""
_SIGNS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})


class Presence(QObject):
    """Sees what reaches the window of ``shell``, before any widget does, and takes nothing."""

    def __init__(self, shell: Shell, clock: Clock) -> None:
        super().__init__(shell)
        self._shell, self._clock = shell, clock
        self._told = float("-inf")
        self._telling = Later(self, shell.touched)
        shell.intent.connect(self._heard)

    def watch(self) -> None:
        """The window is shown: Qt has made what receives its input, perhaps anew."""
        if (handle := self._shell.window().windowHandle()) is not None:
            handle.installEventFilter(self)

    @Slot()
    def _heard(self) -> None:
        """Whatever else is told says the same."""
        self._told = self._clock.now()
        self._telling.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of it once the touch has done what it does."""
        del watched
        if event.type() in _SIGNS:
            now = self._clock.now()
            if now - self._told >= EVERY_S:
                self._told = now
                self._telling.start()
        return False
