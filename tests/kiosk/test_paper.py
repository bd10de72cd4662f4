"""From values to contents: what each kind of field prints, and the shipped forms on their sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops, ImageFilter

from forms.answers import NO_ANSWERS, Answers, Giver
from forms.answers_file import load_answers
from forms.definition import Fact, Field, Kind
from forms.evaluation import TODAY
from forms.journey import complete, entries
from forms.loader import load_catalogue
from forms.settings import load_town
from forms.values import SKIPPED, UNKNOWN, AboutDate, Value, WesternDay
from kiosk import paper
from printing.content import Blank, Cells, Content, EraDate, Options, Text
from printing.form import REMINDER, REMINDER_UNSIGNED, Placement
from tests.support.pdf import raster, text_in

if TYPE_CHECKING:
    from forms.definition import Procedure
    from printing.form import DrawnForm, Placement

PROCEDURES = load_catalogue().procedures
TOWN = load_town()
FIXTURES = Path(__file__).parents[1] / "fixtures" / "answers"
DAY = date(2026, 11, 24)
FACTS: dict[str, Value] = {
    TODAY: DAY,
    "card.name": "𠮷田 﨑子",
    "card.address": "北海道空知郡上砂川町字上砂川町40番地10",
    "card.birth": date(1946, 3, 4),
    "card.sex": "女",
    "card.age": 80,
}
SHOWA = date(1946, 3, 4)


def make(kind: Kind, *, options: tuple[str, ...] = (), digits: tuple[int, ...] = (), prefill: str = "") -> Field:
    return Field(
        "f",
        "欄",
        kind,
        required=False,
        section="s",
        options=options,
        digits=digits,
        prefill=Fact(prefill) if prefill else None,
    )


def filled(procedure: Procedure, name: str) -> Answers:
    given, problems = load_answers(FIXTURES / f"{name}.toml", [procedure], today=DAY)
    assert problems == ()
    return complete([procedure], given, FACTS if name == procedure.id else {TODAY: DAY})


ABC = ("甲", "乙", "丙")
TWO_ERAS = ("昭", "平")


@pytest.mark.parametrize(
    ("field", "value", "content"),
    [
        (make(Kind.TEXT), "渡邉󠄂", Text("渡邉󠄂")),
        (make(Kind.PHONE), "0125620101", Text("0125-62-0101")),
        (make(Kind.POSTAL), "0730201", Text("073-0201")),
        (make(Kind.NUMBER), 2, Text("2")),
        (make(Kind.MONEY), 12345, Text("12,345")),
        (make(Kind.CHOICE, options=ABC), "乙", Options(ABC, frozenset({1}))),
        (make(Kind.MULTI, options=ABC), ("甲", "丙"), Options(ABC, frozenset({0, 2}), "check")),
        (make(Kind.CHECKBOX), True, Options(("欄",), frozenset({0}), "check")),
        (make(Kind.CHECKBOX), False, Options(("欄",), frozenset(), "check")),
        (make(Kind.DIGITS, digits=(6, 8)), "012345", Cells("  012345", 8)),
        (make(Kind.DIGITS), "第12号", Text("第12号")),
        (make(Kind.DATE), SHOWA, EraDate(("昭和",), 0, "21", "3", "4")),
        (make(Kind.DATE), date(2019, 5, 1), EraDate(("令和",), 0, "元", "5", "1")),
        (make(Kind.DATE, options=("昭", "平")), SHOWA, EraDate(("昭", "平"), 0, "21", "3", "4")),
        (make(Kind.DATE), WesternDay(1968, 4, 30), EraDate((), None, "1968", "4", "30")),
        (
            make(Kind.DATE, options=("昭", "平")),
            WesternDay(1968, 4, 30),
            EraDate(("昭", "平"), None, "1968", "4", "30"),
        ),
        (make(Kind.DATE), AboutDate(1965), EraDate(("昭和",), 0, "40", "", "", about=True)),
        (
            make(Kind.DATE, options=("昭", "平")),
            AboutDate(1989, 1),
            EraDate(("昭", "平"), 1, "元", "1", "", about=True),
        ),
        (make(Kind.CARE_LEVEL, options=ABC), "乙", Options(ABC, frozenset({1}))),
        (make(Kind.RELATION, options=ABC), "いとこ", Text("いとこ")),
        (make(Kind.NAME), "葛󠄀城　花子", Text("葛󠄀城　花子")),
        (make(Kind.DATE, options=("平", "令")), SHOWA, EraDate(("平", "令"), None, "1946", "3", "4")),
        (make(Kind.TEXT), UNKNOWN, Text("わからない")),
        (make(Kind.CHOICE, options=ABC), UNKNOWN, Options(ABC)),
        (make(Kind.DATE), UNKNOWN, EraDate(("　　",))),
        (make(Kind.TEXT), SKIPPED, Blank()),
    ],
)
def test_a_value_becomes_the_content_of_its_kind(field: Field, value: Value, content: Content) -> None:
    assert paper.content(field, value) == content


@pytest.mark.parametrize(
    ("field", "content"),
    [
        (make(Kind.TEXT), Blank()),
        (make(Kind.CHOICE, options=ABC), Options(ABC)),
        (make(Kind.STAFF, options=ABC), Options(ABC, style="check")),
        (make(Kind.STAFF), Blank()),
        (make(Kind.DATE, prefill=TODAY), EraDate(("令和",))),
        (make(Kind.DATE), EraDate(("　　",))),
        (make(Kind.DIGITS, digits=(7,)), Cells("", 7)),
        (make(Kind.MY_NUMBER), Cells("", 12, 4)),
        (make(Kind.SIGNATURE), Blank()),
    ],
)
def test_an_empty_field_prints_what_a_hand_needs(field: Field, content: Content) -> None:
    assert paper.empty(field) == content


@pytest.mark.parametrize("kind", [Kind.MY_NUMBER, Kind.SIGNATURE, Kind.SEAL, Kind.PHOTO, Kind.STAFF, Kind.BLANK_BOX])
@pytest.mark.parametrize("value", ["123456789018", UNKNOWN, SKIPPED])
def test_the_number_and_what_a_pen_fills_in_is_never_printed(kind: Kind, value: Value) -> None:
    field = make(kind)
    assert paper.content(field, value) == paper.empty(field)


def test_a_letter_names_addressee_and_confidence() -> None:
    letter = paper.letter(PROCEDURES["juminhyo"], TOWN)
    assert letter.addressee == "上砂川町長　様"
    assert letter.confidence == "公式ページによる。町の確認前"
    assert letter.form_id == "juminhyo"


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=list(PROCEDURES))
def test_a_blank_sheet_has_every_field_and_no_problem(procedure: Procedure) -> None:
    drawn = paper.draw_blank(procedure, TOWN)
    assert drawn.problems == ()
    assert {place.field for place in drawn.placed} == on_the_sheet(procedure)


def on_the_sheet(procedure: Procedure) -> set[str]:
    """Every printed field, and of repeated ones as many rows as the sheet has: more stand on continuation sheets."""
    rows = {repeat: table.rows for repeat, table in paper.layout(procedure).tables.items()}
    found = set()
    for field in procedure.fields:
        if field.printed and field.repeat:
            found |= {f"{field.repeat}[{row}].{field.id}" for row in range(rows[field.repeat])}
        elif field.printed:
            found.add(field.id)
    return found


@pytest.mark.parametrize("form", sorted(path.stem for path in FIXTURES.glob("*.toml")))
def test_a_filled_sheet_holds_every_value_in_its_own_box(form: str) -> None:
    """Typical and longest values: all of them are there, in their boxes, and nowhere else."""
    procedure = PROCEDURES.get(form.removesuffix("-longest"))
    if procedure is None:  # the fixture came before its form
        assert form.startswith("inkan_shomei")
        return
    answers = filled(procedure, form)
    drawn = paper.draw(procedure, answers, TOWN)
    assert drawn.problems == ()
    boxes = {place.field: place for place in drawn.placed}
    contents = paper.contents(procedure, answers)
    written = [entry for entry in entries((procedure,), answers) if entry.content in boxes]
    assert written
    for entry in written:
        for word in words_of(contents[entry.content]):
            assert word in squeezed(text_in(drawn.pdf, boxes[entry.content])), entry.content
    assert ink_outside(drawn, paper.draw_blank(procedure, TOWN)) == {}


def words_of(content: Content) -> list[str]:
    match content:
        case Text(text=text):
            return [squeezed(text)]
        case Cells(digits=digits):
            return [squeezed(digits)]
        case EraDate(year=year, month=month, day=day) if year:
            return [f"{year}年{month}月{day}日" if day else f"{year}年{f'{month}月' if month else ''}頃"]
        case _:
            return []


def squeezed(text: str) -> str:
    return "".join(text.split())


def ink_outside(drawn: DrawnForm, blank: DrawnForm, dpi: int = 150) -> dict[int, tuple[int, int, int, int]]:
    """Page -> where a filled form has more ink than the blank one outside the boxes of its fields and its foot."""
    found = {}
    for page in range(1, drawn.pages + 1):
        # Pdfium puts glyphs on whole pixels: what is printed on both may stand one pixel off.
        printed = raster(blank.pdf, page, dpi).filter(ImageFilter.MinFilter(3))
        ink = ImageChops.subtract(printed, raster(drawn.pdf, page, dpi)).point([0] * 41 + [255] * 215)
        for place in (place for place in drawn.placed if place.page == page):
            ink.paste(0, in_pixels(place, dpi))
        ink.paste(0, (0, ink.height - round(15 / 25.4 * dpi), ink.width, ink.height))
        box = ink.getbbox()
        if box is not None:
            found[page] = box
    return found


def in_pixels(place: Placement, dpi: int) -> tuple[int, int, int, int]:
    scale = dpi / 25.4
    left, top = round(place.x * scale), round(place.y * scale)
    return left, top, round((place.x + place.w) * scale), round((place.y + place.h) * scale)


@pytest.mark.parametrize(
    ("relation", "told", "not_told"), [("本人", REMINDER_UNSIGNED, REMINDER), ("代理人", REMINDER, REMINDER_UNSIGNED)]
)
def test_a_signature_is_asked_for_only_where_somebody_signs(relation: str, told: str, not_told: str) -> None:
    answers = NO_ANSWERS.set("zei_shomei.relation", relation, Giver.RESIDENT)
    foot = text_in(paper.draw(PROCEDURES["zei_shomei"], answers, TOWN).pdf, Placement("", 1, 0, 277, 210, 20))
    assert told in foot
    assert not_told not in foot


def test_no_answers_print_the_blank_sheet() -> None:
    procedure = PROCEDURES["juminhyo"]
    assert paper.draw(procedure, NO_ANSWERS, TOWN).pdf == paper.draw_blank(procedure, TOWN).pdf


def test_cells_are_parted_as_the_example_of_the_field_is_written() -> None:
    pension = PROCEDURES["nenkin_menjo"].field("p_kiso")
    cells = paper.empty(pension)
    assert isinstance(cells, Cells)
    assert (cells.count, cells.parts, cells.ruled) == (10, (4, 6), {4})
    written = paper.content(pension, "1234567890")
    assert isinstance(written, Cells)
    assert (written.each, written.ruled) == (list("1234567890"), {4})
    assert paper.empty(PROCEDURES["kaigo_shinki"].field("ins_no")) == Cells("", 10)
    assert Cells("", 12, 4).ruled == {4, 8}
    assert Cells("", 8, 4).ruled == {4}
