"""The [sheet] grammar of a definition file: where everything of a form stands, in mm. Draws nothing.

A sheet is a list of parts that follow one another down the page:

    [sheet]
    paper = "A4"                 # A3 A4 A5 B5; landscape = true
    margin = [16, 17, 16, 20]    # top, right, bottom, left
    style = "様式第2号"           # style number, small, top left; without it the definition's own
    label = 26                   # width of label boxes
    row = 9                      # height of rows
    gap = 2.5                    # room above each part

    [[sheet.part]]
    kind = "grid"                # see PARTS below for the others
    heading = "① 窓口に来た方"
    frame = "thick"              # thick: the resident writes here; thin; under: a rule under each value; none
    rows = [
      { h = 10, cells = [{ label = "氏名", field = "v_name" }, { field = "v_birth", w = 80 }] },
    ]

Every part may say `x` and `w` (from the left margin), `gap`, and `beside = true` (level with the part before it).
Every printed field of the definition stands exactly once; nothing leaves the margins; nothing lies on anything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from printing.errors import LayoutError
from printing.geometry import Box
from printing.grid import Cell, Defaults, Fields, GridPlacer, GridReader, Lines, Row, heights
from printing.raw import Raw
from printing.sheet import CountSlots, Letterhead, Outline, Page, Rule, RuleStyle, Shade, Slot, Words, merged

__all__ = ["Layout", "LayoutError", "parse"]

PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0), "B5": (182.0, 257.0)}
_FRAMES = ("thick", "thin", "under", "none")
_HEADING = 6.0
_BANNER = 7.0
_WIDTHS = {"addressee": 100.0, "date": 66.0, "stamp": 34.0}
_AT_RIGHT = ("date", "stamp")
_TITLE_SIZE = 16.0
_STYLE_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with every position resolved, in mm from the top left corner of the paper."""

    width: float
    height: float
    margin: tuple[float, float, float, float]
    pages: tuple[Page, ...]
    rows: Mapping[str, int]
    """How many rows each repeated group has room for."""


def parse(raw: Mapping[str, object], *, fields: Mapping[str, str], repeats: Mapping[str, str] | None = None) -> Layout:
    """Read a [sheet] table. `fields`: id -> label of every field that is printed; `repeats`: field id -> repeat id.

    Raises LayoutError.
    """
    sheet = Raw(raw, "sheet")
    reader = _PartReader(sheet, Fields(dict(fields), dict(repeats or {})))
    blocks = [reader.block(part) for part in sheet.tables("part")]
    sheet.done()
    missing = [name for name in fields if name not in reader.fields.placed]
    if missing:
        raise LayoutError("sheet-missing", missing[0])
    return reader.flow(blocks)


@dataclass(frozen=True, slots=True)
class _Block:
    """A part that has been read: its height is known, its place not yet."""

    where: str
    height: float
    put: Callable[[Page, Box], None]
    x: float | None  # None: against the right margin
    w: float | None  # None: up to the right margin
    gap: float
    beside: bool = False
    spring: bool = False
    new_page: bool = False


class _PartReader:
    """Reads the parts of one sheet, then lets them flow down its pages."""

    def __init__(self, sheet: Raw, fields: Fields) -> None:
        self.fields = fields
        width, height = PAPERS[sheet.one_of("paper", tuple(PAPERS), "A4")]
        self._width, self._height = (height, width) if sheet.flag("landscape") else (width, height)
        margin = sheet.numbers("margin") or (16.0, 17.0, 16.0, 17.0)
        if len(margin) != 4:
            raise sheet.error("sheet-value", "margin")
        self._margin = (margin[0], margin[1], margin[2], margin[3])
        self._style = sheet.optional_text("style")
        self._gap = sheet.number("gap", 3)
        self._defaults = Defaults(
            label_width=sheet.number("label", 26),
            row_height=sheet.number("row", 9),
            size=sheet.number("size", 10.5),
            label_size=sheet.number("label_size", 9),
        )
        self._rows: dict[str, int] = {}

    # --- parts, each a function of its name ---

    def block(self, raw: Raw) -> _Block:
        """Read one part of any kind."""
        kind = raw.text("kind")
        if kind not in PARTS:
            raise raw.error("sheet-value", "kind")
        height, put = PARTS[kind](self, raw)
        block = _Block(
            where=raw.where,
            height=height,
            put=put,
            x=raw.optional_number("x") if kind in _AT_RIGHT else raw.number("x", 0),
            w=raw.number("w", _WIDTHS[kind]) if kind in _WIDTHS else raw.optional_number("w"),
            gap=raw.number("gap", 0 if kind in ("page", "space") else self._gap),
            beside=raw.flag("beside"),
            spring=kind == "space" and height == 0,
            new_page=kind == "page",
        )
        raw.done()
        return block

    def title(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put the name of the procedure, or `text`, large in the middle."""
        text, size = raw.optional_text("text"), raw.number("size", _TITLE_SIZE)

        def put(page: Page, box: Box) -> None:
            if text is None:
                page.printed.append(Letterhead(box, "title", size, "center"))
            else:
                page.printed.append(Words(box, text, "heading", size, "center"))

        return raw.number("h", 9), put

    def date(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put a date field at the right edge."""
        name = raw.text("field")
        self.fields.place(name, f"{raw.where}.field", None)
        prefix = raw.text("label", "")
        size = self._defaults.size

        def put(page: Page, box: Box) -> None:
            page.entries.append(Slot(name, box, size, "right", prefix=prefix))

        return raw.number("h", 6), put

    def addressee(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put the addressee's line, or `text`, at the left."""
        text, size = raw.optional_text("text"), raw.number("size", 12)

        def put(page: Page, box: Box) -> None:
            if text is None:
                page.printed.append(Letterhead(box, "addressee", size))
            else:
                page.printed.append(Words(box, text, "line", size))

        return raw.number("h", 7), put

    def sentence(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put a sentence between the frames (次のとおり申請します)."""
        text, size = raw.text("text"), raw.number("size", 10.5)
        align = raw.one_of("align", ("left", "center", "right"), "left")

        def put(page: Page, box: Box) -> None:
            page.printed.append(Words(box, text, "line", size, align))  # type: ignore[arg-type] # one_of has checked it

        return raw.number("h", 6), put

    def notes(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put small lines under one another."""
        lines, size = raw.texts("lines"), raw.number("size", 8)
        height = raw.number("h", 4.2)

        def put(page: Page, box: Box) -> None:
            for i, line in enumerate(lines):
                page.printed.append(Words(Box(box.x, box.y + i * height, box.w, height), line, "line", size))

        return height * len(lines), put

    def grid(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put rows of labelled cells into a frame."""
        defaults = Defaults(
            raw.number("label", self._defaults.label_width),
            raw.number("row", self._defaults.row_height),
            raw.number("size", self._defaults.size),
            raw.number("label_size", self._defaults.label_size),
        )
        frame, lines = _frame(raw)
        rows = GridReader(self.fields, defaults).rows(raw)
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

    def table(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put a repeated group into rows under column headings; `header` (rows of labels) where columns are nested."""
        repeat, count = raw.text("repeat"), int(raw.number("rows"))
        if repeat not in self.fields.repeats.values():
            raise raw.error("sheet-repeat", "repeat")
        defaults = Defaults(
            raw.number("label", self._defaults.label_width),
            raw.number("h", self._defaults.row_height),
            raw.number("size", self._defaults.size),
            raw.number("label_size", self._defaults.label_size),
        )
        frame, lines = _frame(raw)
        head, heading, numbered = raw.number("head", 6), _Heading.read(raw), raw.flag("numbered")
        reader = GridReader(self.fields, defaults, repeat)
        header = reader.rows(raw, "header")
        columns = raw.tables("columns")
        names = [column.text("label", "") for column in columns]
        cells = tuple(reader.cell(column, bare=True) for column in columns)
        if not header:
            header = (Row(None, False, tuple(map(_header, cells, names)), raw.where),)
        self._rows[repeat] = count

        def put(page: Page, box: Box) -> None:
            body = heading.put(page, box)
            number_width = 5.0 if numbered else 0.0
            inner = Box(body.x + number_width, body.y, body.w - number_width, body.h)
            placer = GridPlacer(page, defaults, lines)
            placer.rows(header, Box(inner.x, inner.y, inner.w, head), f"{raw.where}.header")
            for i in range(count):
                y = body.y + head + i * defaults.row_height
                placer.across(body, y)
                row = Box(inner.x, y, inner.w, defaults.row_height)
                GridPlacer(page, defaults, lines, f"{repeat}[{i}].").cells(cells, row, raw.where)
                if numbered:
                    place = Box(body.x, y, number_width, defaults.row_height)
                    page.printed.append(Words(place, str(i + 1), "label", defaults.label_size, "center"))
            if numbered:
                placer.down(body, inner.x)
            _surround(page, body, frame)

        return heading.height + head + count * defaults.row_height, put

    def counts(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put a choice as a table: one row a choice, the number of copies in the row that is chosen."""
        name, count = raw.text("field"), raw.text("count")
        self.fields.place(name, f"{raw.where}.field", None)
        self.fields.place(count, f"{raw.where}.count", None)
        frame, _ = _frame(raw)
        heading, head = _Heading.read(raw), raw.number("head", 6)
        titles = raw.texts("titles") or (self.fields.labels[name], self.fields.labels[count])
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

    def signature(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Put an empty line to sign on, its label before it; `seal` adds a dashed ring."""
        name = raw.text("field")
        self.fields.place(name, f"{raw.where}.field", None)
        label = raw.text("label", self.fields.labels[name])
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

    def stamp(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
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

    def page(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Begin the reverse side; `text` (裏面) stands small at its top right."""
        text = raw.text("text", "（裏面）")

        def put(page: Page, box: Box) -> None:
            page.printed.append(Words(box, text, "line", _STYLE_SIZE, "right"))

        return 4.0, put

    def space(self, raw: Raw) -> tuple[float, Callable[[Page, Box], None]]:
        """Leave room: `h` mm, or whatever is left on the page."""
        return raw.number("h", 0), lambda page, box: None  # noqa: ARG005, RUF100 - a part draws on a page into a box

    # --- the flow ---

    def flow(self, blocks: list[_Block]) -> Layout:
        """Put the blocks on pages, one under the other; springs share what is left."""
        sides: list[list[_Block]] = [[]]
        for block in blocks:
            if block.new_page:
                sides.append([])
            sides[-1].append(block)
        pages = [self._side(side, first=i == 0) for i, side in enumerate(sides)]
        for page in pages:
            page.rules[:] = merged(page.rules)
        return Layout(self._width, self._height, self._margin, tuple(pages), dict(self._rows))

    def _side(self, blocks: list[_Block], *, first: bool) -> Page:
        top, right, bottom, left = self._margin
        area = Box(left, top, self._width - left - right, self._height - top - bottom)
        page = Page()
        y = area.y
        if first and self._style != "":
            place = Box(area.x, y, area.w, 4)
            words = self._style
            page.printed.append(
                Letterhead(place, "style", _STYLE_SIZE) if words is None else Words(place, words, "line", _STYLE_SIZE)
            )
            y += 4
        bands = _bands(blocks)
        used = sum(max(b.height for b in band) + band[0].gap for band in bands)
        springs = sum(band[0].spring for band in bands)
        rest = area.bottom - y - used
        if rest < -0.05:
            raise LayoutError("sheet-page", blocks[-1].where, f"{-rest:.1f} mm")
        placed: list[tuple[Box, str]] = []
        for band in bands:
            y += band[0].gap
            for block in band:
                x = block.x if block.x is not None else area.w - (block.w or 0)
                box = Box(area.x + x, y, block.w if block.w is not None else area.w - x, block.height)
                if not area.holds(box):
                    raise LayoutError("sheet-page", block.where)
                if block.height and any(box.overlaps(other) for other, _ in placed):
                    raise LayoutError("sheet-overlap", block.where)
                placed.append((box, block.where))
                block.put(page, box)
            y += max(b.height for b in band) + (rest / springs if band[0].spring else 0)
        return page


def _bands(blocks: list[_Block]) -> list[list[_Block]]:
    """Blocks that stand level with one another."""
    bands: list[list[_Block]] = []
    for block in blocks:
        if block.beside and bands:
            bands[-1].append(block)
        else:
            bands.append([block])
    return bands


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


PARTS: dict[str, Callable[[_PartReader, Raw], tuple[float, Callable[[Page, Box], None]]]] = {
    "title": _PartReader.title,
    "date": _PartReader.date,
    "addressee": _PartReader.addressee,
    "sentence": _PartReader.sentence,
    "notes": _PartReader.notes,
    "grid": _PartReader.grid,
    "table": _PartReader.table,
    "counts": _PartReader.counts,
    "signature": _PartReader.signature,
    "stamp": _PartReader.stamp,
    "page": _PartReader.page,
    "space": _PartReader.space,
}
