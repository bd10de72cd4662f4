"""What goes into a field of a printed form. Knows nothing of forms, positions or fonts.

`kiosk.paper` turns a form's values into these; `printing.form` draws them into the boxes of a layout.
"""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """One value written into its box; may hold line feeds."""

    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """A list of choices, the chosen ones marked: ○ around the words, or レ in the box before them.

    `chosen` holds indexes into `labels`. `other` is what the resident wrote for the last choice (その他): it is
    written between brackets behind it.
    """

    labels: tuple[str, ...]
    chosen: frozenset[int] = frozenset()
    style: Literal["circle", "check"] = "circle"
    other: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """Digits, one a cell, thicker rules after every `group` cells. A space in `digits` leaves its cell empty.

    Where the parts of a number are not alike `parts` tells how long each is: 4 and 6 of 1234-567890.

    Fewer digits than `count` leave the last cells empty; a number written to the right starts with spaces.
    Digits that must not become a `str` are ASCII in a `bytearray`; they are not in the repr either.
    """

    digits: str | bytearray = field(repr=False)
    count: int
    group: int = 0
    parts: tuple[int, ...] = ()

    @property
    def ruled(self) -> frozenset[int]:
        """Before which cells, counted from 0, a thicker rule stands."""
        ends = accumulate(self.parts) if self.parts else range(self.group, self.count, self.group) if self.group else ()
        return frozenset(ends) - {self.count}

    @property
    def each(self) -> list[str]:
        """The digits one by one, as they are drawn."""
        return [chr(digit) if isinstance(digit, int) else digit for digit in self.digits]


@dataclass(frozen=True, slots=True)
class EraDate:
    """A date as Japanese sheets print it: the eras (one circled), then 年 月 日.

    With one era in `eras` it is printed as a word, without a circle; with none the year is a western one.
    `era` is an index into `eras`, or None when nothing is circled. Empty strings leave room for handwriting; with
    `about` they are not there, and 頃 stands behind what is: 40年5月頃.
    """

    eras: tuple[str, ...]
    era: int | None = None
    year: str = ""
    month: str = ""
    day: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing: left empty for handwriting (signature, secret boxes, staff's notes)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a text, black on white, in place of a text that holds a character no font holds.

    `bits` has `height` rows of whole bytes, the leftmost pixel first, a set bit is white. `text` is what it shows.
    """

    width: int
    height: int
    bits: bytes = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes of a finger, one after the other: the signature of whoever wrote them, so they are in no repr.

    Points are right and down, both in widths of the pad they were written on (0 to 1 across).
    """

    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)


Content: TypeAlias = Text | Picture | Options | Cells | EraDate | Blank | Ink
