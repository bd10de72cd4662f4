"""The kinds of part a sheet is made of: each reads its own keys, then puts itself into a box on a page.

What the keys mean is written in docs/sheet.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from printing.geometry import Box
from printing.grid import Cell, Defaults, Fields, GridPlacer, GridReader, Lines, Row, heights
from printing.raw import Raw
from printing.sheet import CountSlots, Letterhead, Outline, Page, Rule, RuleStyle, Shade, Slot, Words

Put: TypeAlias = Callable[[Page, Box], None]
SMALL = 8.0
"""Type size of style numbers and remarks, in points."""

_FRAMES = ("thick", "thin", "under", "none")
_HEADING = 6.0
_BANNER = 7.0
_TITLE_SIZE = 16.0


@dataclass(frozen=True, slots=True)
class Table:
    """A repeated group as a table: its rows on the sheet, mm of its head and of a row, its width if it names one.

    ``put`` draws any of the group's rows into a box: a continuation sheet goes on where the sheet ends.
    """

    rows: int
    head: float
    row: float
    width: float | None
    put: Callable[[Page, Box, range], None]

    def height(self, rows: int) -> float:
        """Return the height of so many rows with their head, mm."""
        return self.head + rows * self.row


class PartReader:
    """Reads parts. Each method returns the height of its part in mm and what puts it into a box."""

    def __init__(self, fields: Fields, defaults: Defaults) -> None:
        self._fields = fields
        self._defaults = defaults
        self.tables: dict[str, Table] = {}
        """Every repeated group as it stands on the sheet."""

    def read(self, raw: Raw) -> tuple[float, Put]:
        """Read one part of any kind."""
        kind = raw.text("kind")
        if kind not in PARTS:
            raise raw.error("sheet-value", "kind")
        return PARTS[kind](self, raw)

    def title(self, raw: Raw) -> tuple[float, Put]:
        """Put the name of the procedure, or `text`, large in the middle."""
        text, size = raw.optional_text("text"), raw.number("size", _TITLE_SIZE)

        def put(page: Page, box: Box) -> None:
            if text is None:
                page.printed.append(Letterhead(box, "title", size, "center"))
            else:
                page.printed.append(Words(box, text, "heading", size, "center"))

        return raw.number("h", 9), put

    def date(self, raw: Raw) -> tuple[float, Put]:
        """Put a date field at the right edge."""
        name = raw.text("field")
        self._fields.place(name, f"{raw.where}.field", None)
        prefix = raw.text("label", "")
        size = self._defaults.size

        def put(page: Page, box: Box) -> None:
            page.entries.append(Slot(name, box, size, "right", prefix=prefix))

        return raw.number("h", 6), put

    def addressee(self, raw: Raw) -> tuple[float, Put]:
        """Put the addressee's line, or `text`, at the left."""
        text, size = raw.optional_text("text"), raw.number("size", 12)

        def put(page: Page, box: Box) -> None:
            if text is None:
                page.printed.append(Letterhead(box, "addressee", size))
            else:
                page.printed.append(Words(box, text, "line", size))

        return raw.number("h", 7), put

    def sentence(self, raw: Raw) -> tuple[float, Put]:
        """Put a sentence between the frames (次のとおり申請します)."""
        text, size = raw.text("text"), raw.number("size", 10.5)
        align = raw.one_of("align", ("left", "center", "right"), "left")

        def put(page: Page, box: Box) -> None:
            page.printed.append(Words(box, text, "line", size, align))  # type: ignore[arg-type] # one_of has checked it

        return raw.number("h", 6), put

    def notes(self, raw: Raw) -> tuple[float, Put]:
        """Put small lines under one another."""
        lines, size = raw.texts("lines"), raw.number("size", 8)
        height = raw.number("h", 4.2)

        def put(page: Page, box: Box) -> None:
            for i, line in enumerate(lines):
                page.printed.append(Words(Box(box.x, box.y + i * height, box.w, height), line, "line", size))

        return height * len(lines), put

    def grid(self, raw: Raw) -> tuple[float, Put]:
        """Put rows of labelled cells into a frame."""
        defaults = Defaults(
            raw.number("label", self._defaults.label_width),
            raw.number("row", self._defaults.row_height),
            raw.number("size", self._defaults.size),
            raw.number("label_size", self._defaults.label_size),
        )
        frame, lines = _frame(raw)
        rows = GridReader(self._fields, defaults).rows(raw)
        banner, shaded = raw.text("banner", ""), raw.flag("staff")
        heading = _Heading.read(raw)
        total = heights(rows, defaults.row_height)

        def put(page: Page, box: Box) -> None:
            body = heading.put(page, box)
            if shaded:
                page.shades.append(Shade(body))
            placer = GridPlacer(page, defaults, lines)
            if banner:
                strip = Box(body.x, body.y, _BANNER, body.h)
                page.printed.append(Words(strip, banner, "banner", defaults.label_size, "center"))
                placer.down(body, strip.right)
                placer_box = Box(strip.right, body.y, body.w - _BANNER, body.h)
            else:
                placer_box = body
            y = placer_box.y
            for i, row in enumerate(rows):
                height = row.height if row.height is not None else defaults.row_height
                placer.cells(row.cells, Box(placer_box.x, y, placer_box.w, height), row.where)
                y += height
                if i < len(rows) - 1:
                    placer.across(placer_box, y, "dotted" if row.dotted else "thin")
            _surround(page, body, frame)

        return heading.height + total, put

    def table(self, raw: Raw) -> tuple[float, Put]:
        """Put a repeated group into rows under column headings; `header` (rows of labels) where columns are nested."""
        repeat, count = raw.text("repeat"), int(raw.number("rows"))
        if repeat not in self._fields.repeats.values():
            raise raw.error("sheet-repeat", "repeat")
        defaults = Defaults(
            raw.number("label", self._defaults.label_width),
            raw.number("h", self._defaults.row_height),
            raw.number("size", self._defaults.size),
            raw.number("label_size", self._defaults.label_size),
        )
        frame, lines = _frame(raw)
        head, heading, numbered = raw.number("head", 6), _Heading.read(raw), raw.flag("numbered")
        reader = GridReader(self._fields, defaults, repeat)
        header = reader.rows(raw, "header")
        columns = raw.tables("columns")
        names = [column.text("label", "") for column in columns]
        cells = tuple(reader.cell(column, bare=True) for column in columns)
        if not header:
            header = (Row(None, False, tuple(map(_header, cells, names)), raw.where),)

        def put_rows(page: Page, box: Box, rows: range) -> None:
            body = heading.put(page, box)
            number_width = 5.0 if numbered else 0.0
            inner = Box(body.x + number_width, body.y, body.w - number_width, body.h)
            placer = GridPlacer(page, defaults, lines)
            placer.rows(header, Box(inner.x, inner.y, inner.w, head), f"{raw.where}.header")
            for line, i in enumerate(rows):
                y = body.y + head + line * defaults.row_height
                placer.across(body, y)
                row = Box(inner.x, y, inner.w, defaults.row_height)
                GridPlacer(page, defaults, lines, f"{repeat}[{i}].").cells(cells, row, raw.where)
                if numbered:
                    place = Box(body.x, y, number_width, defaults.row_height)
                    # A line needs no white beside it: two digits stand in one.
                    page.printed.append(Words(place, str(i + 1), "line", defaults.label_size, "center"))
            if numbered:
                placer.down(body, inner.x)
            _surround(page, body, frame)

        table = Table(count, heading.height + head, defaults.row_height, raw.optional_number("w"), put_rows)
        self.tables[repeat] = table
        return table.height(count), lambda page, box: put_rows(page, box, range(count))

    def counts(self, raw: Raw) -> tuple[float, Put]:
        """Put a choice as a table: one row a choice, the number of copies in the row that is chosen."""
        name, count = raw.text("field"), raw.text("count")
        self._fields.place(name, f"{raw.where}.field", None)
        self._fields.place(count, f"{raw.where}.count", None)
        frame, _ = _frame(raw)
        heading, head = _Heading.read(raw), raw.number("head", 6)
        titles = raw.texts("titles") or (self._fields.labels[name], self._fields.labels[count])
        if len(titles) != 2:
            raise raw.error("sheet-value", "titles")
        count_width, height = raw.number("count_width", 30), raw.number("h")
        suffix, labels, size = raw.text("suffix", "通"), raw.texts("labels"), self._defaults.size

        def put(page: Page, box: Box) -> None:
            body = heading.put(page, box)
            left, right = body.w - count_width, body.right - count_width
            for place, word in zip(
                (Box(body.x, body.y, left, head), Box(right, body.y, count_width, head)), titles, strict=True
            ):
                page.printed.append(Words(place, word, "label", self._defaults.label_size, "center"))
            table = Box(body.x, body.y + head, body.w, height)
            page.entries.append(CountSlots(name, count, table, count_width, suffix, size, labels))
            page.rules.append(Rule(body.x, table.y, body.right, table.y, "thin"))
            page.rules.append(Rule(right, body.y, right, body.bottom, "thin"))
            _surround(page, body, frame)

        return heading.height + head + height, put

    def signature(self, raw: Raw) -> tuple[float, Put]:
        """Put an empty line to sign on, its label before it; `seal` adds a dashed ring."""
        name = raw.text("field")
        self._fields.place(name, f"{raw.where}.field", None)
        label = raw.text("label", self._fields.labels[name])
        label_width, sealed = raw.number("label_width", 30), raw.flag("seal")

        def put(page: Page, box: Box) -> None:
            words = Box(box.x, box.y, label_width, box.h)
            page.printed.append(Words(words, label, "line", self._defaults.size))
            line = Box(words.right, box.y, box.w - label_width, box.h)
            side = min(12.0, box.h)
            if sealed:
                page.printed.append(Outline(Box(line.right - side, box.bottom - side, side, side), "ring", "印"))
            free = line.w - (side + 2 if sealed else 0)
            page.entries.append(Slot(name, Box(line.x, line.y, free, line.h), self._defaults.size))
            page.rules.append(Rule(line.x, line.bottom, line.right, line.bottom, "thin"))

        return raw.number("h", 11), put

    def stamp(self, raw: Raw) -> tuple[float, Put]:
        """Put an empty box for a stamp of the office, its word at the top."""
        word = raw.text("text", "受付印")
        shaded = raw.flag("staff")

        def put(page: Page, box: Box) -> None:
            if shaded:
                page.shades.append(Shade(box))
            page.printed.append(Words(Box(box.x, box.y, box.w, 5), word, "label", 8, "center"))
            page.rules.append(Rule(box.x, box.y + 5, box.right, box.y + 5, "dotted"))
            _surround(page, box, "thin")

        return raw.number("h", 24), put

    def page(self, raw: Raw) -> tuple[float, Put]:
        """Begin the reverse side; `text` (裏面) stands small at its top right."""
        text = raw.text("text", "（裏面）")

        def put(page: Page, box: Box) -> None:
            page.printed.append(Words(box, text, "line", SMALL, "right"))

        return 4.0, put

    def space(self, raw: Raw) -> tuple[float, Put]:
        """Leave room: `h` mm, or whatever is left on the page."""
        return raw.number("h", 0), lambda page, box: None  # noqa: ARG005, RUF100 - a part draws on a page into a box


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line above a frame: a bold heading at the left, a small remark at the right."""

    text: str
    remark: str

    @classmethod
    def read(cls, raw: Raw) -> "_Heading":
        return cls(raw.text("heading", ""), raw.text("remark", ""))

    @property
    def height(self) -> float:
        return _HEADING if self.text else 0.0

    def put(self, page: Page, box: Box) -> Box:
        """Put the heading at the top of the box; return the rest."""
        if self.text:
            page.printed.append(Words(Box(box.x, box.y, box.w, _HEADING), self.text, "heading", 10.5))
        if self.remark:
            page.printed.append(Words(Box(box.x, box.y, box.w, _HEADING), self.remark, "line", 8, "right"))
        return Box(box.x, box.y + self.height, box.w, box.h - self.height)


def _header(cell: Cell, name: str) -> Cell:
    return replace(cell, label=name, caption=False, slots=(), text="", rows=(), ornament="", blank=False)


def _frame(raw: Raw) -> tuple[RuleStyle | None, Lines]:
    frame = raw.one_of("frame", _FRAMES, "thick")
    if frame == "under":
        return None, "under"
    if frame == "none":
        return None, "none"
    return ("thick" if frame == "thick" else "thin"), "all"


def _surround(page: Page, box: Box, style: RuleStyle | None) -> None:
    if style is None:
        return
    page.rules += [
        Rule(box.x, box.y, box.right, box.y, style),
        Rule(box.x, box.bottom, box.right, box.bottom, style),
        Rule(box.x, box.y, box.x, box.bottom, style),
        Rule(box.right, box.y, box.right, box.bottom, style),
    ]


PARTS: dict[str, Callable[[PartReader, Raw], tuple[float, Put]]] = {
    "title": PartReader.title,
    "date": PartReader.date,
    "addressee": PartReader.addressee,
    "sentence": PartReader.sentence,
    "notes": PartReader.notes,
    "grid": PartReader.grid,
    "table": PartReader.table,
    "counts": PartReader.counts,
    "signature": PartReader.signature,
    "stamp": PartReader.stamp,
    "page": PartReader.page,
    "space": PartReader.space,
}
