"""The sheet 条件: every condition of a definition by its name, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.workbook import cells, conditions
from forms.workbook.conditions import Node, TreeError
from forms.workbook.headings import CONDITIONS, OF_FIELD, VALUE
from forms.workbook.keys import NUMBER, TEXT, TEXTS, words_of
from forms.workbook.page import COMPUTED, Column, Page
from forms.workbook.placement import DEPTH
from forms.workbook.problems import WorkbookCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.workbook.cells import Cell
    from forms.workbook.conditions import Names
    from forms.workbook.page import Row
    from forms.workbook.row_reader import RowReader

Raw = dict[str, Any]

CONDITION, RELATION, LOW, HIGH, BELOW = "条件", "くらべ方", "以上", "以下", "未満"
READ_AS = f"{COMPUTED}読み方"

_NEEDS_FIELD = ("is", "true", "false", "number", "in", "has", "between", "age", "answered")
_NEEDS_VALUE = ("is", "number", "in", "has", "count", "row", "same", "before", "known")
_COLUMN_OF = {
    **dict.fromkeys(("field", "answered", "age"), OF_FIELD),
    **dict.fromkeys(("is", "in", "has", "count", "row", "same", "before", "known"), VALUE),
    **{"at_least": LOW, "at_most": HIGH, "below": BELOW},
}
"""The column that holds each key of a condition."""


def written(names: Names, labels: Mapping[str, str]) -> Page:
    """Return the sheet; ``labels``: that of each field and table."""
    columns = (
        Column(CONDITION, "名前。ほかのシートがこの名前でさします。", 12),
        Column(DEPTH, "2 は、すぐ上の 1 の中。", 5),
        Column(OF_FIELD, "くらべる欄。", 16, "field"),
        Column(RELATION, "一覧から選びます。", 22, "words.relation"),
        Column(VALUE, "選択肢は1行に1つ。", 34),
        Column(LOW, "", 8),
        Column(HIGH, "", 8),
        Column(BELOW, "年齢だけ。", 8),
        Column(READ_AS, "", 70),
    )
    page = Page(CONDITIONS, columns, indent=RELATION)
    words = words_of("relation")
    for name, node in names.rows():
        page.add(
            {
                CONDITION: name,
                DEPTH: node.depth,
                OF_FIELD: node.field or None,
                RELATION: words[node.relation],
                VALUE: _values(node),
                LOW: node.at_least,
                HIGH: node.at_most,
                BELOW: node.below,
                READ_AS: conditions.sentence(names.condition(name), labels) if node.depth == 1 else None,
            }
        )
    return page


def _values(node: Node) -> Cell:
    if not node.values:
        return None
    if node.relation in ("row", "number"):
        return int(node.values[0])
    if node.relation in ("is", "has", "known"):
        return cells.written(node.values[0], TEXT)
    return cells.written(list(node.values), TEXTS)


@dataclass(frozen=True, slots=True)
class _Named:
    """A condition, the rows it stands in, and which of them each part of it comes from."""

    raw: Raw
    places: dict[str, int]
    rows: list[Row]


class Conditions:
    """The conditions of a workbook by their names."""

    def __init__(self, page: Page, reader: RowReader) -> None:
        self._page, self._reader = page, reader
        self._by_name = {name: self._named(rows) for name, rows in self._rows().items()}

    def named(self, name: str, page: Page, row: Row, title: str, where: str) -> Raw:
        """Return the condition that a cell names for the key path ``where``."""
        found = self._by_name.get(name)
        if found is None:
            self._reader.problem(WorkbookCode.NO_CONDITION, page, row, title, name)
            return {}
        for part, index in found.places.items():
            if part:
                self._reader.note(where + part, self._page, found.rows[index], RELATION)
            for key, column in _COLUMN_OF.items():
                self._reader.note(f"{where}{part}.{key}", self._page, found.rows[index], column)
        return found.raw

    def _rows(self) -> dict[str, list[Row]]:
        """Return the rows of each condition; a row without a name belongs to the one above."""
        by_name: dict[str, list[Row]] = {}
        before = ""
        for row in self._page:
            name = str(row.cells.get(CONDITION, before)).strip()
            if not name:
                self._reader.problem(WorkbookCode.EMPTY, self._page, row, CONDITION, CONDITION)
                continue
            if name in by_name and name != before:
                self._reader.problem(WorkbookCode.TWICE, self._page, row, CONDITION, name)
            by_name.setdefault(name, []).append(row)
            before = name
        return by_name

    def _named(self, rows: list[Row]) -> _Named:
        wrong_before = len(self._reader.problems)
        nodes = [self._node(row) for row in rows]
        if len(self._reader.problems) > wrong_before:
            return _Named({}, {}, rows)
        try:
            raw, places = conditions.tree(nodes)
        except TreeError as error:
            self._reader.problem(WorkbookCode.DEPTH, self._page, rows[error.row], DEPTH)
            return _Named({}, {}, rows)
        return _Named(raw, places, rows)

    def _node(self, row: Row) -> Node:
        reader, page = self._reader, self._page
        relation = conditions.relation_of(str(row.cells.get(RELATION, "")))
        if not relation:
            reader.problem(WorkbookCode.WRONG_VALUE, page, row, RELATION, " / ".join(words_of("relation").values()))
        depth = reader.value(page, row, DEPTH, NUMBER) if DEPTH in row.cells else 1
        name = reader.must(page, row, OF_FIELD) if relation in _NEEDS_FIELD else ""
        values = self._compared(row, relation) if relation in _NEEDS_VALUE else ()
        limits = [reader.value(page, row, title, NUMBER) for title in (LOW, HIGH, BELOW)]
        low, high, below = (one if isinstance(one, (int, str)) else None for one in limits)
        return Node(depth if isinstance(depth, int) else 0, relation, name, values, low, high, below)

    def _compared(self, row: Row, relation: str) -> tuple[str, ...]:
        """Return what a row compares with."""
        reader, page = self._reader, self._page
        if VALUE not in row.cells:
            reader.problem(WorkbookCode.EMPTY, page, row, VALUE, VALUE)
            return ()
        if relation in ("row", "number"):
            number = reader.value(page, row, VALUE, NUMBER)
            if isinstance(number, str):  # the name of a figure: here stands a number
                reader.problem(WorkbookCode.WRONG_VALUE, page, row, VALUE, number)
            return (str(number) if isinstance(number, int) else "0",)
        if relation in ("is", "has", "known"):
            return (str(reader.value(page, row, VALUE, TEXT)),)
        listed = reader.value(page, row, VALUE, TEXTS)
        return tuple(listed) if isinstance(listed, list) else ()
