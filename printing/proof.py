"""Proves a sheet: draws it as it is printed, onto a record of what ink falls where, and compares that with the boxes.

Nothing a form writes leaves the box of its field, nothing printed leaves its own, no two of them lie on one another.
Ink is taken as the em box of each line: generous, so that what passes here passes on paper.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from printing.content import Blank, Content, Options
from printing.fonts import Weight, paper_fonts
from printing.form import Letter, draw_field, draw_printed
from printing.geometry import Box
from printing.layout import Layout
from printing.pdf import POINT, Document
from printing.sheet import Outline, Page, Printed, Stamp
from printing.words import EM_TOP

_HAIR = 0.35
"""What ink may pass its box by, in mm: less than the rule around it and its white."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `code` as in docs/sheet.md, or FORM-01/02 of a value; `where` the field or the printed words."""

    code: str
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Ink:
    owner: str
    box: Box
    room: Box
    texts: tuple[Box, ...]


class _Record(Document):
    """A document that keeps where ink would fall instead of drawing it."""

    def __init__(self) -> None:  # no canvas behind it
        self.texts: list[Box] = []
        self.marks: list[Box] = []

    def write(
        self, text: str, x: float, baseline: float, size: float, *, weight: Weight = "regular", spacing: float = 0
    ) -> None:
        """Keep the em box of a line."""
        line = text.strip()
        lead = paper_fonts(weight).width(text[: len(text) - len(text.lstrip())], size) * POINT
        width = (paper_fonts(weight).width(line, size) + spacing * max(0, len(line) - 1)) * POINT
        if line:
            self.texts.append(Box(x + lead, baseline - EM_TOP * size * POINT, width, size * POINT))

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float, *, dash: tuple[float, ...] = ()) -> None:
        """Keep a rule."""
        self.marks.append(Box(x1, y1, x2 - x1, y2 - y1))

    def frame(self, box: Box, *, weight: float, dash: tuple[float, ...] = ()) -> None:
        """Keep a frame."""
        self.marks.append(box)

    def oval(self, box: Box, *, weight: float, dash: tuple[float, ...] = ()) -> None:
        """Keep a ring."""
        self.marks.append(box)

    def shade(self, box: Box, grey: float) -> None:
        """Shades lie under everything."""

    def fill(self, boxes: Iterable[Box]) -> None:
        """Keep filled boxes."""
        self.marks += boxes


def prove(layout: Layout, contents: Mapping[str, Content], letter: Letter) -> tuple[Fault, ...]:
    """Return what is wrong with a sheet that holds these contents. Raises LayoutError for words that do not fit."""
    faults: list[Fault] = []
    for page in layout.pages:
        faults += _labels(page, contents)
        inks: list[_Ink] = []
        for printed in page.printed:
            record = _Record()
            draw_printed(record, printed, letter)
            inks.append(_ink(_name(printed), record, printed.box))
        for entry in page.entries:
            record = _Record()
            faults += (Fault(problem.code, problem.field) for problem in draw_field(record, entry, contents))
            inks.append(_ink(entry.field, record, entry.box))
        faults += _outside(inks)
        faults += _on_one_another(inks)
        faults += _boxes(page)
    return tuple(dict.fromkeys(faults))


def _ink(owner: str, record: _Record, room: Box) -> _Ink:
    boxes = (*record.texts, *record.marks)
    if not boxes:
        return _Ink(owner, Box(room.x, room.y, 0, 0), room, ())
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return _Ink(owner, Box(left, top, right - left, bottom - top), room, tuple(record.texts))


def _name(printed: Printed) -> str:
    text = getattr(printed, "text", "") or getattr(printed, "item", "")
    return text.replace("\n", " ")


def _outside(inks: list[_Ink]) -> Iterator[Fault]:
    for ink in inks:
        room = ink.room.inset(-_HAIR, -_HAIR)
        if not room.holds(ink.box):
            beyond = max(
                room.x - ink.box.x, room.y - ink.box.y, ink.box.right - room.right, ink.box.bottom - room.bottom
            )
            yield Fault("sheet-outside", ink.owner, f"{beyond + _HAIR:.1f} mm")


def _on_one_another(inks: list[_Ink]) -> Iterator[Fault]:
    for number, one in enumerate(inks):
        for other in inks[number + 1 :]:
            if one.box.overlaps(other.box) and any(
                a.inset(_HAIR / 2, _HAIR / 2).overlaps(b.inset(_HAIR / 2, _HAIR / 2))
                for a in one.texts
                for b in other.texts
            ):
                yield Fault("sheet-overlap", one.owner, other.owner)


def _boxes(page: Page) -> Iterator[Fault]:
    """A field's box is its own: no other field and no printed words have room in it."""
    boxes = [(entry.field, entry.box.inset(_HAIR / 2, _HAIR / 2)) for entry in page.entries]
    words = [item for item in page.printed if not isinstance(item, Outline)]
    printed = [(_name(item), item.box.inset(_HAIR / 2, _HAIR / 2)) for item in words]
    for number, (field, box) in enumerate(boxes, 1):
        for name, other in (*boxes[number:], *printed):
            if box.overlaps(other):
                yield Fault("sheet-overlap", field, name)


def _labels(page: Page, contents: Mapping[str, Content]) -> Iterator[Fault]:
    """Other words for choices must be as many as there are choices, or they would not be printed."""
    for entry in page.entries:
        content = contents.get(entry.field, Blank())
        if (
            not isinstance(entry, Stamp)
            and entry.labels
            and not (isinstance(content, Options) and len(content.labels) == len(entry.labels))
        ):
            yield Fault("sheet-labels", entry.field)
