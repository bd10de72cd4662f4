"""A drawing of assets/icons on the page, with a name for those who do not see it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from kiosk.session.settings import TextSize
from ui.icons import drawing
from ui.theme import Theme

_SMALL_MM = 20.0


class Picture(QWidget):
    """A drawing of at most ``width_mm`` x ``height_mm``; on a full page it gives way down to a third of its height.

    With the largest text, or with readings above large text, a large one gives way altogether: the words come first.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        width_mm: float,
        height_mm: float,
        *,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._size = QSize(theme.px(width_mm), theme.px(height_mm))
        self.setMaximumSize(self._size)
        self.setMinimumWidth(self._size.width())
        self.setMinimumHeight(self._size.height() // 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(plain(spoken))
        full = theme.size is TextSize.LARGEST or (theme.size is TextSize.LARGER and theme.reads)
        if full and height_mm > _SMALL_MM:
            self.hide()

    def show_drawing(self, name: str) -> None:
        """Show another drawing."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        """Return the full size."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing in the middle."""
        del event
        painter = QPainter(self)
        colour, ratio = self._theme.colours.primary, self.devicePixelRatioF()
        painter.drawPixmap(0, 0, drawing(self._name, colour, self.width(), self.height(), ratio))
        painter.end()
