"""What is missing on a page, said at its top."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence, Voice


class Complaint(Sentence):
    """What is missing, at the top; the control that it is about is described by the same words."""

    changed = Signal()
    """It says something else, or nothing any more."""

    def __init__(self, theme: Theme) -> None:
        self._at: QWidget | None = None
        super().__init__(theme, "", Voice.ERROR)

    def say(self, text: str) -> None:
        """Show ``text``; an empty one hides it, and the control is described by nothing."""
        before = self.words
        super().say(text)
        if self._at is not None:
            self._at.setAccessibleDescription(self.words)
        if self.words != before:
            self.changed.emit()

    def be_about(self, control: QWidget | None) -> None:
        """Describe ``control`` by the same words."""
        target = control.focusProxy() or control if control is not None else None
        if target is not self._at and self._at is not None:
            self._at.setAccessibleDescription("")
        self._at = target
        if target is not None:
            target.setAccessibleDescription(self.words)

    def bring_focus(self) -> None:
        """Bring the focus to what it is about; whatever is pressed at this moment was not meant for it."""
        if isinstance(self._at, BigButton):
            self._at.hush()
        if self._at is not None and self._at.isVisible():
            self._at.setFocus(Qt.FocusReason.OtherFocusReason)
