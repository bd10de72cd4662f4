"""Tab order: as a page is laid out is how it is read, so its layouts give the order. What has the focus is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QScrollArea, QWidget


def _items(layout: QLayout) -> list[QLayoutItem]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places = {number: layout.getItemPosition(number) for number in numbers}
        numbers.sort(key=lambda number: tuple(places[number])[:2])  # type: ignore[arg-type]  # a tuple of four numbers
    return [item for number in numbers if (item := layout.itemAt(number)) is not None]


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield everything inside ``widget`` that Tab can reach, in the order of its layouts."""
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from in_reading_order(content)
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if (layout := widget.layout()) is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        # Typed as never None by PySide6's stubs; an item holds a widget, a layout or only space.
        child, inner = item.widget(), item.layout()
        if child is not None:
            yield from in_reading_order(child)
        elif inner is not None:
            yield from _inside(inner)


def order_focus(page: QWidget) -> None:
    """Make Tab follow the reading order inside ``page``."""
    for one, following in pairwise(in_reading_order(page)):
        QWidget.setTabOrder(one, following)


def reveal(widget: QWidget | None) -> None:
    """Scroll ``widget`` into sight, with whatever it stands in."""
    parent = widget.parentWidget() if widget is not None else None
    while widget is not None and parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
