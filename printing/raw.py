"""Reads a TOML table strictly: every key known, every value of its type, every complaint with its place."""

from collections.abc import Mapping
from typing import TypeVar, cast

from printing.errors import LayoutError

Choice = TypeVar("Choice", bound=str)


class Raw:
    """One table of a [sheet] and the path to it. Keys are taken one by one; `done` refuses what is left."""

    def __init__(self, table: object, where: str) -> None:
        if not isinstance(table, Mapping):
            raise LayoutError("sheet-value", where)
        self._table = cast("Mapping[str, object]", table)
        self._taken: set[str] = set()
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def number(self, key: str, default: float | None = None) -> float:
        """Take a number that is not negative; without a default it must be there."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.error("sheet-value", key)
        return float(value)

    def optional_number(self, key: str) -> float | None:
        """Take a number if it is there."""
        return self.number(key) if key in self else None

    def numbers(self, key: str) -> tuple[float, ...]:
        """Take a list of numbers, empty if absent."""
        values = self._list(key)
        if any(isinstance(v, bool) or not isinstance(v, int | float) or v < 0 for v in values):
            raise self.error("sheet-value", key)
        return tuple(float(cast("float", v)) for v in values)

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text; without a default it must be there."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error("sheet-value", key)
        return value

    def optional_text(self, key: str) -> str | None:
        """Take a text if it is there."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, empty if absent."""
        values = self._list(key)
        if any(not isinstance(v, str) for v in values):
            raise self.error("sheet-value", key)
        return tuple(cast("list[str]", values))

    def one_of(self, key: str, choices: tuple[Choice, ...], default: Choice) -> Choice:
        """Take one of these words."""
        value = self.text(key, default)
        for choice in choices:
            if value == choice:
                return choice
        raise self.error("sheet-value", key)

    def flag(self, key: str) -> bool:
        """Take true or false; absent is false."""
        value = self._take(key, False)  # noqa: FBT003, RUF100 - the default of a flag
        if not isinstance(value, bool):
            raise self.error("sheet-value", key)
        return value

    def tables(self, key: str) -> tuple["Raw", ...]:
        """Take a list of tables, empty if absent."""
        return tuple(Raw(value, f"{self.where}.{key}[{i}]") for i, value in enumerate(self._list(key)))

    def items(self, key: str) -> tuple[object, ...]:
        """Take a list of anything, empty if absent."""
        return tuple(self._list(key))

    def done(self) -> None:
        """Refuse keys nobody took."""
        for key in self._table:
            if key not in self._taken:
                raise self.error("sheet-key", key)

    def error(self, code: str, key: str = "") -> LayoutError:
        """Return a complaint about this table or one key of it."""
        return LayoutError(code, f"{self.where}.{key}" if key else self.where)

    def _take(self, key: str, default: object) -> object:
        self._taken.add(key)
        value = self._table.get(key, default)
        if value is None:
            raise self.error("sheet-value", key)
        return value

    def _list(self, key: str) -> list[object]:
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.error("sheet-value", key)
        return value
