"""Rows and cells of a grid: shares out widths and heights, puts rules, labels and slots on the page.

A cell is a label box and a value box beside it. The value is one field, several stacked ones, fixed words, or rows of
further cells; `blank` leaves it empty. A label without a value fills its cell. Widths a cell does not name are shared
equally; heights likewise among nested rows.
"""

from dataclasses import dataclass, field
from typing import Literal

from printing.errors import LayoutError
from printing.geometry import Box
from printing.raw import Raw
from printing.sheet import Align, Mark, Outline, Page, Rule, RuleStyle, Slot, Words

Lines = Literal["all", "under", "none"]
CAPTION = 2.8
"""Height of the small label in the corner of a value box, mm."""

_TOLERANCE = 0.05
_ALIGNS: tuple[Align, ...] = ("left", "center", "right")
_MARKS: tuple[Mark, ...] = ("circle", "check")
_RING = 12.0
_OTHER_ROOM = 25.0


@dataclass(slots=True)
class Fields:
    """The fields of a definition and where they have been placed so far."""

    labels: dict[str, str]
    repeats: dict[str, str]
    placed: dict[str, str] = field(default_factory=dict)

    def place(self, name: str, where: str, repeat: str | None) -> None:
        """Note that a field stands here. Raises LayoutError if it may not."""
        if name not in self.labels:
            raise LayoutError("sheet-field", where)
        if name in self.placed:
            raise LayoutError("sheet-twice", where)
        if self.repeats.get(name) != repeat:
            raise LayoutError("sheet-repeat", where)
        self.placed[name] = where


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid as read: its height, the rule under it, its cells."""

    height: float | None
    dotted: bool
    cells: tuple["Cell", ...]
    where: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read."""

    label: str
    label_width: float
    caption: bool
    width: float | None
    slots: tuple["SlotStyle", ...]
    split: tuple[float, ...]
    text: str
    text_align: Align
    text_size: float
    rows: tuple[Row, ...]
    ornament: Literal["", "seal", "photo"]
    blank: bool
    where: str


@dataclass(frozen=True, slots=True)
class SlotStyle:
    """A field and how its content will stand in its box."""

    field: str
    size: float
    align: Align
    mark: Mark | None
    labels: tuple[str, ...]
    down: bool
    room: float
    other: str
    printed: tuple[str, str]

    def slot(self, prefix: str, box: Box) -> Slot:
        """Put it into a box; `prefix` makes content keys of its fields."""
        return Slot(
            field=prefix + self.field,
            box=box,
            size=self.size,
            align=self.align,
            mark=self.mark,
            labels=self.labels,
            down=self.down,
            room=self.room,
            other=self.other and prefix + self.other,
            prefix=self.printed[0],
            suffix=self.printed[1],
        )


@dataclass(frozen=True, slots=True)
class Defaults:
    """What cells take when they do not say otherwise: mm, mm, points."""

    label_width: float
    row_height: float
    size: float
    label_size: float


class GridReader:
    """Reads the rows of one grid or the columns of one table."""

    def __init__(self, fields: Fields, defaults: Defaults, repeat: str | None = None) -> None:
        self._fields = fields
        self._defaults = defaults
        self._repeat = repeat

    def rows(self, raw: Raw, key: str = "rows") -> tuple[Row, ...]:
        """Read the rows of a table."""
        found = []
        for row in raw.tables(key):
            cells = tuple(self.cell(cell) for cell in row.tables("cells"))
            if not cells:
                raise row.error("sheet-value", "cells")
            found.append(Row(row.optional_number("h"), row.flag("dotted"), cells, row.where))
            row.done()
        return tuple(found)

    def cell(self, raw: Raw, *, bare: bool = False) -> Cell:
        """Read one cell; `bare`: no label of its own (a column of a table has it in the header)."""
        slots = self._slots(raw)
        label = "" if bare else raw.optional_text("label")
        if label is None:
            label = self._fields.labels[slots[0].field] if len(slots) == 1 else ""
        cell = Cell(
            label=label,
            label_width=raw.number("lw", self._defaults.label_width),
            caption=raw.flag("top"),
            width=raw.optional_number("w"),
            slots=slots,
            split=raw.numbers("split"),
            text=raw.text("text", ""),
            text_align=raw.one_of("text_align", _ALIGNS, "left"),
            text_size=raw.number("text_size", self._defaults.label_size),
            rows=self.rows(raw),
            ornament="seal" if raw.flag("seal") else "photo" if raw.flag("photo") else "",
            blank=raw.flag("blank"),
            where=raw.where,
        )
        if sum(map(bool, (cell.slots, cell.text, cell.rows))) > 1:
            raise raw.error("sheet-value")
        raw.done()
        return cell

    def _slots(self, raw: Raw) -> tuple[SlotStyle, ...]:
        if "field" in raw:
            return (self._style(raw, raw.text("field")),)
        styles = []
        for i, item in enumerate(raw.items("fields")):
            inner = Raw({"field": item} if isinstance(item, str) else item, f"{raw.where}.fields[{i}]")
            styles.append(self._style(inner, inner.text("field")))
            inner.done()
        return tuple(styles)

    def _style(self, raw: Raw, name: str) -> SlotStyle:
        self._fields.place(name, f"{raw.where}.field", self._repeat)
        other = raw.text("other", "")
        if other:
            self._fields.place(other, f"{raw.where}.other", self._repeat)
        return SlotStyle(
            field=name,
            size=raw.number("size", self._defaults.size),
            align=raw.one_of("align", _ALIGNS, "left"),
            mark=raw.one_of("mark", _MARKS, "circle") if "mark" in raw else None,
            labels=raw.texts("labels"),
            down=raw.flag("down"),
            room=raw.number("room", _OTHER_ROOM if other else 0),
            other=other,
            printed=(raw.text("prefix", ""), raw.text("suffix", "")),
        )


def heights(rows: tuple[Row, ...], default: float) -> float:
    """Height of rows that stand on their own: what they say, else the default."""
    return sum(row.height if row.height is not None else default for row in rows)


class GridPlacer:
    """Puts cells on a page. `prefix` goes before the field in content keys (children[0].)."""

    def __init__(self, page: Page, defaults: Defaults, lines: Lines, prefix: str = "") -> None:
        self._page = page
        self._defaults = defaults
        self._lines = lines
        self._prefix = prefix

    def rows(self, rows: tuple[Row, ...], box: Box, where: str) -> None:
        """Stack rows so that they fill the box exactly."""
        y = box.y
        shares = _shares([row.height for row in rows], box.h)
        if shares is None:
            raise LayoutError("sheet-height", where)
        for i, (row, height) in enumerate(zip(rows, shares, strict=True)):
            self.cells(row.cells, Box(box.x, y, box.w, height), row.where)
            y += height
            if i < len(rows) - 1:
                self.across(box, y, "dotted" if row.dotted else "thin")

    def cells(self, cells: tuple[Cell, ...], box: Box, where: str) -> None:
        """Set cells side by side so that they fill the box exactly."""
        x = box.x
        shares = _shares([cell.width for cell in cells], box.w)
        if shares is None:
            raise LayoutError("sheet-width", where)
        for i, (cell, width) in enumerate(zip(cells, shares, strict=True)):
            if i:
                self.down(box, x)
            self._cell(cell, Box(x, box.y, width, box.h))
            x += width

    def across(self, box: Box, y: float, style: RuleStyle = "thin") -> None:
        """Rule a line across a box."""
        if self._lines == "all":
            self._page.rules.append(Rule(box.x, y, box.right, y, style))

    def down(self, box: Box, x: float, style: RuleStyle = "thin") -> None:
        """Rule a line down a box."""
        if self._lines == "all":
            self._page.rules.append(Rule(x, box.y, x, box.bottom, style))

    def _cell(self, cell: Cell, box: Box) -> None:
        value = box
        if cell.label and cell.caption:
            self._page.printed.append(
                Words(Box(box.x, box.y + 0.3, box.w, CAPTION), cell.label, "caption", self._defaults.label_size - 2)
            )
            value = Box(box.x, box.y + CAPTION, box.w, box.h - CAPTION)
        elif cell.label:
            valued = cell.slots or cell.text or cell.rows or cell.ornament or cell.blank
            width = cell.label_width if valued else box.w
            if width > box.w:
                raise LayoutError("sheet-width", f"{cell.where}.lw")
            label = Box(box.x, box.y, width, box.h)
            self._page.printed.append(Words(label, cell.label, "label", self._defaults.label_size, "center"))
            value = Box(label.right, box.y, box.w - width, box.h)
            if value.w > 0:
                self.down(box, label.right)
        self._value(cell, value)
        if self._lines == "under":
            self._page.rules.append(Rule(value.x, value.bottom, value.right, value.bottom, "thin"))

    def _value(self, cell: Cell, box: Box) -> None:
        if cell.ornament == "seal":
            side = min(_RING, box.h - 2)
            ring = Box(box.right - side - 2, box.y + (box.h - side) / 2, side, side)
            self._page.printed.append(Outline(ring, "ring", "印"))
            box = Box(box.x, box.y, box.w - side - 4, box.h)
        elif cell.ornament == "photo":
            self._page.printed.append(Outline(box.inset(2, 2), "box", "写真"))
        if cell.text:
            self._page.printed.append(Words(box, cell.text, "text", cell.text_size, cell.text_align))
        if cell.rows:
            self.rows(cell.rows, box, f"{cell.where}.rows")
        self._stack(cell, box)

    def _stack(self, cell: Cell, box: Box) -> None:
        if not cell.slots:
            return
        given: list[float | None] = list(cell.split) if cell.split else [None] * len(cell.slots)
        shares = _shares(given, box.h) if len(given) == len(cell.slots) else None
        if shares is None:
            raise LayoutError("sheet-height", f"{cell.where}.split")
        y = box.y
        for i, (style, height) in enumerate(zip(cell.slots, shares, strict=True)):
            if i:
                self.across(Box(box.x, y, box.w, 0), y, "dotted")
            self._page.entries.append(style.slot(self._prefix, Box(box.x, y, box.w, height)))
            y += height


def _shares(given: list[float | None], total: float) -> list[float] | None:
    """Share a length: named parts keep theirs, the others get equal parts of the rest; None if it does not add up."""
    rest = total - sum(part for part in given if part is not None)
    open_parts = given.count(None)
    if rest < -_TOLERANCE or (open_parts == 0 and rest > _TOLERANCE) or (open_parts and rest <= _TOLERANCE):
        return None
    return [part if part is not None else rest / open_parts for part in given]
