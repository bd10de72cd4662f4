"""What two switches step through: groups of controls in reading order, cut so that nothing is far away. Pure: no Qt.

A path says where the highlight is: the number at each level. One switch goes on, the other chooses: a group is
entered, a control acts. Going on past the last of a group highlights the group itself again, so nothing is a trap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, Union

T = TypeVar("T")
Path = tuple[int, ...]

TOP = 8
"""Most entries of the whole window: groups of the page, then the footer and the rail."""
MOST = 6
"""Most entries of any other group."""


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Controls and groups one after the other.

    ``row``: what stands in one line, which is always stepped through as one group. ``part``: cut from a longer group
    only to be nearer.
    """

    items: tuple[Union[Group[T], T], ...]  # noqa: UP007 - T is no class that | could take
    row: bool = False
    part: bool = False


def leaves(node: Group[T] | T) -> Iterator[T]:
    """Yield the controls of ``node`` in order."""
    if isinstance(node, Group):
        for item in node.items:
            yield from leaves(item)
    else:
        yield node


def window(page: Group[T], *others: Group[T]) -> Group[T]:
    """Return what is stepped through: the groups of ``page``, then ``others`` (footer, rail) as one entry each."""
    first: list[Group[T] | T] = [page]
    after: list[Group[T] | T] = [*others]
    last = _tidied(after)
    room = TOP - len(last)
    entries = _opened(_tidied(first), room)
    if len(entries) > room:
        entries = list(_parts(entries, room))
    return Group(tuple(_cut(entry) for entry in (*entries, *last)))


def _tidied(nodes: Sequence[Group[T] | T]) -> list[Group[T] | T]:
    """Return ``nodes`` without empty groups, and what a group of one holds in its place."""
    found: list[Group[T] | T] = []
    for node in nodes:
        if isinstance(node, Group):
            items = _tidied(node.items)
            # What stands beside each other is a row only while no item has rows of its own.
            row = node.row and not any(isinstance(item, Group) for item in items)
            found += items if len(items) <= 1 else [Group(tuple(items), row=row)]
        else:
            found.append(node)
    return found


def _opened(entries: list[Group[T] | T], room: int) -> list[Group[T] | T]:
    """Return ``entries`` with groups that are no rows replaced by their items, as far as there is room."""
    while True:
        for number, entry in enumerate(entries):
            alone = len(entries) == 1
            if isinstance(entry, Group) and not entry.row and (alone or len(entries) - 1 + len(entry.items) <= room):
                entries[number : number + 1] = entry.items
                break
        else:
            return entries


def _parts(items: Sequence[Group[T] | T], count: int) -> Iterator[Group[T] | T]:
    """Yield ``items`` in at most ``count`` parts of one length."""
    length = -(-len(items) // count)
    for start in range(0, len(items), length):
        part = tuple(items[start : start + length])
        yield part[0] if len(part) == 1 else Group(part, part=True)


def _cut(node: Group[T] | T) -> Group[T] | T:
    """Return ``node`` with no group of more than MOST entries."""
    if not isinstance(node, Group):
        return node
    items = tuple(_cut(item) for item in node.items)
    if len(items) > MOST:
        items = tuple(_cut(part) for part in _parts(items, -(-len(items) // MOST)))
    return Group(items, row=node.row, part=node.part)


def at(root: Group[T], path: Path) -> Group[T] | T:
    """Return what ``path`` leads to."""
    node: Group[T] | T = root
    for number in path:
        if not isinstance(node, Group):
            raise IndexError(path)
        node = node.items[number]
    return node


def onward(root: Group[T], path: Path) -> Path:
    """Return what comes next: after the last of a group the group itself, after the last of all the first."""
    above = at(root, path[:-1])
    if isinstance(above, Group) and path[-1] + 1 < len(above.items):
        return (*path[:-1], path[-1] + 1)
    return path[:-1] or (0,)


def after_choice(root: Group[T], path: Path) -> Path:
    """Return where the highlight waits after a control acted: on the row it stands in, ready for the next letter."""
    while len(path) > 1:
        path = path[:-1]
        node = at(root, path)
        if not (isinstance(node, Group) and node.part):
            break
    return path


def paths(root: Group[T], above: Path = ()) -> Iterator[Path]:
    """Yield every path, groups before what is in them."""
    for number, item in enumerate(root.items):
        yield (path := (*above, number))
        if isinstance(item, Group):
            yield from paths(item, path)


def presses(path: Path) -> int:
    """Return how many presses of both switches choose what ``path`` leads to, from the first entry of all."""
    return sum(path) + len(path)


def find(root: Group[T], wanted: Sequence[T]) -> Path | None:
    """Return the path of what held exactly ``wanted``, in a window that may have changed; else of the first of them."""
    exact = (path for path in paths(root) if list(leaves(at(root, path))) == list(wanted))
    first = (path for path in paths(root) if wanted and wanted[0] in leaves(at(root, path)))
    return next(exact, None) or next(first, None)
