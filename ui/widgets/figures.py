"""Numbers that may be seen: a pad beside the boxes that fill, for telephone, postcode, account, date and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from kiosk.session.settings import TextSize
from ui.theme import Theme
from ui.widgets.pad import DigitPad

LEAST_BOX_MM = 6.5
_BOX_MM = {TextSize.STANDARD: 9.0, TextSize.LARGE: 10.5, TextSize.LARGER: 12.5, TextSize.LARGEST: 14.5}


@dataclass(frozen=True, slots=True)
class Shape:
    """How many digits there may be and how they are grouped; the mark stands after each group (年, 月, 日)."""

    groups: tuple[int, ...]
    marks: tuple[str, ...] = ()
    least: int = 0

    @property
    def longest(self) -> int:
        """All boxes filled."""
        return sum(self.groups)


class Boxes(QWidget):
    """One box a digit, narrower where there is little room; the next one to fill has a thick outline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = ""
        self.shape = Shape(())
        self.setObjectName("boxes")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, shape: Shape, name: str) -> None:
        """Show ``text`` in the boxes of ``shape``."""
        self.text, self.shape = text, replace(shape, marks=tuple(plain(mark) for mark in shape.marks))
        self.setAccessibleName(plain(name))
        self.updateGeometry()
        self.update()

    def _marks_px(self) -> int:
        metrics = QFontMetrics(self._theme.small(bold=True))
        gaps = len(self.shape.groups) - (0 if self.shape.marks else 1)
        return sum(metrics.horizontalAdvance(mark) for mark in self.shape.marks) + gaps * self._theme.px(2.0)

    def sizeHint(self) -> QSize:
        """Return the size with boxes as wide as the text size wants."""
        box = self._theme.px(_BOX_MM[self._theme.size])
        return QSize(box * self.shape.longest + self._marks_px() + 2, int(box * 1.45))

    def minimumSizeHint(self) -> QSize:
        """Return the size with the narrowest boxes that still hold a digit."""
        return QSize(self._theme.px(LEAST_BOX_MM) * self.shape.longest + self._marks_px() + 2, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint boxes, digits and marks."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wanted = self._theme.px(_BOX_MM[self._theme.size])
        width = min(wanted, (self.width() - self._marks_px() - 2) / max(1, self.shape.longest))
        height = self.height() - 2
        left, number = 1.0, 0
        for index, group in enumerate(self.shape.groups):
            for _ in range(group):
                box = QRectF(left + 2, 3, width - 4, height - 6)
                self._paint_box(painter, box, number)
                left += width
                number += 1
            if self.shape.marks:
                mark = self.shape.marks[index]
                painter.setFont(self._theme.small(bold=True))
                painter.setPen(QColor(self._theme.colours.text))
                advance = painter.fontMetrics().horizontalAdvance(mark)
                area = QRectF(left, 0, advance, height)
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), mark)
                left += advance
            left += self._theme.px(2.0)
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF, number: int) -> None:
        following = number == len(self.text)
        edge = self._theme.px(0.7 if following else 0.3)
        painter.setPen(QPen(QColor(self._theme.colours.primary if following else self._theme.colours.edge), edge))
        painter.setBrush(QColor(self._theme.colours.paper))
        painter.drawRoundedRect(box, self._theme.px(1.0), self._theme.px(1.0))
        if number < len(self.text):
            font = self._theme.body(bold=True)
            # A narrow box takes a smaller digit, still above 20 pt.
            font.setPixelSize(min(font.pixelSize(), int(box.width() * 1.35)))
            painter.setFont(font)
            painter.setPen(QColor(self._theme.colours.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text[number])


class Figures:
    """The digits typed so far; tells its boxes and whoever listens."""

    def __init__(self, theme: Theme, shape: Shape, changed: Callable[[], None]) -> None:
        self.boxes = Boxes(theme)
        self.pad = DigitPad(theme, press=self.press, erase=self.erase, clear=self.clear)
        self._theme = theme
        self._changed = changed
        self.shape = shape
        self.digits = ""
        self._show()

    def set_shape(self, shape: Shape) -> None:
        """Change the boxes and empty them."""
        self.shape = shape
        self.digits = ""
        self._show()

    def set_digits(self, digits: str) -> None:
        """Show an answer given before."""
        self.digits = digits[: self.shape.longest]
        self._show()

    def press(self, digit: int) -> None:
        """Append a digit while there is a box for it."""
        if len(self.digits) < self.shape.longest:
            self.digits += str(digit)
            self._show()
            self._changed()

    def erase(self) -> None:
        """Drop the last digit."""
        self.digits = self.digits[:-1]
        self._show()
        self._changed()

    def clear(self) -> None:
        """Drop all digits."""
        self.digits = ""
        self._show()
        self._changed()

    def parts(self) -> Sequence[str]:
        """Return the digits of each group."""
        found: list[str] = []
        at = 0
        for length in self.shape.groups:
            found.append(self.digits[at : at + length])
            at += length
        return found

    def _show(self) -> None:
        name = self._theme.text("pad.typed", digits=" ".join(self.digits) or self._theme.text("pad.nothing"))
        self.boxes.show_text(self.digits, self.shape, name)
