"""What the keys of a real keyboard do while ways to write a word are offered: as in a Japanese input method."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.button import BigButton
from ui.widgets.text_entry import COMMANDS


class Act(Enum):
    """What a key asks for."""

    NEXT = "next"
    TAKE = "take"
    GIVE_BACK = "give back"
    """The kana, to be written on."""
    GO_ON = "go on"
    """Take the word and write what the key says behind it."""


_KEYS = {
    Qt.Key.Key_Space: Act.NEXT,
    Qt.Key.Key_Return: Act.TAKE,
    Qt.Key.Key_Enter: Act.TAKE,
    Qt.Key.Key_Backspace: Act.GIVE_BACK,
}


def asked_by(event: QKeyEvent) -> Act | int | None:
    """Return what a key asks for, the number of the word that a digit takes, or None for any other key."""
    text = event.text()
    if event.modifiers() & COMMANDS:
        return None
    if event.key() in _KEYS:
        return _KEYS[Qt.Key(event.key())]
    if text.isascii() and text.isdecimal():
        return int(text)
    return Act.GO_ON if text and text.isprintable() else None


class Word(BigButton):
    """A way to write a word. Its board takes the keys (``asked_by``): a button's own Space would take the word."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys to the board."""
        event.ignore()
