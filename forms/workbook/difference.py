"""What changed between two definitions, one typed change each; kiosk tells them in words (``workbook.change``)."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from forms.workbook import cells, placement
from forms.workbook.canonical import canonical
from forms.workbook.conditions import sentence
from forms.workbook.keys import Key, Type, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forms.workbook.placement import Element

Raw = dict[str, Any]


class Action(StrEnum):
    """What happened to a thing or to one key of it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SET = "set"
    CLEARED = "cleared"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``thing`` names its words (``workbook.what``), ``name`` what the sheet calls it.

    ``key`` with ``old`` and ``new`` as the workbook shows them; in a list ``old`` or ``new`` is the item.
    """

    action: Action
    thing: str
    name: str = ""
    key: Key | None = None
    old: str = ""
    new: str = ""


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return everything that differs, in the order of the workbook's sheets."""
    return tuple(_Difference(canonical(old), canonical(new)).changes())


class _Difference:
    def __init__(self, old: Raw, new: Raw) -> None:
        self._old, self._new = old, new
        self._labels = {
            item["id"]: item["label"] for raw in (old, new) for item in (*raw.get("repeat", ()), *raw.get("field", ()))
        }

    def changes(self) -> Iterator[Change]:
        old, new = self._old, self._new
        yield from self._keys(old, new, keys_of("basic"), "basic", "")
        yield from _listed(old, new, "sections", "section")
        yield from self._english(old, new, "sections_en", "section", "")
        yield from self._fields()
        yield from self._named("repeat")
        for table in ("stop", "check", "attachment"):
            yield from self._told(table)
        yield from self._keys(old.get("sheet", {}), new.get("sheet", {}), keys_of("sheet"), "sheet", "")
        yield from self._placement()
        yield from self._places()
        yield from _listed(old, new, "sources", "source")

    def _shown(self, raw: Raw, key: Key) -> str:
        value = raw.get(key.name)
        if value is None:
            return ""
        if key.type is Type.CONDITION:
            return sentence(value, self._labels)
        if key.type is Type.FIELD:
            return str(self._labels.get(value, value))
        return str(cells.written(value, key)).replace("\n", "・")

    def _keys(self, old: Raw, new: Raw, keys: Iterable[Key], thing: str, name: str) -> Iterator[Change]:
        for key in keys:
            if old.get(key.name) == new.get(key.name) and (key.name in old) == (key.name in new):
                continue
            action = Action.SET if key.name not in old else Action.CLEARED if key.name not in new else Action.CHANGED
            yield Change(action, thing, name, key, self._shown(old, key), self._shown(new, key))

    def _english(self, old: Raw, new: Raw, key: str, thing: str, name: str) -> Iterator[Change]:
        yield from self._keys(old, new, (Key(key, Type.TEXTS, "英語", "English"),), thing, name)

    def _fields(self) -> Iterator[Change]:
        for action, item, before in _matched(self._old.get("field", []), self._new.get("field", []), "id"):
            if action is not None:
                yield Change(action, "field", item["label"])
            if before is None:
                continue
            name = item["label"]
            yield from self._keys(before, item, keys_of("field"), "field", name)
            for group in ("limits", "prefill"):
                sides = [_group(side.get(group, {})) for side in (before, item)]
                yield from self._keys(sides[0], sides[1], keys_of(group), "field", name)
                if sides[0].get("choose") != sides[1].get("choose"):
                    yield Change(Action.CHANGED, "chosen", name)
            yield from _listed(before, item, "options", "option", name)
            yield from self._english(before, item, "options_en", "options_of", name)
            if before.get("authority", []) != item.get("authority", []):
                yield Change(Action.CHANGED, "authority", name)

    def _named(self, table: str) -> Iterator[Change]:
        for action, item, before in _matched(self._old.get(table, []), self._new.get(table, []), "id"):
            if action is not None:
                yield Change(action, table, item["label"])
            if before is not None:
                yield from self._keys(before, item, keys_of(table), table, item["label"])

    def _told(self, table: str) -> Iterator[Change]:
        """Rules have no id: one whose words changed is found by its place among those that differ."""
        old, new = self._old.get(table, []), self._new.get(table, [])
        for removed, added in _blocks(old, new):
            for before, item in zip(removed, added, strict=False):
                yield from self._keys(before, item, keys_of(table), table, before["text"])
            shared = min(len(removed), len(added))
            yield from (Change(Action.REMOVED, table, item["text"]) for item in removed[shared:])
            yield from (Change(Action.ADDED, table, item["text"]) for item in added[shared:])

    def _placement(self) -> Iterator[Change]:
        old, new = (list(placement.elements(raw.get("sheet", {}).get("part", []))) for raw in (self._old, self._new))
        for removed, added in _blocks(old, new, key=_own):
            left = list(added)
            for before in removed:
                after = next((one for one in left if _likeness(one) == _likeness(before)), None)
                if after is None:
                    yield Change(Action.REMOVED, "element", self._element(before))
                    continue
                left.remove(after)
                keys = placement.keys_in(before.node)
                yield from self._keys(before.raw, after.raw, keys, "element", self._element(before))
            yield from (Change(Action.ADDED, "element", self._element(one)) for one in left)

    def _element(self, element: Element) -> str:
        raw = element.raw
        said = next((raw[key] for key in ("heading", "label", "text") if isinstance(raw.get(key), str)), "")
        name = self._labels.get(raw.get("field", ""), "") or said.replace("\n", "")
        word = placement.words()[element.node]
        number = int(element.place.split("[", 1)[1].split("]", 1)[0]) + 1
        return f"{number}番目の部品 {word}（{name}）" if name else f"{number}番目の部品 {word}"

    def _places(self) -> Iterator[Change]:
        old, new = (raw.get("sheet", {}).get("place", []) for raw in (self._old, self._new))
        for removed, added in _blocks(old, new):
            for before, item in zip(removed, added, strict=False):
                yield from self._keys(before, item, keys_of("place"), "place", self._labels.get(before["field"], ""))
            shared = min(len(removed), len(added))
            for action, items in ((Action.REMOVED, removed[shared:]), (Action.ADDED, added[shared:])):
                yield from (Change(action, "place", self._labels.get(item["field"], "")) for item in items)


def _group(value: Any) -> Raw:  # noqa: ANN401  # a prefill is a text or a table
    return {"fact": value} if isinstance(value, str) else value


def _own(element: Element) -> tuple[int, str, str]:
    own = {key: value for key, value in element.raw.items() if key not in ("header", "columns", "cells", "fields")}
    if isinstance(own.get("rows"), list):
        del own["rows"]
    return element.depth, element.node, repr(sorted(own.items()))


def _likeness(element: Element) -> tuple[int, str, object]:
    return element.depth, element.node, element.raw.get("field")


def _blocks(
    old: Sequence[Any],
    new: Sequence[Any],
    key: Any = repr,  # noqa: ANN401  # any hashable name of an item
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield what was taken out and what was put in, place by place."""
    matcher = SequenceMatcher(None, [key(item) for item in old], [key(item) for item in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield list(old[a:b]), list(new[c:d])


def _listed(old: Raw, new: Raw, key: str, thing: str, name: str = "") -> Iterator[Change]:
    """Yield what happened to a list of texts; ``name`` is what the list belongs to."""
    before, after = old.get(key, []), new.get(key, [])
    yield from (Change(Action.REMOVED, thing, name, old=item) for item in before if item not in after)
    yield from (Change(Action.ADDED, thing, name, new=item) for item in after if item not in before)
    if [item for item in before if item in after] != [item for item in after if item in before]:
        yield Change(Action.MOVED, thing, name)


def _matched(old: list[Raw], new: list[Raw], key: str) -> Iterator[tuple[Action | None, Raw, Raw | None]]:
    """Yield every item of both, with what happened to it and what it was before."""
    before = {item[key]: item for item in old}
    after = [item[key] for item in new]
    for item in old:
        if item[key] not in after:
            yield Action.REMOVED, item, None
    common_old = [item[key] for item in old if item[key] in after]
    common_new = [name for name in after if name in before]
    kept: set[str] = set()
    for block in SequenceMatcher(None, common_old, common_new, autojunk=False).get_matching_blocks():
        kept.update(common_old[block.a : block.a + block.size])
    for item in new:
        if item[key] not in before:
            yield Action.ADDED, item, None
        else:
            yield None if item[key] in kept else Action.MOVED, item, before[item[key]]
