"""Draws the content of a field into its box: written text, choices, digits, dates. Nothing leaves the box.

Every function returns the code of the problem that left the box empty, or None: FORM-01 does not fit, FORM-02 no font
holds a character.
"""

from dataclasses import dataclass, replace
from typing import Literal, assert_never

from printing.content import Blank, Cells, Content, EraDate, Ink, Options, Picture, Text
from printing.fit import LEAST, Fitted, fit
from printing.fonts import paper_fonts
from printing.geometry import Box
from printing.ink import draw_ink
from printing.pdf import POINT, Document
from printing.picture import draw_picture
from printing.sheet import Align, CountSlots, Mark, Slot
from printing.words import EM_TOP, write_fitted

Problem = Literal["FORM-01", "FORM-02"]

THIN, THICK, MARK = 0.35, 0.9, 1.0
DOTTED = (0.8, 1.6)
_PAD_X, _PAD_Y = 1.6, 0.55
_OPTION_SIZE = 10.0
_CELL = 7.0  # widest digit cell
_CELL_STRETCH = 8.5
_SIZE_STEP = 0.25
_TICK = "✓"
_OUTDENT = 0.25


def draw_entry(document: Document, slot: Slot, content: Content) -> Problem | None:
    """Draw one field."""
    match content:
        case Text():
            return _draw_text(document, slot, content.text)
        case Picture():
            return None if draw_picture(document, _room(document, slot), content, slot.align) else "FORM-01"
        case Options():
            return _draw_options(document, slot, content)
        case Cells():
            return _draw_cells(document, slot.box, content)
        case EraDate():
            return _draw_date(document, slot, content)
        case Ink():
            draw_ink(document, slot.box, content)
            return None
        case Blank():
            return _draw_text(document, slot, "")
        case _:
            assert_never(content)


def draw_counts(document: Document, slots: CountSlots, choice: Content, count: Content) -> Problem | None:
    """Draw a choice as a table, the count in the chosen row."""
    if not isinstance(choice, Options) or not choice.labels:
        return None
    labels = slots.labels or choice.labels
    height = slots.box.h / len(labels)
    problem: Problem | None = None
    for i, label in enumerate(labels):
        row = Box(slots.box.x, slots.box.y + i * height, slots.box.w, height)
        if i:
            document.rule(row.x, row.y, row.right, row.y, THIN, dash=DOTTED)
        left = Slot(slots.field, Box(row.x, row.y, row.w - slots.count_width, height), slots.size)
        right = Slot(
            slots.count,
            Box(left.box.right, row.y, slots.count_width, height),
            slots.size,
            "right",
            suffix=slots.suffix,
        )
        chosen = i in choice.chosen
        one = Options((label,), frozenset({0} if chosen else ()), choice.style, choice.other if chosen else "")
        problem = _draw_options(document, left, one) or problem
        problem = draw_entry(document, right, count if chosen else Blank()) or problem
    return problem


def _draw_text(document: Document, slot: Slot, text: str) -> Problem | None:
    box, chain = _room(document, slot), paper_fonts()
    if not text:
        return None
    if chain.missing(text):
        return "FORM-02"
    fitted = fit(text, box.w, box.h, chain, size=slot.size)
    if fitted is None:
        return "FORM-01"
    write_fitted(document, fitted, box, slot.align)
    return None


def _room(document: Document, slot: Slot) -> Box:
    """Write the printed words at the sides of a slot; return what is left of its box."""
    box = slot.box.inset(_PAD_X, _PAD_Y)
    if slot.prefix:
        width = _write_at(document, slot.prefix, box, slot.size, "left")
        box = Box(box.x + width + 1, box.y, box.w - width - 1, box.h)
    if slot.suffix:
        width = _write_at(document, slot.suffix, box, slot.size, "right")
        box = Box(box.x, box.y, box.w - width - 1, box.h)
    return box


def _write_at(document: Document, text: str, box: Box, size: float, align: Literal["left", "right"]) -> float:
    """Write a printed word at one side; return its width in mm."""
    size = min(size, box.h / POINT)
    write_fitted(document, Fitted((text,), size), box, align)
    return paper_fonts().width(text, size) * POINT


# --- choices ---


@dataclass(frozen=True, slots=True)
class _Item:
    """One choice with its place, in ems of the type size, relative to the top left of all choices."""

    text: str
    chosen: bool
    x: float
    line: int
    width: float


@dataclass(frozen=True, slots=True)
class _Manner:
    """How choices of one style are spaced, in ems: room before the words, after them, between choices, line height."""

    style: Mark
    before: float
    after: float
    gap: float
    line: float


_CIRCLE = _Manner("circle", before=0.45, after=0.45, gap=0.75, line=1.6)
_CHECK = _Manner("check", before=1.25, after=0.0, gap=1.0, line=1.5)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Choices set on lines, in one manner, at a type size in points."""

    items: list[_Item]
    manner: _Manner
    size: float

    @property
    def lines(self) -> int:
        return max(item.line for item in self.items) + 1

    @property
    def width(self) -> float:
        """Width in mm."""
        return max(item.x + item.width for item in self.items) * self.size * POINT


def _draw_options(document: Document, slot: Slot, options: Options) -> Problem | None:
    if slot.labels and len(slot.labels) == len(options.labels):
        options = replace(options, labels=slot.labels)
    manner = _CHECK if (slot.mark or options.style) == "check" else _CIRCLE
    texts = _texts(slot, options)
    if paper_fonts().missing("".join(texts)):
        return "FORM-02"
    box = slot.box.inset(_PAD_X, _PAD_Y / 2)
    size = min(slot.size, _OPTION_SIZE)
    while size >= LEAST:
        width, height = box.w / (size * POINT), box.h / (size * POINT)
        items = _flow(texts, options.chosen, width, max(1, int(height / manner.line)), manner, down=slot.down)
        if items is not None and manner.line - 0.25 <= height:
            _draw_items(document, _Arrangement(items, manner, size), box, slot.align)
            return None
        size -= _SIZE_STEP
    return "FORM-01"


def _texts(slot: Slot, options: Options) -> list[str]:
    texts = list(options.labels)
    if options.other:
        texts[-1] = f"{texts[-1]}（{options.other}）"
    elif slot.room:
        texts[-1] = f"{texts[-1]}（{'　' * round(slot.room / (slot.size * POINT))}）"
    return texts


def _flow(
    texts: list[str], chosen: frozenset[int], width: float, lines: int, manner: _Manner, *, down: bool
) -> list[_Item] | None:
    """Set the choices on at most so many lines of this width (ems); in columns if they take no more lines that way."""
    chain = paper_fonts()
    widths = [manner.before + chain.width(text, 1) + manner.after for text in texts]
    if max(widths) > width or (down and len(texts) > lines):
        return None
    per_line = 1 if down else max(1, int((width + manner.gap) / (max(widths) + manner.gap)))
    items: list[_Item] = []
    if down or (per_line < len(texts) and -(-len(texts) // per_line) <= lines):
        # Even columns: fill them so that the last line is not much shorter than the others.
        per_line = -(-len(texts) // -(-len(texts) // per_line))
        step = max(widths) + manner.gap
        for i, text in enumerate(texts):
            items.append(_Item(text, i in chosen, (i % per_line) * step, i // per_line, widths[i]))
        return items
    x, line = 0.0, 0
    for i, text in enumerate(texts):
        if x and x + widths[i] > width:
            x, line = 0.0, line + 1
        items.append(_Item(text, i in chosen, x, line, widths[i]))
        x += widths[i] + manner.gap
    return items if line < lines else None


def _draw_items(document: Document, choices: _Arrangement, box: Box, align: Align) -> None:
    size, manner, items = choices.size, choices.manner, choices.items
    em = size * POINT
    circled = manner.style == "circle"
    outdent = _OUTDENT * em if circled else 0.0  # words, not circles, stand in line with other cells
    left = box.x + {"left": -outdent, "center": (box.w - choices.width) / 2, "right": box.w - choices.width}[align]
    pitch = min(box.h / choices.lines, manner.line * em * 1.25)
    top = box.y + (box.h - pitch * choices.lines) / 2
    dotted = circled and choices.lines == 1 and all(len(item.text) <= 4 for item in items)
    for i, item in enumerate(items):
        x = left + item.x * em
        middle = top + (item.line + 0.5) * pitch
        baseline = middle + (EM_TOP - 0.5) * em
        document.write(item.text, x + manner.before * em, baseline, size)
        if not circled:
            document.write("□", x, baseline, size)
        if item.chosen and circled:
            high = min(1.5 * em, box.h + _PAD_Y)
            document.oval(Box(x, middle - high / 2, item.width * em, high), weight=MARK)
        elif item.chosen:
            document.write(_TICK, x + 0.02 * em, baseline - 0.1 * em, size * 1.1, weight="bold")
        if dotted and i < len(items) - 1:
            gap = (items[i + 1].x - item.x - item.width) * em
            document.write("・", x + item.width * em + gap / 2 - em / 2, baseline, size)


# --- digits ---


def _draw_cells(document: Document, box: Box, cells: Cells) -> Problem | None:
    if len(cells.digits) > cells.count:
        return "FORM-01"
    if any(paper_fonts().missing(digit) for digit in cells.each):
        return "FORM-02"
    width = box.w / cells.count
    if width > _CELL_STRETCH:
        width = _CELL
    for i in range(1, cells.count + (width == _CELL)):
        heavy = i in cells.ruled
        last = i == cells.count
        x = box.x + i * width
        if heavy or last:
            document.rule(x, box.y, x, box.bottom, THICK if heavy else THIN)
        else:
            document.rule(x, box.y, x, box.bottom, THIN, dash=DOTTED)
    size = min(12.0, width * 1.5 / POINT, (box.h - 2 * _PAD_Y) / POINT)
    for i, digit in enumerate(cells.each):
        if digit != " ":
            place = Box(box.x + i * width, box.y, width, box.h)
            write_fitted(document, Fitted((digit,), size), place, "center")
    return None


# --- dates ---

_DATE_LEAST = 7.0
_UNITS = ("年", "月", "日")
_ABOUT = "頃"


def _numbers(date: EraDate) -> list[tuple[str, str]]:
    """Return each number with the word behind it; about, the last that is known has 頃 behind it."""
    numbers = list(zip((date.year, date.month, date.day), _UNITS, strict=True))
    if not date.about:
        return numbers
    known = [(value, unit) for value, unit in numbers if value]
    return [*known[:-1], (known[-1][0], known[-1][1] + _ABOUT)]


@dataclass(frozen=True, slots=True)
class _DateMeasure:
    """A date measured in ems: eras, room of each number, the words behind them, where numbers begin on one line."""

    eras: list[_Item]
    lead: float
    rooms: tuple[float, ...]
    words: float
    numbers_at: float

    @property
    def numbers(self) -> float:
        return sum(self.rooms) + self.words

    def width(self, lines: int) -> float:
        """Width on one line, or with the eras above the numbers."""
        return self.numbers_at + self.numbers if lines == 1 else max(self.numbers_at, self.numbers)


def _draw_date(document: Document, slot: Slot, date: EraDate) -> Problem | None:
    values = (date.year, date.month, date.day)
    if paper_fonts().missing("".join((*date.eras, *values, slot.prefix))):
        return "FORM-02"
    measure = _measure(date, slot.prefix)
    box = slot.box.inset(_PAD_X, _PAD_Y / 2)
    circles = len(date.eras) > 1
    size = slot.size
    while size >= _DATE_LEAST:
        em = size * POINT
        for lines, height in ((1, 1.45 if circles else 1.0), (2, 2.9)):
            if measure.width(lines) * em <= box.w and height * em <= box.h and (lines == 1 or circles):
                _write_date(document, replace(slot, box=box, size=size), date, measure, lines)
                return None
        size -= _SIZE_STEP
    return "FORM-01"


def _measure(date: EraDate, prefix: str) -> _DateMeasure:
    chain = paper_fonts()
    rooms = tuple(max(1.9, chain.width(value, 1) + 0.5) for value, _ in _numbers(date))
    lead = chain.width(prefix, 1) + 0.7 if prefix else 0.0
    eras: list[_Item] = []
    words = 0.0
    if len(date.eras) == 1:
        words = chain.width(date.eras[0], 1) + 0.3
    elif date.eras:
        chosen = frozenset() if date.era is None else frozenset({date.era})
        eras = _flow(list(date.eras), chosen, 1000, 1, _CIRCLE, down=False) or []
        words = max(item.x + item.width for item in eras) + 0.6
    units = sum(len(unit) for _, unit in _numbers(date))
    return _DateMeasure(eras, lead, rooms, units, lead + words)


def _write_date(document: Document, slot: Slot, date: EraDate, measure: _DateMeasure, lines: int) -> None:
    """Write a date that fits into the slot at the slot's size."""
    chain, box, size = paper_fonts(), slot.box, slot.size
    em = size * POINT
    width = measure.width(lines) * em
    left = box.x + {"left": 0.0, "center": (box.w - width) / 2, "right": box.w - width}[slot.align]
    pitch = min(box.h / lines, 1.7 * em)
    top = box.y + (box.h - pitch * lines) / 2
    rise = (EM_TOP - 0.5) * em
    first, last = top + pitch / 2 + rise, top + (lines - 0.5) * pitch + rise
    if slot.prefix:
        document.write(slot.prefix, left, first, size)
    x = left + measure.lead * em
    if len(date.eras) == 1:
        document.write(date.eras[0], x, first, size)
    elif measure.eras:
        # A date's box reaches nearer to the frame than those of other choices: its circles must not.
        era_box = Box(x, top + _PAD_Y / 4, box.right - x, pitch - _PAD_Y / 2)
        _draw_items(document, _Arrangement(measure.eras, _CIRCLE, size), era_box, "left")
    x = left + (measure.numbers_at * em if lines == 1 else 0.0)
    for (value, unit), room in zip(_numbers(date), measure.rooms, strict=True):
        if value:
            document.write(value, x + (room - chain.width(value, 1)) / 2 * em, last, size)
        document.write(unit, x + room * em, last, size)
        x += (room + len(unit)) * em
