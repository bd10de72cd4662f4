"""Draws one application form: a layout, the contents of its fields and the words of its letterhead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from printing.content import Blank, Cells, Content, EraDate, Ink, Options, Picture, Text
from printing.continuation import continuation_pages
from printing.entries import DOTTED, THIN, Problem, draw_counts, draw_entry
from printing.fonts import paper_fonts
from printing.geometry import Box
from printing.layout import Layout
from printing.pdf import POINT, Document
from printing.sheet import CountSlots, Entry, Letterhead, Outline, Printed, Slot, Stamp, Words
from printing.stamps import draw_stamp
from printing.words import EM_TOP, write_block, write_down, write_words


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sheet says besides its fields. Only `applicant` is personal: the name on continuation sheets.

    `addressee` is the whole line (上砂川町長　様). `definition_date` (ISO) and `form_id` stand in the footer;
    `confidence` is the Japanese phrase printed beside 様式未確認 until the town has approved the definition. `signed`
    says whether somebody has to sign it, which the line below the sheet asks for.
    """

    title: str
    addressee: str
    form_id: str
    definition_date: str
    style_no: str = ""
    applicant: str = ""
    office: str = ""
    fee: str = ""
    confidence: str = ""
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a field was drawn: page (from 1) and box in mm from the top left corner of the paper."""

    field: str
    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class PrintProblem:
    """A field left empty for handwriting: FORM-01 it does not fit, FORM-02 no font holds a character of it."""

    code: Problem
    field: str


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """One finished form."""

    pdf: bytes
    pages: int
    placed: tuple[Placement, ...]
    problems: tuple[PrintProblem, ...]


REMINDER = "この用紙は下書きを印字したものです。署名をして窓口へお出しください。"
REMINDER_UNSIGNED = "この用紙は下書きを印字したものです。お確かめのうえ、窓口へお出しください。"
UNAPPROVED = "様式未確認"
_ROW = re.compile(r"(\w+)\[(\d+)\]\.")
_SHADE = 0.9
_WEIGHTS = {"thin": 0.4, "thick": 1.5, "dotted": 0.4}
_FOOTER_SIZE = 6.0
_REMINDER_SIZE = 8.0
_BETWEEN = 2.0
"""Least space between the two on the line, mm."""


def draw_form(
    layout: Layout,
    contents: Mapping[str, Content],
    letter: Letter,
    *,
    approved: bool,
    background: bytes | None = None,
    shift: tuple[float, float] = (0, 0),
) -> DrawnForm:
    """Draw a form.

    Keys of `contents`: field id, or `<repeat>[0].<field id>`; a missing key is drawn as an empty field. What does not
    fit or cannot be written leaves its box empty and is told in `problems`; rows beyond those of the sheet stand on
    continuation sheets.

    `background` is the town's own PDF that an overlay names. `shift` (mm right, mm down) moves values on pre-printed
    paper, as measured for the printer; other sheets are printed whole and need none.
    """
    overlay = layout.overlay
    moved = shift if overlay is not None and overlay.preprinted else (0.0, 0.0)
    document = Document(layout.width, layout.height, title=letter.title, shift=moved)
    placed: list[Placement] = []
    problems: list[PrintProblem] = []
    pages = (*layout.pages, *continuation_pages(layout, _rows(contents), letter.title, letter.applicant))
    for number, page in enumerate(pages, 1):
        if number > 1:
            document.next_page()
        for shade in page.shades:
            document.shade(shade.box, _SHADE)
        for printed in page.printed:
            draw_printed(document, printed, letter)
        for entry in page.entries:
            problems += draw_field(document, entry, contents)
            placed += _placements(entry, number)
        for rule in page.rules:
            dash = DOTTED if rule.style == "dotted" else ()
            document.rule(rule.x1, rule.y1, rule.x2, rule.y2, _WEIGHTS[rule.style], dash=dash)
        _draw_margin(
            document,
            layout,
            letter,
            f"{number}／{len(pages)}" if len(pages) > 1 else "",
            filled=any(map(_says, contents.values())),
            approved=approved,
        )
    pdf, count = document.finish(), document.pages
    if overlay is not None:
        problems += _rows_without_room(contents, {place.field for place in placed})
    if overlay is not None and overlay.background:
        from printing.background import laid_over  # noqa: PLC0415 - brings pypdf along, for a town's own PDF only

        pdf, count = laid_over(background or b"", pdf, title=letter.title)
    return DrawnForm(pdf, count, tuple(placed), tuple(problems))


def draw_printed(document: Document, printed: Printed, letter: Letter) -> None:
    """Draw what stands on the sheet whatever is written. Raises LayoutError for words that do not fit."""
    match printed:
        case Words():
            write_words(document, printed)
        case Letterhead(item="title"):
            _write_title(document, letter.title, printed)
        case Letterhead():
            text = letter.addressee if printed.item == "addressee" else letter.style_no
            write_block(document, text, printed.box, printed.size, printed.align)
        case Outline():
            (document.oval if printed.shape == "ring" else document.frame)(printed.box, weight=THIN, dash=DOTTED)
            write_block(document, printed.text, printed.box, 8, "center")
        case _:
            assert_never(printed)


def _write_title(document: Document, text: str, place: Letterhead) -> None:
    """Write the title with room between its characters, as sheets do, if there is any."""
    chain, box = paper_fonts("bold"), place.box
    spacing = 0.25 * place.size
    width = (chain.width(text, place.size) + spacing * (len(text) - 1)) * POINT
    if width > box.w:
        write_block(document, text, box, place.size, "center", weight="bold")
        return
    baseline = box.y + box.h / 2 + (EM_TOP - 0.5) * place.size * POINT
    document.write(text, box.x + (box.w - width) / 2, baseline, place.size, weight="bold", spacing=spacing)


def draw_field(document: Document, entry: Entry, contents: Mapping[str, Content]) -> list[PrintProblem]:
    """Draw the content of one slot; what does not fit leaves its box empty and is returned."""
    content = contents.get(entry.field, Blank())
    match entry:
        case Slot(other=""):
            problem = draw_entry(document, entry, content)
        case Slot():
            return _draw_with_other(document, entry, content, contents.get(entry.other, Blank()))
        case Stamp():
            problem = draw_stamp(document, entry, content)
        case CountSlots():
            problem = draw_counts(document, entry, content, contents.get(entry.count, Blank()))
        case _:
            assert_never(entry)
    return [PrintProblem(problem, entry.field)] if problem else []


def _draw_with_other(document: Document, slot: Slot, choice: Content, other: Content) -> list[PrintProblem]:
    """Draw a choice with what was written for その他 in its brackets; if that fails, with empty brackets."""
    if isinstance(choice, Options) and isinstance(other, Text) and other.text:
        problem = draw_entry(document, slot, replace(choice, other=other.text))
        if problem is None:
            return []
        return [
            PrintProblem(problem, slot.other),
            *draw_field(document, replace(slot, other=""), {slot.field: choice}),
        ]
    return draw_field(document, replace(slot, other=""), {slot.field: choice})


def _placements(entry: Entry, page: int) -> list[Placement]:
    box = entry.box
    if isinstance(entry, Stamp):
        return [Placement(entry.field, page, box.x, box.y, box.w, box.h)]
    if isinstance(entry, Slot):
        keys = [entry.field, entry.other] if entry.other else [entry.field]
        return [Placement(key, page, box.x, box.y, box.w, box.h) for key in keys]
    left = box.w - entry.count_width
    return [
        Placement(entry.field, page, box.x, box.y, left, box.h),
        Placement(entry.count, page, box.x + left, box.y, entry.count_width, box.h),
    ]


def _rows_without_room(contents: Mapping[str, Content], placed: set[str]) -> list[PrintProblem]:
    """One problem for each row that says something and has no place: a sheet of the town's has no continuation."""
    rows = {key.rpartition(".")[0] for key, content in contents.items() if key not in placed and _says(content)}
    return [PrintProblem("FORM-01", row) for row in sorted(rows) if row]


def _rows(contents: Mapping[str, Content]) -> dict[str, int]:
    """Return how many rows of each repeated group say something: the last one that does counts."""
    found: dict[str, int] = {}
    for key, content in contents.items():
        row = _ROW.match(key)
        if row and _says(content):
            found[row[1]] = max(found.get(row[1], 0), int(row[2]) + 1)
    return found


def _says(content: Content) -> bool:
    """Say whether a content writes or marks anything."""
    match content:
        case Text():
            return bool(content.text)
        case Picture() | Ink():
            return True
        case Options():
            return bool(content.chosen)
        case Cells():
            return bool(content.digits.strip())
        case EraDate():
            return bool(content.year or content.month or content.day)
        case Blank():
            return False
        case _:
            assert_never(content)


def _draw_margin(
    document: Document, layout: Layout, letter: Letter, pages: str, *, filled: bool, approved: bool
) -> None:
    """Draw what stands outside the form: where it comes from, what to do with it, whether the town has approved it."""
    right = layout.margin[1]
    if layout.overlay is None:
        _draw_foot(document, layout, letter, pages, filled=filled)
    if not approved:
        text = f"{UNAPPROVED}（{letter.confidence}）" if letter.confidence else UNAPPROVED
        column = Box(layout.width - right + (right - 5) / 2, 0.2 * layout.height, 5, 0.6 * layout.height)
        write_down(document, text, column, _REMINDER_SIZE, spread=1.15)


def _draw_foot(document: Document, layout: Layout, letter: Letter, pages: str, *, filled: bool) -> None:
    """Draw the line below our own sheets; the town's own has its own words there."""
    _, right, bottom, left = layout.margin
    foot = Box(left, layout.height - bottom + 1.5, layout.width - left - right, 4)
    made = "　".join(part for part in (letter.form_id, letter.definition_date, pages) if part)
    write_block(document, made, foot, _FOOTER_SIZE, "right")
    if filled:
        beside = paper_fonts("regular").width(made, _FOOTER_SIZE) * POINT + _BETWEEN
        rest = replace(foot, w=foot.w - beside)
        write_block(document, REMINDER if letter.signed else REMINDER_UNSIGNED, rest, _REMINDER_SIZE, "left")
