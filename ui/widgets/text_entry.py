"""What is written, in as many lines as it needs; the keys of a real keyboard. The board is in ui.widgets.letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.composition import Composition
from ui.focus import reveal
from ui.later import Later
from ui.theme import Theme
from ui.widgets.look import paint_focus
from ui.wrapped import Wrapped

PADDING = 1.5
"""Between the edge and what is written, mm; above and below it ``CLOSE_PADDING`` at least."""
CLOSE_PADDING = 1.0
CURSOR_WIDTH = 0.8
SHARE_WIDTH = 0.7
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With one of these a key writes nothing."""
_STEPS = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}


def type_into(composition: Composition, event: QKeyEvent) -> bool:
    """Take a key of a real keyboard; return whether it was used."""
    if event.modifiers() & COMMANDS:
        return False
    if event.key() == Qt.Key.Key_Backspace:
        composition.erase()
        return True
    text = event.text()
    return len(text) == 1 and composition.type(text)


class _Setting(NamedTuple):
    """The lines, which of them are shown, and how high that is with its edges, px."""

    wrapped: Wrapped
    first: int
    shown: int
    height: int


def follow(widget: QWidget, composition: Composition, show: Callable[[], None]) -> None:
    """Have ``show`` called at each change as long as ``widget`` lives: a face goes, what was written on it stays."""
    composition.listeners.append(show)
    widget.destroyed.connect(partial(composition.listeners.remove, show))


class TextEntry(QLineEdit):
    """The text of a composition and its cursor; ``value`` and ``set_value`` are all that a page uses.

    A line edit to Qt and to a screen reader, without menu, clipboard, drops, undo or input method: nothing of one
    resident reaches the next. It is painted here, wrapped. On a page it grows with what is written; where it is
    ``held`` to a height, the type is smaller once that is used up, and then the lines around the cursor are shown.
    """

    touched = Signal()
    convert = Signal()
    """Space, while kana are pending."""
    held_anew = Signal()
    """It is held to another height, for another width."""

    def __init__(
        self, theme: Theme, name: str, composition: Composition | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.composition = composition or Composition()
        self._least, self._most = theme.px(tokens.TARGET), 0
        self._set: tuple[tuple[object, ...], _Setting] | None = None
        self._first = 0
        self.shown_later = Later(self, self.show_cursor)
        """Started where the line grows by a posted event."""
        self.setReadOnly(True)
        self.setFont(theme.body())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(plain(name))
        self.setObjectName("text")
        self.returned = self.returnPressed
        follow(self, self.composition, self._show)
        self._show()

    # --- how high it is ---

    def hold(self, least: int, most: int) -> int:
        """Be as high as what is written needs, from ``least`` to ``most`` px; return how high that is."""
        self._least, self._most = least, max(least, most)
        height = self._setting(self.width()).height
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
        return height

    def lines_high(self, count: int) -> int:
        """Return the height of so many lines of the usual type where the height is held, px."""
        return count * self._pitch(self._theme.body(), tokens.CLOSE_LINE_HEIGHT) + 2 * self._theme.px(CLOSE_PADDING)

    def lines_in_sight(self) -> tuple[int, int]:
        """Return how many lines are shown, and how many there are."""
        setting = self._setting(self.width())
        return setting.shown, setting.wrapped.count

    def room(self) -> tuple[QSize, QSize]:
        """Return the size that the lines in sight need, and the size there is for them, px."""
        setting, theme = self._setting(self.width()), self._theme
        needed = QSize(ceil(setting.wrapped.widest), setting.shown * setting.wrapped.pitch)
        edges = QSize(2 * theme.px(PADDING), 2 * theme.px(CLOSE_PADDING))
        return needed, self.size() - edges

    def line_of_cursor(self) -> int:
        """Return the number of the line on which the cursor stands."""
        return self._setting(self.width()).wrapped.line_of(self.composition.cursor)

    @staticmethod
    def _pitch(font: QFont, times: float) -> int:
        return round(font.pixelSize() * times)

    def _setting(self, width: int) -> _Setting:
        composition = self.composition
        key = (composition.text, composition.cursor, composition.pending_part, width, self._least, self._most)
        if self._set is None or self._set[0] != key:
            self._set = (key, self._fit(width))
        return self._set[1]

    def _fit(self, width: int) -> _Setting:
        theme, text, pending = self._theme, self.composition.text, self.composition.pending_part
        inner, edges = width - 2 * theme.px(PADDING), 2 * theme.px(CLOSE_PADDING)
        if not self._most:
            font = theme.body()
            wrapped = Wrapped(text, font, inner, self._pitch(font, tokens.LINE_HEIGHT), pending)
            return _Setting(wrapped, 0, wrapped.count, max(self._least, wrapped.count * wrapped.pitch + edges))
        for font in (theme.body(), theme.small(), theme.frame()):
            wrapped = Wrapped(text, font, inner, self._pitch(font, tokens.CLOSE_LINE_HEIGHT), pending)
            if wrapped.count * wrapped.pitch + edges <= self._most or wrapped.count == 1:
                break
        shown = min(wrapped.count, max(1, (self._most - edges) // wrapped.pitch))
        # The lines stay where they are while the cursor moves among them.
        line = wrapped.line_of(self.composition.cursor)
        self._first = max(line - shown + 1, min(self._first, line, wrapped.count - shown))
        return _Setting(wrapped, self._first, shown, max(self._least, shown * wrapped.pitch + edges))

    def hasHeightForWidth(self) -> bool:
        """Say that what is written wraps."""
        return not self._most

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines, or of those that are shown."""
        return self._setting(width).height

    def sizeHint(self) -> QSize:
        """Return the width of four characters: it takes what there is; how high it is follows from its width."""
        return QSize(self.font().pixelSize() * 4 + 2 * self._theme.px(PADDING), self._least)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    # --- what is written ---

    def _show(self) -> None:
        text, cursor = self.composition.text, self.composition.cursor
        if self.text() != text:
            self.setText(text)
        # Qt counts in UTF-16.
        self.setCursorPosition(len(text[:cursor].encode("utf-16-le")) // 2)
        if self._most:
            self.hold(self._least, self._most)
        self.updateGeometry()
        self.update()
        if self.isVisible():
            # It grows by a posted event.
            self.shown_later.start()

    @Slot()
    def show_cursor(self) -> None:
        """Scroll the page so that the line with the cursor is in sight."""
        reveal(self, self.cursor_area())

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key that something else had: what follows comes to the line itself. Return whether it was used."""
        used = type_into(self.composition, event)
        if used:
            self.setFocus()
        return used

    def value(self) -> str:
        """Return the text."""
        return self.composition.settled()

    def set_value(self, text: str) -> None:
        """Show ``text``."""
        self.composition.set_text(text)

    # --- what is touched ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write as with a Japanese input method; ← and → move the cursor as far as there is text.

        While kana are pending, Space converts them and Enter leaves them as they are; otherwise Enter is つぎへ. The
        keys of the clipboard and everything else pass over.
        """
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.composition.pending:
            self.composition.finish()
        elif enter:
            self.returnPressed.emit()
        elif event.key() == Qt.Key.Key_Space and self.composition.converts:
            self.convert.emit()
        elif event.key() in _STEPS and not event.modifiers() & COMMANDS:
            if not self.composition.move(_STEPS[event.key()]):
                event.ignore()
        elif not type_into(self.composition, event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch puts the cursor there and opens the board."""
        if event.button() is Qt.MouseButton.LeftButton:
            setting, (left, top) = self._setting(self.width()), self._corner()
            down = setting.first * setting.wrapped.pitch
            self.composition.move_to(setting.wrapped.at(event.position() - QPoint(left, top - down)))
            self.touched.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is selected or dragged."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is pasted."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Of two quick touches the second is one too."""
        self.mousePressEvent(event)

    # --- how it looks ---

    def _corner(self) -> tuple[int, int]:
        """Return where the first line shown begins: in the middle, unless there is room for another one below."""
        setting, edge = self._setting(self.width()), self._theme.px(CLOSE_PADDING)
        spare = self.height() - setting.shown * setting.wrapped.pitch
        return self._theme.px(PADDING), edge if spare >= setting.wrapped.pitch + 2 * edge else spare // 2

    def cursor_area(self) -> QRect:
        """Return where the cursor stands."""
        setting, (left, top) = self._setting(self.width()), self._corner()
        bar = setting.wrapped.cursor(self.composition.cursor, self._theme.px(CURSOR_WIDTH))
        return bar.translated(left, top - setting.first * setting.wrapped.pitch).toRect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hold the height at another width too."""
        super().resizeEvent(event)
        before, wider = self.minimumHeight(), event.size().width() != event.oldSize().width()
        if self._most and wider and self.hold(self._least, self._most) != before:
            self.held_anew.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the lines, the cursor and the mark of the focus."""
        del event
        theme, colours = self._theme, self._theme.colours
        setting, (left, top) = self._setting(self.width()), self._corner()
        edge, radius = max(1, theme.px(tokens.EDGE_WIDTH)), theme.px(tokens.RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), edge))
        painter.setBrush(QColor(colours.paper))
        half = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        pitch = setting.wrapped.pitch
        painter.save()
        painter.setClipRect(QRectF(0, top, self.width(), setting.shown * pitch))
        painter.setPen(QColor(colours.text))
        setting.wrapped.draw(painter, left, top - setting.first * pitch)
        painter.restore()
        if setting.shown < setting.wrapped.count:
            self._paint_share(painter, setting)
        if self.isEnabled():
            painter.fillRect(self.cursor_area(), QColor(colours.primary))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)
        painter.end()

    def _paint_share(self, painter: QPainter, setting: _Setting) -> None:
        """Paint at the right which share of the lines is in sight: what stands above is not lost."""
        edge, wide = self._theme.px(CLOSE_PADDING), self._theme.px(SHARE_WIDTH)
        whole, hidden = self.height() - 2 * edge, setting.wrapped.count - setting.shown
        high = max(3 * wide, whole * setting.shown // setting.wrapped.count)
        top = edge + (whole - high) * setting.first // hidden
        painter.fillRect(self.width() - edge - wide, top, wide, high, QColor(self._theme.colours.edge))
