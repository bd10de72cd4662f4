"""How large each screen is: what staff measured with a card or a ruler, in one file beside the configuration.

A driver's word for the size of its glass is often wrong, and every target and letter of the window is in millimetres.
Pixels here are those of the panel, so another scale factor of the desktop changes nothing. The file is read whole or
not at all; whoever reads it goes on by the drivers' word then, and ``madobe selfcheck`` says so.
"""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.config import ConfigCode, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CARD_MM = (85.60, 53.98)
"""Width and height of a bank card or My Number Card (ISO/IEC 7810, ID-1)."""

LEAST_PX_PER_MM, MOST_PX_PER_MM = 2.0, 20.0
"""51 and 508 pixels an inch: no screen of a kiosk is coarser or finer."""

MOST_ASKEW = 0.05
"""How far apart the two directions may be: pixels are square, so more is a slip of the hand."""

_ROUNDED_PX = 2
"""Qt tells a panel's size in its own pixels; at a scale factor of 1.75 the way back loses one or two."""

_HEADING = """\
# 画面の大きさ（1 mm が何画素か）。madobe calibrate-screen が書きます。
# The pixels of a millimetre of each screen, written by madobe calibrate-screen.
"""


class Panel(NamedTuple):
    """What tells one screen from others: what it says of itself, the socket it is on, its size in its own pixels."""

    maker: str
    model: str
    serial: str
    socket: str
    width: int
    height: int

    def same(self, other: Panel) -> bool:
        """Tell whether this is ``other``, perhaps turned; one with a serial number may have changed its socket."""
        if (self.maker, self.model, self.serial) != (other.maker, other.model, other.serial):
            return False
        sides = zip(sorted((self.width, self.height)), sorted((other.width, other.height)), strict=True)
        alike = all(abs(one - another) <= _ROUNDED_PX for one, another in sides)
        return alike and (bool(self.serial) or self.socket == other.socket)


class Measured(NamedTuple):
    """Pixels of a millimetre along a panel's width and height, and the day they were found."""

    panel: Panel
    across: float
    down: float
    on: date

    @property
    def px_per_mm(self) -> float:
        """The one figure that is laid out by: two readings of the side of a square pixel."""
        return (self.across + self.down) / 2

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the glass."""
        return self.panel.width / self.across, self.panel.height / self.down


class Source(StrEnum):
    """Who says how large a screen is."""

    MEASURED = "measured"
    DRIVER = "driver"
    GUESS = "guess"
    """The driver says what cannot be true."""


class Known(NamedTuple):
    """A screen that is there and how well its size is known; ``size_mm`` is what its ``source`` says of the glass."""

    number: int
    name: str
    size_mm: tuple[float, float]
    source: Source
    on: date | None = None

    def told(self) -> dict[str, object]:
        """Return what a sentence about it names."""
        width, height = (round(one) for one in self.size_mm)
        on = self.on.isoformat() if self.on else ""
        return {"number": self.number, "name": self.name, "width": width, "height": height, "on": on}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Known:
        """Return the screen of what ``told`` said and its source."""
        on = date.fromisoformat(told["on"]) if told["on"] else None
        return cls(told["number"], told["name"], (told["width"], told["height"]), Source(told["source"]), on)


def allowed() -> str:
    """Return in a few words what a measurement may be."""
    return f"{LEAST_PX_PER_MM:g}..{MOST_PX_PER_MM:g} px/mm, ±{MOST_ASKEW:.0%}"


def possible(across: float, down: float) -> bool:
    """Tell whether a panel can have these pixels of a millimetre in its two directions."""
    both = (across, down)
    return all(LEAST_PX_PER_MM <= one <= MOST_PX_PER_MM for one in both) and max(both) / min(both) <= 1 + MOST_ASKEW


def find(panel: Panel, measured: Iterable[Measured]) -> Measured | None:
    """Return what was measured of ``panel``, turned as it stands now; None where nobody did."""
    found = next((one for one in measured if one.panel.same(panel)), None)
    if found is None or (found.panel.width > found.panel.height) == (panel.width > panel.height):
        return found
    return Measured(panel, found.down, found.across, found.on)


def with_measured(measured: Iterable[Measured], new: Measured) -> tuple[Measured, ...]:
    """Return all of ``measured`` with ``new`` in place of what was known of its panel."""
    return (*(one for one in measured if not one.panel.same(new.panel)), new)


def read(path: Path) -> tuple[Measured, ...]:
    """Return what ``path`` holds, nothing if there is no such file; raises ConfigError with the key that is wrong."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(ConfigCode.UNREADABLE, str(path), str(error)) from error
    for name in raw:
        if name != "screen":
            raise ConfigError(ConfigCode.UNKNOWN_KEY, f"{path.name}: {name}", "[[screen]]")
    tables = raw.get("screen", [])
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        raise ConfigError(ConfigCode.WRONG_TYPE, f"{path.name}: screen", "[[screen]]")
    return tuple(_measured(table, f"{path.name}: screen[{number}]") for number, table in enumerate(tables))


_KEYS: Mapping[str, tuple[type, ...]] = {
    "maker": (str,),
    "model": (str,),
    "serial": (str,),
    "socket": (str,),
    "width": (int,),
    "height": (int,),
    "across": (float, int),
    "down": (float, int),
    "measured_on": (date,),
}


def _measured(table: Mapping[str, object], place: str) -> Measured:
    for name in table:
        if name not in _KEYS:
            raise ConfigError(ConfigCode.UNKNOWN_KEY, f"{place}.{name}", " / ".join(_KEYS))
    for name, kinds in _KEYS.items():
        # The exact type: true is a number in Python, a moment is a day.
        if type(table.get(name)) not in kinds:
            raise ConfigError(ConfigCode.WRONG_TYPE, f"{place}.{name}", " / ".join(kind.__name__ for kind in kinds))
    values = [table[name] for name in _KEYS]
    one = Measured(Panel(*values[:6]), *values[6:])  # type: ignore[arg-type]  # their types were looked at above
    if not possible(one.across, one.down):
        raise ConfigError(ConfigCode.NOT_ALLOWED, f"{place}.across", allowed())
    return one


def write(path: Path, measured: Iterable[Measured]) -> None:
    """Write all of ``measured`` in place of whatever was at ``path``; raises CannotWriteError."""
    from forms.toml_writer import inline  # noqa: PLC0415 - the window only reads
    from kiosk.files import write_whole  # noqa: PLC0415 - as above

    lines = [_HEADING]
    for one in measured:
        values = (*one.panel, round(one.across, 4), round(one.down, 4), one.on)
        lines += ["[[screen]]", *(f"{name} = {inline(value)}" for name, value in zip(_KEYS, values, strict=True)), ""]
    write_whole(path, "\n".join(lines).encode())
