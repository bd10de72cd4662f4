"""Tries left for each key: they outlive power cycles and, in a file, the process."""

from __future__ import annotations

import json
from pathlib import Path


class Counters:
    """Tries left by key name (`text/0011`). With a `state` file, every change is on disk before it counts."""

    def __init__(self, full: dict[str, int], start: dict[str, int], state: Path | None, card: str) -> None:
        """`full` and `start`: the values after a right entry and on a new card; `card`: its name in the file."""
        self._full = full
        self._state = state
        self._card = card
        self._left = full | start
        if state is not None and state.exists():
            self._left |= json.loads(state.read_text("utf-8")).get(card, {})

    def left(self, key: str) -> int:
        """Tries left now."""
        return self._left[key]

    def use_one(self, key: str) -> None:
        """Take one try away, before the value is compared, as a card does."""
        self._set(key, self._left[key] - 1)

    def restore(self, key: str) -> None:
        """Fill the counter up after a right entry."""
        self._set(key, self._full[key])

    def _set(self, key: str, value: int) -> None:
        self._left[key] = value
        if self._state is None:
            return
        everything = json.loads(self._state.read_text("utf-8")) if self._state.exists() else {}
        everything[self._card] = self._left
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(everything, indent=1), "utf-8")
        fresh.replace(self._state)
