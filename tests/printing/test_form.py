"""A drawn form: every content in its box, problems told, nothing said about anybody but on the paper itself."""

import re
import subprocess
import tomllib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import ImageChops
from pypdf import PdfReader

from printing.content import Blank, Cells, Content, EraDate, Options, Text
from printing.fonts import paper_fonts
from printing.form import REMINDER, REMINDER_UNSIGNED, UNAPPROVED, DrawnForm, Letter, Placement, PrintProblem, draw_form
from printing.layout import Layout, LayoutError, parse
from printing.pdf import POINT
from tests.support.pdf import pypdf_text, raster, text_in

SHEET = """
[sheet]
margin = [20, 20, 20, 20]
gap = 2
[[sheet.part]]
kind = "title"
[[sheet.part]]
kind = "addressee"
[[sheet.part]]
kind = "date"
field = "day"
beside = true
[[sheet.part]]
kind = "grid"
heading = "① 申請者"
banner = "申請者"
rows = [
  { h = 12, cells = [{ label = "氏名", field = "name", size = 12 }] },
  { h = 12, cells = [{ label = "住所", field = "address" }] },
  { h = 10, cells = [{ label = "生年月日", field = "birth" }] },
  { h = 9, cells = [{ label = "番号", field = "number" }] },
  { h = 9, cells = [
    { label = "通数", field = "copies", suffix = "通", w = 60 },
    { label = "郵便", field = "post", prefix = "〒" },
  ] },
  { h = 9, cells = [{ label = "関係", field = "relation" }] },
  { h = 16, cells = [{ label = "使いみち", field = "use", other = "use_other", down = true, mark = "check" }] },
]
[[sheet.part]]
kind = "counts"
field = "kind"
count = "kinds"
h = 18
[[sheet.part]]
kind = "table"
repeat = "children"
rows = 2
columns = [{ label = "児童", field = "child" }]
[[sheet.part]]
kind = "page"
[[sheet.part]]
kind = "signature"
field = "sign"
seal = true
[[sheet.part]]
kind = "grid"
staff = true
frame = "thin"
rows = [{ h = 20, cells = [{ label = "確認", field = "staff" }, { label = "写真", photo = true }] }]
"""
FIELDS = tuple(re.findall(r'(?:field|other|count) = "(\w+)"', SHEET))
LETTER = Letter(
    "試験申請書", "上砂川町長　様", "test", "2026-11-24", style_no="様式第1号", confidence="公式ページによる"
)
CONTENTS: dict[str, Content] = {
    "day": EraDate(("令和",), 0, "8", "11", "24"),
    "name": Text("渡邉󠄂 葛󠄀子"),
    "address": Text(
        "北海道空知郡上砂川町字上砂川町40番地10 窓辺の丘ふれあい団地エレガンスヒルズ上砂川中央通り1234号室"
    ),
    "birth": EraDate(("明", "大", "昭", "平", "令"), 2, "21", "3", "4"),
    "number": Cells("0123456789", 12, 4),
    "copies": Text("2"),
    "post": Text("073-0201"),
    "relation": Options(("本人", "同一世帯員", "代理人"), frozenset({1})),
    "use": Options(("年金", "その他"), frozenset({1})),
    "use_other": Text("相続の手続き"),
    "kind": Options(("住民票の写し", "除票の写し"), frozenset({0})),
    "kinds": Text("3"),
    "children[0].child": Text("𠮷田 一郎"),
    "children[1].child": Text(""),
    "sign": Blank(),
    "staff": Options(("旅券", "在留カード"), style="check"),
}


@pytest.fixture(scope="module")
def layout() -> Layout:
    return parse(tomllib.loads(SHEET)["sheet"], fields={f: f for f in FIELDS}, repeats={"child": "children"})


@pytest.fixture(scope="module")
def form(layout: Layout) -> DrawnForm:
    return draw_form(layout, CONTENTS, LETTER, approved=False)


def place(form: DrawnForm, field: str) -> Placement:
    (found,) = (p for p in form.placed if p.field == field)
    return found


def drawn_with(layout: Layout, field: str, content: Content) -> tuple[DrawnForm, str]:
    form = draw_form(layout, CONTENTS | {field: content}, LETTER, approved=False)
    return form, text_in(form.pdf, place(form, field))


def test_every_content_reads_back_from_its_own_box(form: DrawnForm) -> None:
    assert form.problems == ()
    read = {p.field: text_in(form.pdf, p) for p in form.placed}
    address = CONTENTS["address"]
    assert isinstance(address, Text)
    assert read["name"] == "渡邉󠄂 葛󠄀子"
    assert read["address"].replace(" ", "") == address.text.replace(" ", "")
    assert squeezed(read["day"]) == "令和8年11月24日"
    assert set("明大昭平令") <= set(read["birth"])
    assert squeezed(read["birth"]).endswith("21年3月4日")
    assert squeezed(read["number"]) == "0123456789"
    assert squeezed(read["copies"]) == "2通"
    assert squeezed(read["post"]) == "〒073-0201"
    assert squeezed(read["relation"]) == "本人同一世帯員代理人"
    assert "その他（相続の手続き）" in read["use"]
    assert squeezed(read["kinds"]) == "3通通"
    assert read["children[0].child"] == "𠮷田 一郎"
    assert read["children[1].child"] == read["sign"] == ""
    assert squeezed(read["staff"]) in {"□旅券□在留カード", "旅券□在留カード□"}


def test_the_whole_text_is_there_for_pypdf_too(form: DrawnForm) -> None:
    text = pypdf_text(form.pdf)
    for line in ("渡邉󠄂 葛󠄀子", "𠮷田 一郎", "上砂川町長　様", "様式第1号", "① 申請者"):
        assert line in text
    assert "申\n請\n者" in text  # a banner runs down


def test_a_filled_form_differs_from_an_empty_one_only_inside_its_boxes(layout: Layout, form: DrawnForm) -> None:
    empty = {key: blank_of(content) for key, content in CONTENTS.items()}
    blank = draw_form(layout, empty, LETTER, approved=False)
    dpi = 150
    for page in (1, 2):
        ink = ImageChops.difference(raster(form.pdf, page, dpi), raster(blank.pdf, page, dpi)).point(
            lambda v: 255 * (v > 40)
        )
        for p in (p for p in form.placed if p.page == page):
            ink.paste(0, tuple(round(v * dpi / 25.4) for v in (p.x, p.y, p.x + p.w, p.y + p.h)))
        ink.paste(0, (0, round(278 * dpi / 25.4), *ink.size))  # the reminder in the foot
        assert ink.getbbox() is None


def test_a_choice_is_circled_and_a_tick_is_set_where_it_belongs(layout: Layout, form: DrawnForm) -> None:
    dpi = 150
    other = draw_form(
        layout,
        CONTENTS | {"relation": Options(("本人", "同一世帯員", "代理人"), frozenset({2}))},
        LETTER,
        approved=False,
    )
    changed = ImageChops.difference(raster(form.pdf, 1, dpi), raster(other.pdf, 1, dpi)).getbbox()
    box = place(form, "relation")
    assert changed is not None
    left, top, right, bottom = (v / dpi * 25.4 for v in changed)
    assert box.x < left < right < box.x + box.w
    assert box.y < top < bottom < box.y + box.h
    assert "✓" in text_in(form.pdf, place(form, "use"))


@pytest.mark.parametrize(
    ("field", "content"),
    [
        ("name", Text("あ" * 400)),
        ("relation", Options(tuple("とても長い選択肢その" * 4 for _ in range(9)))),
        ("number", Cells("0" * 13, 12)),
        ("birth", EraDate(("昭",), 0, "2" * 200, "3", "4")),
        ("children[0].child", Text("あ" * 400)),
    ],
)
def test_what_does_not_fit_leaves_an_empty_box_and_a_problem(layout: Layout, field: str, content: Content) -> None:
    form, text = drawn_with(layout, field, content)
    assert form.problems == (PrintProblem("FORM-01", field),)
    assert text == ""


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (EraDate(("昭和",), 0, "40", "5", "", about=True), "昭和40年5月頃"),
        (EraDate(("昭和",), 0, "40", "", "", about=True), "昭和40年頃"),
        (EraDate((), None, "1968", "4", "30"), "1968年4月30日"),
    ],
)
def test_a_day_about_has_its_word_and_no_empty_places(layout: Layout, content: EraDate, written: str) -> None:
    form, text = drawn_with(layout, "birth", content)
    assert form.problems == ()
    assert "".join(text.split()) == written


@pytest.mark.parametrize(
    ("field", "content"),
    [
        ("name", Text("葛\U000e01ef子")),
        ("relation", Options(("本人", "\u200e"))),
        ("number", Cells("\U000f0000", 12)),
        ("birth", EraDate((), None, "\U000f0000", "3", "4")),
    ],
)
def test_what_no_font_holds_leaves_an_empty_box_and_a_problem(layout: Layout, field: str, content: Content) -> None:
    form, text = drawn_with(layout, field, content)
    assert form.problems == (PrintProblem("FORM-02", field),)
    assert text == ""


def test_brackets_too_small_keep_their_choices(layout: Layout) -> None:
    form, text = drawn_with(layout, "use_other", Text("あ" * 200))
    assert form.problems == (PrintProblem("FORM-01", "use_other"),)
    assert "年金" in text
    assert "その他（" in text


def children(rows: int) -> dict[str, Content]:
    return {f"children[{i}].child": Text(f"子{i + 1:02}") for i in range(rows)} | {f"children[{rows}].child": Text("")}


def test_rows_beyond_the_sheet_stand_on_a_continuation_sheet(layout: Layout) -> None:
    letter = replace(LETTER, applicant="窓辺　太郎")
    form = draw_form(layout, CONTENTS | children(4), letter, approved=False)
    assert form.problems == ()
    assert form.pages == 3
    for row, page in ((0, 1), (1, 1), (2, 3), (3, 3)):
        spot = place(form, f"children[{row}].child")
        assert (spot.page, text_in(form.pdf, spot)) == (page, f"子{row + 1:02}")
    text = pypdf_text(form.pdf, 3)
    assert "試験申請書　（続紙）" in text
    assert "窓辺　太郎" in text
    assert "3／3" in text
    assert UNAPPROVED in "".join(text.split())


def test_rows_that_fit_need_no_further_sheet(layout: Layout) -> None:
    assert draw_form(layout, CONTENTS | children(2), LETTER, approved=False).pages == 2


def test_rows_go_on_from_sheet_to_sheet(layout: Layout) -> None:
    form = draw_form(layout, CONTENTS | children(60), LETTER, approved=False)
    boxes = [place(form, f"children[{row}].child") for row in range(60)]
    assert len({(box.page, box.y) for box in boxes}) == 60
    assert form.pages == max(box.page for box in boxes) == 5
    bottom = layout.area.bottom
    assert all(box.y + box.h <= bottom + 0.01 for box in boxes)


def test_rows_as_high_as_a_page_stand_one_on_a_sheet() -> None:
    part = {
        "kind": "table",
        "repeat": "children",
        "rows": 1,
        "h": 240,
        "columns": [{"label": "児童", "field": "child"}],
    }
    tall = parse({"style": "", "part": [part]}, fields={"child": "児童"}, repeats={"child": "children"})
    form = draw_form(tall, children(3), LETTER, approved=True)
    assert [place(form, f"children[{row}].child").page for row in range(3)] == [1, 2, 3]


def test_a_missing_key_is_an_empty_field(layout: Layout) -> None:
    form = draw_form(layout, {}, LETTER, approved=False)
    assert form.problems == ()
    assert text_in(form.pdf, place(form, "name")) == ""


def test_printed_words_no_font_holds_are_a_mistake_too() -> None:
    sheet = parse({"style": "葛\U000e01ef"}, fields={})
    with pytest.raises(LayoutError, match="sheet-words"):
        draw_form(sheet, {}, LETTER, approved=True)


OTHER_SHEET = """
[sheet]
style = ""
[[sheet.part]]
kind = "title"
text = "委任状"
[[sheet.part]]
kind = "addressee"
text = "（宛先）町長"
[[sheet.part]]
kind = "date"
field = "day"
label = "申請日"
[[sheet.part]]
kind = "grid"
frame = "none"
rows = [{ h = 12, cells = [
  { label = "小さな見出し", top = true, field = "name", w = 80, align = "center" },
  { label = "", field = "birth", w = 40 },
  { label = "", field = "due" },
] }]
"""


def test_other_words_and_other_ways_to_place_them() -> None:
    sheet = parse(tomllib.loads(OTHER_SHEET)["sheet"], fields=dict.fromkeys(("day", "name", "birth", "due"), "欄"))
    contents: dict[str, Content] = {
        "day": EraDate(("令和",), 0, "8", "11", "24"),
        "name": Text("空知 太郎"),
        "birth": EraDate(("明", "大", "昭", "平", "令"), 4, "元", "5", "1"),  # eras above the numbers
        "due": EraDate((), None, "2026", "12", "1"),
    }
    form = draw_form(sheet, contents, LETTER, approved=True)
    assert form.problems == ()
    assert squeezed(text_in(form.pdf, place(form, "day"))) == "申請日令和8年11月24日"
    assert squeezed(text_in(form.pdf, place(form, "birth"))) == "明・大・昭・平・令元年5月1日"
    assert squeezed(text_in(form.pdf, place(form, "due"))) == "2026年12月1日"
    text = pypdf_text(form.pdf)
    assert all(words in squeezed(text) for words in ("委任状", "（宛先）町長", "小さな見出し"))
    assert sheet.pages[0].rules == []


def test_the_same_form_has_the_same_bytes(layout: Layout, form: DrawnForm) -> None:
    assert draw_form(layout, CONTENTS, LETTER, approved=False).pdf == form.pdf


def test_unapproved_stands_in_the_margin_until_it_is_approved(layout: Layout, form: DrawnForm) -> None:
    column = Placement("", 1, 190, 20, 20, 257)
    assert squeezed(text_in(form.pdf, column)).startswith(UNAPPROVED)
    approved = draw_form(layout, CONTENTS, LETTER, approved=True)
    assert text_in(approved.pdf, column) == ""
    bare = draw_form(layout, CONTENTS, Letter("題", "宛", "id", "2026-11-24"), approved=False)
    assert squeezed(text_in(bare.pdf, column)) == UNAPPROVED


def test_the_foot_names_the_definition_and_asks_for_a_signature(layout: Layout, form: DrawnForm) -> None:
    foot = Placement("", 1, 0, 277, 210, 20)
    assert REMINDER in text_in(form.pdf, foot)
    assert re.search(r"test.*2026-11-24.*1／2", text_in(form.pdf, foot))
    blank = draw_form(layout, {"birth": EraDate(("昭", "平"))}, LETTER, approved=False)
    assert REMINDER not in text_in(blank.pdf, foot)
    unsigned = text_in(draw_form(layout, CONTENTS, replace(LETTER, signed=False), approved=False).pdf, foot)
    assert REMINDER_UNSIGNED in unsigned
    assert REMINDER not in unsigned


def test_on_a_narrow_sheet_what_to_do_ends_before_the_name_of_the_form(layout: Layout) -> None:
    narrow = replace(layout, width=148.0)  # A5
    letter = replace(LETTER, form_id="soudan", signed=False)
    pdf = draw_form(narrow, CONTENTS, letter, approved=True).pdf
    edge = (
        148 - layout.margin[1] - paper_fonts("regular").width(f"soudan　{letter.definition_date}　1／2", 6) * POINT - 1
    )
    assert squeezed(text_in(pdf, Placement("", 1, 0, 277, edge, 20))) == REMINDER_UNSIGNED
    assert text_in(pdf, Placement("", 1, edge, 277, 148 - edge, 20)).startswith("soudan")


def test_all_fonts_are_embedded_and_the_file_says_nothing_personal(form: DrawnForm) -> None:
    reader = PdfReader(BytesIO(form.pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "試験申請書"
    assert not reader.metadata.author
    assert reader.metadata.creator == "Madobe"
    listed = subprocess.run(["pdffonts", "-"], input=form.pdf, capture_output=True, check=True).stdout.decode()
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\s(yes) (yes|no) +yes\s", line) for line in fonts), listed  # embedded, with a text layer


def test_a_title_too_wide_for_its_spacing_is_still_written(layout: Layout) -> None:
    long = Letter("とても長い名前の申請書" * 4, "宛", "id", "2026-11-24")
    assert "とても長い名前の申請書" * 4 in pypdf_text(draw_form(layout, {}, long, approved=True).pdf).replace("\n", "")


def test_printed_words_that_do_not_fit_are_a_mistake_of_the_sheet() -> None:
    sheet = parse({"style": "様" * 400}, fields={})
    with pytest.raises(LayoutError, match="sheet-words"):
        draw_form(sheet, {}, LETTER, approved=True)


def squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def blank_of(content: Content) -> Content:
    match content:
        case Options(labels=labels, style=style):
            return Options(labels, style=style)
        case Cells(count=count, group=group):
            return Cells("", count, group)
        case EraDate(eras=eras):
            return EraDate(eras)
        case _:
            return Blank()
