"""What the question page needs of its control."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Answer(Protocol):
    """What the question page needs of a control."""

    def raw(self) -> object:
        """Return what was entered, for forms.journey.parse."""
        ...

    def draft(self) -> object:
        """Return all that is entered, and where one is, for the same question in another language or text size."""
        ...

    def restore(self, draft: object) -> None:
        """Take over what ``draft`` gave."""
        ...

    def first(self) -> QWidget | None:
        """Return the control that gets the focus."""
        ...

    def complaint(self) -> str:
        """Return what is missing before anything can be sent; empty when nothing is."""
        ...

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key of a real keyboard; return whether it was used."""
        ...


class Complete:
    """A control that holds an answer, or none, at any time."""

    def complaint(self) -> str:
        """Nothing is ever half entered."""
        return ""
