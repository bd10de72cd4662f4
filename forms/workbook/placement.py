"""The parts, rows and cells of a sheet as rows of the workbook, in the order in which they stand on the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.workbook.keys import Key, Type, cell_keys, keys_of, part_keys, words_of
from forms.workbook.page import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

Raw = dict[str, Any]
DEPTH, NODE = "段", "もの"

_CHILDREN = ("header", "rows", "columns", "cells", "fields")
_UNDER = {"rows": ("grid", "cells", "columns"), "header": ("table",), "columns": ("table",)}
_UNDER |= {"cells": ("rows", "header"), "fields": ("cells", "columns")}


@dataclass(frozen=True, slots=True)
class Element:
    """One row: a part (``node`` is its kind) or what stands in one (``node`` is the key that holds it)."""

    depth: int
    node: str
    raw: Raw
    place: str


def words() -> dict[str, str]:
    """Return the Japanese word of every kind of element."""
    return {**words_of("part"), **words_of("node")}


def node_of(word: str) -> str:
    """Return the element a word stands for; '' for none."""
    return next((node for node, known in words().items() if word in (node, known)), "")


def keys_in(node: str) -> tuple[Key, ...]:
    """Return the keys an element of this kind may have."""
    match node:
        case "rows" | "header":
            return keys_of("row")
        case "cells" | "columns":
            return cell_keys()
        case "fields":
            return keys_of("slot")
        case _:
            return part_keys(node)


def columns() -> tuple[Column, ...]:
    """Return the columns of the sheet 配置(mm): one for each name a key has, whatever element it belongs to."""
    found: dict[str, Column] = {}
    for key in (*keys_of("part"), *keys_of("row"), *cell_keys()):
        lists = f"words.{key.words}" if key.words else "words.flag" if key.type is Type.FLAG else key.lists
        lists = "field" if key.type is Type.FIELD else lists
        found.setdefault(key.ja, Column(key.ja, key.tip, key.width, lists))
    front = (
        Column(DEPTH, "1 は部品、2 はその中の行、3 はます…。", 5),
        Column(NODE, "部品の種類か、その中のもの。", 16, "words.placement"),
    )
    return (*front, *found.values())


def elements(parts: list[Raw]) -> Iterator[Element]:
    """Yield every part with what stands in it."""
    for number, part in enumerate(parts):
        place = f"sheet.part[{number}]"
        yield Element(1, part["kind"], {key: value for key, value in part.items() if key != "kind"}, place)
        yield from _inside(part, part["kind"], 2, place)


def _inside(raw: Raw, node: str, depth: int, place: str) -> Iterator[Element]:
    for child in _CHILDREN:
        if node not in _UNDER[child]:
            continue
        for number, item in enumerate(raw.get(child, ())):
            where = f"{place}.{child}[{number}]"
            yield Element(depth, child, {"field": item} if isinstance(item, str) else item, where)
            if isinstance(item, dict):
                yield from _inside(item, child, depth + 1, where)


class MisplacedError(ValueError):
    """Raised inside this package for an element that may not stand where it is; ``index`` counts from 0."""

    def __init__(self, index: int) -> None:
        super().__init__(str(index))
        self.index = index


def parts(rows: list[tuple[int, str, Raw]]) -> tuple[list[Raw], list[str]]:
    """Return the parts that rows (depth, element, keys) make, and the place of each row; raises MisplacedError."""
    found: list[Raw] = []
    places: list[str] = []
    open_: list[tuple[str, Raw, str]] = []
    for index, (depth, node, keys) in enumerate(rows):
        if depth == 1 and node in words_of("part"):
            raw: Raw = {"kind": node, **keys}
            found.append(raw)
            place = f"sheet.part[{len(found) - 1}]"
        else:
            if not 2 <= depth <= len(open_) + 1 or open_[depth - 2][0] not in _UNDER.get(node, ()):
                raise MisplacedError(index)
            _, parent, where = open_[depth - 2]
            siblings: list[Raw] = parent.setdefault(node, [])
            raw = dict(keys)
            siblings.append(raw)
            place = f"{where}.{node}[{len(siblings) - 1}]"
        places.append(place)
        open_ = [*open_[: depth - 1], (node, raw, place)]
    for part in found:
        _short(part)
    return found, places


def _short(raw: Raw) -> None:
    """Write a field that stands in a cell without anything said of it as its bare id."""
    for child in _CHILDREN:
        items = raw.get(child)
        if isinstance(items, list):
            for item in items:
                _short(item)
            if child == "fields":
                raw[child] = [item["field"] if set(item) == {"field"} else item for item in items]
