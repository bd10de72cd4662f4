"""The groups that two switches step through: reading order, nothing lost, nothing far, no way in without a way out."""

from __future__ import annotations

import pytest

from ui.scan_tree import MOST, TOP, Group, after_choice, at, find, leaves, onward, paths, presses, window

FAR = 13
"""Presses of both switches together, from the first entry of the window to any control."""


def row(*items: str) -> Group[str]:
    return Group(items, row=True)


def column(*items: Group[str] | str) -> Group[str]:
    return Group(items)


BOARD = column(row("kanji", "abc", "space", "erase"), column(*(row(*(f"{n}{a}" for n in range(10))) for a in "aiueo")))
FOOTER, RAIL = row("back", "stop", "on"), row("size", "colours", "voice", "language", "staff")
PAGES = {
    "nothing": column(),
    "one button": column(column(row("start"))),
    "a board": BOARD,
    "a pad beside two rows": row(column(row("s", "h"), "?"), column(row("1", "2", "3"), row("4", "5", "6"))),
    "a long list": column(*(f"change {number}" for number in range(40))),
    "cards and a button": column(column(*(row(f"{n}l", f"{n}r") for n in range(8))), "by name"),
    "a narrow board": column(column(*(row(*(f"{n}{a}" for a in "aiueo")) for n in range(11))), "other", "none"),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_all_is_there_once_in_order_and_near(page: Group[str]) -> None:
    root = window(page, FOOTER, RAIL)
    assert list(leaves(root)) == [*leaves(page), *FOOTER.items, *RAIL.items]
    assert len(root.items) <= TOP
    for path in paths(root):
        node = at(root, path)
        if isinstance(node, Group):
            assert 2 <= len(node.items) <= MOST
        else:
            assert presses(path) <= FAR, node


def test_rows_stay_rows_and_long_ones_are_halved() -> None:
    root = window(BOARD, FOOTER, RAIL)
    assert root.items[0] == row("kanji", "abc", "space", "erase")
    assert [len(list(leaves(entry))) for entry in root.items] == [4, 10, 10, 10, 10, 10, 3, 5]
    half = at(root, (1, 0))
    assert isinstance(half, Group)
    assert (half.items, half.part) == (("0a", "1a", "2a", "3a", "4a"), True)


def test_going_on_leaves_every_group_again() -> None:
    root = window(BOARD, FOOTER, RAIL)
    for path in paths(root):
        seen = [path]
        while len(seen[-1]) > 1 and len(seen) < 40:
            seen.append(onward(root, seen[-1]))
        assert len(seen[-1]) == 1, path
    assert onward(root, (len(root.items) - 1,)) == (0,)
    assert onward(root, (1, 0, 4)) == (1, 0)  # the half itself, before the other half
    assert onward(root, (1, 0)) == (1, 1)


def test_after_a_letter_the_highlight_waits_on_its_row() -> None:
    root = window(BOARD, FOOTER, RAIL)
    assert after_choice(root, (1, 0, 4)) == (1,)
    assert after_choice(root, (0, 3)) == (0,)
    assert after_choice(window(column("yes", "no"), FOOTER), (1,)) == (1,)


def test_the_highlight_is_found_again_in_a_changed_window() -> None:
    root = window(BOARD, FOOTER, RAIL)
    row_of_i = list(leaves(root.items[2]))
    assert find(root, row_of_i) == (2,)
    assert find(root, ["3a"]) == (1, 0, 3)
    assert find(root, ["on", "gone"]) == (6,)  # the group that holds the first of them
    assert find(root, ["gone"]) is None
    assert find(root, []) is None
