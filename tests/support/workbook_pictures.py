"""Draws the pictures of docs/staff-forms.md: ``python -m tests.support.workbook_pictures FOLDER``.

The sheets of a workbook are drawn from the file itself (columns, colours, texts), since no spreadsheet program is part
of the tools; a clerk's program shows the same cells with its own frame.
"""

from __future__ import annotations

import argparse
import io
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from PIL import Image, ImageDraw, ImageFont

from forms.loader import load_catalogue
from forms.settings import load_town
from forms.workbook import headings
from kiosk import paper
from kiosk.config import Config
from kiosk.sample import sample
from kiosk.staff_forms import raw_of, workbook
from printing.calibration import draw_calibration
from printing.content import EraDate, Options, Text
from printing.form import Letter, draw_form
from printing.layout import parse
from tests.printing.test_overlay import CONTENTS, FIELDS, PLACES, REPEATS, town_sheet
from tests.support.form_pictures import MADE_AT, save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

_FONT = files("assets") / "fonts" / "biz-udpgothic" / "BIZUDPGothic-Regular.ttf"
_SCALE, _LINE, _PAD = 8, 19, 5


def _font(size: int) -> Any:
    return ImageFont.truetype(str(_FONT), size)


def _lines(text: str, font: Any, width: float) -> list[str]:
    found: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if line and font.getlength(line + character) > width:
                found.append(line)
                line = ""
            line += character
        found.append(line)
    return found


def _colour(cell: Any, attribute: str, default: str) -> str:
    colour = getattr(cell.fill.fgColor if attribute == "fill" else cell.font.color, "rgb", None)
    given = attribute == "font" or cell.fill.fill_type == "solid"
    return f"#{colour[-6:]}" if given and isinstance(colour, str) else default


def draw_sheet(
    sheet: Worksheet, columns: Sequence[str], rows: int, marked: Sequence[tuple[int, str]] = ()
) -> Image.Image:
    """Draw some columns (by heading) of a sheet's first rows; ``marked`` cells get a red frame."""
    heads = [next(cell for cell in sheet[1] if cell.value == title) for title in columns]
    widths = [round(sheet.column_dimensions[cell.column_letter].width * _SCALE) for cell in heads]
    font, small = _font(14), _font(12)
    table: list[tuple[int, int, list[tuple[Any, list[str], Any]]]] = []
    for number in range(1, rows + 1):
        cells = []
        for head, width in zip(heads, widths, strict=True):
            cell = sheet.cell(number, head.column)
            face = small if number == 2 else font
            text = "" if cell.value is None else str(cell.value)
            indent = round((cell.alignment.indent or 0) * 9)
            cells.append((cell, _lines(text, face, width - 2 * _PAD - indent)[:5], face))
        table.append((number, max(len(lines) for _, lines, _ in cells) * _LINE + 2 * _PAD, cells))
    left = 34
    picture = Image.new("RGB", (left + sum(widths) + 1, sum(height for _, height, _ in table) + 1), "white")
    pen = ImageDraw.Draw(picture)
    y = 0
    for number, height, cells in table:
        pen.rectangle((0, y, left, y + height), fill="#E6E6E6", outline="#BDBDBD")
        pen.text((8, y + _PAD), str(number), font=small, fill="#404040")
        x = left
        for (cell, lines, face), width in zip(cells, widths, strict=True):
            pen.rectangle((x, y, x + width, y + height), fill=_colour(cell, "fill", "#FFFFFF"), outline="#C8C8C8")
            indent = round((cell.alignment.indent or 0) * 9)
            for index, line in enumerate(lines):
                place = (x + _PAD + indent, y + _PAD + index * _LINE)
                pen.text(place, line, font=face, fill=_colour(cell, "font", "#000000"))
            x += width
        y += height
    y = 0
    for number, height, _ in table:
        x = left
        for title, width in zip(columns, widths, strict=True):
            if (number, title) in marked:
                pen.rectangle((x, y, x + width, y + height), outline="#D00000", width=3)
            x += width
        y += height
    return picture


def write(folder: Path) -> None:
    """Write all pictures of the guide."""
    folder.mkdir(parents=True, exist_ok=True)
    town, procedure = load_town(), load_catalogue().procedures["juminhyo"]
    made = openpyxl.load_workbook(io.BytesIO(workbook(raw_of(Config(), "juminhyo"), town)))
    fields, options = made[headings.FIELDS], made[headings.OPTIONS]
    phone = next(cell.row for cell in fields["A"] if cell.value == "v_tel")
    pictures = {
        "basic": draw_sheet(made[headings.BASIC], ("項目", "値", "説明"), 9),
        "fields": draw_sheet(
            fields,
            ("欄の ID", "欄の名前", "種類", "必須", "質問", "例"),
            phone + 1,
            [(phone, "必須"), (phone, "質問")],
        ),
        "options": draw_sheet(options, ("欄の ID", "（自動）欄の名前", "選択肢", "英語"), 8, [(3, "選択肢")]),
        "conditions": draw_sheet(
            made[headings.CONDITIONS], ("条件", "段", "欄の ID", "くらべ方", "値", "（自動）読み方"), 8
        ),
        "placement": draw_sheet(
            made[headings.PLACEMENT], ("段", "もの", "欄", "見出し", "幅", "高さ", "（自動）欄の名前"), 16
        ),
    }
    for name, picture in pictures.items():
        picture.quantize(32).save(folder / f"workbook-{name}.png", optimize=True)
    save(paper.draw(procedure, sample(procedure, MADE_AT.date()), town).pdf, folder, "workbook-preview")
    sheet = parse({"background": "town.pdf", "place": PLACES}, fields=FIELDS, repeats=REPEATS)
    letter = Letter("町の届", "", "small", "2026-11-24", confidence="一般の知識による。町の確認前")
    contents = {**CONTENTS, "sex": Options(("男", "女"), frozenset({1})), "name": Text("空知　花子")}
    contents["birth"] = EraDate(("昭", "平"), 0, "23", "2", "17")
    save(
        draw_form(sheet, contents, letter, approved=False, background=town_sheet()).pdf, folder, "workbook-overlay", 60
    )
    save(draw_calibration("プリンターのずれを測る紙", (), (0, 0)), folder, "workbook-calibration", 40)


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder)


if __name__ == "__main__":
    main()
