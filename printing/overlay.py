"""Values written over the town's own sheet: each field has a box measured on it; nothing else is drawn.

The sheet is a PDF that lies under the values (`background`), or paper that is already printed (`preprinted`):

    [sheet]
    background = "juminhyo.pdf"      # beside the definition file; or: preprinted = true
    place = [
      { field = "name", x = 42, y = 61.5, w = 80, h = 9 },            # mm from the top left corner of the paper
      { field = "sex", option = "女", x = 152, y = 62, w = 6, h = 6 },  # a ring (or a tick) here when it is chosen
      { field = "birth", part = "year", x = 50, y = 75, w = 9, h = 6 },  # also month, day; eras are options
      { field = "c_name", x = 30, y = 120, w = 50, h = 8, rows = 5, step = 8 },  # a repeated group, row by row
    ]
"""

from dataclasses import dataclass
from typing import Literal

from printing.geometry import Box
from printing.grid import Fields
from printing.raw import Raw
from printing.sheet import Align, Mark, Stamp

_PARTS: tuple[Literal["", "year", "month", "day"], ...] = ("", "year", "month", "day")
_ALIGNS: tuple[Align, ...] = ("left", "center", "right")
_MARKS: tuple[Mark, ...] = ("circle", "check")
_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a [sheet] says of an overlay: its stamps with their pages (from 1), and what lies under them."""

    stamps: tuple[tuple[int, Stamp], ...]
    background: str
    preprinted: bool

    @property
    def pages(self) -> int:
        """How many pages have stamps."""
        return max(page for page, _ in self.stamps)


def read_overlay(sheet: Raw, fields: Fields, paper: Box) -> Overlay | None:
    """Read the places of a sheet; None when it has none. Raises LayoutError."""
    background, preprinted = sheet.text("background", ""), sheet.flag("preprinted")
    stamps: list[tuple[int, Stamp]] = []
    seen: set[tuple[str, str, str]] = set()
    for raw in sheet.tables("place"):
        for page, stamp in _read(raw, fields, seen):
            if not paper.holds(stamp.box):
                raise raw.error("sheet-page")
            if any(page == other and stamp.box.overlaps(placed.box) for other, placed in stamps):
                raise raw.error("sheet-overlap")
            stamps.append((page, stamp))
        raw.done()
    if bool(stamps) != (bool(background) or preprinted) or (background and preprinted):
        if stamps or background or preprinted:
            raise sheet.error("sheet-value", "place" if stamps else "background" if background else "preprinted")
        return None
    if "/" in background or "\\" in background:
        raise sheet.error("sheet-value", "background")
    return Overlay(tuple(stamps), background, preprinted) if stamps else None


def _read(raw: Raw, fields: Fields, seen: set[tuple[str, str, str]]) -> list[tuple[int, Stamp]]:
    name = raw.text("field")
    repeat = fields.repeats.get(name)
    option, part = raw.text("option", ""), raw.one_of("part", _PARTS, "")
    if (name, option, part) in seen:
        raise raw.error("sheet-twice", "field")
    if name not in fields.placed:
        fields.place(name, f"{raw.where}.field", repeat)
    elif ("" == option == part) or (name, "", "") in seen:
        # A field stands once, or else piece by piece: its choices, or year, month and day.
        raise raw.error("sheet-twice", "field")
    seen.add((name, option, part))
    page, rows, step = (int(raw.number("page", 1)), int(raw.number("rows", 1)), raw.number("step", 0))
    box = Box(raw.number("x"), raw.number("y"), raw.number("w"), raw.number("h"))
    if page < 1 or rows < 1 or (rows > 1 and (repeat is None or step < box.h)) or (option and part):
        raise raw.error("sheet-value", "page" if page < 1 else "step" if rows > 1 else "option" if option else "rows")
    size, align = raw.number("size", _SIZE), raw.one_of("align", _ALIGNS, "left")
    mark = raw.one_of("mark", _MARKS, "circle")
    keys = [f"{repeat}[{row}].{name}" for row in range(rows)] if repeat else [name]
    return [
        (
            page,
            Stamp(key, Box(box.x, box.y + row * step, box.w, box.h), size, align, mark, option, part, raw.where),
        )
        for row, key in enumerate(keys)
    ]
