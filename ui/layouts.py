"""What stands in a layout, without what PySide makes to tell it."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLayout, QWidget


def held(layout: QLayout) -> list[QWidget | QLayout | None]:
    """Return the widgets and layouts in ``layout`` by their places; None for space.

    PySide 6.11.3 keeps what ``itemAt`` returned as long as the layout lives, and Qt frees it when the widget moves:
    the next object of Qt's at that address would be taken for it (a style, once, that had no ``pixelMetric``).
    """
    return [_held(layout, number) for number in range(layout.count())]


def _held(layout: QLayout, number: int) -> QWidget | QLayout | None:
    item = layout.itemAt(number)
    if item is None or isinstance(item, QLayout):
        return item
    widget = item.widget()
    shiboken6.invalidate(item)
    return widget
