"""Conditions as rows a clerk can read: one row for each test, deeper rows under 「どれか」「すべて」「当てはまらない」.

The same condition has one name wherever it is used (条件1), so that it is changed in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forms.workbook.keys import value_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Raw = dict[str, Any]
_GROUPS = ("any", "all")
_RANGES = {"between": ("at_least", "at_most"), "age": ("at_least", "below"), "count": ("at_least", "at_most")}
_NAME = "条件"


@dataclass(frozen=True, slots=True)
class Node:
    """One row: the test and what it compares; ``depth`` is 1 for the condition itself."""

    depth: int
    relation: str
    field: str = ""
    values: tuple[str, ...] = ()
    at_least: int | str | None = None
    at_most: int | str | None = None
    below: int | str | None = None


@dataclass(slots=True)
class Names:
    """The names of the conditions of one definition, in the order they are met."""

    found: list[Raw] = field(default_factory=list)

    def name(self, condition: Raw) -> str:
        """Return the name of a condition, a new one for a new condition."""
        if condition not in self.found:
            self.found.append(condition)
        return f"{_NAME}{self.found.index(condition) + 1}"

    def condition(self, name: str) -> Raw:
        """Return the condition of that name."""
        return self.found[int(name.removeprefix(_NAME)) - 1]

    def rows(self) -> list[tuple[str, Node]]:
        """Return the rows of every condition with its name."""
        return [(f"{_NAME}{number}", node) for number, raw in enumerate(self.found, 1) for node in nodes(raw)]


def nodes(raw: Raw, depth: int = 1) -> list[Node]:
    """Return the rows of one condition."""
    for group in _GROUPS:
        if group in raw:
            return [Node(depth, group), *(node for item in raw[group] for node in nodes(item, depth + 1))]
    if "not" in raw:
        return [Node(depth, "not"), *nodes(raw["not"], depth + 1)]
    return [_leaf(raw, depth)]


def _leaf(raw: Raw, depth: int) -> Node:
    limits = {name: raw[name] for name in ("at_least", "at_most", "below") if name in raw}
    match raw:
        case {"answered": name}:
            return Node(depth, "answered", name)
        case {"known": person}:
            return Node(depth, "known", values=(person,))
        case {"same": names} | {"before": names}:
            return Node(depth, "same" if "same" in raw else "before", values=tuple(names))
        case {"row": number}:
            return Node(depth, "row", values=(str(number),))
        case {"count": names}:
            return Node(depth, "count", values=tuple(names), **limits)
        case {"age": name}:
            return Node(depth, "age", name, **limits)
        case {"field": name, "in": options}:
            return Node(depth, "in", name, tuple(options))
        case {"field": name, "has": option}:
            return Node(depth, "has", name, (option,))
        case {"field": name, "is": bool(ticked)}:
            return Node(depth, "true" if ticked else "false", name)
        case {"field": name, "is": int(number)}:
            return Node(depth, "number", name, (str(number),))
        case {"field": name, "is": option}:
            return Node(depth, "is", name, (option,))
        case _:
            return Node(depth, "between", raw["field"], **limits)


class TreeError(ValueError):
    """Raised inside this package for a row that does not fit under the one before; ``row`` counts from 0."""

    def __init__(self, row: int) -> None:
        super().__init__(str(row))
        self.row = row


def tree(rows: list[Node]) -> tuple[Raw, dict[str, int]]:
    """Return the condition that rows make, and which row each part of it comes from; raises TreeError."""
    places: dict[str, int] = {}
    condition, end = _grow(rows, 0, 1, "", places)
    if end < len(rows):
        raise TreeError(end)
    return condition, places


def _grow(rows: list[Node], start: int, depth: int, place: str, places: dict[str, int]) -> tuple[Raw, int]:
    if start >= len(rows) or rows[start].depth != depth:
        raise TreeError(min(start, len(rows) - 1))
    node = rows[start]
    places[place] = start
    if node.relation == "not":
        inner, end = _grow(rows, start + 1, depth + 1, f"{place}.not", places)
        return {"not": inner}, end
    if node.relation in _GROUPS:
        items: list[Raw] = []
        end = start + 1
        while end < len(rows) and rows[end].depth > depth:
            item, end = _grow(rows, end, depth + 1, f"{place}.{node.relation}[{len(items)}]", places)
            items.append(item)
        if not items:
            raise TreeError(start)
        return {node.relation: items}, end
    return _raw(node), start + 1


def _raw(node: Node) -> Raw:
    first = node.values[0] if node.values else ""
    limits = {name: getattr(node, name) for name in _RANGES.get(node.relation, ()) if getattr(node, name) is not None}
    makers: Mapping[str, Callable[[], Raw]] = {
        "answered": lambda: {"answered": node.field},
        "known": lambda: {"known": first},
        "same": lambda: {"same": list(node.values)},
        "before": lambda: {"before": list(node.values)},
        "row": lambda: {"row": int(first)},
        "count": lambda: {"count": list(node.values), **limits},
        "age": lambda: {"age": node.field, **limits},
        "in": lambda: {"field": node.field, "in": list(node.values)},
        "has": lambda: {"field": node.field, "has": first},
        "true": lambda: {"field": node.field, "is": True},
        "false": lambda: {"field": node.field, "is": False},
        "number": lambda: {"field": node.field, "is": int(first)},
        "is": lambda: {"field": node.field, "is": first},
        "between": lambda: {"field": node.field, **limits},
    }
    return makers[node.relation]()


def relation_of(word: str) -> str:
    """Return the relation a word of the workbook stands for; '' for none."""
    value = value_of("relation", word.strip())
    return value if value in words_of("relation") else ""


def sentence(raw: Raw, names: Mapping[str, str]) -> str:
    """Return a condition as a Japanese sentence; ``names``: the label of each field and table."""
    if "any" in raw:
        return f"（{'、または '.join(sentence(item, names) for item in raw['any'])}）"
    if "all" in raw:
        return f"（{'、かつ '.join(sentence(item, names) for item in raw['all'])}）"
    if "not" in raw:
        return f"{sentence(raw['not'], names)}ではない"
    return _leaf_sentence(_leaf(raw, 1), names)


def _leaf_sentence(node: Node, names: Mapping[str, str]) -> str:
    label = f"「{names.get(node.field, node.field)}」"
    limits = "".join(
        f"{number}{word}"
        for number, word in ((node.at_least, "以上"), (node.at_most, "以下"), (node.below, "未満"))
        if number is not None
    )
    chosen = "・".join(f"「{value}」" for value in node.values)
    named = "と".join(f"「{names.get(value, value)}」" for value in node.values)
    match node.relation:
        case "answered":
            return f"{label}に記入がある"
        case "same":
            return f"{named}が同じ"
        case "before":
            return "より".join(f"「{names.get(value, value)}」" for value in node.values) + "が後"
        case "known":
            return f"{chosen}がだれかわかっている"
        case "row":
            return f"表の{node.values[0]}行目"
        case "count":
            return f"{named}の行数が{limits}"
        case "age":
            return f"{label}の年齢が{limits}"
        case "between":
            return f"{label}が{limits}"
        case "has":
            return f"{label}に{chosen}をふくむ"
        case "true" | "false":
            return f"{label}が「{words_of('flag')[node.relation]}」"
        case "in":
            return f"{label}が{chosen}のどれか"
        case _:
            return f"{label}が{chosen}"
