"""Values over the town's own sheet: where they stand in mm, what is marked, and what a clerk may get wrong."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.content import Cells, Content, EraDate, Options, Text
from printing.errors import LayoutError
from printing.form import UNAPPROVED, Letter, draw_form
from printing.layout import parse
from tests.support.pdf import poppler_text, raster, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = {"name": "氏名", "sex": "性別", "birth": "生年月日", "number": "番号", "c_name": "児童"}
REPEATS = {"c_name": "children"}
LETTER = Letter("町の届", "上砂川町長　様", "small", "2026-11-24", confidence="一般の知識による")
PLACES: list[dict[str, Any]] = [
    {"field": "name", "x": 40, "y": 50, "w": 80, "h": 9},
    {"field": "sex", "option": "男", "x": 150, "y": 50, "w": 7, "h": 7},
    {"field": "sex", "option": "女", "x": 160, "y": 50, "w": 7, "h": 7},
    {"field": "birth", "option": "昭", "x": 40, "y": 65, "w": 7, "h": 7},
    {"field": "birth", "option": "平", "x": 50, "y": 65, "w": 7, "h": 7, "mark": "check"},
    {"field": "birth", "part": "year", "x": 60, "y": 65, "w": 12, "h": 7, "align": "right"},
    {"field": "birth", "part": "month", "x": 80, "y": 65, "w": 12, "h": 7},
    {"field": "birth", "part": "day", "x": 100, "y": 65, "w": 12, "h": 7},
    {"field": "number", "x": 40, "y": 80, "w": 70, "h": 8},
    {"field": "c_name", "x": 40, "y": 120, "w": 60, "h": 8, "rows": 3, "step": 10},
]
CONTENTS: Mapping[str, Content] = {
    "name": Text("空知　花子"),
    "sex": Options(("男", "女"), frozenset({1})),
    "birth": EraDate(("昭", "平"), 0, "23", "2", "17"),
    "number": Cells("0123456", 7),
    "children[0].c_name": Text("空知　一郎"),
    "children[2].c_name": Text("空知　三郎"),
}


def town_sheet(width: float = 210, height: float = 297, pages: int = 1, *, words: str = "TOWN SHEET") -> bytes:
    """Draw a sheet such as a town has: frames at known places, made by another program."""
    file = BytesIO()
    canvas = Canvas(file, (width * mm, height * mm), invariant=1)
    for _ in range(pages):
        canvas.drawString(20 * mm, (height - 20) * mm, words)
        for place in PLACES:
            top = height - place["y"] - place["h"]
            canvas.rect(place["x"] * mm, top * mm, place["w"] * mm, place["h"] * mm)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def sheet(*places: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"background": "town.pdf", "place": list(places or PLACES), **more}


def drawn(raw: Mapping[str, Any], contents: Mapping[str, Content] = CONTENTS, **more: Any) -> Any:
    fields = {place["field"]: FIELDS[place["field"]] for place in raw["place"]}
    return draw_form(
        parse(raw, fields=fields, repeats=REPEATS),
        contents,
        LETTER,
        **{"approved": True, "background": town_sheet(), **more},
    )


def boxes_of(pdf: bytes, words: str) -> list[tuple[float, float, float, float]]:
    """Where a text stands: left, top, right, bottom in mm from the top left corner, as pdfium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height, text = page.get_height(), page.get_textpage()
        searcher = text.search(words)
        found = []
        while (at := searcher.get_next()) is not None:
            corners = [text.get_charbox(index) for index in range(at[0], at[0] + at[1])]
            left, bottom = min(one[0] for one in corners), min(one[1] for one in corners)
            right, top = max(one[2] for one in corners), max(one[3] for one in corners)
            found.append((left / mm, (height - top) / mm, right / mm, (height - bottom) / mm))
        text.close()
        page.close()
    finally:
        document.close()
    return found


def test_every_value_stands_in_its_box_on_the_towns_sheet() -> None:
    form = drawn(sheet())
    assert form.problems == ()
    assert "TOWN SHEET" in poppler_text(form.pdf)
    by_field = {place.field: place for place in form.placed}
    assert text_in(form.pdf, by_field["name"]) == "空知　花子"
    for words, place in (("空知　花子", PLACES[0]), ("空知　一郎", PLACES[9])):
        ((left, top, right, bottom),) = boxes_of(form.pdf, words)
        assert place["x"] < left < place["x"] + 3
        assert place["y"] < top < bottom < place["y"] + place["h"]
        assert right < place["x"] + place["w"]
        assert (top + bottom) / 2 == pytest.approx(place["y"] + place["h"] / 2, abs=0.5)
    ((_, third, _, _),) = boxes_of(form.pdf, "空知　三郎")
    ((_, first, _, _),) = boxes_of(form.pdf, "空知　一郎")
    assert third - first == pytest.approx(20, abs=0.2)


def test_digits_stand_in_the_middle_of_cells_that_are_printed_already() -> None:
    pdf = drawn(sheet()).pdf
    for index, digit in enumerate("0123456"):
        near = [box for box in boxes_of(pdf, digit) if 80 < box[1] < 88]
        ((left, _, right, _),) = near
        assert (left + right) / 2 == pytest.approx(40 + 10 * index + 5, abs=0.35)


def ink(pdf: bytes, x: float, y: float, w: float, h: float) -> float:
    """Share of dark dots in a box."""
    picture = raster(pdf, dpi=150).crop(tuple(round(one / 25.4 * 150) for one in (x, y, x + w, y + h)))
    return sum(value < 128 for value in picture.get_flattened_data()) / (picture.width * picture.height)


def test_only_what_is_chosen_is_marked() -> None:
    blank = drawn(sheet(), {}).pdf
    pdf = drawn(sheet()).pdf
    for place, marked in ((PLACES[1], False), (PLACES[2], True), (PLACES[3], True), (PLACES[4], False)):
        box = (place["x"] + 0.4, place["y"] + 0.4, place["w"] - 0.8, place["h"] - 0.8)
        assert (ink(pdf, *box) > ink(blank, *box) + 0.02) is marked
    ticked = drawn(sheet(), {**CONTENTS, "birth": EraDate(("昭", "平"), 1, "1", "1", "8")}).pdf
    box = (50.4, 65.4, 6.2, 6.2)
    assert ink(ticked, *box) > ink(blank, *box) + 0.02


def test_without_pieces_a_choice_and_a_date_are_written_out() -> None:
    places = [
        {"field": "sex", "x": 20, "y": 50, "w": 60, "h": 8},
        {"field": "birth", "x": 20, "y": 70, "w": 60, "h": 8},
    ]
    text = poppler_text(drawn(sheet(*places)).pdf)
    assert "女" in text
    assert "男" not in text
    assert "昭23年2月17日" in text


def test_until_it_is_approved_the_sheet_says_so_and_nothing_else_is_added() -> None:
    def words(*, approved: bool) -> str:
        return poppler_text(drawn(sheet(), approved=approved).pdf).replace("\n", "")

    assert UNAPPROVED in words(approved=False)
    assert UNAPPROVED not in words(approved=True)
    assert "下書き" not in words(approved=False)
    assert drawn(sheet()).pdf == drawn(sheet()).pdf


def test_further_pages_of_the_towns_sheet_come_along() -> None:
    form = drawn(sheet(), background=town_sheet(pages=2))
    assert form.pages == 2
    back = [*PLACES[:1], {"field": "number", "page": 2, "x": 40, "y": 80, "w": 70, "h": 8}]
    assert [place.page for place in drawn(sheet(*back), background=town_sheet(pages=2)).placed] == [1, 2]


def test_a_row_too_many_is_told() -> None:
    form = drawn(sheet(), {**CONTENTS, "children[3].c_name": Text("空知　四郎")})
    assert [(one.code, one.field) for one in form.problems] == [("FORM-01", "children[3]")]


def test_on_preprinted_paper_only_values_are_drawn_and_moved_as_measured() -> None:
    raw = {"preprinted": True, "place": PLACES}
    plain, moved = drawn(raw, background=None), drawn(raw, background=None, shift=(1.5, -2))
    assert "TOWN" not in poppler_text(plain.pdf)
    (before,), (after,) = boxes_of(plain.pdf, "空知　花子"), boxes_of(moved.pdf, "空知　花子")
    assert after[0] - before[0] == pytest.approx(1.5, abs=0.05)
    assert after[1] - before[1] == pytest.approx(-2, abs=0.05)
    assert drawn(sheet(), shift=(1.5, -2)).pdf == drawn(sheet()).pdf


@pytest.mark.parametrize(
    ("background", "detail"),
    [
        (b"", "EmptyFileError"),
        (b"no pdf at all", "PdfStreamError"),
        (town_sheet()[:400], ""),
        (town_sheet(148, 210), "148 × 210 mm"),
    ],
)
def test_a_background_that_cannot_be_used_is_told(background: bytes, detail: str) -> None:
    with pytest.raises(LayoutError, match="sheet-background") as caught:
        drawn(sheet(), background=background)
    assert detail in caught.value.detail


def test_a_background_with_too_few_pages_is_told() -> None:
    back = [*PLACES[:1], {"field": "number", "page": 2, "x": 40, "y": 80, "w": 70, "h": 8}]
    with pytest.raises(LayoutError, match="sheet-background"):
        drawn(sheet(*back))


def test_a_choice_the_field_does_not_have_is_told() -> None:
    places = [{"field": "sex", "option": "他", "x": 20, "y": 50, "w": 6, "h": 6}]
    with pytest.raises(LayoutError, match=r"sheet-value: sheet\.place\[0\]\.option"):
        drawn(sheet(*places))


NAME = PLACES[0]
WRONG: dict[str, tuple[str, str, dict[str, Any]]] = {
    "unknown key": ("sheet-key", "sheet.place[0].z", sheet(NAME | {"z": 1})),
    "no width": ("sheet-value", "sheet.place[0].w", sheet({"field": "name", "x": 1, "y": 1, "h": 5})),
    "unknown field": ("sheet-field", "sheet.place[0].field", sheet(NAME | {"field": "nmae"})),
    "twice": ("sheet-twice", "sheet.place[1].field", sheet(NAME, NAME | {"y": 80})),
    "whole and piece": ("sheet-twice", "sheet.place[1].field", sheet(NAME, NAME | {"y": 80, "part": "year"})),
    "piece and whole": ("sheet-twice", "sheet.place[1].field", sheet(NAME | {"part": "year"}, NAME | {"y": 80})),
    "off the paper": ("sheet-page", "sheet.place[0]", sheet(NAME | {"x": 150})),
    "on another": ("sheet-overlap", "sheet.place[1]", sheet(NAME, PLACES[8] | {"y": 55})),
    "rows of one": ("sheet-value", "sheet.place[0].step", sheet(NAME | {"rows": 2})),
    "rows on one another": ("sheet-value", "sheet.place[0].step", sheet(PLACES[9] | {"step": 2})),
    "page 0": ("sheet-value", "sheet.place[0].page", sheet(NAME | {"page": 0})),
    "piece of a choice": ("sheet-value", "sheet.place[0].option", sheet(NAME | {"option": "男", "part": "day"})),
    "under nothing": ("sheet-value", "sheet.place", {"place": [NAME]}),
    "nothing over it": ("sheet-value", "sheet.background", {"background": "town.pdf"}),
    "nothing on it": ("sheet-value", "sheet.preprinted", {"preprinted": True}),
    "both": ("sheet-value", "sheet.place", sheet(NAME, preprinted=True)),
    "another folder": ("sheet-value", "sheet.background", sheet(NAME, background="../town.pdf")),
    "parts too": ("sheet-value", "sheet.place", sheet(NAME, part=[{"kind": "title"}])),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place(name: str) -> None:
    code, where, raw = WRONG[name]
    with pytest.raises(LayoutError) as caught:
        parse(raw, fields=FIELDS, repeats=REPEATS)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_field_that_stands_nowhere_is_told() -> None:
    with pytest.raises(LayoutError, match="sheet-missing: sex"):
        parse(sheet(NAME), fields={"name": "氏名", "sex": "性別"})
