"""The one button: painted, wrapping its words, with the focus ring, acting on release and never twice in 300 ms."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from forms.japanese.furigana import plain, readings
from forms.japanese.phrases import whole_words
from ui import tokens
from ui.icons import drawing
from ui.theme import Theme
from ui.typeset import Lines, Setting, fit, widest
from ui.widgets.look import Coat, Look, coats, paint_focus, ring_px

DEBOUNCE_S = 0.3
TURNED_S = 0.8
"""How long a button is quiet that now takes back what it gave, or つぎへ after a choice that went on by itself.

An old hand's double touch is slower than the debounce."""
_BESIDE_RING = 0.2
"""Least space between the focus ring and the words, mm."""
_MOST_FITTED = 24
"""Widths of one button: a page asks at some ten."""
SHARES = (0.85, 0.72)
"""What the type is set down to, step by step, before a word is broken."""


class BigButton(QPushButton):
    """A touch target of at least 20 mm whose accessible name is exactly what it shows (or ``name``).

    Connect to ``activated``, not ``clicked``: it has passed the debounce. A checkable button never changes its mark by
    itself; whoever listens calls ``setChecked``. ``one_of_several``: of those beside it only one is marked at a time.
    """

    activated = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        look: Look = Look.PLAIN,
        *,
        detail: str = "",
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.look = look
        self._given = (text, detail)
        self._marked, self._marked_detail = theme.shown(text), theme.shown(detail)
        self.words, self.detail = plain(text), plain(detail)
        self.drawing = icon
        self.shows_press = True
        self.factor = 1.0
        self.modest = False
        self.fixed = False
        self.one_of_several = False
        self.least = tokens.TARGET
        self._quiet_until = 0.0
        self._setting, self._fitting = Setting(), dict[tuple[object, ...], QFont]()
        self._heights: dict[tuple[object, ...], int] = {}
        self._hint: tuple[tuple[object, ...], QSize] | None = None
        self._whole: tuple[str, list[str]] = ("", [])
        self._least_width: tuple[tuple[object, ...], int] = ((), 0)
        self.clicked.connect(self._clicked)
        self.setText(self.words)
        self.setAccessibleName(plain(name) or _spoken(self.words, self.detail))
        self.setObjectName(f"button:{self.words}")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(theme.px(tokens.TARGET), theme.px(tokens.TARGET))

    def set_drawing(self, icon: str) -> None:
        """Show another icon."""
        if icon != self.drawing:
            self.drawing = icon
            self.update()

    def set_words(self, text: str, detail: str = "") -> None:
        """Show other words; the accessible name follows."""
        if (text, detail) != self._given:
            self._given = (text, detail)
            self._marked, self._marked_detail = self.theme.shown(text), self.theme.shown(detail)
            self.words, self.detail = plain(text), plain(detail)
            self.setText(self.words)
            self.setAccessibleName(_spoken(self.words, self.detail))
            self.setObjectName(f"button:{self.words}")
            self.updateGeometry()
            self.update()

    @property
    def said(self) -> str:
        """What is said aloud of it on its page; a key says nothing, least of all one of a secret."""
        return "" if self.look in {Look.KEY, Look.RAIL} else "。".join(part for part in self._given if part)

    # --- activation ---

    def showEvent(self, event: QShowEvent) -> None:
        """Stay quiet for a moment: the second half of a double tap belongs to the page before."""
        self.hush()
        super().showEvent(event)

    def hush(self, seconds: float = DEBOUNCE_S) -> None:
        """Act on nothing for a moment: what is pressed now was meant for what was here, or had the focus, before."""
        self._quiet_until = max(self._quiet_until, self.theme.clock.now() + seconds)

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 - Qt calls it by this name
        """Count a finger that was put down inside and has slid off by no more than 2 mm."""
        slop = self.theme.px(tokens.SLOP)
        return self.rect().adjusted(-slop, -slop, slop, slop).contains(at)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt calls it by this name
        """Leave the mark to the page."""

    @Slot()
    def _clicked(self) -> None:
        now = self.theme.clock.now()
        if now >= self._quiet_until:
            self._quiet_until = now + DEBOUNCE_S
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter as on Space; a key held down acts once."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            # Qt would take the arrows for Tab; the window moves the focus by what stands where (ui.arrows).
            event.ignore()

    # --- size ---

    def _fonts(self) -> tuple[QFont, ...]:
        """Return the font the words want, then smaller ones for a word that is too long; none under 20 pt."""
        small, frame = self.theme.small(bold=True), self.theme.frame(bold=True)
        if self.look is Look.RAIL or self.fixed:
            return (frame,)
        if self.modest:
            return (small, frame)
        factor = 1.0 if self.look is Look.CHOICE else self.factor
        between = (self.theme.times(factor * share, bold=True) for share in (1.0, *SHARES))
        return (*(font for font in between if font.pixelSize() > small.pixelSize()), small, frame)

    def _fitted(self, width: int) -> QFont:
        """Return the font for this width; found once, asked for often."""
        key = (self.words, width, self.factor, self.modest, self.fixed)
        if key not in self._fitting:
            if len(self._fitting) >= _MOST_FITTED:
                self._fitting.clear()
            self._fitting[key] = self._font(width)
        return QFont(self._fitting[key])

    def _whole_words(self) -> list[str]:
        if self._whole[0] != self.words:
            self._whole = (self.words, whole_words(self.words))
        return self._whole[1]

    def _font(self, width: int) -> QFont:
        fonts, words = self._fonts(), self._whole_words()
        for font in fonts:
            if fit(words, QFontMetrics(font), width):
                return font
        return fonts[-1]

    def _pad(self) -> int:
        return self.theme.px({Look.RAIL: 0.4, Look.KEY: 0.5 if self.fixed else 1.0}.get(self.look, 2.6))

    def _air(self) -> int:
        if self.detail:
            return self.theme.px(1.8)  # the focus ring must not cut the tails of the small words: g, y, ợ
        return self.theme.px(0.6 if self.look is Look.KEY else 1.0)

    def _icon_px(self) -> int:
        if self.look is Look.CHOICE:
            return self.theme.px(8.5)
        if not self.drawing:
            return 0
        return self.theme.px({Look.RAIL: 5.4 if readings(self._marked) else 7.0, Look.CARD: 13.0}.get(self.look, 8.0))

    def _above(self) -> bool:
        return self.look is Look.RAIL

    def _words_width(self, width: int) -> int:
        inner = width - 2 * self._pad()
        icon = self._icon_px()
        return inner if self._above() or not icon else inner - icon - self.theme.px(3.0)

    def _lines(self, width: int) -> Lines:
        font = self._fitted(width)
        if self.look is Look.CHOICE and not self.isChecked():
            font.setWeight(QFont.Weight.Normal)
        return self._setting.lines(self._marked, font, width)

    def least_width(self) -> int:
        """Return the width that has room for its longest word in the smallest type, at least that of a target, px."""
        key = (self._given, self.factor, self.modest, self.fixed, self.least, bool(self.drawing))
        if self._least_width[0] != key:
            metrics = QFontMetrics(self._fonts()[-1])
            words = max((metrics.horizontalAdvance(word) for word in self._whole_words()), default=0) + 1
            beside = self.width() - self._words_width(self.width())
            self._least_width = (key, max(words + beside, self.theme.px(self.least)))
        return self._least_width[1]

    def parted(self) -> list[str]:
        """Return the words that are broken between two lines, for the test that none is."""
        broken = [word for lines in self.lines() for word in lines.parted()]
        return broken or ([] if self.width() >= self.least_width() else [self.words])

    def lines(self) -> list[Lines]:
        """Return its words as they are painted, and the second line where it has one."""
        width = self._words_width(self.width())
        return [self._lines(width), *([self._detail_lines(width)] if self.detail else [])]

    def _text_size(self, width: int) -> QSize:
        """Return what the words need, marked (bold) or not: a mark must not move what is below."""
        return self._measured(width).size

    def _measured(self, width: int) -> Lines:
        return self._setting.measured(self._marked, self._fitted(width), width)

    def _measured_detail(self, width: int) -> Lines:
        return self._setting.measured(self._marked_detail, self._detail_font(), width)

    def _detail_size(self, width: int) -> QSize:
        return self._measured_detail(width).size if self.detail else QSize(0, 0)

    def _detail_lines(self, width: int) -> Lines:
        return self._setting.lines(self._marked_detail, self._detail_font(), width)

    def _detail_font(self) -> QFont:
        """Return that of a second line; below modest words the smallest there is."""
        return self.theme.frame() if self.modest else self.theme.small()

    def _words_height(self, width: int) -> int:
        height = self._text_size(width).height()
        return height + self._detail_size(width).height() + self.theme.px(0.8) if self.detail else height

    def hasHeightForWidth(self) -> bool:
        """Say that words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that holds the wrapped words and the icon."""
        key = (self._given, width, self.factor, self.modest, self.fixed, self.least)
        if key not in self._heights:
            if len(self._heights) >= _MOST_FITTED:
                self._heights.clear()
            self._heights[key] = self._height(self._words_width(width))
        return self._heights[key]

    def _height(self, width: int) -> int:
        """Return the height of a button whose words have this width."""
        words, icon = self._words_height(width), self._icon_px()
        inner = words + icon + self.theme.px(0.8) if self._above() and icon else max(words, icon)
        begins, ends = self._ink(width)
        return max(self.theme.px(self.least), inner + 2 * self._air(), ends - begins + 2 * self._clear())

    def _clear(self) -> int:
        """Return how far from its edge words may be painted: the focus ring stands there."""
        if self.look in {Look.KEY, Look.RAIL}:
            # How high they are follows from board and screen, which have no room for more: readings may touch the ring.
            return self._air()
        return 2 * ring_px(self.theme) + self.theme.px(_BESIDE_RING)

    def _ink(self, width: int) -> tuple[int, int]:
        """Return where what is painted begins and ends, px below the top of the block of icon and words."""
        icon, lines = self._icon_px(), self._measured(width)
        above = icon + self.theme.px(0.8) if self._above() and icon else 0
        begins, ends = lines.ink
        if self.detail:
            ends = lines.size.height() + self.theme.px(0.8) + self._measured_detail(width).ink[1]
        return (0 if above else floor(begins)), above + ceil(ends)

    def _top(self, width: int, height: int) -> int:
        """Return where a block of icon and words that is so high begins: in the middle.

        Where it would reach the focus ring there, the middle of what is painted: marks above and below the letters, or
        a first line without readings, make one end heavier than the other.
        """
        middle = (self.height() - height) // 2
        begins, ends = self._ink(width)
        least, most = self._clear() - begins, self.height() - self._clear() - ends
        return middle if least <= middle <= most else (least + most) // 2

    def sizeHint(self) -> QSize:
        """Return the size on one line, within 120 mm; how high a button with longer words is follows from its width."""
        key = (self._given, self.factor, self.modest, self.fixed, self.least, self.minimumWidth())
        if self._hint is None or self._hint[0] != key:
            self._hint = (key, self._wanted())
        return QSize(self._hint[1])

    def _wanted(self) -> QSize:
        most = self.theme.px(120)
        font = self._fitted(most)
        needed = max(widest(self._marked, font), widest(self._marked_detail, self._detail_font()))
        icon = self._icon_px()
        width = min(needed, most) + 2 * self._pad() + (icon + self.theme.px(3.0) if icon and not self._above() else 0)
        width = max(width + 2, self.minimumWidth())
        height = self._height(most) if needed < most else self.theme.px(self.least)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Never shrink below the target."""
        return self.minimumSize()

    def room(self) -> tuple[QSize, QSize]:
        """Return (needed, available) for the words, for the test that nothing is clipped."""
        width = self._words_width(self.width())
        needed = QSize(
            max(
                self._text_size(width).width(),
                self._detail_size(width).width(),
            ),
            self.heightForWidth(self.width()),
        )
        return needed, QSize(width, self.height())

    # --- paint ---

    def coat(self) -> Coat:
        """Return the colours of this moment."""
        known = coats(self.theme.colours)
        # A page that is only mirrored is switched off as a whole and keeps its colours: it is there to be read.
        if self.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):
            return known.off
        if self.isDown() and self.shows_press:
            return known.down
        return known.chosen if self.isChecked() else known.looks[self.look]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, outline, mark, words and the focus ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        coat = self.coat()
        edge = max(1.0, coat.edge_mm * self.theme.screen.px_per_mm)
        radius = tokens.RADIUS * self.theme.screen.px_per_mm
        area = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(QColor(coat.edge), edge))
        painter.setBrush(QColor(coat.ground))
        painter.drawRoundedRect(area, radius, radius)
        self._paint_words(painter, coat)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), self.theme)
        painter.end()

    def _paint_words(self, painter: QPainter, coat: Coat) -> None:
        pad, icon = self._pad(), self._icon_px()
        inner = self.rect().adjusted(pad, 0, -pad, 0)
        width = self._words_width(self.width())
        words = self._text_size(width)
        total = self._words_height(width)
        if self._above():
            block = total + (icon + self.theme.px(0.8) if icon else 0)
            top = self._top(width, block)
            if icon:
                self._paint_icon(painter, coat, QPoint(inner.center().x() - icon // 2, top), icon)
                top += icon + self.theme.px(0.8)
            left, centred = inner.left(), True
        else:
            top = self._top(width, total)
            left, centred = inner.left(), True
            if self.look in {Look.CHOICE, Look.CARD} and icon:
                centred = False
                self._paint_icon(painter, coat, QPoint(inner.left(), inner.center().y() - icon // 2), icon)
                left += icon + self.theme.px(3.0)
            elif icon:
                # Icon and words stand together in the middle.
                used = icon + self.theme.px(3.0) + words.width()
                start = inner.left() + max(0, (inner.width() - used) // 2)
                self._paint_icon(painter, coat, QPoint(start, inner.center().y() - icon // 2), icon)
                left, width, centred = start + icon + self.theme.px(3.0), words.width() + 1, False
        painter.setPen(QColor(coat.text))
        self._lines(width).draw(painter, left, top, centred=centred)
        if self.detail:
            painter.setPen(QColor(self.theme.colours.soft if coat.ground == self.theme.colours.paper else coat.text))
            second = top + self._text_size(width).height() + self.theme.px(0.8)
            self._detail_lines(width).draw(painter, left, second, centred=centred)

    def _paint_icon(self, painter: QPainter, coat: Coat, at: QPoint, side: int) -> None:
        ratio = self.devicePixelRatioF()
        if self.look is not Look.CHOICE:
            painter.drawPixmap(at, drawing(self.drawing, coat.text, side, side, ratio))
            return
        square = self.drawing == "square"
        mark = QRectF(at.x() + 1, at.y() + 1, side - 2, side - 2)
        pen = max(2.0, 0.6 * self.theme.screen.px_per_mm)
        painter.setPen(QPen(QColor(self.theme.colours.primary if self.isChecked() else self.theme.colours.edge), pen))
        painter.setBrush(QColor(self.theme.colours.primary if self.isChecked() else self.theme.colours.paper))
        inset = mark.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        corner = side * 0.15
        painter.drawRoundedRect(inset, corner, corner) if square else painter.drawEllipse(inset)
        if self.isChecked():
            inner = int(side * 0.66)
            offset = (side - inner) // 2
            check = drawing("check", self.theme.colours.paper, inner, inner, ratio)
            painter.drawPixmap(at + QPoint(offset, offset), check)


def _spoken(text: str, detail: str) -> str:
    # A line break in Japanese is no space: 職員を／呼ぶ is read as one.
    whole = text.replace("\n", " " if text.isascii() else "")
    return " ".join(f"{whole} {detail}".split())
