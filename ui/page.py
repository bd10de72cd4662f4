"""What all screens share: the page (heading, sentences, one control) and the way an intent leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.focus import order_focus
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.scroll import Column, Scroll
from ui.widgets.sentence import Sentence, Voice, Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.session.events import ResidentEvent

V = TypeVar("V")


@runtime_checkable
class Stackable(Protocol):
    """A control with another shape, wide and low, for below the sentences."""

    def stack(self, *, stacked: bool) -> None:
        """Take the shape."""
        ...


_SCREENS_AT_ONCE = 1.25
"""How much of a long page is made before it is painted: more than the screen and than a row of buttons below it."""


@runtime_checkable
class Fitted(Protocol):
    """A control laid out by how much room there is."""

    def fit(self, width: int) -> None:
        """Lay it out for so many px."""
        ...


class Screen(QWidget, Generic[V]):
    """One page. ``present`` shows a view; everything touched leaves by ``intent`` as one session event."""

    intent = Signal(object)
    complained = Signal(str)
    """What is missing, said at once (``Page.complain``)."""
    renamed = Signal()
    """The page that stands there says something else now (``entitle``)."""
    accessible_role: ClassVar = QAccessible.Role.Pane

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = ""
        self.scroller: Scroll | None = None
        self.filled_by: Page | None = None

    def present(self, view: V) -> None:
        """Show ``view``."""
        raise NotImplementedError

    def entitle(self, title: str) -> None:
        """Bear ``title``; in the place of another one it is told as a new page's would be."""
        other, self.title = bool(self.title) and self.title != title, title
        if other:
            self.renamed.emit()

    def send(self, event: ResidentEvent) -> None:
        """Tell the session what was touched; the only place where a screen emits an event."""
        self.intent.emit(event)

    def scroll_column(self, below: QLayout | None = None) -> QVBoxLayout:
        """Return the column of a page without a ``Page``: what has no room scrolls, ``below`` stays in sight."""
        content = Column()
        column = QVBoxLayout(content)
        self.scroller = Scroll(content, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroller, 1)
        if below is not None:
            whole.addLayout(below)
        return column

    def now(self) -> float:
        """Return the time for an event."""
        return self.theme.clock.now()

    def forward(self) -> None:
        """つぎへ was touched."""

    def back(self) -> None:
        """もどる was touched."""
        from kiosk.session.events import Back  # noqa: PLC0415 - not before the first page is painted

        self.send(Back(self.now()))

    def first(self) -> QWidget | None:
        """Return the control that gets the focus when the page appears."""
        return None

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key of a real keyboard, wherever the focus is; return whether it was used."""
        del event
        return False

    def draft(self) -> object:
        """Return what is typed but not sent, for the same page in another language or text size."""
        return None

    def restore(self, draft: object) -> None:
        """Take over a draft."""

    def leave(self) -> None:
        """The page goes away: overwrite what must not stay."""

    def complete(self) -> None:
        """Make what is out of sight, if that waits for the first paint: somebody asks for all there is."""
        if self.filled_by is not None:
            self.filled_by.complete()

    def emptied(self) -> None:
        """The box of the secret was emptied from outside: show no digits."""

    def spoken(self) -> str:
        """Return what is said when the page appears."""
        return self.title


class Page(QWidget):
    """Heading and sentences, with the control below them or, where it is ``beside``, at their right.

    What does not fit scrolls by two buttons; the control at the right always stays in sight.
    """

    def __init__(self, theme: Theme, *, beside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
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
        self._rest: Iterator[QWidget] | None = None
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
        self._last: tuple[BigButton, ...] = ()
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
        self._turn_foot(width)
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
            self._beside = self._theme.px(tokens.BESIDE + 3 * tokens.MARGIN) + self.side.sizeHint().width()
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

    def fill_whole(self, screen: Screen[V]) -> None:
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

        Only as many as fill the screen are made now, those out of sight once these are painted. Nothing in sight moves
        by that, for all stands at the top; whoever asks for the whole page before (``complete``) has it.
        """
        enough = _SCREENS_AT_ONCE * self.window().height()
        for part in parts:
            self.column.addWidget(part)
            enough -= part.minimumSizeHint().height()
            if enough < 0:
                self._rest = parts
                self.scroller.painted.connect(self._complete_soon)
                return
        self.fill()

    @Slot()
    def _complete_soon(self) -> None:
        self.scroller.painted.disconnect(self._complete_soon)
        QTimer.singleShot(0, self, self.complete)

    @Slot()
    def complete(self) -> None:
        """Make what ``put_all`` left for later."""
        rest, self._rest = self._rest, None
        if rest is None:
            return
        # One layout for all of them, not one for each that is shown; and each in its width from the first.
        self.column.setEnabled(False)
        for part in rest:
            part.resize(self.scroller.viewport().width(), part.height())
            self.column.addWidget(part)
            part.show()
        self.fill()
        self.column.setEnabled(True)
        # At once, and the column's height with it: until then all of it would stand in the height it had.
        QCoreApplication.sendEvent(self.scroller, QEvent(QEvent.Type.LayoutRequest))
        order_focus(self)

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
        if not self._last:
            return 0
        self._turn_foot(width - 2 * self._margin(width))
        return self._foot.sizeHint().height()

    def put_last(self, *widgets: BigButton) -> None:
        """Add buttons at the bottom, where nothing scrolls them away: side by side where their words have room."""
        across, half = QBoxLayout.Direction.LeftToRight, (len(widgets) + 1) // 2
        self._foot, self._last = QBoxLayout(across), widgets
        self._foot_halves = (QBoxLayout(across), QBoxLayout(across))
        for part, held in zip(self._foot_halves, (widgets[:half], widgets[half:]), strict=True):
            for widget in held:
                policy = widget.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
                widget.setSizePolicy(policy)
                part.addWidget(widget, 1)
            if held:
                self._foot.addLayout(part, len(held))
        for row in (self._foot, *self._foot_halves):
            row.setSpacing(self._theme.px(tokens.GAP))
        self._whole.addLayout(self._foot)

    def _turn_foot(self, width: int) -> None:
        """Put the buttons at the foot into one row, into two, or one above the other, as their words have room."""
        if not self._last:
            return
        gap = self._theme.px(tokens.GAP)
        fitting = (width + gap) // (max(button.least_width() for button in self._last) + gap)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(across if fitting >= len(self._last) else down)
        for half in self._foot_halves:
            half.setDirection(across if fitting >= half.count() else down)

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


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text`` now."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def fixed(widget: QWidget, width: int, height: int) -> QWidget:
    """Return ``widget`` with a fixed size in px."""
    widget.setFixedSize(width, height)
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget
