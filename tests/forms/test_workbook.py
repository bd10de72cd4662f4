"""A definition becomes a workbook and comes back the same; what a clerk gets wrong is told by sheet and cell."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from forms.loader import parse_procedure, shipped_forms
from forms.settings import load_town
from forms.toml_writer import dumps
from forms.workbook import reading, writing, xlsx
from forms.workbook.canonical import canonical
from forms.workbook.problems import CellProblem, WorkbookCode, WorkbookError
from kiosk import paper
from tests.support.definitions import definitions
from tests.support.examples import examples
from tests.support.procedures import raw_procedure

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

W = WorkbookCode
FIGURES = load_town().figures
SHIPPED = sorted(path.name for path in shipped_forms().iterdir() if path.name.endswith(".toml"))
CHOICE = {"id": "c", "kind": "choice", "options": ["甲", "乙"]}


def through(raw: dict[str, Any]) -> reading.Definition:
    """Return a definition written into a file and read out of it."""
    return reading.definition(xlsx.read(xlsx.write(writing.pages(raw))))


def read_raw(name: str) -> dict[str, Any]:
    return tomllib.loads((shipped_forms() / name).read_text("utf-8"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_form_comes_back_the_same(name: str) -> None:
    raw = read_raw(name)
    found = through(raw).raw
    assert found == canonical(raw)
    before, after = parse_procedure(raw, FIGURES), parse_procedure(found, FIGURES)
    # What a table draws on a continuation sheet is a function: it follows from the rest.
    assert replace(paper.layout(after), tables={}) == replace(paper.layout(before), tables={})
    # The raw sheet apart: an empty list in it says as little as none.
    assert {slot: getattr(after, slot) for slot in after.__slots__ if slot != "sheet"} == {
        slot: getattr(before, slot) for slot in before.__slots__ if slot != "sheet"
    }
    assert tomllib.loads(dumps(found)) == found


@given(definitions())
@settings(max_examples=examples(25, 200), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_definition_comes_back_the_same(raw: dict[str, Any]) -> None:
    parse_procedure(raw, FIGURES)
    wanted = canonical(raw)
    pages = {page.name: page for page in writing.pages(raw)}
    assert reading.definition(pages).raw == wanted
    assert through(raw).raw == wanted
    assert tomllib.loads(dumps(wanted)) == wanted


def test_nothing_that_says_something_is_left_out() -> None:
    assert canonical({"a": [], "b": "", "c": {}, "d": False, "e": [{"fields": [{"field": "x"}]}]}) == {
        "b": "",
        "d": False,
        "e": [{"fields": ["x"]}],
    }


def small_raw() -> dict[str, Any]:
    raw = raw_procedure(
        CHOICE,
        {"id": "x", "show_if": {"all": [{"field": "c", "is": "甲"}, {"not": {"answered": "c"}}]}},
        {"id": "n", "kind": "number", "limits": {"at_least": 1}},
    )
    cells = [{"field": "c", "w": 60}, {"field": "x"}, {"field": "n"}]
    return raw | {"sheet": {"part": [{"kind": "grid", "rows": [{"h": 9, "cells": cells}]}]}}


def edited(change: Callable[[Workbook], object]) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx.write(writing.pages(small_raw()))))
    change(workbook)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], object]:
    def change(workbook: Workbook) -> None:
        workbook[sheet][cell] = value

    return change


def column(sheet: str, title: str) -> str:
    page = next(page for page in writing.pages(small_raw()) if page.name == sheet)
    return page.address(1, title)[:-1]


def problems_of(data: bytes) -> tuple[CellProblem, ...]:
    with pytest.raises(WorkbookError) as caught:
        reading.definition(xlsx.read(data))
    return caught.value.problems


def at(sheet: str, title: str, row: int) -> tuple[str, str]:
    return sheet, f"{column(sheet, title)}{row}"


WRONG: list[tuple[tuple[str, str], object, WorkbookCode]] = [
    (at("項目", "必須", 3), "たぶん", W.WRONG_VALUE),
    (at("項目", "数の下限", 5), "いくつか", W.WRONG_VALUE),
    (at("項目", "数の下限", 5), 1.5, W.WRONG_VALUE),
    (at("項目", "出す条件", 4), "条件9", W.NO_CONDITION),
    (at("項目", "欄の ID", 4), None, W.EMPTY),
    (at("項目", "欄の名前", 4), "=1+1", W.FORMULA),
    (at("選択肢", "欄の ID", 3), "zz", W.NO_FIELD),
    (at("選択肢", "選択肢", 4), None, W.EMPTY),
    (at("条件", "くらべ方", 4), "なんとなく", W.WRONG_VALUE),
    (at("条件", "欄の ID", 4), None, W.EMPTY),
    (at("条件", "値", 4), None, W.EMPTY),
    (at("条件", "段", 4), 3, W.DEPTH),
    (at("条件", "条件", 3), None, W.EMPTY),
    (at("基本", "値", 25), "きのう", W.WRONG_VALUE),
    (at("基本", "項目", 4), "題名の字", W.UNKNOWN_HEADING),
    (at("配置(mm)", "もの", 3), "箱", W.WRONG_VALUE),
    (at("配置(mm)", "段", 4), 3, W.DEPTH),
    (at("配置(mm)", "幅", 4), 20, W.WRONG_VALUE),
    (at("配置(mm)", "幅", 5), "広い", W.WRONG_VALUE),
    (at("項目", "種類", 1), "しゅるい", W.UNKNOWN_HEADING),
]


@pytest.mark.parametrize(("place", "value", "code"), WRONG, ids=str)
def test_a_wrong_cell_is_named(place: tuple[str, str], value: object, code: WorkbookCode) -> None:
    sheet, cell = place
    found = problems_of(edited(put(sheet, cell, value)))
    assert (code, sheet, cell) in {(one.code, one.sheet, one.cell) for one in found}


def test_every_mistake_is_told_at_once() -> None:
    def change(workbook: Workbook) -> None:
        put(*at("項目", "必須", 3), "たぶん")(workbook)
        put(*at("項目", "必須", 4), "もしかして")(workbook)

    assert len(problems_of(edited(change))) == 2


def test_a_missing_sheet_and_a_missing_column_are_named() -> None:
    assert problems_of(edited(lambda workbook: workbook.remove(workbook["条件"])))[0] == CellProblem(
        W.NO_SHEET, "条件", "A1"
    )
    assert problems_of(edited(lambda workbook: workbook["項目"].delete_cols(2))) == (
        CellProblem(W.NO_HEADING, "項目", "A1", "欄の名前"),
    )


def test_the_same_condition_twice_and_two_prefills_are_refused() -> None:
    def change(workbook: Workbook) -> None:
        sheet = workbook["条件"]
        sheet.append(["条件2", 1, "c", "記入がある"])
        sheet.append(["条件1", 1, "c", "記入がある"])

    assert problems_of(edited(change))[0] == CellProblem(W.TWICE, "条件", "A8", "条件1")
    place = at("項目", "同じ答えの欄", 4)
    assert [
        one.code
        for one in problems_of(
            edited(
                lambda workbook: (put(*place, "c")(workbook), put(*at("項目", "年齢をもとめる欄", 4), "n")(workbook))
            )
        )
    ] == [W.TWICE]


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert problems_of(data)[0].code == W.UNREADABLE


@pytest.mark.parametrize("character", ["\x07", "\r", "\x0b", "￾"])
def test_a_character_that_no_workbook_holds_is_named(character: str) -> None:
    raw = small_raw() | {"name": f"届{character}"}
    with pytest.raises(WorkbookError) as caught:
        xlsx.write(writing.pages(raw))
    assert [(one.code, one.sheet, one.cell) for one in caught.value.problems] == [(W.UNWRITABLE, "基本", "B4")]


def test_what_a_clerk_types_is_taken_as_meant() -> None:
    def change(workbook: Workbook) -> None:
        put(*at("項目", "数の下限", 5), "３")(workbook)
        put(*at("項目", "必須", 4), True)(workbook)
        put(*at("項目", "例", 4), 125)(workbook)
        put(*at("基本", "値", 25), "2026/12/01")(workbook)
        workbook["選択肢"].append(["c", None, "丙"])

    raw = reading.definition(xlsx.read(edited(change))).raw
    choice, text, number = raw["field"]
    assert number["limits"] == {"at_least": 3}
    assert (text["required"], text["example"]) == (True, "125")
    assert raw["checked_on"] == date(2026, 12, 1)
    assert choice["options"] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("where", "sheet", "title", "row"),
    [
        ("field.x.label", "項目", "欄の名前", 4),
        ("field.x.nothing", "項目", "欄の ID", 4),
        ("field.n.limits.at_least", "項目", "数の下限", 5),
        ("field.c.options", "選択肢", "選択肢", 3),
        ("field.x.show_if.all[0].is", "条件", "値", 4),
        ("field.x.show_if.all[1].not.answered", "条件", "欄の ID", 6),
        ("sheet.part[0].rows[0].cells[1].field", "配置(mm)", "欄", 6),
        ("sheet.part[0].rows[0].cells[0].w", "配置(mm)", "幅", 5),
        ("checked_on", "基本", "値", 25),
        ("sections", "枠", "枠", 3),
    ],
)
def test_a_key_path_leads_to_its_cell(where: str, sheet: str, title: str, row: int) -> None:
    found = reading.definition(xlsx.read(xlsx.write(writing.pages(small_raw()))))
    assert found.cell_of(where) == at(sheet, title, row)


def test_texts_stay_texts_in_the_file() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx.write(writing.pages(small_raw() | {"name": "=SUM(A1)"}))))
    cell = workbook["基本"]["B4"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=SUM(A1)", "s", "@")
    fields = workbook["項目"]
    assert fields.freeze_panes == "C3"
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in fields.data_validations.dataValidation}
    assert f"{column('項目', '種類')}3" in lists
    assert workbook["選び方"].sheet_state == "hidden"
