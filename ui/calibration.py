"""The full page on which staff hold a card against the glass until its outline fits: the millimetres of one screen.

Nothing here may trust the screen's millimetres yet: the page is laid out as if the screen were the smallest that
pages are made for, so its buttons are large on every screen. Two steps: the card, then a scale to hold a ruler to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.i18n import Words
from kiosk.screens import CARD_MM, possible
from ui import tokens
from ui.theme import Clock, Theme, palette_of
from ui.tokens import Screen
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice

LEAST_MM = (217.0, 136.0)
CORNER_MM = 3.18
"""Radius of a card's corners (ISO/IEC 7810)."""

COARSE, FINE = 1.04, 1.003
"""What one press changes: 3 mm of a card's width, and a quarter of one."""

_SCALE_MM = 150
"""Longest scale of the second step; a school ruler is as long."""

_GAP_MM = 3.2
_STEPS: tuple[tuple[str, float, float], ...] = (
    ("larger", COARSE, COARSE),
    ("smaller", 1 / COARSE, 1 / COARSE),
    ("wider", FINE, 1),
    ("narrower", 1 / FINE, 1),
    ("taller", 1, FINE),
    ("lower", 1, 1 / FINE),
)
"""The buttons: what they multiply width and height by."""

_KEYS = {
    Qt.Key.Key_Plus: "larger",
    Qt.Key.Key_PageUp: "larger",
    Qt.Key.Key_Minus: "smaller",
    Qt.Key.Key_PageDown: "smaller",
    Qt.Key.Key_Right: "wider",
    Qt.Key.Key_Left: "narrower",
    Qt.Key.Key_Up: "taller",
    Qt.Key.Key_Down: "lower",
}


class Outline(NamedTuple):
    """The drawn card, in Qt's pixels."""

    width: float
    height: float

    @property
    def density(self) -> tuple[float, float]:
        """Pixels of a millimetre across and down, if a card covers it."""
        return self.width / CARD_MM[0], self.height / CARD_MM[1]

    def times(self, across: float, down: float, room: QSize) -> Outline:
        """Return it larger or smaller, never beyond ``room`` and never too small to be seen."""
        width = min(max(self.width * across, room.width() / 10), room.width())
        height = min(max(self.height * down, room.height() / 10), room.height())
        return Outline(width, height)


class _Glass(QWidget):
    """Where the card is held: its outline from the upper left corner, or scales along two sides."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.outline = Outline(1, 1)
        self.scales = False
        self.setObjectName("glass")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pen = max(1.0, theme.screen.px_per_mm * tokens.EDGE_WIDTH)

    def room(self) -> QSize:
        """Return the largest outline there is room for."""
        return self.size() - QSize(round(2 * self._pen), round(2 * self._pen))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card or the scales."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._pen, self._pen)
        if self.scales:
            self._paint_scales(painter)
        else:
            self._paint_card(painter)
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        colours, (across, down) = self._theme.colours, self.outline.density
        area = QRectF(0, 0, *self.outline)
        painter.setPen(QPen(QColor(colours.text), self._pen))
        painter.setBrush(QColor(colours.tint))
        # The card's edge is the line's outer edge: the line lies inside.
        half = self._pen / 2
        inner = area.adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, CORNER_MM * across, CORNER_MM * down)
        painter.setFont(self._theme.frame(bold=True))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(area, flags, self._theme.words.text("staff.calibrate.card"))

    def _paint_scales(self, painter: QPainter) -> None:
        # Each stroke on whole pixels: half a pixel off is a tenth of a millimetre, a grey stroke cannot be read.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(QColor(self._theme.colours.text), max(1.0, self._pen / 2)))
        painter.setFont(self._theme.frame())
        across, down = self.outline.density
        room, side, below = self.room(), self._theme.px(7.0), self._theme.px(24.0)
        painter.translate(side, 0)
        for mm in range(_longest(room.width() - 2 * side, across) + 1):
            self._mark(painter, mm, across, QPointF)
        painter.translate(0, below)
        for mm in range(_longest(room.height() - below - side, down) + 1):
            self._mark(painter, mm, down, lambda along, off: QPointF(off, along))

    def _mark(self, painter: QPainter, mm: int, dense: float, at: Callable[[float, float], QPointF]) -> None:
        """Draw the stroke of ``mm``, longer at every fifth and tenth, with its figure at every fiftieth."""
        along = mm * dense
        long = self._theme.px(8.0 if mm % 10 == 0 else 6.0 if mm % 5 == 0 else 4.0)
        painter.drawLine(at(along, 0), at(along, long))
        if mm % 50 == 0:
            place = QRectF(0, 0, self._theme.px(14), self._theme.px(8))
            place.moveCenter(at(along, long + self._theme.px(8)))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), str(mm))


def _longest(room: float, dense: float) -> int:
    """Return how many whole centimetres of a scale there is room for, in mm."""
    return min(_SCALE_MM, int(room / dense / 10) * 10)


class Calibration(QWidget):
    """The page. ``done`` carries the pixels (as Qt counts them) of a millimetre across and down; None for やめる."""

    done = Signal(object)

    def __init__(self, size: QSize, guess: Screen, clock: Clock, language: str) -> None:
        super().__init__()
        upright = size.height() > size.width()
        least = LEAST_MM[::-1] if upright else LEAST_MM
        dense = min(size.width() / least[0], size.height() / least[1])
        self.theme = theme = Theme(Screen(dense), clock, Words(language))
        self.setObjectName("calibration")
        self.setAutoFillBackground(True)
        self.setPalette(palette_of(theme.colours))
        self.setWindowTitle(self._text("title"))
        self.title = Sentence(theme, self._text("title"), Voice.STRONG)
        self.how = Sentence(theme, self._text("how"), Voice.SMALL)
        self.problem = Sentence(theme, "", Voice.ERROR)
        self.problem.be_modest()
        self.glass = _Glass(theme, self)
        self.glass.outline = Outline(*(mm * guess.px_per_mm for mm in CARD_MM))
        self.steps = {name: self._button(name, across, down) for name, across, down in _STEPS}
        self.stop = BigButton(theme, self._text("stop"), Look.PLAIN)
        self.stop.activated.connect(self._stop)
        self.back = BigButton(theme, self._text("back"), Look.PLAIN)
        self.back.activated.connect(self._to_card)
        self.onward = BigButton(theme, self._text("next"), Look.PRIMARY)
        self.onward.activated.connect(self._go_on)
        self._lay_out(upright=upright)
        self.resize(size)

    def _text(self, name: str) -> str:
        return self.theme.words.text(f"staff.calibrate.{name}")

    def _button(self, name: str, across: float, down: float) -> BigButton:
        button = BigButton(self.theme, self._text(name), Look.PLAIN)
        button.modest = True
        button.activated.connect(lambda: self.change(across, down))
        return button

    def _lay_out(self, *, upright: bool) -> None:
        theme, gap = self.theme, self.theme.px(_GAP_MM)
        grid = QGridLayout()
        grid.setSpacing(gap)
        for number, button in enumerate(self.steps.values()):
            # Larger above smaller where there are three columns, beside it where there are two.
            grid.addWidget(button, *((number % 2, number // 2) if upright else divmod(number, 2)))
        # Three beside each other would be too narrow for their words on a screen that is not held upright.
        self._ends = ends = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside = upright
        ends.setSpacing(gap)
        for button in (self.stop, self.back, self.onward):
            ends.addWidget(button)
        hand = QVBoxLayout()
        hand.setSpacing(gap)
        hand.addLayout(grid)
        hand.addStretch(1)
        hand.addLayout(ends)
        halves = QBoxLayout(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        halves.setSpacing(theme.px(4.0))
        halves.addWidget(self.glass, 1)
        if upright:
            halves.addLayout(hand)
        else:
            column = QWidget(self)
            column.setLayout(hand)
            column.setFixedWidth(theme.px(92))
            hand.setContentsMargins(0, 0, 0, 0)
            halves.addWidget(column)
        page = QVBoxLayout(self)
        margin = theme.px(4.0)
        page.setContentsMargins(margin, margin, margin, margin)
        page.setSpacing(theme.px(1.0))
        for sentence in (self.title, self.how, self.problem):
            page.addWidget(sentence)
        page.addLayout(halves, 1)
        self._show_step(scales=False)

    @property
    def density(self) -> tuple[float, float]:
        """What the outline says now: pixels (as Qt counts them) of a millimetre across and down."""
        return self.glass.outline.density

    def change(self, across: float, down: float) -> None:
        """Draw the card larger or smaller."""
        if not self.glass.scales:
            self.glass.outline = self.glass.outline.times(across, down, self.glass.room())
            self.problem.say("")
            self.how.setVisible(True)
            self.glass.update()

    def _show_step(self, *, scales: bool) -> None:
        self.glass.scales = scales
        for button in self.steps.values():
            button.setVisible(not scales)
        self.back.setVisible(scales)
        direction = QBoxLayout.Direction
        self._ends.setDirection(direction.TopToBottom if scales and not self._beside else direction.LeftToRight)
        self.title.say(self._text("check" if scales else "title"))
        self.how.say(self._text("check_how" if scales else "how"))
        self.onward.set_words(self._text("save" if scales else "next"))
        self.glass.update()

    @Slot()
    def _to_card(self) -> None:
        self._show_step(scales=False)

    @Slot()
    def _go_on(self) -> None:
        across, down = (one * self.devicePixelRatioF() for one in self.density)
        if not possible(across, down):
            self.problem.say(self._text("impossible"))
            self.how.setVisible(False)
        elif self.glass.scales:
            self.done.emit(self.density)
        else:
            self._show_step(scales=True)

    @Slot()
    def _stop(self) -> None:
        self.done.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows change width and height a little, plus and minus both; Esc ends."""
        name = next((name for key, name in _KEYS.items() if key == event.key()), "")
        if name:
            self.change(*next(step[1:] for step in _STEPS if step[0] == name))
        elif event.key() == Qt.Key.Key_Escape:
            self._stop()
        else:
            event.ignore()
