"""What stands in a layout is told without leaving anything of Qt's behind that it frees."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QPushButton, QVBoxLayout, QWidget

from ui.layouts import held


def items() -> int:
    """Return how many items of layouts Python still looks after as if Qt had them."""
    return sum(isinstance(one, QLayoutItem) and shiboken6.isValid(one) for one in gc.get_objects())


@pytest.mark.usefixtures("qapp")
def test_widgets_layouts_and_space_by_their_places() -> None:
    page = QWidget()
    column, row = QVBoxLayout(page), QHBoxLayout()
    first, second = QPushButton("1"), QPushButton("2")
    column.addWidget(first)
    column.addLayout(row)
    column.addStretch()
    row.addWidget(second)
    before = items()
    assert held(column) == [first, row, None]
    assert held(row) == [second]
    assert items() == before
    assert held(column) == [first, row, None], "the same again: nothing of Qt's was made invalid"
    assert row.count() == 1
