"""One way to write a definition, so that two can be compared: what comes back from a workbook is written so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Raw = dict[str, Any]


def canonical(raw: Mapping[str, Any]) -> Raw:
    """Return the same definition without what says nothing: empty lists and tables, a field's id in a table alone."""
    found: Raw = {}
    for key, value in raw.items():
        told = _canonical(value)
        if key == "fields" and isinstance(told, list):
            told = [item["field"] if isinstance(item, dict) and set(item) == {"field"} else item for item in told]
        if told not in ([], {}):
            found[key] = told
    return found


def _canonical(value: object) -> object:
    if isinstance(value, dict):
        return canonical(value)
    return [_canonical(item) for item in value] if isinstance(value, list) else value
