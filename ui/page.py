"""How most screens are laid out: heading and sentences, which scroll, and the control below or beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.focus import order_focus
from ui.growth import Growth
from ui.screen import Screen, announce
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.foot import Foot
from ui.widgets.scroll import Scroll
from ui.widgets.sentence import Sentence, Voice, Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator


@runtime_checkable
class Stackable(Protocol):
    """A control with another shape, wide and low, for below the sentences."""

    def stack(self, *, stacked: bool) -> None:
        """Take the shape."""
        ...


@runtime_checkable
class Fitted(Protocol):
    """A control laid out by how much room there is."""

    def fit(self, width: int) -> None:
        """Lay it out for so many px."""
        ...


class Page(QWidget):
    """Heading and sentences, with the control below them or, where it is ``beside``, at their right.

    What does not fit scrolls by two buttons; the control at the right always stays in sight. What stands left of it
    has ``left_mm`` at least.
    """

    def __init__(
        self, theme: Theme, *, beside: bool = False, left_mm: float = tokens.BESIDE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._left_mm = theme, left_mm
        self._faces: QStackedLayout | None = None
        self._screen: Screen[Any] | None = None
        margin, gap = theme.px(tokens.MARGIN), theme.px(tokens.GAP)
        self.above = Sentence(theme, "", Voice.SMALL)
        self.heading = Sentence(theme, "", Voice.HEADING)
        self.problem = Sentence(theme, "", Voice.ERROR)
        self.note = Sentence(theme, "", Voice.SMALL)
        content = Wrapping(self)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(tokens.GAP))
        for part in (self.above, self.heading, self.problem, self.note):
            self.column.addWidget(part)
        self.scroller = Scroll(content, self)
        self._growth: Growth | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(margin, theme.px(5.0), margin, gap)
        self._whole.setSpacing(gap)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole.addLayout(row, 1)
        row.setSpacing(margin)
        row.addWidget(self.scroller, 1)
        self._echo: tuple[QWidget, int] | None = None
        self.side: QVBoxLayout | None = None
        self._beside = 0
        self._least = self._laid_for = QSize()
        self._foot: Foot | None = None
        if beside:
            self.side = QVBoxLayout()
            self.side.setContentsMargins(0, 0, 0, 0)
            self.side.setSpacing(gap)
            row.addLayout(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines to 25 characters and the page in the middle of a wide screen."""
        super().resizeEvent(event)
        # Its own size: a row of the footer that comes or goes meanwhile makes that of the event an old one.
        theme, size = self._theme, self.size()
        self._laid_for = size
        self._stack(size.width())
        side = 0 if self.stacked else self.side.sizeHint().width() + theme.px(tokens.MARGIN) if self.side else 0
        margin = self._margin(size.width(), side)
        airy = size.height() > theme.px(tokens.AIRY_MM)
        top = theme.px(tokens.CLOSE_GAP if self.stacked else tokens.AIRY_TOP if airy else tokens.TOP)
        self._whole.setContentsMargins(margin, top, margin, theme.px(tokens.GAP))
        width, height = size.width() - 2 * margin, size.height() - top
        if self._foot is not None:
            self._foot.turn(width)
        if width != self._least.width() or height < self._least.height():
            self._least = QSize(width, height)
            # 上へ and 下へ may take their row while the layout that is to be changed is at work: after it.
            QTimer.singleShot(0, self, self._keep_heading)

    def _margin(self, width: int, side: int = 0) -> int:
        """Return the room at the left and right of a page of ``width`` px whose control takes ``side`` of them."""
        theme = self._theme
        longest = theme.px(tokens.LINE_CHARACTERS * tokens.BODY_PT[theme.size] * tokens.MM_PER_PT)
        return max(theme.px(tokens.MARGIN), (width - longest - side) // 2)

    @Slot()
    def _keep_heading(self) -> None:
        """Have the question stay while what explains it scrolls between it and the pad, if a button has room there.

        Where there is no room for the line above the question, it stays without. Decided by the least height at this
        width: without its row for 上へ and 下へ the page would soon need it again.
        """
        if self.size() != self._laid_for:
            # Resized again while it was laid out to be shown: Qt tells of no second time, and lays out no more.
            self._laid_for = self.size()
            self._whole.invalidate()
            self._whole.activate()
        if self.side is None:
            return
        self.side.invalidate()
        width = self._least.width()
        below = max(self.side.sizeHint().height(), self.side.heightForWidth(width))
        gaps = self._whole.spacing() + self._row.spacing() + self._whole.contentsMargins().bottom()
        free = self._least.height() - below - gaps - self._theme.px(tokens.TARGET)
        above = self.above.modest_height(width) + self._whole.spacing() if self.above.words else 0
        kept: tuple[Sentence, ...] = ()
        if self.stacked and self.heading.shrink(width, free - above):
            kept = (self.above, self.heading)
        elif self.stacked and self.heading.shrink(width, free):
            kept = (self.heading,)
        elif self._whole.indexOf(self.heading) >= 0:
            self.heading.be_modest(modest=False)
        self.above.be_modest(modest=self.above in kept)
        scrolling = tuple(title for title in (self.above, self.heading) if title not in kept)
        for place, titles in ((self._whole, kept), (self.column, scrolling)):
            for number, title in enumerate(titles):
                if place.indexOf(title) < 0:
                    place.insertWidget(number, title)

    @property
    def stacked(self) -> bool:
        """Whether the control stands below the sentences: the screen is too narrow for both side by side."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def _stack(self, width: int) -> None:
        """Put the control beside the sentences where there is room for both, else below them."""
        if self.side is None:
            return
        if not self.stacked:
            self.side.invalidate()  # a turned window has a size in between, at which the pad was stacked still
            self._beside = self._theme.px(self._left_mm + 3 * tokens.MARGIN) + self.side.sizeHint().width()
        stacked = width < self._beside
        if stacked is self.stacked:
            return
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if stacked else across)
        gap, close = self._theme.px(tokens.GAP), self._theme.px(tokens.CLOSE_GAP)
        self._row.setSpacing((close if self._echo else gap) if stacked else self._theme.px(tokens.MARGIN))
        for read in (self._whole, self.side):
            read.setSpacing(close if stacked else gap)
        for number in range(self.side.count()):
            item = self.side.itemAt(number)
            pad: object = item.widget() if item is not None else None
            if isinstance(pad, Stackable):
                pad.stack(stacked=stacked)
        if self._echo is not None:
            echo, place = self._echo
            if isinstance(echo, Stackable):
                echo.stack(stacked=stacked)
            if stacked:
                self.side.insertWidget(0, echo)
            else:
                self.column.insertWidget(place, echo)
        order_focus(self)

    def fill_whole(self, screen: Screen[Any]) -> None:
        """Make the page all there is on ``screen``."""
        self._faces = QStackedLayout(screen)
        self._faces.setContentsMargins(0, 0, 0, 0)
        self._faces.addWidget(self)
        screen.scroller, screen.filled_by = self.scroller, self
        self._screen = screen

    def open(self, face: QWidget, first: QWidget) -> None:
        """Show ``face`` in place of the page, until ``close_face``; ``first`` gets the focus.

        A face with a ``scroller`` of its own is moved by the same two buttons.
        """
        if self._faces is not None and self._screen is not None:
            scroller = getattr(face, "scroller", None)
            if self._faces.indexOf(face) < 0:
                self._faces.addWidget(face)
                if scroller is not None:
                    scroller.moved.connect(self.scroller.tell)
            self._faces.setCurrentWidget(face)
            self._screen.scroller = scroller
            order_focus(face)
            self.scroller.tell()
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_face(self) -> bool:
        """Show the page again; tell whether anything stood in its place."""
        if self._faces is None or self._screen is None or self._faces.currentWidget() is self:
            return False
        self._faces.setCurrentWidget(self)
        self._screen.scroller = self.scroller
        self.scroller.tell()
        return True

    def drop(self, face: QWidget) -> None:
        """Forget a face that is not in sight."""
        if self._faces is not None:
            self._faces.removeWidget(face)
        face.hide()
        face.deleteLater()

    def complain(self, text: str) -> None:
        """Say what is missing, at the top, and make sure it is seen and heard."""
        self.problem.say(text)
        self.scroller.ensureWidgetVisible(self.problem)
        announce(self.problem, plain(text))
        if self._screen is not None:
            self._screen.complained.emit(text)

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a control below the sentences."""
        if self.side is None and isinstance(widget, Fitted):
            room = self.window().width()
            widget.fit(room - 2 * self._margin(room))
        self.column.addWidget(widget, stretch)

    def put_all(self, parts: Iterator[QWidget]) -> None:
        """Add what ``parts`` make one below the other; the rest of the column stays empty.

        What is out of sight may be made later: see ``Growth``.
        """
        self._growth = Growth(parts, self.column, self.scroller, self)

    def complete(self) -> None:
        """Make what ``put_all`` left for later."""
        if self._growth is not None:
            self._growth.complete()

    def put_under_heading(self, *widgets: QWidget) -> None:
        """Add what must stay in sight while the pad is used: above the explanation, which may scroll."""
        for widget in widgets:
            self.column.insertWidget(self.column.indexOf(self.note), widget)

    def put_row(self, *widgets: QWidget) -> None:
        """Add controls side by side below."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(tokens.GAP))
        for widget in widgets:
            row.addWidget(widget)
        self.column.addLayout(row)

    def put_between(self, widget: QWidget) -> None:
        """Add what stays in sight between the sentences, which scroll, and the buttons at the bottom, added next."""
        self._whole.addWidget(widget)

    def foot_height(self, width: int) -> int:
        """Return how high the buttons at the bottom are on a page of ``width`` px."""
        if self._foot is None:
            return 0
        self._foot.turn(width - 2 * self._margin(width))
        return self._foot.sizeHint().height()

    def put_last(self, *widgets: BigButton) -> None:
        """Add buttons, if any, at the bottom, where nothing scrolls them away."""
        if widgets:
            self._foot = Foot(self._theme, widgets)
            self._whole.addLayout(self._foot)

    def put_beside(self, widget: QWidget, echo: QWidget | None = None) -> None:
        """Add a control to the column at the right, in its middle.

        ``echo``, already on the page, shows what is typed: where the page is stacked it stays beside the control.
        """
        if echo is not None:
            self._echo = (echo, self.column.indexOf(echo))
        if self.side is not None:
            self.side.addStretch(1)
            self.side.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            self.side.addStretch(1)

    def fill(self) -> None:
        """Push everything up: the rest of the column stays empty."""
        self.column.addStretch(1)
