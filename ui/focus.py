"""Tab order: as a page is laid out is how it is read, so its layouts give the order. What has the focus is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

from ui.layouts import held
from ui.widgets.scroll import Scroll


class _Cell(NamedTuple):
    """What stands in a grid, and where."""

    row: int
    column: int
    rows: int
    columns: int
    item: QWidget | QLayout | None

    def before(self, other: _Cell) -> bool:
        """Tell whether this is left of ``other`` at its height, or straight above it."""
        beside = self.row < other.row + other.rows and other.row < self.row + self.rows
        above = self.column < other.column + other.columns and other.column < self.column + self.columns
        return (beside and self.column < other.column) or (above and self.row < other.row)


def rows_of(layout: QLayout) -> list[list[QWidget | QLayout | None]]:
    """Return what ``layout`` holds in reading order: a grid row by row, anything else as one row.

    What is higher than a row, as a pad beside lines of keys, comes after all that stands at its left.
    """
    items = held(layout)
    if not isinstance(layout, QGridLayout):
        return [items]
    cells = []
    for number, item in enumerate(items):
        place: tuple[int, int, int, int] = layout.getItemPosition(number)  # type: ignore[assignment]  # typed as any object
        cells.append(_Cell(*place, item))
    cells.sort(key=attrgetter("row", "column"))
    if any(cell.rows > 1 for cell in cells):
        waiting, cells = cells, []
        while waiting:
            ready = next(one for one in waiting if not any(other.before(one) for other in waiting))
            waiting.remove(ready)
            cells.append(ready)
    return [[cell.item for cell in row] for _, row in groupby(cells, key=attrgetter("row"))]


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield everything inside ``widget`` that Tab can reach, in the order of its layouts."""
    return (one for one in in_layout_order(widget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def in_layout_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield ``widget`` and everything inside it, in the order of its layouts."""
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from in_layout_order(content)
        return
    yield widget
    if (layout := widget.layout()) is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for item in chain.from_iterable(rows_of(layout)):
        if isinstance(item, QWidget):
            yield from in_layout_order(item)
        elif item is not None:
            yield from _inside(item)


def order_focus(page: QWidget) -> None:
    """Make Tab follow the reading order inside ``page``, and a screen reader, if there is one."""
    for one, following in pairwise(in_reading_order(page)):
        QWidget.setTabOrder(one, _stop(following))
    if QAccessible.isActive():
        # It goes through the children of a widget as they lie above one another.
        for inside in in_layout_order(page):
            around = inside.parentWidget()
            area = around.parentWidget() if around is not None else None
            if inside is not page:
                (area if isinstance(area, QScrollArea) else inside).raise_()


def _stop(widget: QWidget) -> QWidget:
    """Return what Qt counts as the stop: what hands its focus on to ``widget``, if anything around it does."""
    around = widget.parentWidget()
    return around if around is not None and around.focusProxy() is widget else widget


def release_focus(inside: QWidget) -> None:
    """Take the focus from what is about to be hidden: Qt would hand it to the rail, and a screen reader say that."""
    if (focused := inside.window().focusWidget()) is not None:
        focused.clearFocus()


def reveal(widget: QWidget | None, part: QRect | None = None) -> None:
    """Scroll ``widget``, or a ``part`` of it, into sight, with whatever it stands in."""
    parent = widget.parentWidget() if widget is not None else None
    while widget is not None and parent is not None:
        if isinstance(parent, QScrollArea) and part is not None and (content := parent.widget()) is not None:
            middle = widget.mapTo(content, part.center())
            parent.ensureVisible(middle.x(), middle.y(), 0, part.height())
        elif isinstance(parent, Scroll):
            parent.lay_out()
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
