"""Draws values over a sheet that is printed already: text, single digits, pieces of a date, marks of choices."""

from typing import assert_never

from printing.content import Blank, Cells, Content, EraDate, Ink, Options, Picture, Text
from printing.entries import MARK, Problem, draw_entry
from printing.errors import LayoutError
from printing.geometry import Box
from printing.pdf import Document
from printing.sheet import Slot, Stamp

_TICK = "✓"


def draw_stamp(document: Document, stamp: Stamp, content: Content) -> Problem | None:
    """Draw what a field says into its box, or the mark of one choice; nothing where it says nothing.

    Raises LayoutError for a choice that the field does not have.
    """
    slot = Slot(stamp.field, stamp.box, stamp.size, stamp.align)
    match content:
        case Text() | Picture() | Ink():
            return draw_entry(document, slot, content)
        case Options():
            return _draw_choice(document, stamp, slot, content.labels, content.chosen)
        case EraDate():
            if stamp.option:
                chosen = frozenset(() if content.era is None else (content.era,))
                return _draw_choice(document, stamp, slot, content.eras, chosen)
            return draw_entry(document, slot, Text(_date(content, stamp.part)))
        case Cells():
            return _draw_digits(document, stamp, content)
        case Blank():
            return None
        case _:
            assert_never(content)


def _draw_choice(
    document: Document, stamp: Stamp, slot: Slot, labels: tuple[str, ...], chosen: frozenset[int]
) -> Problem | None:
    if not stamp.option:
        return draw_entry(document, slot, Text("・".join(labels[index] for index in sorted(chosen))))
    if stamp.option not in labels:
        raise LayoutError("sheet-value", f"{stamp.where}.option", " / ".join(labels))
    if labels.index(stamp.option) not in chosen:
        return None
    if stamp.mark == "check":
        return draw_entry(document, Slot(stamp.field, stamp.box, stamp.size, "center"), Text(_TICK))
    document.oval(stamp.box, weight=MARK)
    return None


def _date(content: EraDate, part: str) -> str:
    if not content.year:
        return ""
    if part:
        return str(getattr(content, part))
    era = "" if content.era is None else content.eras[content.era]
    return f"{era}{content.year}年{content.month}月{content.day}日"


def _draw_digits(document: Document, stamp: Stamp, content: Cells) -> Problem | None:
    """Write each digit in the middle of its share of the box: the cells are printed already."""
    width = stamp.box.w / content.count
    problem: Problem | None = None
    for index, digit in enumerate(content.each):
        if digit.strip():
            box = Box(stamp.box.x + index * width, stamp.box.y, width, stamp.box.h)
            problem = draw_entry(document, Slot(stamp.field, box, stamp.size, "center"), Text(digit)) or problem
    return problem
