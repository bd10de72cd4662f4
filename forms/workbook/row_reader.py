"""The cells of a row as values of the definition, with what is wrong and the cell that every key came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.workbook import cells
from forms.workbook.cells import WrongCellError
from forms.workbook.keys import TEXT
from forms.workbook.problems import CellProblem, WorkbookCode, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.workbook.keys import Key
    from forms.workbook.page import Page, Row

Raw = dict[str, Any]


class RowReader:
    """Reads one cell after the other and goes on where one is wrong, so that everything is told at once."""

    def __init__(self) -> None:
        self.problems: list[CellProblem] = []
        self.places: dict[str, tuple[str, str]] = {}

    def finish(self) -> None:
        """Raise WorkbookError with everything that was wrong, if anything was."""
        if self.problems:
            raise WorkbookError(tuple(self.problems))

    def problem(self, code: WorkbookCode, page: Page, row: Row, title: str, detail: str = "") -> None:
        """Keep what is wrong with a cell."""
        self.problems.append(CellProblem(code, page.name, page.address(row.number, title), detail))

    def note(self, place: str, page: Page, row: Row, title: str) -> None:
        """Keep the cell that a key path of the definition comes from."""
        self.places[place] = (page.name, page.address(row.number, title))

    def note_first(self, place: str, page: Page, row: Row, title: str) -> None:
        """Keep the cell of a key path that several rows tell: the first of them."""
        self.places.setdefault(place, (page.name, page.address(row.number, title)))

    def value(self, page: Page, row: Row, title: str, key: Key, *, kind: str = "") -> object:
        """Return the value of a cell, None when it is empty or wrong."""
        if title not in row.cells:
            return None
        try:
            return cells.read(row.cells[title], key, kind)
        except WrongCellError as error:
            self.problem(WorkbookCode.WRONG_VALUE, page, row, title, str(error))
            return None

    def must(self, page: Page, row: Row, title: str) -> str:
        """Return the text of a cell that may not be empty, '' where it is."""
        value = self.value(page, row, title, TEXT)
        if not isinstance(value, str) or not value:
            if title not in row.cells:
                self.problem(WorkbookCode.EMPTY, page, row, title, title)
            return ""
        return value

    def beside(self, page: Page, rows: list[Row], title: str) -> list[str]:
        """Return what stands in a column beside a list: for every item, or nothing where it stands for none."""
        if not any(title in row.cells for row in rows):
            return []
        return [str(self.value(page, row, title, TEXT) or "") for row in rows]

    def keys(self, page: Page, row: Row, keys: Iterable[Key], place: str, kind: str = "") -> Raw:
        """Return the keys of one row that have a value; a condition is the name that stands there."""
        raw: Raw = {}
        for key in keys:
            value = self.value(page, row, key.ja, key, kind=kind)
            if value is not None:
                self.note(f"{place}.{key.name}" if place else key.name, page, row, key.ja)
                raw[key.name] = value
        return raw
