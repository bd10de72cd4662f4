"""What is written, wrapped into lines: every character has its place, so that a touch or a cursor finds it.

Unlike sentences (ui.typeset) nothing is bound into phrases: lines break at the same places while one goes on writing.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

_LINE_END, _SEPARATOR = "\n", "\u2028"


class Wrapped:
    """``text`` in lines of at most ``width`` px, ``pitch`` px apart. Places are counted in characters.

    What stands between the two places of ``underlined`` is.
    """

    def __init__(self, text: str, font: QFont, width: int, pitch: int, underlined: tuple[int, int] = (0, 0)) -> None:
        self.font, self.pitch, self._width = font, pitch, max(1, width)
        metrics = QFontMetrics(font)
        # A face that holds other scripts as well asks for more room above and below than these letters need.
        self._foot = (pitch - metrics.height()) / 2 + metrics.ascent()
        # Qt counts in UTF-16: 𠮷 and the mark of a variant take two of its places.
        self._places = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
        self._layout = QTextLayout(text.replace(_LINE_END, _SEPARATOR), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        if underlined[0] < underlined[1]:
            part = QTextLayout.FormatRange()
            part.start = self._places[underlined[0]]
            part.length = self._places[underlined[1]] - part.start
            part.format.setFontUnderline(True)
            self._layout.setFormats([part])
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, line.lineNumber() * pitch + self._foot - line.ascent()))
        self._layout.endLayout()

    @property
    def count(self) -> int:
        """How many lines there are; nothing is written on one too."""
        return max(1, self._layout.lineCount())

    @property
    def widest(self) -> float:
        """The width of the longest line, without spaces at its end, px."""
        return max((self._layout.lineAt(n).naturalTextWidth() for n in range(self._layout.lineCount())), default=0.0)

    def lines(self) -> list[tuple[int, int]]:
        """Return the places where each line begins and where the next one does."""
        found = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            start = line.textStart()
            found.append((self._place(start), self._place(start + line.textLength())))
        return found

    def _place(self, unit: int) -> int:
        return bisect_left(self._places, unit)

    def at(self, point: QPointF) -> int:
        """Return the place nearest to ``point``, measured from the top left of the first line."""
        if not self._layout.lineCount():
            return 0
        number = min(max(0, int(point.y() // self.pitch)), self.count - 1)
        line = self._layout.lineAt(number)
        unit: int = line.xToCursor(point.x())
        last = line.textStart() + line.textLength()
        if unit >= last and number < self.count - 1:
            # Behind the last character of a line is, for Qt and so for the cursor, before the first of the next.
            unit = last - 1 if self._layout.text()[self._place(last - 1)] in (" ", _SEPARATOR) else unit
        return self._place(unit)

    def line_of(self, place: int) -> int:
        """Return the number of the line on which the cursor stands at ``place``."""
        line = self._layout.lineForTextPosition(self._places[place])
        return line.lineNumber() if line.isValid() else self.count - 1

    def cursor(self, place: int, thick: int) -> QRectF:
        """Return where the cursor stands at ``place``: a bar ``thick`` px wide, inside the width."""
        number, left = self.line_of(place), 0.0
        if self._layout.lineCount():
            # The stubs do not say that a pair comes back: where the cursor stands, and its place.
            where: tuple[float, int] = self._layout.lineAt(number).cursorToX(self._places[place])  # type: ignore[assignment]
            left = where[0]
        high = min(self.pitch, QFontMetrics(self.font).height())
        left = min(max(0.0, left - thick / 2), self._width - thick)
        return QRectF(left, number * self.pitch + (self.pitch - high) / 2, thick, high)

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw the lines, the first one's top at ``top``, in the painter's pen."""
        self._layout.draw(painter, QPointF(left, top))
