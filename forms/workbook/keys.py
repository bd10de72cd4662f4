"""The one table of keys of a definition file, ``assets/workbook/keys.toml``: type, names, what a clerk is told.

The workbook, the JSON Schema and the told difference all follow it, so a key the loader learns is one line there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Type(StrEnum):
    """What a key holds."""

    TEXT = "text"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    TEXTS = "texts"
    WHOLES = "wholes"
    NUMBERS = "numbers"
    CONDITION = "condition"
    FIELD = "field"
    WORD = "word"
    DEFAULT = "default"
    TOML = "toml"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one table of a definition file."""

    name: str
    type: Type
    ja: str
    en: str
    tip: str = ""
    width: int = 12
    must: bool = False
    of: tuple[str, ...] = ()
    words: str = ""
    lists: str = ""
    open: bool = False

    def title(self, language: str) -> str:
        """Return what the key is called."""
        return self.en if language == "en" else self.ja


NUMBER = Key("number", Type.WHOLE, "", "")
TEXT = Key("text", Type.TEXT, "", "")
TEXTS = Key("texts", Type.TEXTS, "", "")
"""For the cells of a workbook whose column is no key of a definition."""


@cache
def _raw() -> Mapping[str, object]:
    return MappingProxyType(tomllib.loads((files("assets") / "workbook" / "keys.toml").read_text("utf-8")))


@cache
def keys_of(table: str) -> tuple[Key, ...]:
    """Return the keys of a table (``basic``, ``field``, ``part`` …) in the order they are shown."""
    raw = _raw()[table]
    assert isinstance(raw, list)  # noqa: S101  # our own data
    return tuple(
        Key(
            item["key"],
            Type(item["as"]),
            item["ja"],
            item["en"],
            item.get("tip", ""),
            item.get("width", 12),
            item.get("must", False),
            tuple(item.get("of", ())),
            item.get("words", ""),
            item.get("lists", ""),
            item.get("open", False),
        )
        for item in raw
    )


@cache
def words_of(name: str) -> Mapping[str, str]:
    """Return the Japanese words of a list of values, by value."""
    tables = _raw()["words"]
    assert isinstance(tables, dict)  # noqa: S101  # our own data
    return MappingProxyType(dict(tables[name]))


def value_of(name: str, word: str) -> str:
    """Return the value a word of such a list stands for; any other text stands for itself."""
    return next((value for value, known in words_of(name).items() if known == word), word)


def part_keys(kind: str) -> tuple[Key, ...]:
    """Return the keys of one kind of part of a sheet."""
    return tuple(key for key in keys_of("part") if not key.of or kind in key.of)


def cell_keys() -> tuple[Key, ...]:
    """Return the keys of a cell: its own, and those of the one field that stands in it."""
    return (*keys_of("cell"), *keys_of("slot"))
