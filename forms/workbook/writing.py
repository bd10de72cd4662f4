"""A whole definition on the sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.workbook import cells, condition_sheet, placement
from forms.workbook.canonical import canonical
from forms.workbook.conditions import Names
from forms.workbook.headings import (
    AUTHORITY,
    BASIC,
    CHOSEN,
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
from forms.workbook.keys import TEXT, Key, Type, keys_of
from forms.workbook.page import COMPUTED, FIRST_ROW, OPEN, Column, Page
from forms.workbook.placement import DEPTH, NODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.workbook.cells import Cell

Raw = dict[str, Any]

LABELLED = f"{COMPUTED}欄の名前"


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
        before = (self._settings(BASIC, "basic", self._raw), self._sections(), self._fields(), self._options())
        after = (
            self._chosen(),
            *(self._table(key, name) for key, name in TABLES.items()),
            self._settings(PAPER, "sheet", sheet),
            self._placement(sheet.get("part", [])),
            self._places(sheet.get("place", [])),
            self._sources(),
        )
        # Written last: by now every condition has been met and has its name.
        return (*before, condition_sheet.written(self._names, self._labels), *after)

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
        page = Page(SECTIONS, (Column(SECTION, "確認のページに出る順。", 30), Column(ENGLISH, "", 30)))
        english = self._raw.get("sections_en", [])
        for number, section in enumerate(self._raw.get("sections", [])):
            other = cells.written(english[number], TEXT) if english else None
            page.add({SECTION: cells.written(section, TEXT), ENGLISH: other})
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
                other = cells.written(english[number], TEXT) if english else None
                told = {OPTION: cells.written(option, TEXT), ENGLISH: other, LABELLED: raw["label"]}
                if shown := raw.get("authority"):
                    told[AUTHORITY] = cells.written(shown[number], TEXT) if shown[number] else None
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

    def _table(self, key: str, name: str) -> Page:
        page = Page(name, _columns(keys_of(key)))
        for raw in self._raw.get(key, []):
            page.add(self._cells(raw, keys_of(key)))
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
            page.add({SOURCE: cells.written(source, TEXT)})
        return page
