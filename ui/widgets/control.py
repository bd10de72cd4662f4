"""What the question page needs of its control."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Answer(ABC):
    """What the question page needs of a control. The last five are for one with faces, digits or parts of its own."""

    @abstractmethod
    def raw(self) -> object:
        """Return what was entered, for forms.journey.parse."""

    @abstractmethod
    def draft(self) -> object:
        """Return all that is entered, and where one is, for the same question in another language or text size."""

    @abstractmethod
    def restore(self, draft: object) -> None:
        """Take over what ``draft`` gave."""

    @abstractmethod
    def first(self) -> QWidget | None:
        """Return the control that gets the focus."""

    @abstractmethod
    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key of a real keyboard; return whether it was used."""

    def complaint(self) -> str:
        """Return what is missing before anything can be sent; empty when nothing is."""
        return ""

    def filled(self) -> bool:
        """Tell whether digits stand on its pad, to which Enter on its first key would add one."""
        return False

    def onward(self) -> bool:
        """Do what つぎへ does on a face that stands in place of the question; tell whether one is open."""
        return False

    def back(self) -> bool:
        """Do what もどる does on such a face; tell whether one is open."""
        return False

    def close(self) -> None:  # noqa: B027 - one without faces has nothing to close
        """Show the question: the session has something to say about the answer."""
