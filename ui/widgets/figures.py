"""Numbers that may be seen: a pad beside the boxes that fill, for telephone, postcode, account, date and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from kiosk.session.settings import TextSize
from ui.focus import reveal
from ui.theme import Theme
from ui.typeset import Lines
from ui.widgets.pad import DigitPad

LEAST_BOX_MM = 6.5
_GAP_MM, _LOW_GAP_MM = 2.0, 1.0
_TOGETHER = 8
"""As many boxes as always stand in one row."""
_LOW_BOX = 1.05
"""Height of a low box, as a share of the size of its digit."""
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """Boxes that stand together, the mark after them, and the px that it and the gap take."""

    boxes: int
    mark: str
    after: int


class Boxes(QWidget):
    """One box a digit, narrower where there is little room, then in several rows; the next one to fill stands out."""

    accessible_role: ClassVar = QAccessible.Role.StaticText

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._low = self._least_of_all = False
        self.text = ""
        self.shape = Shape(())
        self.setObjectName("boxes")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, shape: Shape, name: str) -> None:
        """Show ``text`` in the boxes of ``shape``."""
        self.text, self.shape = text, replace(shape, marks=tuple(map(self._theme.shown, shape.marks)))
        self.setAccessibleName(plain(name))
        self.updateGeometry()
        self.update()

    def _pieces(self) -> list[_Piece]:
        """Return what stands together: each group with its mark, a long one in parts."""
        metrics, gap = QFontMetrics(self._mark_font()), self._theme.px(_LOW_GAP_MM if self._low else _GAP_MM)
        marks = self.shape.marks or ("",) * len(self.shape.groups)
        found: list[_Piece] = []
        for group, mark in zip(self.shape.groups, marks, strict=True):
            parts = -(-group // _TOGETHER)
            sizes = [group // parts + (number < group % parts) for number in range(parts)]
            found += [_Piece(size, "", 0) for size in sizes[:-1]]
            found.append(_Piece(sizes[-1], mark, metrics.horizontalAdvance(plain(mark)) + gap))
        return found

    def _rows(self, width: int) -> list[list[_Piece]]:
        """Return the pieces of each row, as few rows as the narrowest boxes allow."""
        rows: list[list[_Piece]] = [[]]
        for piece in self._pieces():
            if rows[-1] and self._least(*rows[-1], piece) > width:
                rows.append([])
            rows[-1].append(piece)
        return rows

    def _least(self, *pieces: _Piece) -> int:
        return self._theme.px(LEAST_BOX_MM) * sum(one.boxes for one in pieces) + sum(one.after for one in pieces) + 2

    def stack(self, *, stacked: bool) -> None:
        """Be as low as the digits allow, in few rows: between a question and a pad that both have to be in sight."""
        self._low, self._least_of_all = stacked, False
        self.updateGeometry()

    def be_least(self) -> None:
        """Be as low as a second line is: where the question leaves no more."""
        self._low = self._least_of_all = True
        self.updateGeometry()

    def _mark_font(self) -> QFont:
        return (self._theme.frame if self._low else self._theme.small)(bold=True)

    def _row_height(self) -> int:
        if self._low:
            font = self._theme.small() if self._least_of_all else self._theme.body()
            return int(font.pixelSize() * _LOW_BOX)
        return int(self._theme.px(_BOX_MM[self._theme.size]) * 1.45)

    def hasHeightForWidth(self) -> bool:
        """Say that boxes go on in another row."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return self._row_height() * len(self._rows(width))

    def sizeHint(self) -> QSize:
        """Return the size with boxes as wide as the text size wants, in one row."""
        box = self._theme.px(_BOX_MM[self._theme.size])
        after = sum(one.after for one in self._pieces())
        return QSize(box * self.shape.longest + after + 2, self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest piece with the narrowest boxes that still hold a digit."""
        return QSize(max((self._least(one) for one in self._pieces()), default=0), self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint boxes, digits and marks."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, height = self._rows(self.width()), self._row_height()
        room = [
            (self.width() - 2 - sum(one.after for one in row)) / max(1, sum(one.boxes for one in row)) for row in rows
        ]
        width = min(self._theme.px(_BOX_MM[self._theme.size]), *room)
        number = 0
        for index, row in enumerate(rows):
            left, top = 1.0, index * height
            for piece in row:
                for _ in range(piece.boxes):
                    self._paint_box(painter, QRectF(left + 2, top + 3, width - 4, height - 8), number)
                    left += width
                    number += 1
                if piece.mark:
                    painter.setPen(QColor(self._theme.colours.text))
                    words = Lines(piece.mark, self._mark_font(), self.width())
                    words.draw(painter, left, top + (height - 2 - words.size.height()) / 2)
                left += piece.after
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF, number: int) -> None:
        following = number == len(self.text)
        edge = self._theme.px(0.7 if following else 0.3)
        painter.setPen(QPen(QColor(self._theme.colours.primary if following else self._theme.colours.edge), edge))
        painter.setBrush(QColor(self._theme.colours.paper))
        painter.drawRoundedRect(box, self._theme.px(1.0), self._theme.px(1.0))
        if number < len(self.text):
            font = self._theme.body(bold=True)
            # A narrow or low box takes a smaller digit, still above 20 pt.
            font.setPixelSize(min(font.pixelSize(), int(box.width() * 1.35), int(self._row_height() / _LOW_BOX)))
            painter.setFont(font)
            painter.setPen(QColor(self._theme.colours.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text[number])


class Figures:
    """The digits typed so far; tells its boxes and whoever listens."""

    def __init__(self, theme: Theme, shape: Shape, changed: Callable[[], None]) -> None:
        self.boxes = Boxes(theme)
        end_part = self.end_part if len(shape.marks) > 1 else None
        self.pad = DigitPad(theme, press=self.press, erase=self.erase, clear=self.clear, end_part=end_part)
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
            self._type(self.digits + str(digit))

    def erase(self) -> None:
        """Drop the last digit."""
        self._type(self.digits[:-1])

    def clear(self) -> None:
        """Drop all digits."""
        self._type("")

    def end_part(self) -> None:
        """Say that a number of one digit is whole: 8, then 月, is 08 in two boxes."""
        part = self._part()
        typed = self.parts()[part]
        if len(typed) == 1 and self.shape.groups[part] == 2:
            self._type(f"{self.digits[:-1]}0{typed}")

    def _type(self, digits: str) -> None:
        """Have these digits now, in sight of whoever types them."""
        self.digits = digits
        self._show()
        self._changed()
        reveal(self.boxes)

    def _part(self) -> int:
        """Return which part is being typed: the last one also when all boxes are full."""
        ends = enumerate(accumulate(self.shape.groups))
        return next((part for part, end in ends if len(self.digits) < end), len(self.shape.groups) - 1)

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
        if self.shape.marks:
            self.pad.name_part(self.shape.marks[self._part()])
