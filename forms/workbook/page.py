"""One sheet of a workbook as plain data: named columns and numbered rows. Knows neither openpyxl nor definitions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.workbook.cells import Cell

FIRST_ROW = 3
"""Rows 1 and 2 are the headings and what they mean."""

COMPUTED = "（自動）"
"""Begins the heading of a column that only tells; it is not read back."""


OPEN = "open."
"""Begins the name of a list of words that is a help only: other values are possible."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, what it means, width in characters, and the name of the list its drop-down offers."""

    title: str
    tip: str = ""
    width: int = 12
    lists: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row by the headings of its columns; empty cells are absent. ``number`` is the one the program shows."""

    number: int
    cells: dict[str, Cell]


@dataclass(slots=True)
class Page:
    """One sheet. ``indent``: the column that shows the depth of a tree; ``row_lists``: drop-downs by row."""

    name: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    indent: str = ""
    row_lists: dict[int, str] = field(default_factory=dict)

    def add(self, cells: dict[str, Cell]) -> None:
        """Add a row at the end."""
        self.rows.append(
            Row(FIRST_ROW + len(self.rows), {name: cell for name, cell in cells.items() if cell is not None})
        )

    def address(self, row: int, title: str) -> str:
        """Return the name of a cell (``D5``); that of the row's first cell for an unknown heading."""
        index = next((i for i, column in enumerate(self.columns) if column.title == title), 0)
        return f"{letters(index)}{row}"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def letters(index: int) -> str:
    """Return the letters of a column counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
