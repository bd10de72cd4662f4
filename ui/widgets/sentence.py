"""Words on the page: wrapped between phrases, with the line height of design/ux.md, never selectable, never cut."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import tokens
from ui.phrases import keep_together
from ui.theme import Theme


class Voice(Enum):
    """The part a sentence plays: its size, weight and colour."""

    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    FRAME = "frame"
    ERROR = "error"
    SUCCESS = "success"


_COLOURS = {
    Voice.HEADING: "text",
    Voice.BODY: "text",
    Voice.STRONG: "text",
    Voice.SMALL: "soft",
    Voice.FRAME: "soft",
    Voice.ERROR: "error",
    Voice.SUCCESS: "success",
}


class Sentence(QLabel):
    """A label that is read as it is shown. Paints its own lines: QLabel knows no line height for plain text."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        voice: Voice = Voice.BODY,
        *,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = ""
        self.colour: str = getattr(theme.colours, _COLOURS[voice])
        self._centred = centred
        self._one_line = False
        bold = voice in {Voice.HEADING, Voice.STRONG, Voice.ERROR, Voice.SUCCESS}
        small = {Voice.SMALL: theme.small, Voice.FRAME: theme.frame}.get(voice)
        self.setFont(small() if small else theme.body(bold=bold))
        self._pitch = round(self.font().pixelSize() * tokens.LINE_HEIGHT)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName(voice.value)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``; an empty one hides the label."""
        self.words = text
        self.setText(text)
        self.setAccessibleName(" ".join(text.split()))
        self.setHidden(not text)
        self.updateGeometry()
        self.update()

    def keep_on_one_line(self) -> None:
        """Never wrap: for short labels beside their value."""
        self._one_line = True
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def layouts(self, width: int) -> list[QTextLayout]:
        """Return the paragraphs set in lines of at most ``width`` px; phrases stay whole where that costs no line."""
        found = []
        for paragraph in self.words.split("\n"):
            plain, kept = self._set(paragraph, width), self._set(keep_together(paragraph), width)
            found.append(kept if kept.lineCount() <= plain.lineCount() else plain)
        return found

    def _set(self, text: str, width: int) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
        layout.endLayout()
        return layout

    def hasHeightForWidth(self) -> bool:
        """Say that words wrap."""
        return not self._one_line

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return sum(max(1, layout.lineCount()) for layout in self.layouts(width)) * self._pitch

    def _widest(self) -> int:
        metrics = QFontMetrics(self.font())
        return max(metrics.horizontalAdvance(paragraph) for paragraph in self.words.split("\n")) + 2

    def sizeHint(self) -> QSize:
        """Return the size without wrapping."""
        return QSize(self._widest(), self._pitch * (self.words.count("\n") + 1))

    def minimumSizeHint(self) -> QSize:
        """Four characters of one line: how high it really is follows from its width."""
        return self.sizeHint() if self._one_line else QSize(self._pitch * 3, self._pitch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line after line at the same distance, whatever fonts a line mixes."""
        del event
        painter = QPainter(self)
        painter.setPen(QColor(self.colour))
        layouts = self.layouts(self.width())
        lines = sum(max(1, layout.lineCount()) for layout in layouts)
        top = max(0.0, (self.height() - lines * self._pitch) / 2)
        middle = (self._pitch - QFontMetrics(self.font()).height()) / 2
        for layout in layouts:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                left = (self.width() - line.naturalTextWidth()) / 2 if self._centred else 0.0
                rise = QFontMetrics(self.font()).ascent() - line.ascent()
                line.setPosition(QPointF(left, top + middle + rise))
                top += self._pitch
            layout.draw(painter, QPointF(0, 0))
            top += self._pitch if not layout.lineCount() else 0
        painter.end()
