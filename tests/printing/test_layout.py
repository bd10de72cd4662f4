"""The [sheet] grammar: true positions, and one code for each thing a clerk can get wrong."""

import tomllib
from collections.abc import Mapping

import pytest

from printing.errors import LAYOUT_CODES
from printing.geometry import Box
from printing.layout import Layout, LayoutError, parse
from printing.sheet import CountSlots, Letterhead, Outline, Page, Rule, Slot, Words, merged

FIELDS = {"name": "氏名", "kana": "フリガナ", "day": "申請年月日", "child": "児童の氏名", "birth": "生年月日"}
REPEATS = {"child": "children", "birth": "children"}


def read(toml: str, fields: Mapping[str, str] | None = None, repeats: Mapping[str, str] | None = None) -> Layout:
    sheet = tomllib.loads(toml)
    return parse(sheet["sheet"], fields={} if fields is None else fields, repeats=repeats)


def grid(cells: str, head: str = "") -> str:
    sheet = f'[sheet]\nmargin = [20, 20, 20, 20]\nstyle = ""\ngap = 0\n{head}\n'
    return sheet + f'[[sheet.part]]\nkind = "grid"\nrows = [{{ h = 10, cells = [{cells}] }}]\n'


def slots(page: Page) -> dict[str, Box]:
    return {entry.field: entry.box for entry in page.entries}


def test_a_row_shares_its_width_after_labels_and_named_widths() -> None:
    sheet = read(
        grid('{ field = "name", w = 110 }, { label = "カナ", lw = 12, field = "kana" }', "label = 30"),
        pick("name", "kana"),
    )
    assert slots(sheet.pages[0]) == {"name": Box(50, 20, 80, 10), "kana": Box(142, 20, 48, 10)}
    labels = [words.text for words in sheet.pages[0].printed if isinstance(words, Words)]
    assert labels == ["氏名", "カナ"]


def test_a_caption_stands_in_the_corner_of_its_box() -> None:
    sheet = read(grid('{ field = "name", top = true }'), pick("name"))
    assert slots(sheet.pages[0])["name"] == Box(20, pytest.approx(22.8), 170, pytest.approx(7.2))


def test_nested_rows_and_stacked_fields_fill_their_cell() -> None:
    rows = '{ h = 4, cells = [{ label = "", field = "kana" }] }, { cells = [{ label = "", field = "name" }] }'
    nested = f'{{ label = "", rows = [{rows}] }}'
    assert slots(read(grid(nested), pick("name", "kana")).pages[0]) == {
        "kana": Box(20, 20, 170, 4),
        "name": Box(20, 24, 170, 6),
    }
    stacked = '{ fields = ["kana", { field = "name", size = 12 }], split = [4, 6] }'
    page = read(grid(stacked), pick("name", "kana")).pages[0]
    assert slots(page) == {"kana": Box(20, 20, 170, 4), "name": Box(20, 24, 170, 6)}
    assert [entry.size for entry in page.entries if isinstance(entry, Slot)] == [10.5, 12]


def test_a_table_repeats_its_columns_under_keys_of_their_rows() -> None:
    toml = """
[sheet]
margin = [20, 20, 20, 20]
style = ""
gap = 0
[[sheet.part]]
kind = "table"
repeat = "children"
rows = 2
h = 10
head = 6
numbered = true
columns = [{ label = "氏名", field = "child", w = 100 }, { label = "生年月日", field = "birth" }]
"""
    sheet = read(toml, pick("child", "birth"), REPEATS)
    assert {name: table.rows for name, table in sheet.tables.items()} == {"children": 2}
    assert slots(sheet.pages[0]) == {
        "children[0].child": Box(25, 26, 100, 10),
        "children[0].birth": Box(125, 26, 65, 10),
        "children[1].child": Box(25, 36, 100, 10),
        "children[1].birth": Box(125, 36, 65, 10),
    }


def test_every_kind_of_part_finds_its_place() -> None:
    toml = """
[sheet]
paper = "A5"
landscape = true
margin = [10, 10, 10, 10]
gap = 0
[[sheet.part]]
kind = "title"
[[sheet.part]]
kind = "addressee"
[[sheet.part]]
kind = "date"
field = "day"
beside = true
[[sheet.part]]
kind = "sentence"
text = "次のとおり申請します。"
[[sheet.part]]
kind = "notes"
lines = ["（注）", "二行目"]
[[sheet.part]]
kind = "signature"
field = "name"
seal = true
w = 100
[[sheet.part]]
kind = "counts"
field = "kana"
count = "child"
h = 20
[[sheet.part]]
kind = "space"
[[sheet.part]]
kind = "stamp"
staff = true
h = 20
[[sheet.part]]
kind = "page"
[[sheet.part]]
kind = "grid"
frame = "under"
rows = [{ h = 25, cells = [
  { label = "写真", photo = true },
  { label = "印", seal = true, blank = true },
  { label = "空欄", blank = true },
  { text = "文" },
] }]
"""
    sheet = read(toml, pick("day", "name", "kana", "child"))
    assert (sheet.width, sheet.height, len(sheet.pages)) == (210, 148, 2)
    front, back = sheet.pages
    items = {letter.item: letter.box for letter in front.printed if isinstance(letter, Letterhead)}
    assert items["style"] == Box(10, 10, 190, 4)
    assert items["title"].y == 14
    assert items["addressee"] == Box(10, 23, 100, 7)
    assert slots(front)["day"] == Box(134, 23, 66, 6)
    (count,) = (entry for entry in front.entries if isinstance(entry, CountSlots))
    assert (count.count, count.box.h) == ("child", 20)
    assert front.shades[0].box == Box(166, 118, 34, 20)  # pushed to the foot by the space
    assert [outline.shape for outline in front.printed if isinstance(outline, Outline)] == ["ring"]
    assert [outline.shape for outline in back.printed if isinstance(outline, Outline)] == ["box", "ring"]


def test_a_field_in_brackets_has_a_place() -> None:
    sheet = read(grid('{ field = "name", other = "kana" }'), pick("name", "kana"))
    (slot,) = sheet.pages[0].entries
    assert isinstance(slot, Slot)
    assert (slot.other, slot.room) == ("kana", 25)


def test_touching_rules_become_one() -> None:
    thin = [
        Rule(0, 5, 10, 5, "thin"),
        Rule(10, 5, 20, 5, "thin"),
        Rule(30, 5, 40, 5, "thin"),
        Rule(0, 0, 0, 9, "thick"),
    ]
    assert merged(thin) == (Rule(0, 5, 20, 5, "thin"), Rule(30, 5, 40, 5, "thin"), Rule(0, 0, 0, 9, "thick"))


BROKEN = {
    "unknown key": ("sheet-key", "sheet.part[0].colour", grid('{ field = "name" }') + 'colour = "red"'),
    "unknown cell key": ("sheet-key", "sheet.part[0].rows[0].cells[0].x", grid('{ field = "name", x = 3 }')),
    "unknown part": ("sheet-value", "sheet.part[0].kind", '[sheet]\n[[sheet.part]]\nkind = "picture"'),
    "part without kind": ("sheet-value", "sheet.part[0].kind", "[sheet]\n[[sheet.part]]\nw = 3"),
    "number as text": ("sheet-value", "sheet.part[0].rows[0].cells[0].w", grid('{ field = "name", w = "30" }')),
    "negative": ("sheet-value", "sheet.part[0].rows[0].cells[0].w", grid('{ field = "name", w = -1 }')),
    "unknown word": ("sheet-value", "sheet.part[0].rows[0].cells[0].mark", grid('{ field = "name", mark = "star" }')),
    "text as number": ("sheet-value", "sheet.part[0].rows[0].cells[0].label", grid('{ field = "name", label = 3 }')),
    "flag as text": ("sheet-value", "sheet.part[0].rows[0].cells[0].top", grid('{ field = "name", top = "yes" }')),
    "two values": ("sheet-value", "sheet.part[0].rows[0].cells[0]", grid('{ field = "name", text = "x" }')),
    "row without cells": ("sheet-value", "sheet.part[0].rows[0].cells", grid("")),
    "rows no tables": ("sheet-value", "sheet.part[0].rows[0]", '[sheet]\n[[sheet.part]]\nkind = "grid"\nrows = [1]'),
    "rows no list": ("sheet-value", "sheet.part[0].rows", '[sheet]\n[[sheet.part]]\nkind = "grid"\nrows = 1'),
    "margin of three": ("sheet-value", "sheet.margin", "[sheet]\nmargin = [1, 2, 3]"),
    "margin of words": ("sheet-value", "sheet.margin", '[sheet]\nmargin = ["a"]'),
    "lines of numbers": ("sheet-value", "sheet.part[0].lines", '[sheet]\n[[sheet.part]]\nkind = "notes"\nlines = [1]'),
    "unknown field": ("sheet-field", "sheet.part[0].rows[0].cells[0].field", grid('{ field = "nobody" }')),
    "field twice": (
        "sheet-twice",
        "sheet.part[0].rows[0].cells[1].field",
        grid('{ field = "name" }, { field = "name" }'),
    ),
    "field nowhere": ("sheet-missing", "name", "[sheet]"),
    "table field in a grid": ("sheet-repeat", "sheet.part[0].rows[0].cells[0].field", grid('{ field = "child" }')),
    "table of nothing": (
        "sheet-repeat",
        "sheet.part[0].repeat",
        '[sheet]\n[[sheet.part]]\nkind = "table"\nrepeat = "dogs"\nrows = 1\ncolumns = []',
    ),
    "cells too wide": ("sheet-width", "sheet.part[0].rows[0]", grid('{ field = "name", w = 200 }')),
    "cells too narrow": ("sheet-width", "sheet.part[0].rows[0]", grid('{ field = "name", w = 20 }')),
    "label too wide": ("sheet-width", "sheet.part[0].rows[0].cells[0].lw", grid('{ field = "name", lw = 200 }')),
    "nested rows too high": (
        "sheet-height",
        "sheet.part[0].rows[0].cells[0].rows",
        grid('{ rows = [{ h = 12, cells = [{ field = "name" }] }] }'),
    ),
    "stack too low": (
        "sheet-height",
        "sheet.part[0].rows[0].cells[0].split",
        grid('{ fields = ["name"], split = [3] }'),
    ),
    "below the page": ("sheet-page", "sheet.part[0]", grid('{ field = "name" }').replace("h = 10", "h = 300")),
    "beside the page": ("sheet-page", "sheet.part[0]", grid('{ field = "name" }') + "x = 100\nw = 100"),
    "on one another": (
        "sheet-overlap",
        "sheet.part[1]",
        grid('{ field = "name" }') + '[[sheet.part]]\nkind = "sentence"\ntext = "x"\nbeside = true',
    ),
    "titles of three": (
        "sheet-value",
        "sheet.part[0].titles",
        '[sheet]\n[[sheet.part]]\nkind = "counts"\nfield = "name"\ncount = "kana"\nh = 9\ntitles = ["a", "b", "c"]',
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_sheet_tells_what_and_where(case: str) -> None:
    code, where, toml = BROKEN[case]
    with pytest.raises(LayoutError) as caught:
        read(toml, pick(*([name for name in FIELDS if f'"{name}"' in toml] or ["name"])), REPEATS)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert code in str(caught.value)


def test_a_page_too_full_says_by_how_much() -> None:
    with pytest.raises(LayoutError) as caught:
        read(grid('{ field = "name" }').replace("h = 10", "h = 300"), pick("name"))
    assert caught.value.detail == "43.0 mm"


def test_every_code_is_produced() -> None:
    elsewhere = {"sheet-words", "sheet-background"}  # test_form, test_overlay
    assert {code for code, _, _ in BROKEN.values()} | elsewhere == set(LAYOUT_CODES)


def test_the_sheet_must_be_a_table() -> None:
    with pytest.raises(LayoutError, match="sheet-value: sheet"):
        parse([], fields={})  # type: ignore[arg-type] # what a damaged file may hold


def pick(*names: str) -> dict[str, str]:
    return {name: FIELDS[name] for name in names}
