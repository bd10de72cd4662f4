"""Free text and kana: the one widget to replace when the 50音 board comes. For now the system's own input."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import tokens
from ui.theme import Theme
from ui.widgets.button import paint_focus

_CLIPBOARD = {Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Insert}


class _Line(QLineEdit):
    """A line without menu, clipboard, drops or undo: nothing of one resident reaches the next."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.body())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setMinimumHeight(theme.px(tokens.TARGET))
        edge = max(1, theme.px(tokens.EDGE_WIDTH))
        self.setStyleSheet(
            f"QLineEdit {{ border: {edge}px solid {theme.colours.edge}; border-radius: {theme.px(tokens.RADIUS)}px;"
            f" padding: 0 {theme.px(3)}px; background: {theme.colours.paper}; color: {theme.colours.text};"
            f" selection-background-color: {theme.colours.primary}; selection-color: {theme.colours.paper}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass over the clipboard's keys."""
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _CLIPBOARD and control & Qt.KeyboardModifier.ControlModifier:
            return
        if event.key() == Qt.Key.Key_Insert and control:
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the focus ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.rect()), tokens.RADIUS * self._theme.screen.px_per_mm, self._theme.colours)
            painter.end()


class TextEntry(QWidget):
    """A line of text; ``value`` and ``set_value`` are all that a page uses."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = _Line(theme, self)
        self._line.setAccessibleName(name)
        self._line.setObjectName("text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        self.setFocusProxy(self._line)
        self.returned = self._line.returnPressed

    def value(self) -> str:
        """Return the text."""
        return self._line.text()

    def set_value(self, text: str) -> None:
        """Show ``text`` with the cursor at its end."""
        self._line.setText(text)
