"""Writes a definition back as a TOML file in the shape of docs/forms.md, so that a person can go on editing it.

Only what tomllib gives back equal: texts, numbers, flags, dates, lists and tables. Comments are not kept.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST = 110
_ARRAYS = (".field", ".repeat", ".stop", ".check", ".attachment", "sheet.part")
"""Arrays of tables that get a heading for each table; all others are written as lists."""


def dumps(raw: Mapping[str, object], comment: str = "") -> str:
    """Return the file of a definition: plain keys first, then its arrays of tables, then its tables."""
    lines = [f"# {line}" for line in comment.splitlines()]
    _table(raw, "", lines)
    return "\n".join(lines).strip() + "\n"


def inline(value: object) -> str:
    """Return a value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too (TOML 1.0, String).
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(inline, value))}]"
        case dict():
            inner = ", ".join(f"{_name(key)} = {inline(item)}" for key, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            raise TypeError(type(value).__name__)


def _table(raw: Mapping[str, object], place: str, lines: list[str]) -> None:
    later: list[tuple[str, str, list[Mapping[str, object]]]] = []
    for key, value in raw.items():
        name = f"{place}.{_name(key)}" if place else _name(key)
        if place == "" and isinstance(value, dict):
            later.append((f"[{name}]", name, [value]))
        elif f"{place}.{key}" in _ARRAYS and isinstance(value, list):
            later.append((f"[[{name}]]", name, value))
        else:
            lines.append(f"{_name(key)} = {_spread(value, 0)}")
    for head, name, tables in later:
        for table in tables:
            lines += ["", head]
            _table(table, name, lines)


def _spread(value: object, depth: int) -> str:
    """Return a value; a list that is too long for a line gets a line for each item."""
    flat = inline(value)
    if len(flat) <= _LONGEST or not isinstance(value, (list, dict)):
        return flat
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_name(key)} = {_spread(item, depth)}' for key, item in value.items())} }}"
    inner = "  " * (depth + 1)
    items = "".join(f"{inner}{_spread(item, depth + 1)},\n" for item in value)
    return f"[\n{items}{'  ' * depth}]"


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else inline(key)
