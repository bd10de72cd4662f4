"""How most screens are laid out: heading and sentences, which scroll, and the control below or beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, runtime_checkable

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from forms.japanese.furigana import plain
from ui import tokens
from ui.focus import in_reading_order, order_focus
from ui.growth import Growth
from ui.later import Later
from ui.layouts import held
from ui.screen import Screen, announce
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.complaint import Complaint
from ui.widgets.foot import Foot
from ui.widgets.scroll import Scroll
from ui.widgets.sentence import Sentence, Voice, Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = Literal["own", "large", "modest", "least"]
_TYPED_IN_SIGHT = ((False, False), (False, True), (True, False), (True, True), (True, None))
"""Whether the line above the question is in the least type, and the boxes are low, or (None) as low as can be."""

_SMALLER: tuple[tuple[Step, Step], ...] = (("large", "own"), ("large", "modest"), ("modest", "modest"))
_FIRST_IN_SIGHT = (
    *((1.0, *steps) for steps in _SMALLER),
    *((0.5, *steps) for steps in (*_SMALLER, ("modest", "least"), ("least", "least"))),
)
"""How much of the first control is to be in sight, and how large the question and what explains it are for that."""


@runtime_checkable
class Stackable(Protocol):
    """A control with another shape, wide and low, for below the sentences."""

    def stack(self, *, stacked: bool) -> None:
        """Take the shape."""
        ...


@runtime_checkable
class Shrinking(Protocol):
    """A control that can be lower still."""

    def be_least(self) -> None:
        """Be as low as can be read."""
        ...


@runtime_checkable
class Fitted(Protocol):
    """A control laid out by how much room there is."""

    def fit(self, width: int) -> None:
        """Lay it out for so many px."""
        ...


class Picture(Protocol):
    """A drawing to look at while the pad is used; px."""

    @property
    def most_height(self) -> int:
        """How high it is where there is room."""
        ...

    @property
    def least_height(self) -> int:
        """How high it is at least."""
        ...

    def fit_height(self, height: int) -> None:
        """Be as large as this height allows."""
        ...


def _height(width: int, widget: QWidget) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()


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
        self._face_first: QWidget | None = None
        self._screen: Screen[Any] | None = None
        margin, gap = theme.px(tokens.MARGIN), theme.px(tokens.GAP)
        self.above = Sentence(theme, "", Voice.SMALL)
        self.heading = Sentence(theme, "", Voice.HEADING)
        self.problem = Complaint(theme)
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
        self._echo: tuple[QWidget, QWidget | None] | None = None
        self._picture: Picture | None = None
        self.side: QVBoxLayout | None = None
        self._beside = 0
        self._least = self._laid_for = QSize()
        self._laid_out = Later(self, self._share_room)
        self.problem.changed.connect(self._laid_out.start)
        self._kept_in_sight: tuple[QWidget, ...] = ()
        self._first_in_sight = False
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
        top = self._top(size.height())
        self._whole.setContentsMargins(margin, top, margin, theme.px(tokens.GAP))
        width, height = size.width() - 2 * margin, size.height() - top
        if self._foot is not None:
            self._foot.turn(width)
        if width != self._least.width() or height < self._least.height():
            self._least = QSize(width, height)
            # 上へ and 下へ may take their row while the layout that is to be changed is at work: after it.
            self._laid_out.start()

    def room(self, size: QSize) -> QSize:
        """Return what a page of ``size`` px that has no pad has for its column, px."""
        edges = 2 * self._margin(size.width()), self._top(size.height()) + self._theme.px(tokens.GAP)
        return size - QSize(*edges)

    def _top(self, height: int) -> int:
        """Return where a page of ``height`` px begins."""
        airy = height > self._theme.px(tokens.AIRY_MM)
        return self._theme.px(tokens.CLOSE_GAP if self.stacked else tokens.AIRY_TOP if airy else tokens.TOP)

    def _margin(self, width: int, side: int = 0) -> int:
        """Return the room at the left and right of a page of ``width`` px whose control takes ``side`` of them."""
        theme = self._theme
        longest = theme.px(tokens.LINE_CHARACTERS * tokens.BODY_PT[theme.size] * tokens.MM_PER_PT)
        return max(theme.px(tokens.MARGIN), (width - longest - side) // 2)

    @Slot()
    def _share_room(self) -> None:
        """Have in sight what has to be: the question, what is missing."""
        self._keep_heading()
        if self.complaining:
            self._whole.activate()
            self._bring_problem()

    def _keep_heading(self) -> None:
        """Have the question stay while what explains it scrolls between it and the pad, if a button has room there.

        Where there is no room for the line above the question, it stays without. Decided by the least height at this
        width: without its row for 上へ and 下へ the page would soon need it again.
        """
        if not self._least.isValid():
            return  # never shown yet
        if self.size() != self._laid_for:
            # Resized again while it was laid out to be shown: Qt tells of no second time, and lays out no more.
            self._laid_for = self.size()
            self._whole.invalidate()
            self._whole.activate()
        if self.side is None:
            self._keep_first()
            return
        self.side.invalidate()
        width = self._least.width()
        below = max(self.side.sizeHint().height(), self.side.heightForWidth(width))
        gaps = self._whole.spacing() + self._row.spacing() + self._whole.contentsMargins().bottom()
        drawn = self._picture.least_height if self._picture else 0
        said = self.problem.least_height(width) if self.complaining else 0
        scrolling_least = max(self._theme.px(tokens.TARGET), drawn, said)
        free = self._least.height() - below - gaps - scrolling_least
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
                    # Now: a layout would show it with a later event, and give it no place till then.
                    title.setVisible(bool(title.words))
        if self._picture is not None:
            self.note.be_modest(modest=False)
            if self.stacked:
                self.note.be_least()
            over = sum(title.heightForWidth(width) + self._whole.spacing() for title in kept)
            room = free + scrolling_least - over + self._whole.spacing()
            self._picture.fit_height(room if kept else self._room_beside(self._picture))
        elif self._echo is not None and not self.stacked:
            self._keep_typed(self._echo[0])

    def _keep_typed(self, echo: QWidget) -> None:
        """Have what is typed in sight beside the pad: the question shrinks for it, and ``echo`` is low if need be."""
        column, width = held(self.column), self._width_beside()
        above = [one for one in column[: column.index(echo) + 1] if isinstance(one, QWidget) and not one.isHidden()]
        others = [one for one in above if one not in {self.heading, self.problem}]
        room = self._least.height() - self._whole.contentsMargins().bottom() - len(others) * self.column.spacing()
        for least, low in _TYPED_IN_SIGHT:
            if least:
                self.above.be_least()
            else:
                self.above.be_modest(modest=False)
            if low is None and isinstance(echo, Shrinking):
                echo.be_least()
            elif isinstance(echo, Stackable):
                echo.stack(stacked=low is not False)
            if self.heading.shrink(width, room - sum(map(partial(_height, width), others)), least=least):
                break
        else:
            self.heading.be_least()

    def _keep_first(self) -> None:
        """Have the first control in sight by its upper half at least, or the page would seem to ask for nothing.

        What is said about a mistake does not count: it scrolls to where it is seen.
        """
        first = next(in_reading_order(self.scroller.content), None) if self._first_in_sight else None
        if first is None:
            return
        self.scroller.lay_out()
        width, room = self._least.width(), self._least.height() - self._whole.contentsMargins().bottom()
        said = [one for one in (self.above, self.heading, self.note) if one.words]
        top = first.mapTo(self.scroller.content, QPoint(0, 0)).y()
        unchanged = top - sum(one.height() for one in said)
        if self.complaining:
            unchanged -= self.problem.height() + self.column.spacing()
        for share, heading, note in _FIRST_IN_SIGHT:
            for one, step in ((self.note, note), (self.heading, heading)):
                one.be_modest(modest=step == "modest")
                if step == "least":
                    one.be_least()
            others = sum(one.heightForWidth(width) for one in said if one is not self.heading)
            free = room - unchanged - others - round(share * first.height())
            if heading == "large":
                self.heading.be_largest(width, free, 0)
            if self.heading.heightForWidth(width) <= free:
                break

    def _room_beside(self, picture: Picture) -> int:
        """Return the height that the heading leaves for ``picture`` in a column beside the pad, shrunk if need be."""
        room = self._least.height() - self._whole.contentsMargins().bottom()
        if self._echo is not None and not self._echo[0].isHidden():
            room -= self._echo[0].sizeHint().height() + self.column.spacing()
        room -= self.column.spacing()
        width = self._width_beside()
        for least_note in (False, True):
            if least_note:
                self.note.be_least()
            note = self.note.heightForWidth(width) + self.column.spacing()
            if self.heading.shrink(width, room - picture.most_height - note):
                break
        else:
            for height in (picture.most_height, picture.least_height):
                if self.heading.shrink(width, room - height):
                    break
        return room - self.heading.heightForWidth(width)

    def _width_beside(self) -> int:
        """Return how wide the sentences are, px."""
        side = self.side.sizeHint().width() + self._row.spacing() if self.side and not self.stacked else 0
        return self._least.width() - side

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
        beside: list[object] = [*held(self.side)]
        for pad in beside:
            if isinstance(pad, Stackable):
                pad.stack(stacked=stacked)
        if self._echo is not None:
            echo, following = self._echo
            if isinstance(echo, Stackable):
                echo.stack(stacked=stacked)
            if stacked:
                self.side.insertWidget(0, echo)
            else:
                # By what follows it: the sentences above may stand elsewhere at the moment.
                self.column.insertWidget(self.column.indexOf(following) if following else -1, echo)
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

        A face with a ``scroller`` of its own is moved by the same two buttons. What it says is said by the same screen.
        """
        if self._faces is not None and self._screen is not None:
            if isinstance(face, Page):
                face._screen = self._screen
            scroller = getattr(face, "scroller", None)
            if self._faces.indexOf(face) < 0:
                self._faces.addWidget(face)
                if scroller is not None:
                    scroller.moved.connect(self.scroller.tell)
            self._faces.setCurrentWidget(face)
            self._screen.scroller, self._face_first = scroller, first
            order_focus(face)
            self.scroller.tell()
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._screen.turned.emit()

    @property
    def face(self) -> QWidget | None:
        """What stands in place of the page; None where it is the page itself."""
        shown = self._faces.currentWidget() if self._faces is not None else None
        return None if shown is self else shown

    @property
    def face_first(self) -> QWidget | None:
        """What gets the focus on the face that stands in place of the page, if one does."""
        return self._face_first if self.face is not None else None

    def close_face(self) -> bool:
        """Show the page again; tell whether anything stood in its place."""
        if self._faces is None or self._screen is None or self.face is None:
            return False
        self._faces.setCurrentWidget(self)
        self._screen.scroller = self.scroller
        self.scroller.tell()
        self._screen.turned.emit()
        return True

    def drop(self, face: QWidget) -> None:
        """Forget a face that is not in sight."""
        if self._faces is not None:
            self._faces.removeWidget(face)
        face.hide()
        face.deleteLater()

    def complain(self, text: str, at: QWidget | None = None) -> None:
        """Say what is missing, at the top, and make sure it is seen and heard; ``at`` is where it is put right."""
        self.show_problem(text, at)
        self.problem.bring_focus()
        self.remind(text)

    def show_problem(self, text: str, at: QWidget | None = None) -> None:
        """Say what is missing, at the top, where it is seen: again, on a page made anew. Nothing is said aloud."""
        self.problem.say(text)
        self.problem.be_about(at)
        self._laid_out.start()

    @property
    def complaining(self) -> bool:
        """Whether it says what is missing."""
        return bool(self.problem.words)

    def _bring_problem(self) -> None:
        """Scroll to the complaint, smaller if all of it has no room, with the boxes that it is about if they have."""
        room = self.scroller.viewport().height()
        self.problem.be_modest(modest=False)
        if not self.problem.shrink(self.scroller.viewport().width(), room):
            self.problem.be_least()
        parts = [self.problem, *(one for one in self._kept_in_sight if self.scroller.content.isAncestorOf(one))]
        for last in reversed(parts):
            if self.scroller.show_span(self.problem, last):
                break

    def remind(self, text: str) -> None:
        """Have what is to be done heard, where it is in sight already."""
        announce(self.problem, plain(text))
        self.tell(text)

    def tell(self, text: str) -> None:
        """Have the voice say it, in place of what it is saying."""
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
        if self._screen is not None:
            # Qt lays the page out before its resizeEvent: with other margins it would do so twice.
            room, margin = self._whole.contentsMargins(), self._margin(self._screen.width())
            self._whole.setContentsMargins(margin, room.top(), margin, room.bottom())
        self._growth = Growth(parts, self.column, self.scroller, self)

    def complete(self) -> None:
        """Make what ``put_all`` left for later."""
        if self._growth is not None:
            self._growth.complete()

    def put_under_heading(self, *widgets: QWidget) -> None:
        """Add what must stay in sight while the pad is used: above the explanation, which may scroll."""
        for widget in widgets:
            self.column.insertWidget(self.column.indexOf(self.note), widget)
        self._kept_in_sight = widgets

    def put_picture(self, picture: QWidget) -> None:
        """Add a ``Picture`` that stays in sight while the pad is used: the question shrinks for it, then it does."""
        self.column.insertWidget(self.column.indexOf(self.note), picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._picture = cast("Picture", picture)

    def ask_anew(self) -> None:
        """Another question stands in the same place: set it as the first was, and show it from the top."""
        self._keep_heading()
        self.scroller.verticalScrollBar().setValue(0)

    def keep_first_in_sight(self) -> None:
        """Make what is asked smaller where the first control below it would be out of sight."""
        self._first_in_sight = True

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
        room = width - 2 * self._margin(width)
        self._foot.turn(room)
        return max(self._foot.sizeHint().height(), self._foot.heightForWidth(room))

    def whole_lines(self, width: int, height: int) -> int:
        """Return how much of ``height`` px heading and note fill with whole lines; the heading at least.

        For what stands below them: where the rest scrolls, no line is cut in the middle.
        """
        heading = self.heading.heightForWidth(width)
        lines = self.note.height_of_lines(width, height - heading - self.column.spacing())
        return heading + (self.column.spacing() + lines if lines else 0)

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
            after = held(self.column)[self.column.indexOf(echo) + 1 :]
            self._echo = (echo, after[0] if after and isinstance(after[0], QWidget) else None)
        if self.side is not None:
            self.side.addStretch(1)
            self.side.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            self.side.addStretch(1)

    def fill(self) -> None:
        """Push everything up: the rest of the column stays empty."""
        self.column.addStretch(1)
