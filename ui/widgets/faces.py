"""What stands in place of a question while its answer is looked for: one face on another, もどる takes one away."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.page import Page


@runtime_checkable
class Onward(Protocol):
    """A face that does something at つぎへ."""

    def onward(self) -> None:
        """つぎへ was touched."""
        ...


@runtime_checkable
class Keyed(Protocol):
    """A face that takes the keys of a real keyboard."""

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it was used."""
        ...


class Faces:
    """The faces open on ``page``."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[tuple[QWidget, QWidget]] = []

    @property
    def top(self) -> QWidget | None:
        """The face in sight; None when it is the question."""
        return self._open[-1][0] if self._open else None

    def push(self, face: QWidget, first: QWidget) -> None:
        """Show ``face``; ``first`` gets the focus."""
        self._open.append((face, first))
        self._page.open(face, first)

    def pop(self) -> bool:
        """Take the last face away; tell whether there was one."""
        if not self._open:
            return False
        gone, _ = self._open.pop()
        if self._open:
            self._page.open(*self._open[-1])
        else:
            self._page.close_face()
        self._page.drop(gone)
        return True

    def clear(self) -> None:
        """Show the question."""
        while self.pop():
            pass
