"""The file of a workbook: the only place that knows openpyxl (held by .importlinter)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from forms.workbook.headings import CONDITIONS, FIELDS, REPEATS, SECTIONS
from forms.workbook.keys import words_of
from forms.workbook.page import COMPUTED, FIRST_ROW, OPEN, Column, Page, Row
from forms.workbook.placement import DEPTH
from forms.workbook.placement import words as placement_words
from forms.workbook.problems import CellProblem, WorkbookCode, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

    from forms.workbook.cells import Cell

GUIDE = "はじめに"
"""The sheet that tells how to edit the others (``assets/workbook/guide.txt``); it is not read back."""

LISTS = "選び方"
"""The sheet that holds what the drop-downs offer."""

_SPARE_ROWS = 200
_LONGEST = 32767  # characters a cell can hold (ECMA-376 limit told in Excel's specifications)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff￾￿]")  # no XML 1.0 character, or one it normalises
_HEAD = PatternFill("solid", fgColor="1F4E79")
_TIP = PatternFill("solid", fgColor="EAF1F8")
_TOLD = PatternFill("solid", fgColor="F2F2F2")
_LEVELS = {1: PatternFill("solid", fgColor="DDEBF7"), 2: PatternFill("solid", fgColor="F4F9FD")}
_LINE = Border(bottom=Side("thin", color="D0D0D0"), right=Side("thin", color="E4E4E4"))
_FONT = "BIZ UDPGothic"
_BLACK, _GREY = Font(_FONT, size=10), Font(_FONT, size=10, color="707070")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_REFERENCES = {"field": FIELDS, "repeat": REPEATS, "section": SECTIONS, "condition": CONDITIONS}
"""Lists that stand in the first column of another sheet."""


def write(pages: Sequence[Page], lists: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Return the file. ``lists``: what further drop-downs offer (office, addressee …). Raises WorkbookError."""
    workbook = Workbook()
    _write_guide(workbook.active)
    offers = {**_word_lists(), **(lists or {})}
    ranges: dict[str, str] = {}
    problems: list[CellProblem] = []
    for page in pages:
        _write_page(workbook.create_sheet(page.name), page, problems)
    _write_lists(workbook.create_sheet(LISTS), offers, ranges)
    for page in pages:
        _validate(workbook[page.name], page, ranges)
    if problems:
        raise WorkbookError(tuple(problems))
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(data: bytes) -> dict[str, Page]:
    """Return the sheets of a file; raises WorkbookError where it is no workbook or holds formulas."""
    try:
        workbook = load_workbook(io.BytesIO(data))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, ParseError, OSError, TypeError) as error:
        raise WorkbookError((CellProblem(WorkbookCode.UNREADABLE, "", "", type(error).__name__),)) from error
    problems: list[CellProblem] = []
    pages = {
        sheet.title: _read_page(sheet, problems) for sheet in workbook.worksheets if sheet.title not in (GUIDE, LISTS)
    }
    if problems:
        raise WorkbookError(tuple(problems))
    return pages


def _write_guide(sheet: Worksheet) -> None:
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = 100
    lines = (files("assets") / "workbook" / "guide.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number, 1, line)
        cell.font = Font(_FONT, size=16 if number == 1 else 11, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_page(sheet: Worksheet, page: Page, problems: list[CellProblem]) -> None:
    for index, column in enumerate(page.columns, 1):
        head, tip = sheet.cell(1, index, column.title), sheet.cell(2, index, column.tip or None)
        head.font, head.fill = Font(_FONT, bold=True, color="FFFFFF"), _HEAD
        tip.font, tip.fill = Font(_FONT, size=9, color="404040"), _TIP
        for cell in (head, tip):
            cell.alignment = Alignment(wrap_text=True, vertical="center" if cell is head else "top")
            cell.border = _LINE
        sheet.column_dimensions[head.column_letter].width = column.width + 2
    sheet.row_dimensions[2].height = 48
    for row in page:
        depth = row.cells.get(DEPTH)
        level = depth if page.indent and isinstance(depth, int) else 0
        if level > 1:
            sheet.row_dimensions[row.number].outlineLevel = min(level - 1, 7)
        for index, column in enumerate(page.columns, 1):
            cell = sheet.cell(row.number, index)
            _style(cell, column, level)
            if column.title == page.indent:
                cell.alignment = _indented(max(level - 1, 0))
            _put(cell, row.cells.get(column.title), page, problems)
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3 if len(page.columns) > 4 else 2)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


@cache
def _indented(depth: int) -> Alignment:
    return Alignment(indent=2 * depth, vertical="top")


def _style(cell: XlsxCell, column: Column, level: int) -> None:
    cell.font = _GREY if column.title.startswith(COMPUTED) else _BLACK
    cell.alignment = _WRAPPED
    cell.border = _LINE
    if column.title.startswith(COMPUTED):
        cell.fill = _TOLD
    elif level in _LEVELS:
        cell.fill = _LEVELS[level]


def _put(cell: XlsxCell, value: Cell, page: Page, problems: list[CellProblem]) -> None:
    if isinstance(value, str):
        if found := _UNWRITABLE.search(value):
            detail = f"U+{ord(found[0]):04X}"
            problems.append(CellProblem(WorkbookCode.UNWRITABLE, page.name, cell.coordinate, detail))
            return
        if len(value) > _LONGEST:
            problems.append(CellProblem(WorkbookCode.UNWRITABLE, page.name, cell.coordinate, f"> {_LONGEST}"))
            return
        # Text stays text: neither a formula (=), nor a number that loses its zeros when a clerk touches it.
        cell.value, cell.data_type, cell.number_format = value, "s", "@"
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def _word_lists() -> dict[str, Sequence[str]]:
    names = ("kind", "confidence", "fact", "frame", "align", "mark", "flag", "relation", "date_part")
    found: dict[str, Sequence[str]] = {f"words.{name}": tuple(words_of(name).values()) for name in names}
    found |= {f"{OPEN}fact": found.pop("words.fact")}
    return {**found, "words.placement": tuple(placement_words().values()), "paper": ("A3", "A4", "A5", "B5")}


def _write_lists(sheet: Worksheet, offers: Mapping[str, Sequence[str]], ranges: dict[str, str]) -> None:
    sheet.sheet_state = "hidden"
    for index, (name, values) in enumerate(offers.items(), 1):
        sheet.cell(1, index, name)
        for number, value in enumerate(values, 2):
            sheet.cell(number, index, value).data_type = "s"
        letter = sheet.cell(1, index).column_letter
        ranges[name] = f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}"


def _validate(sheet: Worksheet, page: Page, ranges: Mapping[str, str]) -> None:
    """Give every column with a list its drop-down; other ids and words are told at the import, with the cell."""
    last = FIRST_ROW + len(page.rows) + _SPARE_ROWS
    for index, column in enumerate(page.columns, 1):
        if column.lists in _REFERENCES:
            source = f"'{_REFERENCES[column.lists]}'!$A${FIRST_ROW}:$A$500"
        elif column.lists in ranges:
            source = ranges[column.lists]
        else:
            continue
        strict = column.lists.startswith("words.")
        rule = DataValidation("list", formula1=f"={source}", allow_blank=True, showErrorMessage=strict)
        rule.errorTitle, rule.error = "一覧から選んでください", "一覧にある言葉を選んでください。"
        letter = sheet.cell(1, index).column_letter
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
    _validate_settings(sheet, page, ranges)


def _validate_settings(sheet: Worksheet, page: Page, ranges: Mapping[str, str]) -> None:
    """Give each line of a sheet of settings the drop-down of its own key."""
    for row, lists in page.row_lists.items():
        if lists in ranges:
            strict = lists.startswith("words.")
            rule = DataValidation("list", formula1=f"={ranges[lists]}", allow_blank=True, showErrorMessage=strict)
            rule.add(f"B{row}")
            sheet.add_data_validation(rule)


def _read_page(sheet: Worksheet, problems: list[CellProblem]) -> Page:
    heads: Iterable[XlsxCell] = next(sheet.iter_rows(min_row=1, max_row=1), ())
    titles = ["" if cell.value is None else str(cell.value).strip() for cell in heads]
    while titles and not titles[-1]:
        titles.pop()
    page = Page(sheet.title, tuple(Column(title) for title in titles))
    for number, cells in enumerate(sheet.iter_rows(min_row=FIRST_ROW, max_col=len(titles) or 1), FIRST_ROW):
        found: dict[str, Cell] = {}
        for title, cell in zip(titles, cells, strict=False):
            if cell.value is None or cell.value == "" or title.startswith(COMPUTED) or not title:
                continue
            if cell.data_type in ("f", "e"):
                problems.append(CellProblem(WorkbookCode.FORMULA, sheet.title, cell.coordinate, str(cell.value)))
            found[title] = _plain(cell.value)
        if found:
            page.rows.append(Row(number, found))
    return page


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, (str, int, float, bool, date)) else str(value)
