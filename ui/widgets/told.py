"""What happened and what to do about it, in sight at once: the explanation is said smaller or goes down for it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout

from ui import tokens
from ui.page import Page
from ui.theme import Theme
from ui.widgets.in_sight import Room
from ui.widgets.picture import Picture
from ui.widgets.sentence import Sentence, Voice

_DRAWN_MM = 14.0


class _As(Enum):
    """How large a sentence is said."""

    OWN = "own"
    CLOSE = "close"
    """In close lines."""
    NEXT = "next"
    """As in the next smaller text size."""
    MODEST = "modest"
    LEAST = "least"


class _Step(NamedTuple):
    """How large each part is, and whether the explanation stands below what is to be done."""

    heading: _As
    note: _As
    todo: _As
    below: bool = False


_WHOLE = (
    _Step(_As.OWN, _As.OWN, _As.OWN),
    _Step(_As.CLOSE, _As.CLOSE, _As.CLOSE),
    _Step(_As.NEXT, _As.CLOSE, _As.NEXT),
    _Step(_As.MODEST, _As.CLOSE, _As.CLOSE),
    _Step(_As.MODEST, _As.CLOSE, _As.NEXT),
    _Step(_As.MODEST, _As.MODEST, _As.MODEST),
)
"""What is tried, step by step, until all is in sight."""
_WHOLE_LEAST = (_Step(_As.MODEST, _As.LEAST, _As.CLOSE), _Step(_As.MODEST, _As.LEAST, _As.MODEST))
"""And then, where the explanation is not all there is to read."""
_FIRST = (
    _Step(_As.OWN, _As.CLOSE, _As.OWN, below=True),
    _Step(_As.CLOSE, _As.CLOSE, _As.CLOSE, below=True),
    _Step(_As.NEXT, _As.CLOSE, _As.NEXT, below=True),
    _Step(_As.MODEST, _As.CLOSE, _As.CLOSE, below=True),
    _Step(_As.MODEST, _As.CLOSE, _As.NEXT, below=True),
    _Step(_As.MODEST, _As.CLOSE, _As.MODEST, below=True),
    _Step(_As.LEAST, _As.CLOSE, _As.LEAST, below=True),
)
"""Until what happened and what to do are in sight, where 下へ shows the explanation."""


class Told:
    """Drawing and heading in a row, the note of ``page``, and below it in bold what to do and how long there is."""

    def __init__(self, theme: Theme, page: Page) -> None:
        self._theme, self._page, self._room = theme, page, Room(theme, page)
        self.todo, self.count = (Sentence(theme, "", Voice.STRONG) for _ in range(2))
        self._row = QHBoxLayout()
        self._drawing: Picture | None = None
        self._size = QSize()
        self._done = 0

    def lay_out(self, drawing: str) -> None:
        """Put the parts on the page, below one another."""
        page = self._page
        self._drawing = Picture(self._theme, drawing, _DRAWN_MM, _DRAWN_MM)
        self._row.setSpacing(self._theme.px(4.0))
        page.column.removeWidget(page.heading)
        self._row.addWidget(self._drawing)
        self._row.addWidget(page.heading, 1)
        page.column.insertLayout(0, self._row)
        page.put(self.todo)
        page.put(self.count)
        page.fill()

    def words(self) -> list[str]:
        """Return what is told but the heading, in its order on the page; not the countdown."""
        column, parts = self._page.column, (self._page.note, self.todo)
        return [one.words for one in sorted(parts, key=column.indexOf)]

    def fit(self, size: QSize) -> None:
        """Have in sight what has to be, on a page of ``size`` px."""
        self._room.measure(size)
        self._size, self._done = size, 0
        self.keep()

    def keep(self) -> None:
        """Have it in sight still, with another number in the countdown: nothing grows again meanwhile."""
        if not self._size.isValid():
            return
        for number, step in enumerate(self._steps()):
            if number < self._done:
                continue
            self._done = number
            self._take(step)
            if self._holds(step):
                break

    def _steps(self) -> tuple[_Step, ...]:
        if self.todo.words or self.count.words:
            return _WHOLE + _WHOLE_LEAST + _FIRST
        # Nothing but the explanation tells what to do: no smaller than a second line, else it is read by 下へ.
        return (*_WHOLE, _WHOLE[0])

    def _take(self, step: _Step) -> None:
        page = self._page
        for sentence, size in (
            (page.heading, step.heading),
            (page.note, step.note),
            (self.todo, step.todo),
            (self.count, step.todo),
        ):
            _say(sentence, size)
        own = step.heading is _As.OWN
        page.column.setSpacing(self._theme.px(tokens.GAP if own else tokens.CLOSE_GAP))
        if (page.column.indexOf(page.note) > page.column.indexOf(self.count)) is not step.below:
            page.column.removeWidget(page.note)
            at = page.column.indexOf(self.count) + 1 if step.below else page.column.indexOf(self.todo)
            page.column.insertWidget(at, page.note)

    def _holds(self, step: _Step) -> bool:
        """Tell whether all, or at least what does not stand below, is in sight."""
        page, width = self._page, self._room.size.width()
        parts = [self.todo, self.count] if step.below else [page.note, self.todo, self.count]
        heights = [self._row_height(width), *(one.heightForWidth(width) for one in parts if one.words)]
        foot = page.foot_height(self._size.width())
        free = self._room.size.height() - (foot + self._theme.px(tokens.GAP) if foot else 0)
        return sum(heights) + (len(heights) - 1) * page.column.spacing() <= free

    def _row_height(self, width: int) -> int:
        drawn = self._drawing.sizeHint() if self._drawing is not None else QSize(0, 0)
        beside = width - drawn.width() - self._row.spacing()
        return max(drawn.height(), self._page.heading.heightForWidth(beside))


def _say(sentence: Sentence, size: _As) -> None:
    match size:
        case _As.OWN | _As.CLOSE:
            sentence.be_modest(modest=False)
        case _As.NEXT:
            sentence.be_next_smaller()
        case _As.MODEST:
            sentence.be_modest()
        case _As.LEAST:
            sentence.be_least()
    if size is _As.CLOSE:
        sentence.keep_close()
