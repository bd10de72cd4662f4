"""A visit with a clerk, heard in both windows: AT-SPI under Xvfb and openbox, touches by xdotool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.i18n import Words
from tests.support.atspi import DOCK, KIOSK, START, ScreenReader, Seen, Wanted, demo, desktop, faults, problems

pytestmark = pytest.mark.xvfb

WORDS = Words("ja")
CLERK = WORDS.text("staff.window_title")
HAND = {name: WORDS.text(f"staff.hand.{name}") for name in ("idle", "clerk", "resident", "alone", "give", "take")}
STAFF = {
    text
    for key in sorted(WORDS.keys())
    if key.startswith(("staff.say", "staff.do", "staff.head", "staff.hand", "staff.secret", "staff.window_title"))
    and "{" not in (text := WORDS.text(key))
}
"""What only a clerk is told."""
FORM = "住民票の写し等交付請求書"
PIN = "1234"
PHONE = "0125620101"
NUMBER = "昼間に連絡がつく電話番号を教えてください"
CELLS = {"column header", "tree item"}
"""Of the form beside the page, which is the last thing in the clerk's window."""


class Counter:
    """Both windows of one visit."""

    def __init__(self, reader: ScreenReader) -> None:
        self.reader = reader
        self.wrong: list[str] = []
        self.told: set[str] = set()

    def see(self, title: str, hand: str, *, clerks: str = "", headed: bool = True) -> tuple[list[Seen], list[Seen]]:
        """Check the page of this title in both windows, and who the clerk hears types; return what both hear.

        ``clerks`` is the page's title in the clerk's window where it is another one.
        """
        clerks = clerks or title
        self.reader.wait(Wanted(KIOSK, title, ("panel",)))
        self.reader.wait(Wanted(CLERK, clerks, ("panel",)))
        self.reader.wait(Wanted(CLERK, hand, ("label",)))
        resident, clerk = self.reader.tree(KIOSK), self.reader.tree(CLERK)
        self.told |= words(resident) | words(clerk)
        found = [*problems(resident, title, headed=headed), *staff_words(resident)]
        cells = [one for one in clerk if one.role in CELLS]
        found += [*faults(clerk[: len(clerk) - len(cells)]), *unreadable(cells), *unordered(clerk, clerks, hand)]
        self.wrong += [f"{title}: {one}" for one in found]
        return resident, clerk

    def touch(self, window: str, name: str, then: str, role: str = "panel") -> None:
        """Touch what is called so until this is there, in the same window."""
        self.reader.touch(Wanted(window, name), then=Wanted(window, then, (role,)))

    def move_card(self, how: str, leads_to: str) -> None:
        """Put the card on the reader or take it away."""
        self.reader.touch(Wanted(DOCK, how), then=Wanted(KIOSK, leads_to, ("panel",)))


def staff_words(resident: list[Seen]) -> Iterator[str]:
    """Say which of a clerk's words are told in the resident's window."""
    for one in resident:
        yield from (f"the resident hears {text!r} in {one.name!r}" for text in STAFF if text in one.name + one.text)


def rows(cells: list[Seen]) -> list[tuple[str, ...]]:
    """Return what the rows of the form say: field, value, giver, state; a title has the first alone."""
    names = [one.name for one in cells]
    return [tuple(names[first : first + 4]) for first in range(0, len(names), 4)]


def unreadable(cells: list[Seen]) -> Iterator[str]:
    """Say which rows of the form tell no field, or promise that something could be done with them."""
    header, *lines = rows(cells)
    if header != tuple(WORDS.text(f"staff.column.{name}") for name in ("field", "value", "giver", "state")):
        yield f"the columns are {header}"
    yield from (f"a row says {line}" for line in lines if not line[0] or (any(line[1:3]) and not line[3]))
    yield from (f"{one.name!r} is {sorted(one.states)}" for one in cells if {"focusable", "selectable"} & one.states)


def unordered(clerk: list[Seen], page: str, hand: str) -> Iterator[str]:
    """Say what the clerk does not hear in this order: who types, what to say, the page, the whole form."""
    told = [(one.role, one.name) for one in clerk]
    heading = next((one for one in told if one[0] == "heading"), ("heading", ""))
    form = WORDS.text("staff.head.form")
    wanted = [("frame", CLERK), ("label", hand), ("label", WORDS.text("staff.head.say")), heading]
    wanted += [("panel", page), ("label", form), ("tree", form)]
    if missing := [one for one in wanted if one not in told]:
        yield f"the clerk does not hear {missing}"
    elif sorted(wanted, key=told.index) != wanted:
        yield f"the clerk hears {sorted(wanted, key=told.index)}"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with desktop(tmp_path) as env, demo(env, tmp_path, "--mode", "assisted") as reader:
        yield Counter(reader)


def digits(count: int) -> str:
    return f"入れた数字　{' '.join(PHONE[:count])}"


def words(tree: list[Seen]) -> set[str]:
    return {one.name for one in tree} | {one.text for one in tree}


def test_both_windows_of_a_visit(counter: Counter) -> None:
    counter.see(START, HAND["idle"], headed=False)
    counter.touch(CLERK, "タッチしてはじめる", "どのようなご用件ですか")
    counter.reader.wait(Wanted(CLERK, state="focused"))
    resident, _ = counter.see("どのようなご用件ですか", HAND["clerk"])
    assert "sensitive" not in next(one for one in resident if one.name == "手続きの名前から選ぶ").states

    counter.touch(CLERK, HAND["give"], HAND["take"], "push button")
    counter.see("どのようなご用件ですか", HAND["resident"])
    counter.touch(KIOSK, "手続きの名前から選ぶ", "どの手続きをしますか")
    counter.see("どの手続きをしますか", HAND["resident"])
    counter.touch(CLERK, HAND["take"], HAND["give"], "push button")
    counter.touch(CLERK, "証明書", "証明書")
    counter.see("証明書", HAND["clerk"])
    counter.reader.touch(Wanted(CLERK, FORM), then=Wanted(KIOSK, FORM, ("check box",), "checked"))
    counter.touch(CLERK, "つぎへ", "名前や住所を何から入れますか")
    counter.touch(CLERK, "カードと暗証番号 数字4けたの暗証番号を入れます", "マイナンバーカードを置いてください")
    counter.move_card("置く Insert", "暗証番号を入れてください")

    counter.told.clear()
    for count, digit in enumerate(PIN, 1):
        counter.touch(KIOSK, digit, f"4文字のうち{count}文字", "label")
    _, clerk = counter.see("暗証番号を入れてください", HAND["alone"], clerks="暗証番号を入力中")
    assert "残り3回" in words(clerk)
    counter.told |= {one[part] for one in counter.reader.heard() for part in ("name", "said")}
    assert not [text for text in counter.told if PIN[:2] in text]

    counter.touch(KIOSK, "つぎへ", "カードをお取りください")
    counter.move_card("取る Remove", "ご本人にまちがいありませんか")
    counter.see("ご本人にまちがいありませんか", HAND["clerk"])
    counter.touch(CLERK, "はい", NUMBER)
    for count, digit in enumerate(PHONE[:4], 1):
        counter.touch(CLERK, digit, digits(count), "label")
    counter.touch(CLERK, HAND["give"], HAND["take"], "push button")
    counter.touch(KIOSK, PHONE[4], digits(5), "label")
    counter.touch(CLERK, HAND["take"], HAND["give"], "push button")
    resident, clerk = counter.see(NUMBER, HAND["clerk"])
    assert digits(5) in words(resident) & words(clerk)
    form = rows([one for one in clerk if one.role in CELLS])
    assert ("氏名", "窓辺　太郎", "カード", "● ずみ") in form
    assert ("電話番号（日中連絡がつく番号）", "", "", "▶ いま") in form
    assert not [text for text in counter.told if PIN in text]
    assert not counter.wrong, "\n".join(counter.wrong)
