"""Tab follows the layout, not the order in which widgets were made."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.focus import in_reading_order, order_focus


def test_the_layout_gives_the_order(dressed: QApplication) -> None:
    page = QWidget()
    last, second, first, third, fourth = (QPushButton(name, page) for name in ("5", "2", "1", "3", "4"))
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.addWidget(third, 1, 0)
    grid.addWidget(second, 0, 1)
    grid.addWidget(first, 0, 0)
    area = QScrollArea()
    area.setWidget(inside)
    column = QVBoxLayout(page)
    row = QHBoxLayout()
    column.addWidget(area)
    column.addLayout(row)
    row.addWidget(fourth)
    row.addWidget(last)
    wanted = [first, second, third, fourth, last]
    assert [one for one in in_reading_order(page) if isinstance(one, QPushButton)] == wanted
    order_focus(page)
    widget, chain = first, [first]
    while len(chain) < len(wanted):
        widget = widget.nextInFocusChain()  # type: ignore[assignment]  # any widget; only buttons count
        if isinstance(widget, QPushButton):
            chain.append(widget)
    assert chain == wanted
    page.deleteLater()
