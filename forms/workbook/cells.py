"""One value of a definition in one cell of a workbook, and back.

An empty cell is a key that is not there. A text that is there but empty is written （空）; lists have one item a line.
What would be taken for one of these marks gets a ＼ in front.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from forms.figures import names_figure
from forms.toml_writer import inline
from forms.workbook.keys import Key, Type, value_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | bool | date | None
"""What a cell holds."""

EMPTY = "（空）"
_EMPTY = re.compile(rf"＼*{EMPTY}")
_BREAK = "⏎"
_WHOLE = re.compile(r"[+-]?\d+")


class WrongCellError(ValueError):
    """Raised inside this package for a cell that its column cannot take; ``str`` says what would be right."""


def written(value: object, key: Key) -> Cell:
    """Return what a cell shows for a value of the TOML table."""
    match key.type:
        case Type.TEXT | Type.FIELD | Type.CONDITION if isinstance(value, str):
            return _text(value)
        case Type.WORD if isinstance(value, str):
            return words_of(key.words).get(value, _text(value))
        case Type.FLAG if isinstance(value, bool):
            return _flag(value=value)
        case Type.WHOLE | Type.NUMBER if isinstance(value, (int, float)):
            return _number(value)
        case Type.WHOLE if isinstance(value, str) and names_figure(value):
            return value
        case Type.DAY if isinstance(value, date):
            return value
        case Type.TEXTS | Type.WHOLES | Type.NUMBERS if isinstance(value, list):
            return _lines(value)
        case Type.DEFAULT:
            return _default(value)
        case _:
            return inline(value)


def read(cell: Cell, key: Key, kind: str = "") -> object:
    """Return the value of a cell that is not empty; raises WrongCellError. ``kind``: that of the row's field."""
    match key.type:
        case Type.TEXT | Type.FIELD | Type.CONDITION:
            return _read_text(cell)
        case Type.WORD:
            return value_of(key.words, _read_text(cell))
        case Type.FLAG:
            return _read_flag(cell)
        case Type.WHOLE:
            # A number that the town's settings hold stands by its name: {age.child}.
            named = isinstance(cell, str) and names_figure(cell.strip())
            return str(cell).strip() if named else _read_whole(cell)
        case Type.NUMBER:
            return _read_number(cell)
        case Type.DAY:
            return _read_day(cell)
        case Type.TEXTS:
            return _read_lines(cell)
        case Type.WHOLES:
            return [_read_whole(line) for line in _read_lines(cell)]
        case Type.NUMBERS:
            return [_read_number(line) for line in _read_lines(cell)]
        case Type.DEFAULT:
            return _read_default(cell, kind)
        case Type.TOML:
            return _read_toml(cell)


def _text(value: str) -> str:
    if value == "":
        return EMPTY
    return f"＼{value}" if _EMPTY.fullmatch(value) else value


def _read_text(cell: Cell) -> str:
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise WrongCellError("文字 / text")
    if not isinstance(cell, str):
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    if cell == EMPTY:
        return ""
    return cell[1:] if _EMPTY.fullmatch(cell) else cell


def _number(value: float) -> str | int | float:
    # A workbook keeps 15 digits of a number.
    return value if float(f"{value:.15g}") == value else repr(value)


def _flag(*, value: bool) -> str:
    return words_of("flag")["true" if value else "false"]


def _read_flag(cell: Cell) -> bool:
    text = "true" if cell is True else "false" if cell is False else str(cell).strip()
    word = value_of("flag", text).lower()
    if word not in ("true", "false"):
        raise WrongCellError(" / ".join(words_of("flag").values()))
    return word == "true"


def _read_whole(cell: Cell) -> int:
    number = _read_number(cell)
    if not float(number).is_integer():
        raise WrongCellError("整数 / a whole number")
    return int(number)


def _read_number(cell: Cell) -> int | float:
    if isinstance(cell, str):
        # Numbers typed in full width are numbers all the same.
        plain = unicodedata.normalize("NFKC", cell).strip()
        try:
            return int(plain) if _WHOLE.fullmatch(plain) else float(plain)
        except ValueError:
            raise WrongCellError("数 / a number") from None
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise WrongCellError("数 / a number")
    return cell


def _read_day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", str(cell)).strip().replace("/", "-"))
    except ValueError:
        raise WrongCellError("日付 / a date: 2026-11-24") from None


def _lines(values: Sequence[object]) -> str | int | float:
    if len(values) == 1 and isinstance(values[0], (int, float)):
        return _number(values[0])
    return "\n".join(_line(item) if isinstance(item, str) else str(item) for item in values)


def _line(value: str) -> str:
    if value == "":
        return EMPTY
    told = value.replace("＼", "＼＼").replace(_BREAK, f"＼{_BREAK}").replace("\n", _BREAK)
    return f"＼{told}" if told == EMPTY else told


def _read_lines(cell: Cell) -> list[str]:
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise WrongCellError("1行に1つ / one a line")
    return [_read_line(line) for line in str(cell).split("\n")]


def _read_line(line: str) -> str:
    if line == EMPTY:
        return ""
    return re.sub(rf"＼(.)|{_BREAK}", lambda found: found[1] or "\n", line)


def _default(value: object) -> Cell:
    match value:
        case bool():
            return _flag(value=value)
        case int():
            return value
        case str():
            return _text(value)
        case [*items]:
            return _lines(items)
        case _:
            return inline(value)


def _read_default(cell: Cell, kind: str) -> object:
    match kind:
        case "checkbox":
            return _read_flag(cell)
        case "number" | "money":
            return _read_whole(cell)
        case "multi":
            return _read_lines(cell)
        case _:
            return _read_text(cell)


def _read_toml(cell: Cell) -> object:
    try:
        return tomllib.loads(f"value = {cell}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise WrongCellError(f"TOML: {error}") from None
