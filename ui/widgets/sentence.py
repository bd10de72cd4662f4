"""Words on the page: wrapped between phrases, with the line height of design/ux.md, never selectable, never cut."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from forms.japanese.furigana import plain
from forms.japanese.phrases import holds_japanese, short_runs, spaced_words
from ui import tokens
from ui.theme import Theme
from ui.typeset import Lines, Setting, fit, widest


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


_NEXT_SMALLER = 0.85
"""How large type is beside the next larger one (tokens.BODY_PT)."""


class _Size(NamedTuple):
    """A font, and how far apart its lines are, px."""

    font: QFont
    pitch: int


class Sentence(QLabel):
    """A label that is read as it is shown. Paints its own lines: QLabel knows no line height for plain text."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        voice: Voice = Voice.BODY,
        *,
        centred: bool = False,
        silent: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = ""
        """What is shown, without its furigana."""
        self.said = ""
        """What is said aloud: with the readings, shown or not (ui.spoken); nothing where ``silent``."""
        self._silent = silent
        self._marked, self._theme, self._setting = "", theme, Setting()
        self._spaced: list[str] = []
        self._runs: list[str] | None = None
        self.colour: str = getattr(theme.colours, _COLOURS[voice])
        self.accessible_role = QAccessible.Role.Heading if voice is Voice.HEADING else None
        self._centred, self._heading = centred, voice is Voice.HEADING
        self._one_line = self._wide = False
        bold = voice in {Voice.HEADING, Voice.STRONG, Voice.ERROR, Voice.SUCCESS}
        small = {Voice.SMALL: theme.small, Voice.FRAME: theme.frame}.get(voice)
        self.setFont(small() if small else theme.body(bold=bold))
        self._own = self.font()
        self._pitch = round(self._own.pixelSize() * tokens.LINE_HEIGHT)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName(voice.value)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``; an empty one hides the label."""
        self.said = "" if self._silent else text
        self._marked, self.words = self._theme.shown(text), plain(text)
        self._spaced = spaced_words(self.words)
        self._runs = None
        self.setText(self.words)
        self.setAccessibleName(" ".join(self.words.split()))
        if text and self.parentWidget() is None:
            # Shown without a place it would be a window for a moment, which takes the keyboard away; a layout shows it.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
        else:
            self.setHidden(not text)
        self.updateGeometry()
        self.update()

    def be_modest(self, *, modest: bool = True) -> None:
        """Be as small as a second line, or of one's own size again: for a heading above what has to be in sight."""
        own, small, _ = self._sizes()
        self._take(small if modest else own)

    def be_least(self) -> None:
        """Be as small as anything on the window: for what explains, above what has to be in sight."""
        self._take(self._sizes()[-1])

    def be_at_most(self, points: float) -> None:
        """Be as small as a second line and no larger than ``points``, in close lines."""
        font = self._theme.points(min(points, tokens.SMALL_PT[self._theme.size]), bold=self._own.bold())
        self._take(_Size(font, round(font.pixelSize() * tokens.CLOSE_LINE_HEIGHT)))

    def shrink(self, width: int, height: int, *, least: bool = True) -> bool:
        """Be as large as ``height`` px allow: one's own size, that of a second line, or ``least`` the frame's.

        Return False, and stay as it is, where there is no room for that either.
        """
        for size in self._sizes()[: None if least else -1]:
            if self._height(size, width) <= height:
                self._take(size)
                return True
        return False

    def be_largest(self, width: int, height: int, below: int) -> None:
        """Be as large as ``height`` px allow, but never smaller than the next smaller text size would be.

        In close lines where what stands ``below`` would not be in sight too.
        """
        close, own = self._close_sizes(), self._sizes()[0]
        if self._height(own, width) <= height - below:
            self._take(own)
        else:
            self._take(next((size for size in close if self._height(size, width) <= height), close[-1]))

    def be_next_smaller(self) -> None:
        """Be as large as in the next smaller text size, in close lines; in the smallest as large as ever."""
        self._take(self._close_sizes()[-1])

    def _close_sizes(self) -> list[_Size]:
        """Return one's own size and that of the next smaller text size, if there is one, in close lines."""
        sizes = sorted(point for point in tokens.BODY_PT.values() if point <= tokens.BODY_PT[self._theme.size])
        fonts = [self._theme.points(point, bold=self._own.bold()) for point in reversed(sizes[-2:])]
        return [_Size(font, round(font.pixelSize() * tokens.CLOSE_LINE_HEIGHT)) for font in fonts]

    def modest_height(self, width: int) -> int:
        """Return the height that it has or would have when modest, px."""
        return self._height(self._sizes()[1], width)

    def least_height(self, width: int) -> int:
        """Return the height that it would have in the smallest type, px."""
        return self._height(self._sizes()[-1], width)

    def _sizes(self) -> tuple[_Size, _Size, _Size]:
        bold, close = self._own.bold(), tokens.CLOSE_LINE_HEIGHT
        small, frame = self._theme.small(bold=bold), self._theme.frame(bold=bold)
        return (
            _Size(self._own, round(self._own.pixelSize() * tokens.LINE_HEIGHT)),
            _Size(small, round(small.pixelSize() * close)),
            _Size(frame, round(frame.pixelSize() * close)),
        )

    def _height(self, size: _Size, width: int) -> int:
        return self._lines(size, width).size.height()

    def _take(self, size: _Size) -> None:
        if size != (self.font(), self._pitch):
            self.setFont(size.font)
            self._pitch = size.pitch
            self.updateGeometry()

    def keep_on_one_line(self) -> None:
        """Never wrap: for short labels beside their value."""
        self._one_line = True
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def be_wide(self) -> None:
        """Take all the width there is: for what staff read beside other things."""
        self._wide = True

    def keep_close(self, height: float = tokens.CLOSE_LINE_HEIGHT) -> None:
        """Set lines closer than on a page: for a few words in the frame, or where more has to be in sight."""
        self._take(_Size(self.font(), round(self.font().pixelSize() * height)))

    def lines(self, width: int) -> Lines:
        """Return the words set in lines of at most ``width`` px; for a word that is wider the type is smaller."""
        return self._lines(_Size(self.font(), self._pitch), width)

    def _lines(self, size: _Size, width: int) -> Lines:
        font, pitch = size
        if self._spaced:
            font = self._fitting(font, width)
            pitch = round(pitch * font.pixelSize() / size.font.pixelSize())
        elif self._heading and len(self.words) * font.pixelSize() > width:
            # Beside a pad, in the largest type: the next smaller one rather than a phrase on two lines.
            self._runs = short_runs(self.words) if self._runs is None else self._runs
            smaller = QFont(font)
            smaller.setPixelSize(round(font.pixelSize() * _NEXT_SMALLER))
            now, then = QFontMetrics(font), QFontMetrics(smaller)
            if not fit(self._runs, now, width) and fit(self._runs, then, width):
                font, pitch = smaller, round(pitch * _NEXT_SMALLER)
        return self._setting.lines(self._marked, font, self._measure(font, width), pitch=pitch)

    def _measure(self, font: QFont, width: int) -> int:
        """Return how wide its lines may be: of Japanese no more characters than are read at a glance (ux.md)."""
        most = tokens.LINE_CHARACTERS * font.pixelSize()
        if self._one_line or self._wide or width <= most or not holds_japanese(self.words):
            return width
        return most

    def _fitting(self, font: QFont, width: int) -> QFont:
        bold = font.bold()
        for fitting in (font, self._theme.small(bold=bold), self._theme.frame(bold=bold)):
            if fit(self._spaced, QFontMetrics(fitting), width):
                break
        return fitting

    def height_of_lines(self, width: int, most: int) -> int:
        """Return the height of as many of its lines as have room in ``most`` px."""
        lines = self.lines(width)
        return min(lines.size.height(), max(0, most) // lines.pitch * lines.pitch) if self.words else 0

    def hasHeightForWidth(self) -> bool:
        """Say that words wrap."""
        return not self._one_line

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self.lines(width).size.height()

    def sizeHint(self) -> QSize:
        """Return the width without wrapping; the height of what wraps follows from its width."""
        height = self.lines(1_000_000).size.height() if self._one_line else self._pitch
        return QSize(widest(self._marked, self.font()) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Four characters of one line: how high it really is follows from its width."""
        return self.sizeHint() if self._one_line else QSize(self.font().pixelSize() * 4, self._pitch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line after line at the same distance, whatever fonts a line mixes."""
        painter = QPainter(self)
        painter.setPen(QColor(self.colour))
        lines = self.lines(self.width())
        top = max(0.0, (self.height() - lines.size.height()) / 2)
        left = (self.width() - lines.width) / 2 if self._centred else 0.0
        lines.draw(painter, left, top, centred=self._centred, seen=event.rect())
        painter.end()


class Wrapping(QWidget):
    """What holds sentences and buttons: how high it is follows from its width, so it asks for its layout's least.

    Qt's own answer to ``sizeHint`` sets all words inside on one line to learn how high that is, which no page shows.
    """

    def sizeHint(self) -> QSize:
        """Return the least size of the layout; without one there is nothing to hold."""
        layout = self.layout()
        return QSize(0, 0) if layout is None else layout.minimumSize()

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()
