"""A whole definition off the sheets of a workbook, with the cell every part of it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms.workbook import placement
from forms.workbook.canonical import canonical
from forms.workbook.condition_sheet import Conditions
from forms.workbook.headings import (
    AUTHORITY,
    BASIC,
    CHOSEN,
    CONDITIONS,
    ENGLISH,
    FIELDS,
    MEANING,
    NAME,
    OF_FIELD,
    OPTION,
    OPTIONS,
    PAPER,
    PLACEMENT,
    PLACES,
    SECTION,
    SECTIONS,
    SOURCE,
    SOURCES,
    TABLES,
    VALUE,
)
from forms.workbook.keys import NUMBER, Key, Type, keys_of, value_of
from forms.workbook.page import COMPUTED
from forms.workbook.placement import DEPTH, NODE, MisplacedError
from forms.workbook.problems import CellProblem, WorkbookCode
from forms.workbook.row_reader import RowReader
from forms.workbook.writing import pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.workbook.page import Page, Row

Raw = dict[str, Any]


@dataclass(slots=True)
class Definition:
    """A definition as read from a workbook, and the sheet and cell of every key path of it."""

    raw: Raw
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    def cell_of(self, where: str) -> tuple[str, str]:
        """Return sheet and cell of a key path of forms.loader or printing.layout, or of the nearest thing above it."""
        place = where
        while place and place not in self.places:
            place = re.sub(r"(\.[^.\[\]]*|\[[^\]]*\]|^[^.\[]+)$", "", place)
        return self.places.get(place, (BASIC, "A1"))


def definition(found: Mapping[str, Page]) -> Definition:
    """Return the definition that the sheets of a workbook make; raises WorkbookError with everything that is wrong."""
    return _DefinitionReader(found).definition()


class _DefinitionReader:
    def __init__(self, found: Mapping[str, Page]) -> None:
        self._rows = RowReader()
        self._pages = found
        self._headings()
        self._rows.finish()
        self._conditions = Conditions(found[CONDITIONS], self._rows)

    def definition(self) -> Definition:
        raw = self._settings(BASIC, "basic", "")
        raw |= self._sections()
        fields = self._fields()
        self._options(fields)
        self._chosen(fields)
        raw |= self._listed("sources", SOURCES, SOURCE)
        raw |= self._table("repeat") | ({"field": fields} if fields else {})
        raw |= self._table("stop") | self._table("check") | self._table("attachment")
        raw |= self._sheet()
        self._rows.finish()
        return Definition(canonical(raw), self._rows.places)

    def _headings(self) -> None:
        """Every sheet with every heading is there: a column that is gone would be answers that are gone."""
        for expected in pages({}):
            page = self._pages.get(expected.name)
            if page is None:
                self._rows.problems.append(CellProblem(WorkbookCode.NO_SHEET, expected.name, "A1"))
                continue
            titles = [column.title for column in page.columns]
            known = [column.title for column in expected.columns]
            for number, title in enumerate(titles):
                cell = page.address(1, title)
                if title in titles[:number]:
                    self._rows.problems.append(CellProblem(WorkbookCode.TWICE, page.name, cell, title))
                elif title and title not in known and not title.startswith(COMPUTED):
                    self._rows.problems.append(CellProblem(WorkbookCode.UNKNOWN_HEADING, page.name, cell, title))
            for title in known:
                if title not in titles and not title.startswith(COMPUTED) and title != MEANING:
                    self._rows.problems.append(CellProblem(WorkbookCode.NO_HEADING, page.name, "A1", title))

    def _keys(self, page: Page, row: Row, keys: Sequence[Key], place: str, kind: str = "") -> Raw:
        """Return the keys of one row that have a value, conditions by what their names mean."""
        raw = self._rows.keys(page, row, keys, place, kind)
        for key in keys:
            if key.type is Type.CONDITION and key.name in raw:
                where = f"{place}.{key.name}"
                raw[key.name] = self._conditions.named(str(raw[key.name]), page, row, key.ja, where)
        return raw

    def _settings(self, name: str, table: str, place: str) -> Raw:
        page = self._pages[name]
        keys = {key.ja: key for key in keys_of(table)}
        raw: Raw = {}
        for row in page:
            title = str(row.cells.get(NAME, ""))
            key = keys.get(title)
            if key is None:
                if VALUE in row.cells:
                    self._rows.problem(WorkbookCode.UNKNOWN_HEADING, page, row, NAME, title)
                continue
            where = f"{place}.{key.name}" if place else key.name
            self._rows.note(where, page, row, VALUE)
            if key.name in raw:
                self._rows.problem(WorkbookCode.TWICE, page, row, NAME, title)
            value = self._rows.value(page, row, VALUE, key)
            if value is not None:
                raw[key.name] = value
        return raw

    def _sections(self) -> Raw:
        return self._listed("sections", SECTIONS, SECTION, english=True)

    def _listed(self, name: str, sheet: str, title: str, *, english: bool = False) -> Raw:
        page = self._pages[sheet]
        texts = [self._rows.must(page, row, title) for row in page]
        for number, row in enumerate(page):
            self._rows.note_first(name, page, row, title)
            self._rows.note(f"{name}[{number}]", page, row, title)
        raw: Raw = {name: texts} if texts else {}
        if english and (others := self._rows.beside(page, page.rows, ENGLISH)):
            raw[f"{name}_en"] = others
        return raw

    def _fields(self) -> list[Raw]:
        page, found = self._pages[FIELDS], []
        for number, row in enumerate(page):
            identity = self._rows.must(page, row, OF_FIELD)
            place = f"field.{identity}" if identity else f"field[{number}]"
            self._rows.note(place, page, row, OF_FIELD)
            self._rows.note_first("field", page, row, OF_FIELD)
            kind = value_of("kind", str(row.cells.get("種類", "")))
            raw = self._keys(page, row, keys_of("field"), place, kind)
            if limits := self._keys(page, row, keys_of("limits"), f"{place}.limits"):
                raw["limits"] = limits
            if prefill := self._keys(page, row, keys_of("prefill"), f"{place}.prefill"):
                if len(prefill.keys() - {"of"}) > 1:
                    self._rows.problem(WorkbookCode.TWICE, page, row, keys_of("prefill")[0].ja)
                raw["prefill"] = prefill.get("fact", prefill)
                self._rows.note(f"{place}.prefill", page, row, keys_of("prefill")[0].ja)
            found.append(raw)
        return found

    def _of_fields(self, page: Page, fields: list[Raw]) -> list[tuple[Raw, list[Row]]]:
        """Return the fields that a sheet tells more of, each with its rows."""
        found: dict[str, list[Row]] = {raw.get("id", ""): [] for raw in fields}
        for row in page:
            name = self._rows.must(page, row, OF_FIELD)
            if name and name not in found:
                self._rows.problem(WorkbookCode.NO_FIELD, page, row, OF_FIELD, name)
            elif name:
                found[name].append(row)
        return [(raw, rows) for raw in fields if (rows := found[raw.get("id", "")])]

    def _options(self, fields: list[Raw]) -> None:
        page = self._pages[OPTIONS]
        for raw, rows in self._of_fields(page, fields):
            place = f"field.{raw['id']}"
            for number, row in enumerate(rows):
                self._rows.note(f"{place}.options[{number}]", page, row, OPTION)
            for key, title in (("options", OPTION), ("options_en", ENGLISH), ("authority", AUTHORITY)):
                self._rows.note(f"{place}.{key}", page, rows[0], title)
            raw["options"] = [self._rows.must(page, row, OPTION) for row in rows]
            for key, title in (("options_en", ENGLISH), ("authority", AUTHORITY)):
                if beside := self._rows.beside(page, rows, title):
                    raw[key] = beside

    def _chosen(self, fields: list[Raw]) -> None:
        page, keys = self._pages[CHOSEN], keys_of("choose")
        for raw, rows in self._of_fields(page, fields):
            if "prefill" in raw:
                self._rows.problem(WorkbookCode.TWICE, page, rows[0], OF_FIELD, str(raw["id"]))
            place = f"field.{raw['id']}.prefill.choose"
            chosen = [self._keys(page, row, keys, f"{place}[{number}]") for number, row in enumerate(rows)]
            raw["prefill"] = {"choose": chosen}
            self._rows.note(place, page, rows[0], OF_FIELD)

    def _table(self, table: str) -> Raw:
        page = self._pages[TABLES[table]]
        title = page.columns[0].title
        found = []
        for number, row in enumerate(page):
            # The loader calls a table by its id where it has one.
            identity = row.cells.get("表の ID") if table == "repeat" else None
            place = f"{table}.{identity}" if identity else f"{table}[{number}]"
            self._rows.note(place, page, row, title)
            self._rows.note_first(table, page, row, title)
            found.append(self._keys(page, row, keys_of(table), place))
        return {table: found} if found else {}

    def _sheet(self) -> Raw:
        raw = self._settings(PAPER, "sheet", "sheet")
        parts = self._placement()
        page, keys = self._pages[PLACES], keys_of("place")
        placed = [self._keys(page, row, keys, f"sheet.place[{number}]") for number, row in enumerate(page)]
        raw |= ({"part": parts} if parts else {}) | ({"place": placed} if placed else {})
        return {"sheet": raw} if raw else {}

    def _placement(self) -> list[Raw]:
        page = self._pages[PLACEMENT]
        rows: list[tuple[int, str, Raw]] = []
        for row in page:
            node = placement.node_of(str(row.cells.get(NODE, "")).strip())
            if not node:
                self._rows.problem(WorkbookCode.WRONG_VALUE, page, row, NODE, " / ".join(placement.words().values()))
            depth = self._rows.value(page, row, DEPTH, NUMBER)
            if depth is None and DEPTH not in row.cells:
                self._rows.problem(WorkbookCode.EMPTY, page, row, DEPTH, DEPTH)
            keys = {key.ja: key for key in placement.keys_in(node)} if node else {}
            for title in row.cells:
                if node and title not in (DEPTH, NODE, *keys) and not title.startswith(COMPUTED):
                    self._rows.problem(WorkbookCode.WRONG_VALUE, page, row, title, f"{row.cells[NODE]} ×")
            raw = self._rows.keys(page, row, keys.values(), "")
            rows.append((depth if isinstance(depth, int) else 0, node, raw))
        try:
            found, where = placement.parts(rows)
        except MisplacedError as error:
            if not any(one.sheet == PLACEMENT for one in self._rows.problems):
                self._rows.problem(WorkbookCode.DEPTH, page, page.rows[error.index], DEPTH)
            return []
        for row, place, (_, node, raw) in zip(page, where, rows, strict=True):
            self._rows.note(place, page, row, NODE)
            for key in placement.keys_in(node):
                if key.name in raw:
                    self._rows.note(f"{place}.{key.name}", page, row, key.ja)
        return found
