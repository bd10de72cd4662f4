"""A whole definition on the sheets of a workbook, and back, with the cell every part of it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms.workbook import cells, conditions, placement
from forms.workbook.cells import WrongCellError
from forms.workbook.conditions import Names, Node, TreeError
from forms.workbook.keys import Key, Type, keys_of, value_of, words_of
from forms.workbook.page import COMPUTED, FIRST_ROW, OPEN, Column, Page, Row
from forms.workbook.placement import DEPTH, NODE, MisplacedError
from forms.workbook.problems import CellProblem, WorkbookCode, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.workbook.cells import Cell

Raw = dict[str, Any]

BASIC, SECTIONS, FIELDS, OPTIONS = "基本", "枠", "項目", "選択肢"
CONDITIONS, CHOSEN, REPEATS = "条件", "自動で選ぶ", "くりかえし"
STOPS, CHECKS, ATTACHMENTS, SOURCES = "止まる条件", "答えの確認", "添付", "出典"
PAPER, PLACEMENT, PLACES = "紙面", "配置(mm)", "重ね書き(mm)"

NAME, VALUE, MEANING = "項目", "値", "説明"
OF_FIELD, OPTION, ENGLISH, SOURCE = "欄の ID", "選択肢", "英語", "出典"
AUTHORITY = "代理のしるし"
CONDITION, RELATION, LOW, HIGH, BELOW = "条件", "くらべ方", "以上", "以下", "未満"
READ_AS, LABELLED = f"{COMPUTED}読み方", f"{COMPUTED}欄の名前"

_NEEDS_FIELD = ("is", "true", "false", "number", "in", "has", "between", "age", "answered")
_NEEDS_VALUE = ("is", "number", "in", "has", "count", "row", "same", "before", "known")
_NUMBER = Key("number", Type.WHOLE, "", "")
_TEXT = Key("text", Type.TEXT, "", "")
_TEXTS = Key("texts", Type.TEXTS, "", "")


@dataclass(frozen=True, slots=True)
class Tabled:
    """An array of tables that has a sheet of its own, one row an item."""

    key: str
    page: str


_TABLES = (Tabled("stop", STOPS), Tabled("check", CHECKS), Tabled("attachment", ATTACHMENTS))


def canonical(raw: Mapping[str, Any]) -> Raw:
    """Return the same definition without what says nothing: empty lists and tables, a field's id in a table alone."""
    found: Raw = {}
    for key, value in raw.items():
        told = _canonical(value)
        if key == "fields" and isinstance(told, list):
            told = [item["field"] if isinstance(item, dict) and set(item) == {"field"} else item for item in told]
        if told not in ([], {}):
            found[key] = told
    return found


def _canonical(value: object) -> object:
    if isinstance(value, dict):
        return canonical(value)
    return [_canonical(item) for item in value] if isinstance(value, list) else value


# --- writing ---


def pages(raw: Mapping[str, Any]) -> tuple[Page, ...]:
    """Return the sheets of a definition that forms.loader accepts."""
    return _Writer(canonical(raw)).pages()


def _columns(keys: Iterable[Key]) -> tuple[Column, ...]:
    return tuple(Column(key.ja, key.tip, key.width, _lists(key)) for key in keys)


def _lists(key: Key) -> str:
    match key.type:
        case Type.WORD:
            return f"words.{key.words}" if not key.open else f"{OPEN}{key.words}"
        case Type.FLAG:
            return "words.flag"
        case Type.CONDITION:
            return "condition"
        case Type.FIELD:
            return "field"
        case _:
            return key.lists


class _Writer:
    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._names = Names()
        self._labels: dict[str, str] = {
            item["id"]: item["label"] for item in (*raw.get("repeat", ()), *raw.get("field", ()))
        }

    def pages(self) -> tuple[Page, ...]:
        sheet = self._raw.get("sheet", {})
        written = (
            self._settings(BASIC, "basic", self._raw),
            self._sections(),
            self._fields(),
            self._options(),
            self._chosen(),
            self._repeats(),
            *(self._table(one) for one in _TABLES),
            self._settings(PAPER, "sheet", sheet),
            self._placement(sheet.get("part", [])),
            self._places(sheet.get("place", [])),
            self._sources(),
        )
        order = (BASIC, SECTIONS, FIELDS, OPTIONS, CONDITIONS, CHOSEN, REPEATS, STOPS, CHECKS, ATTACHMENTS)
        by_name = {page.name: page for page in (*written, self._conditions())}
        return tuple(by_name[name] for name in (*order, PAPER, PLACEMENT, PLACES, SOURCES))

    def _settings(self, name: str, table: str, raw: Raw) -> Page:
        page = Page(name, (Column(NAME, "", 26), Column(VALUE, "ここを書きかえます。", 70), Column(MEANING, "", 60)))
        for number, key in enumerate(keys_of(table), FIRST_ROW):
            page.row_lists[number] = _lists(key)
            page.add({NAME: key.ja, VALUE: self._cell(raw, key), MEANING: key.tip or None})
        return page

    def _cell(self, raw: Raw, key: Key) -> Cell:
        if key.name not in raw:
            return None
        value = raw[key.name]
        return self._names.name(value) if key.type is Type.CONDITION else cells.written(value, key)

    def _cells(self, raw: Raw, keys: Iterable[Key]) -> dict[str, Cell]:
        return {key.ja: self._cell(raw, key) for key in keys if key.name in raw}

    def _sections(self) -> Page:
        page = Page(SECTIONS, (Column("枠", "確認のページに出る順。", 30), Column(ENGLISH, "", 30)))
        english = self._raw.get("sections_en", [])
        for number, section in enumerate(self._raw.get("sections", [])):
            other = cells.written(english[number], _TEXT) if english else None
            page.add({"枠": cells.written(section, _TEXT), ENGLISH: other})
        return page

    def _fields(self) -> Page:
        page = Page(FIELDS, _columns((*keys_of("field"), *keys_of("limits"), *keys_of("prefill"))))
        for raw in self._raw.get("field", []):
            prefill = raw.get("prefill", {})
            prefill = {"fact": prefill} if isinstance(prefill, str) else prefill
            page.add(
                {
                    **self._cells(raw, keys_of("field")),
                    **self._cells(raw.get("limits", {}), keys_of("limits")),
                    **self._cells(prefill, keys_of("prefill")),
                }
            )
        return page

    def _options(self) -> Page:
        columns = (
            Column(OF_FIELD, "どの欄の選択肢か。", 16, "field"),
            Column(LABELLED, "", 24),
            Column(OPTION, "上からこの順に並びます。", 40),
            Column(ENGLISH, "", 40),
            Column(AUTHORITY, "代理の方が選ぶ項目なら、代理権を示すもの（letter＝委任状 など）。", 16),
        )
        page = Page(OPTIONS, columns)
        for raw in self._raw.get("field", []):
            english = raw.get("options_en", [])
            for number, option in enumerate(raw.get("options", [])):
                other = cells.written(english[number], _TEXT) if english else None
                told = {OPTION: cells.written(option, _TEXT), ENGLISH: other, LABELLED: raw["label"]}
                if shown := raw.get("authority"):
                    told[AUTHORITY] = cells.written(shown[number], _TEXT) if shown[number] else None
                page.add({OF_FIELD: raw["id"], **told})
        return page

    def _chosen(self) -> Page:
        front = (Column(OF_FIELD, "どの欄に入れるか。", 16, "field"), Column(LABELLED, "", 24))
        page = Page(CHOSEN, (*front, *_columns(keys_of("choose"))))
        for raw in self._raw.get("field", []):
            prefill = raw.get("prefill")
            for item in prefill.get("choose", []) if isinstance(prefill, dict) else []:
                page.add({OF_FIELD: raw["id"], LABELLED: raw["label"], **self._cells(item, keys_of("choose"))})
        return page

    def _repeats(self) -> Page:
        return self._table(Tabled("repeat", REPEATS))

    def _table(self, one: Tabled) -> Page:
        page = Page(one.page, _columns(keys_of(one.key)))
        for raw in self._raw.get(one.key, []):
            page.add(self._cells(raw, keys_of(one.key)))
        return page

    def _placement(self, parts: list[Raw]) -> Page:
        page = Page(PLACEMENT, (*placement.columns(), Column(LABELLED, "", 24)), indent=NODE)
        words = placement.words()
        for element in placement.elements(parts):
            label = self._labels.get(element.raw.get("field", ""))
            told = self._cells(element.raw, placement.keys_in(element.node))
            page.add({DEPTH: element.depth, NODE: words[element.node], **told, LABELLED: label})
        return page

    def _places(self, places: list[Raw]) -> Page:
        page = Page(PLACES, (*_columns(keys_of("place")), Column(LABELLED, "", 24)))
        for raw in places:
            page.add({**self._cells(raw, keys_of("place")), LABELLED: self._labels.get(raw.get("field", ""))})
        return page

    def _sources(self) -> Page:
        page = Page(SOURCES, (Column(SOURCE, "1行に1つ。ページの場所や、規則の名前と条。", 110),))
        for source in self._raw.get("sources", []):
            page.add({SOURCE: cells.written(source, _TEXT)})
        return page

    def _conditions(self) -> Page:
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
        for name, node in self._names.rows():
            first = node.depth == 1
            number = int(name.removeprefix("条件")) - 1
            page.add(
                {
                    CONDITION: name,
                    DEPTH: node.depth,
                    OF_FIELD: node.field or None,
                    RELATION: words[node.relation],
                    VALUE: self._values(node),
                    LOW: node.at_least,
                    HIGH: node.at_most,
                    BELOW: node.below,
                    READ_AS: conditions.sentence(self._names.found[number], self._labels) if first else None,
                }
            )
        return page

    def _values(self, node: Node) -> Cell:
        if not node.values:
            return None
        if node.relation in ("row", "number"):
            return int(node.values[0])
        if node.relation in ("is", "has", "known"):
            return cells.written(node.values[0], _TEXT)
        return cells.written(list(node.values), _TEXTS)


# --- reading ---


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
    return _Reader(found).definition()


class _Reader:
    def __init__(self, found: Mapping[str, Page]) -> None:
        self._pages = found
        self._problems: list[CellProblem] = []
        self._places: dict[str, tuple[str, str]] = {}
        self._conditions: dict[str, tuple[Raw, dict[str, int], list[Row]]] = {}

    def definition(self) -> Definition:
        self._headings()
        if self._problems:
            raise WorkbookError(tuple(self._problems))
        self._read_conditions()
        raw = self._settings(BASIC, "basic", "")
        raw |= self._sections()
        fields = self._fields()
        self._options(fields)
        self._chosen(fields)
        raw |= self._listed("sources", SOURCES, SOURCE)
        raw |= self._table(Tabled("repeat", REPEATS)) | ({"field": fields} if fields else {})
        for one in _TABLES:
            raw |= self._table(one)
        raw |= self._sheet()
        if self._problems:
            raise WorkbookError(tuple(self._problems))
        return Definition(canonical(raw), self._places)

    def _headings(self) -> None:
        """Every sheet with every heading is there: a column that is gone would be answers that are gone."""
        for expected in pages({}):
            page = self._pages.get(expected.name)
            if page is None:
                self._problems.append(CellProblem(WorkbookCode.NO_SHEET, expected.name, "A1"))
                continue
            titles = [column.title for column in page.columns]
            known = [column.title for column in expected.columns]
            for number, title in enumerate(titles):
                cell = page.address(1, title)
                if title in titles[:number]:
                    self._problems.append(CellProblem(WorkbookCode.TWICE, page.name, cell, title))
                elif title and title not in known and not title.startswith(COMPUTED):
                    self._problems.append(CellProblem(WorkbookCode.UNKNOWN_HEADING, page.name, cell, title))
            for title in known:
                if title not in titles and not title.startswith(COMPUTED) and title != MEANING:
                    self._problems.append(CellProblem(WorkbookCode.NO_HEADING, page.name, "A1", title))

    def _problem(self, code: WorkbookCode, page: Page, row: Row, title: str, detail: str = "") -> None:
        self._problems.append(CellProblem(code, page.name, page.address(row.number, title), detail))

    def _note(self, place: str, page: Page, row: Row, title: str) -> None:
        self._places[place] = (page.name, page.address(row.number, title))

    def _value(self, page: Page, row: Row, title: str, key: Key, *, kind: str = "") -> object:
        """Return the value of a cell, None when it is empty or wrong."""
        if title not in row.cells:
            return None
        try:
            return cells.read(row.cells[title], key, kind)
        except WrongCellError as error:
            self._problem(WorkbookCode.WRONG_VALUE, page, row, title, str(error))
            return None

    def _must(self, page: Page, row: Row, title: str, key: Key = _TEXT) -> str:
        value = self._value(page, row, title, key)
        if not isinstance(value, str) or not value:
            if title not in row.cells:
                self._problem(WorkbookCode.EMPTY, page, row, title, title)
            return ""
        return value

    def _keys(self, page: Page, row: Row, keys: Iterable[Key], place: str, kind: str = "") -> Raw:
        """Return the keys of one row that have a value."""
        raw: Raw = {}
        for key in keys:
            value = self._value(page, row, key.ja, key, kind=kind)
            where = f"{place}.{key.name}" if place else key.name
            if value is None:
                continue
            self._note(where, page, row, key.ja)
            if key.type is Type.CONDITION:
                value = self._condition(str(value), page, row, key.ja, where)
            raw[key.name] = value
        return raw

    def _condition(self, name: str, page: Page, row: Row, title: str, where: str) -> Raw:
        if name not in self._conditions:
            self._problem(WorkbookCode.NO_CONDITION, page, row, title, name)
            return {}
        raw, places, rows = self._conditions[name]
        from_page = self._pages[CONDITIONS]
        for sub, index in places.items():
            if sub:
                self._note(where + sub, from_page, rows[index], RELATION)
            for key, column in (("field", OF_FIELD), ("answered", OF_FIELD), ("age", OF_FIELD)):
                self._note(f"{where}{sub}.{key}", from_page, rows[index], column)
            for key in ("is", "in", "has", "count", "row", "same", "before", "known"):
                self._note(f"{where}{sub}.{key}", from_page, rows[index], VALUE)
            for key, column in (("at_least", LOW), ("at_most", HIGH), ("below", BELOW)):
                self._note(f"{where}{sub}.{key}", from_page, rows[index], column)
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
                    self._problem(WorkbookCode.UNKNOWN_HEADING, page, row, NAME, title)
                continue
            where = f"{place}.{key.name}" if place else key.name
            self._note(where, page, row, VALUE)
            if key.name in raw:
                self._problem(WorkbookCode.TWICE, page, row, NAME, title)
            value = self._value(page, row, VALUE, key)
            if value is not None:
                raw[key.name] = value
        return raw

    def _sections(self) -> Raw:
        return self._listed("sections", SECTIONS, "枠", english=True)

    def _listed(self, name: str, sheet: str, title: str, *, english: bool = False) -> Raw:
        page = self._pages[sheet]
        texts = [self._must(page, row, title) for row in page]
        for number, row in enumerate(page):
            self._places.setdefault(name, (page.name, page.address(row.number, title)))
            self._note(f"{name}[{number}]", page, row, title)
        raw: Raw = {name: texts} if texts else {}
        if english and (others := self._beside(page, list(page))):
            raw[f"{name}_en"] = others
        return raw

    def _beside(self, page: Page, rows: list[Row], title: str = ENGLISH) -> list[str]:
        """Return what stands beside a list, by default the English: for every item or for none."""
        if not any(title in row.cells for row in rows):
            return []
        return [str(self._value(page, row, title, _TEXT) or "") if title in row.cells else "" for row in rows]

    def _fields(self) -> list[Raw]:
        page, found = self._pages[FIELDS], []
        for number, row in enumerate(page):
            identity = self._must(page, row, "欄の ID")
            place = f"field.{identity}" if identity else f"field[{number}]"
            self._note(place, page, row, "欄の ID")
            self._places.setdefault("field", self._places[place])
            kind = value_of("kind", str(row.cells.get("種類", "")))
            raw = self._keys(page, row, keys_of("field"), place, kind)
            if limits := self._keys(page, row, keys_of("limits"), f"{place}.limits"):
                raw["limits"] = limits
            if prefill := self._keys(page, row, keys_of("prefill"), f"{place}.prefill"):
                if len(prefill.keys() - {"of"}) > 1:
                    self._problem(WorkbookCode.TWICE, page, row, keys_of("prefill")[0].ja)
                raw["prefill"] = prefill.get("fact", prefill)
                self._note(f"{place}.prefill", page, row, keys_of("prefill")[0].ja)
            found.append(raw)
        return found

    def _of_field(self, page: Page, fields: list[Raw]) -> dict[str, list[Row]]:
        """Return the rows of a sheet by the field they belong to."""
        ids = [raw.get("id") for raw in fields]
        found: dict[str, list[Row]] = {}
        for row in page:
            name = self._must(page, row, OF_FIELD)
            if name and name not in ids:
                self._problem(WorkbookCode.NO_FIELD, page, row, OF_FIELD, name)
            found.setdefault(name, []).append(row)
        return found

    def _options(self, fields: list[Raw]) -> None:
        page = self._pages[OPTIONS]
        by_field = self._of_field(page, fields)
        for raw in fields:
            rows = by_field.get(raw.get("id", ""), [])
            if not rows:
                continue
            place = f"field.{raw['id']}.options"
            for number, row in enumerate(rows):
                self._note(f"{place}[{number}]", page, row, OPTION)
            self._note(place, page, rows[0], OPTION)
            self._note(f"{place}_en", page, rows[0], ENGLISH)
            raw["options"] = [self._must(page, row, OPTION) for row in rows]
            if others := self._beside(page, rows, ENGLISH):
                raw["options_en"] = others
            self._note(f"{place.removesuffix('options')}authority", page, rows[0], AUTHORITY)
            if shown := self._beside(page, rows, AUTHORITY):
                raw["authority"] = shown

    def _chosen(self, fields: list[Raw]) -> None:
        page = self._pages[CHOSEN]
        by_field = self._of_field(page, fields)
        for raw in fields:
            rows = by_field.get(raw.get("id", ""), [])
            if not rows:
                continue
            if "prefill" in raw:
                self._problem(WorkbookCode.TWICE, page, rows[0], OF_FIELD, str(raw["id"]))
            place = f"field.{raw['id']}.prefill.choose"
            raw["prefill"] = {
                "choose": [
                    self._keys(page, row, keys_of("choose"), f"{place}[{number}]") for number, row in enumerate(rows)
                ]
            }
            self._note(place, page, rows[0], OF_FIELD)

    def _table(self, one: Tabled) -> Raw:
        page = self._pages[one.page]
        found = []
        for number, row in enumerate(page):
            # The loader calls a table by its id where it has one.
            identity = row.cells.get("表の ID") if one.key == "repeat" else None
            place = f"{one.key}.{identity}" if identity else f"{one.key}[{number}]"
            self._note(place, page, row, page.columns[0].title)
            self._places.setdefault(one.key, self._places[place])
            found.append(self._keys(page, row, keys_of(one.key), place))
        return {one.key: found} if found else {}

    def _sheet(self) -> Raw:
        raw = self._settings(PAPER, "sheet", "sheet")
        parts = self._placement()
        places = self._pages[PLACES]
        placed = [
            self._keys(places, row, keys_of("place"), f"sheet.place[{number}]") for number, row in enumerate(places)
        ]
        raw |= ({"part": parts} if parts else {}) | ({"place": placed} if placed else {})
        return {"sheet": raw} if raw else {}

    def _placement(self) -> list[Raw]:
        page = self._pages[PLACEMENT]
        rows: list[tuple[int, str, Raw]] = []
        for row in page:
            node = placement.node_of(str(row.cells.get(NODE, "")).strip())
            if not node:
                self._problem(WorkbookCode.WRONG_VALUE, page, row, NODE, " / ".join(placement.words().values()))
            depth = self._value(page, row, DEPTH, _NUMBER)
            if depth is None and DEPTH not in row.cells:
                self._problem(WorkbookCode.EMPTY, page, row, DEPTH, DEPTH)
            keys = {key.ja: key for key in placement.keys_in(node)} if node else {}
            for title in row.cells:
                if node and title not in (DEPTH, NODE, *keys) and not title.startswith(COMPUTED):
                    self._problem(WorkbookCode.WRONG_VALUE, page, row, title, f"{row.cells[NODE]} ×")
            raw = self._keys(page, row, keys.values(), "")
            rows.append((depth if isinstance(depth, int) else 0, node, raw))
        try:
            found, where = placement.parts(rows)
        except MisplacedError as error:
            if not any(one.sheet == PLACEMENT for one in self._problems):
                self._problem(WorkbookCode.DEPTH, page, page.rows[error.index], DEPTH)
            return []
        for row, place, (_, node, raw) in zip(page, where, rows, strict=True):
            self._note(place, page, row, NODE)
            for key in placement.keys_in(node):
                if key.name in raw:
                    self._note(f"{place}.{key.name}", page, row, key.ja)
        return found

    def _read_conditions(self) -> None:
        page = self._pages[CONDITIONS]
        by_name: dict[str, list[Row]] = {}
        before = ""
        for row in page:
            name = str(row.cells.get(CONDITION, before)).strip()
            if not name:
                self._problem(WorkbookCode.EMPTY, page, row, CONDITION, CONDITION)
                continue
            if name in by_name and name != before:
                self._problem(WorkbookCode.TWICE, page, row, CONDITION, name)
            by_name.setdefault(name, []).append(row)
            before = name
        for name, rows in by_name.items():
            before_ = len(self._problems)
            nodes = [self._node(page, row) for row in rows]
            try:
                raw, places = conditions.tree(nodes) if len(self._problems) == before_ else ({}, {})
            except TreeError as error:
                self._problem(WorkbookCode.DEPTH, page, rows[error.row], DEPTH)
                raw, places = {}, {}
            self._conditions[name] = (raw, places, rows)

    def _node(self, page: Page, row: Row) -> Node:
        relation = conditions.relation_of(str(row.cells.get(RELATION, "")))
        if not relation:
            self._problem(WorkbookCode.WRONG_VALUE, page, row, RELATION, " / ".join(words_of("relation").values()))
        depth = self._value(page, row, DEPTH, _NUMBER) if DEPTH in row.cells else 1
        name = self._must(page, row, OF_FIELD) if relation in _NEEDS_FIELD else ""
        values: tuple[str, ...] = ()
        if relation in _NEEDS_VALUE:
            if VALUE not in row.cells:
                self._problem(WorkbookCode.EMPTY, page, row, VALUE, VALUE)
            elif relation in ("row", "number"):
                number = self._value(page, row, VALUE, _NUMBER)
                if isinstance(number, str):  # the name of a figure: here stands a number
                    self._problem(WorkbookCode.WRONG_VALUE, page, row, VALUE, number)
                values = (str(number) if isinstance(number, int) else "0",)
            elif relation in ("is", "has", "known"):
                values = (str(self._value(page, row, VALUE, _TEXT)),)
            else:
                listed = self._value(page, row, VALUE, _TEXTS)
                values = tuple(listed) if isinstance(listed, list) else ()
        limits = [self._value(page, row, title, _NUMBER) for title in (LOW, HIGH, BELOW)]
        low, high, below = (one if isinstance(one, (int, str)) else None for one in limits)
        return Node(depth if isinstance(depth, int) else 0, relation, name, values, low, high, below)
