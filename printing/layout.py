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
    kind = "grid"                # docs/sheet.md tells all of them
    heading = "① 窓口に来た方"
    frame = "thick"              # thick: the resident writes here; thin; under: a rule under each value; none
    rows = [
      { h = 10, cells = [{ label = "氏名", field = "v_name" }, { field = "v_birth", w = 80 }] },
    ]

Every part may say `x` and `w` (from the left margin), `gap`, and `beside = true` (level with the part before it).
Every printed field of the definition stands exactly once; nothing leaves the margins; nothing lies on anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from printing.errors import LayoutError
from printing.geometry import Box
from printing.grid import Defaults, Fields
from printing.overlay import Overlay, read_overlay
from printing.parts import PARTS, SMALL, PartReader, Put, Table
from printing.raw import Raw
from printing.sheet import Letterhead, Page, Words, merged

__all__ = ["PARTS", "Layout", "LayoutError", "parse"]

PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0), "B5": (182.0, 257.0)}
_WIDTHS = {"addressee": 100.0, "date": 66.0, "stamp": 34.0}
_AT_RIGHT = ("date", "stamp")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with every position resolved, in mm from the top left corner of the paper."""

    width: float
    height: float
    margin: tuple[float, float, float, float]
    pages: tuple[Page, ...]
    tables: Mapping[str, Table]
    """Every repeated group as it stands on the sheet."""
    overlay: Overlay | None = None
    """Set when values are written over a sheet that is printed already."""

    @property
    def area(self) -> Box:
        """What lies inside the margins."""
        top, right, bottom, left = self.margin
        return Box(left, top, self.width - left - right, self.height - top - bottom)


def parse(raw: Mapping[str, object], *, fields: Mapping[str, str], repeats: Mapping[str, str] | None = None) -> Layout:
    """Read a [sheet] table. `fields`: id -> label of every field that is printed; `repeats`: field id -> repeat id.

    Raises LayoutError.
    """
    sheet = Raw(raw, "sheet")
    known = Fields(dict(fields), dict(repeats or {}))
    flow = _Flow(sheet, known)
    blocks = [flow.block(part) for part in sheet.tables("part")]
    overlay = flow.overlay()
    sheet.done()
    if overlay and blocks:
        raise LayoutError("sheet-value", "sheet.place")
    missing = [name for name in fields if name not in known.placed]
    if missing:
        raise LayoutError("sheet-missing", missing[0])
    return flow.overlaid(overlay) if overlay else flow.pages(blocks)


@dataclass(frozen=True, slots=True)
class _Block:
    """A part that has been read: its height is known, its place not yet."""

    where: str
    height: float
    put: Put
    x: float | None  # None: against the right margin
    w: float | None  # None: up to the right margin
    gap: float
    beside: bool = False
    spring: bool = False
    new_page: bool = False


class _Flow:
    """Reads the parts of one sheet, then lets them flow down its pages."""

    def __init__(self, sheet: Raw, fields: Fields) -> None:
        width, height = PAPERS[sheet.one_of("paper", tuple(PAPERS), "A4")]
        self._width, self._height = (height, width) if sheet.flag("landscape") else (width, height)
        margin = sheet.numbers("margin") or (16.0, 17.0, 16.0, 17.0)
        if len(margin) != 4:
            raise sheet.error("sheet-value", "margin")
        self._margin = (margin[0], margin[1], margin[2], margin[3])
        self._style = sheet.optional_text("style")
        self._gap = sheet.number("gap", 3)
        defaults = Defaults(
            label_width=sheet.number("label", 26),
            row_height=sheet.number("row", 9),
            size=sheet.number("size", 10.5),
            label_size=sheet.number("label_size", 9),
        )
        self._parts = PartReader(fields, defaults)
        self._sheet, self._fields = sheet, fields

    def overlay(self) -> Overlay | None:
        """Read the places of a sheet that is printed already."""
        return read_overlay(self._sheet, self._fields, Box(0, 0, self._width, self._height))

    def overlaid(self, overlay: Overlay) -> Layout:
        """Put the places on pages that hold nothing else."""
        pages = tuple(
            Page(entries=[stamp for on, stamp in overlay.stamps if on == number])
            for number in range(1, overlay.pages + 1)
        )
        return Layout(self._width, self._height, self._margin, pages, {}, overlay)

    def block(self, raw: Raw) -> _Block:
        """Read one part of any kind."""
        height, put = self._parts.read(raw)
        kind = raw.text("kind")
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

    def pages(self, blocks: list[_Block]) -> Layout:
        """Put the blocks on pages, one under the other; spaces without a height share what is left."""
        sides: list[list[_Block]] = [[]]
        for block in blocks:
            if block.new_page:
                sides.append([])
            sides[-1].append(block)
        pages = [self._side(side, first=i == 0) for i, side in enumerate(sides)]
        for page in pages:
            page.rules[:] = merged(page.rules)
        return Layout(self._width, self._height, self._margin, tuple(pages), dict(self._parts.tables))

    def _side(self, blocks: list[_Block], *, first: bool) -> Page:
        top, right, bottom, left = self._margin
        area = Box(left, top, self._width - left - right, self._height - top - bottom)
        page = Page()
        y = area.y
        if first and self._style != "":
            place = Box(area.x, y, area.w, 4)
            words = self._style
            page.printed.append(
                Letterhead(place, "style", SMALL) if words is None else Words(place, words, "line", SMALL)
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
