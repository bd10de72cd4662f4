"""Whole visits of somebody who knows only names and roles: AT-SPI under Xvfb and openbox, touches by xdotool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.atspi import DOCK, KIOSK, START, ScreenReader, Seen, Wanted, demo, desktop, problems
from tests.support.pdf import poppler_text

pytestmark = pytest.mark.xvfb

FORM = "住民票の写し等交付請求書"
PIN = "1234"
PHONE = "0125620101"
UPRIGHT = (760, 1210)
"""The least screen, 136 x 217 mm, px."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with desktop(tmp_path_factory.mktemp("desktop")) as env:
        yield env


class Resident:
    """Somebody who goes from page to page, and hears and checks each."""

    def __init__(self, reader: ScreenReader) -> None:
        self.reader = reader
        self.wrong: list[str] = []

    def see(self, title: str, *, headed: bool = True, focused: bool = False) -> list[Seen]:
        """Look at the page of this title as it stands, where asked for once something has the focus."""
        tree = self.reader.tree(KIOSK)
        if focused and not any("focused" in one.states for one in tree):
            self.reader.wait(Wanted(KIOSK, state="focused"))
            tree = self.reader.tree(KIOSK)
        self.wrong += [f"{title}: {one}" for one in problems(tree, title, headed=headed)]
        return tree

    def arrive(self, title: str, *, headed: bool = True, focused: bool = True) -> list[Seen]:
        """Check a page that has just come: its title was announced, then the focus went to one place on it."""
        tree = self.see(title, headed=headed, focused=focused)
        heard = self.reader.heard(title)
        announced = [number for number, one in enumerate(heard) if one["kind"] == "announcement"]
        if [heard[number]["said"] for number in announced][-1:] != [title]:
            self.wrong.append(f"{title}: announced was {[heard[number]['said'] for number in announced]}")
        elif (visited := [one["name"] for one in heard[announced[-1] :] if one["kind"] == "focused"])[:-1]:
            self.wrong.append(f"{title}: the focus wandered through {visited}")
        return tree

    def touch(self, name: str, leads_to: str, *, headed: bool = True) -> list[Seen]:
        """Touch what is called so and arrive on the page of this title."""
        self.reader.touch(Wanted(KIOSK, name), then=Wanted(KIOSK, leads_to, ("panel",)))
        return self.arrive(leads_to, headed=headed)

    def press(self, key: str, leads_to: str) -> list[Seen]:
        """Press a key and arrive on the page of this title."""
        self.reader.press(key, then=Wanted(KIOSK, leads_to, ("panel",)))
        return self.arrive(leads_to)

    def move_card(self, how: str, leads_to: str) -> None:
        """Put the card on the reader or take it away, by a button of the dock, which has the focus then."""
        self.reader.touch(Wanted(DOCK, how), then=Wanted(KIOSK, leads_to, ("panel",)))
        self.arrive(leads_to, focused=False)

    def type(self, digits: str, shows: Callable[[int], str]) -> None:
        """Touch the keys of a pad; ``shows`` says what the page tells of the digits after so many."""
        for count, digit in enumerate(digits, 1):
            self.touch_here(digit, then=Wanted(KIOSK, shows(count), ("label",)))

    def touch_here(self, name: str, then: Wanted) -> None:
        """Touch something that changes the page."""
        self.reader.touch(Wanted(KIOSK, name), then=then)


@pytest.fixture
def resident(screen: dict[str, str], tmp_path: Path) -> Iterator[Resident]:
    with demo(screen, tmp_path) as reader:
        yield Resident(reader)


def test_a_whole_visit_by_name_and_role(resident: Resident, tmp_path: Path) -> None:
    resident.see(START, headed=False)
    resident.touch("タッチしてはじめる", "どのようなご用件ですか")
    languages = resident.touch("あ／A　ことばを選ぶ　Language", "ことばを選んでください")
    chosen = {one.name: "checked" in one.states for one in languages if one.role == "radio button"}
    assert [name for name in chosen if chosen[name]] == ["日本語"]
    assert "English" in chosen
    resident.touch("English", "What brings you here?")
    resident.touch("あ／A Language", "Choose a language")
    resident.touch("日本語", "どのようなご用件ですか")
    resident.touch("手続きの名前から選ぶ", "どの手続きをしますか")
    resident.touch("証明書", "証明書")
    resident.touch_here(FORM, then=Wanted(KIOSK, FORM, ("check box",), "checked"))
    resident.touch("つぎへ", "名前や住所を何から入れますか")
    resident.touch("カードと暗証番号 数字4けたの暗証番号を入れます", "マイナンバーカードを置いてください")
    resident.move_card("置く Insert", "暗証番号を入れてください")

    resident.type(PIN, lambda count: f"4文字のうち{count}文字")
    told = {one.name for one in resident.see("暗証番号を入れてください")} | {
        one["name"] for one in resident.reader.heard()
    }
    assert not [text for text in told if PIN[:2] in text]

    resident.touch("つぎへ", "カードをお取りください")
    resident.move_card("取る Remove", "ご本人にまちがいありませんか")
    resident.touch("はい", "昼間に連絡がつく電話番号を教えてください")
    resident.type(PHONE, lambda count: f"入れた数字　{' '.join(PHONE[:count])}")
    for width, height in (UPRIGHT, UPRIGHT[::-1]):
        resident.reader.resize(width, height)
        turned = resident.see("昼間に連絡がつく電話番号を教えてください")
        assert f"入れた数字　{' '.join(PHONE)}" in [one.name for one in turned]
    whose = resident.touch("つぎへ", "どなたの住民票が必要ですか")
    assert [one.name for one in whose if one.role == "radio button"][:1] == ["本人"]
    assert [one.name for one in whose if one.role == "check box"] == ["音声で聞く"]
    resident.touch("本人", "世帯主のお名前を教えてください")
    resident.touch("窓辺 太郎", "何に使いますか")
    resident.touch("年金", "内容を確かめてください")
    resident.touch("印刷する", "紙が出ましたか")
    resident.touch("はい、出ました", "つぎは窓口へお持ちください")
    resident.touch("おわる", START, headed=False)

    assert not resident.wrong, "\n".join(resident.wrong)
    paper = {path.stem.rpartition("-")[2]: poppler_text(path.read_bytes()) for path in tmp_path.rglob("*.pdf")}
    assert set(paper) == {FORM, "整理票"}
    for words in ("窓辺", "太郎", "上砂川町字鶉", "年金"):
        assert words in paper[FORM]


def test_the_first_pages_by_keyboard_alone(resident: Resident) -> None:
    tree = resident.press("Return", "どのようなご用件ですか")
    buttons = [one.name for one in tree if one.role == "push button"]
    for name in buttons[1:4]:
        resident.reader.press("Tab", then=Wanted(KIOSK, name, ("push button",), "focused"))
    resident.reader.heard()
    resident.press("Return", "赤ちゃんの生まれた日は、いつですか")
    resident.press("Escape", "どのようなご用件ですか")
    assert not resident.wrong, "\n".join(resident.wrong)
