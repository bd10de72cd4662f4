"""Reading a table of a TOML file key by key, so that every mistake is told with its place.

Every key must be asked for; ``done`` refuses what is left over, because a key that is silently ignored is a rule that
somebody believes in.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from forms.problems import DefinitionCode, DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


class Table:
    """One table; ``place`` is its key path in the file."""

    def __init__(self, raw: Mapping[str, object], place: str) -> None:
        self._left = dict(raw)
        self.place = place

    def at(self, name: str) -> str:
        """Return the key path of a key."""
        return f"{self.place}.{name}" if self.place else name

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def names(self) -> tuple[str, ...]:
        """Return the keys nobody has asked for yet."""
        return tuple(self._left)

    def holds_text(self, name: str) -> bool:
        """Tell whether a key is there with a text."""
        return isinstance(self._left.get(name), str)

    def raw(self, name: str) -> object:
        """Take any value, None when the key is absent."""
        return self._left.pop(name, None)

    def text(self, name: str, default: str | None = None) -> str:
        """Take a text; without a default it must be there and not be empty."""
        value = self._take(name, str, default)
        if default is None and not value.strip():
            raise DefinitionError(DefinitionCode.MISSING_KEY, self.at(name))
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Take true or false."""
        return self._take(name, bool, default)

    def whole(self, name: str) -> int | None:
        """Take a whole number, None when the key is absent."""
        return self._take(name, int, 0) if name in self._left else None

    def day(self, name: str) -> date | None:
        """Take a date, None when the key is absent."""
        if name not in self._left:
            return None
        value = self._take(name, date, date.min)
        if isinstance(value, datetime):
            raise DefinitionError(DefinitionCode.WRONG_TYPE, self.at(name), "date")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts without doubles; empty when the key is absent."""
        values = tuple(str(item) for item in self._items(name, str))
        double = next((item for item in values if values.count(item) > 1), None)
        if double is not None:
            raise DefinitionError(DefinitionCode.DUPLICATE, self.at(name), double)
        return values

    def wholes(self, name: str) -> tuple[int, ...]:
        """Take a list of whole numbers; empty when the key is absent."""
        return self._items(name, int)

    def table(self, name: str) -> Table:
        """Take a table; empty when the key is absent."""
        return Table(self._take(name, dict, {}), self.at(name))

    def tables(self, name: str) -> tuple[Table, ...]:
        """Take an array of tables; each is called by its ``id`` where it has one, else by its number from 0."""
        found = []
        for number, item in enumerate(self._items(name, dict)):
            own = item.get("id")
            found.append(
                Table(item, f"{self.at(name)}.{own}" if isinstance(own, str) else f"{self.at(name)}[{number}]")
            )
        return tuple(found)

    def done(self) -> None:
        """Refuse keys nobody asked for."""
        for name in self._left:
            raise DefinitionError(DefinitionCode.UNKNOWN_KEY, self.at(name))

    def _items(self, name: str, kind: type[T]) -> tuple[T, ...]:
        empty: list[object] = []
        values = self._take(name, list, empty)
        for number, item in enumerate(values):
            if not _is(item, kind):
                raise DefinitionError(DefinitionCode.WRONG_TYPE, f"{self.at(name)}[{number}]", kind.__name__)
        return tuple(values)

    def _take(self, name: str, kind: type[T], default: T | None) -> T:
        if name not in self._left and default is not None:
            return default
        if name not in self._left:
            raise DefinitionError(DefinitionCode.MISSING_KEY, self.at(name))
        value = self._left.pop(name)
        if not _is(value, kind):
            raise DefinitionError(DefinitionCode.WRONG_TYPE, self.at(name), kind.__name__)
        return value  # type: ignore[return-value]  # _is has looked


def _is(value: object, kind: type[object]) -> bool:
    # bool is an int in Python, but `max_rows = true` is a slip of the pen.
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))
