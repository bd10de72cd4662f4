"""A line that shows what is written and takes the keys of a real keyboard; the board is in ui.widgets.letters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.composition import Composition
from ui.theme import Theme
from ui.widgets.look import paint_focus

COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With one of these a key writes nothing."""


class _Line(QLineEdit):
    """A line without menu, clipboard, drops or undo: nothing of one resident reaches the next."""

    touched = Signal()
    convert = Signal()
    """Space, while kana are pending."""

    def __init__(self, theme: Theme, composition: Composition, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._composition = theme, composition
        self.setReadOnly(True)
        self.setFont(theme.body())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        edge = max(1, theme.px(tokens.EDGE_WIDTH))
        self.setStyleSheet(
            f"QLineEdit {{ border: {edge}px solid {theme.colours.edge}; border-radius: {theme.px(tokens.RADIUS)}px;"
            f" padding: 0 {theme.px(1.5)}px; background: {theme.colours.paper}; color: {theme.colours.text};"
            f" selection-background-color: {theme.colours.primary}; selection-color: {theme.colours.paper}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write as with a Japanese input method; the keys of the clipboard and everything else pass over.

        While kana are pending, Space converts them and Enter leaves them as they are; otherwise Enter is つぎへ.
        """
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self._composition.pending:
            self._composition.finish()
        elif enter:
            self.returnPressed.emit()
        elif event.key() == Qt.Key.Key_Space and self._composition.converts:
            self.convert.emit()
        elif not type_into(self._composition, event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch opens the board."""
        super().mousePressEvent(event)
        self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the focus ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.rect()), tokens.RADIUS * self._theme.screen.px_per_mm, self._theme.colours)
            painter.end()


def type_into(composition: Composition, event: QKeyEvent) -> bool:
    """Take a key of a real keyboard; return whether it was used."""
    if event.modifiers() & COMMANDS:
        return False
    if event.key() == Qt.Key.Key_Backspace:
        composition.erase()
        return True
    text = event.text()
    return len(text) == 1 and composition.type(text)


class TextEntry(QWidget):
    """The line of a composition; ``value`` and ``set_value`` are all that a page uses."""

    def __init__(
        self, theme: Theme, name: str, composition: Composition | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.composition = composition or Composition()
        self._line = _Line(theme, self.composition, self)
        self._line.setAccessibleName(plain(name))
        self._line.setObjectName("text")
        self._line.setMinimumHeight(theme.px(tokens.TARGET))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        self.setFocusProxy(self._line)
        self.returned = self._line.returnPressed
        self.touched, self.convert = self._line.touched, self._line.convert
        self.composition.listeners.append(self._show)
        self._show()

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key that something else had: what follows comes to the line itself. Return whether it was used."""
        used = type_into(self.composition, event)
        if used:
            self.setFocus()
        return used

    def be_low(self, height: int) -> None:
        """Be as high as the keys of a board, px."""
        self._line.setMinimumHeight(height)
        self._line.setFixedHeight(height)

    def _show(self) -> None:
        self._line.setText(self.composition.text)
        self._line.setCursorPosition(len(self.composition.text))

    def value(self) -> str:
        """Return the text."""
        return self.composition.settled()

    def set_value(self, text: str) -> None:
        """Show ``text``."""
        self.composition.set_text(text)
