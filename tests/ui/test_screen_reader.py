"""Whole visits of somebody who knows only names and roles: AT-SPI under Xvfb and openbox, touches by xdotool."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.atspi import ScreenReader, Seen, Wanted, desktop, problems
from tests.support.pdf import poppler_text
from tests.support.x11 import LIMIT_S

pytestmark = pytest.mark.xvfb

ROOT = Path(__file__).parents[2]
KIOSK, DOCK = "窓辺", "Madobe dock"
START = "上砂川町の窓辺"
PIN = "1234"
PHONE = "0125620101"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with desktop(tmp_path_factory.mktemp("desktop")) as env:
        yield env


class Resident:
    """Somebody who goes from page to page, and hears and checks each."""

    def __init__(self, reader: ScreenReader) -> None:
        self.reader = reader
        self.wrong: list[str] = []

    def see(self, title: str, *, headed: bool = True) -> list[Seen]:
        """Look at the page of this title as it stands."""
        tree = self.reader.tree(KIOSK)
        self.wrong += [f"{title}: {one}" for one in problems(tree, title, headed=headed)]
        return tree

    def come_to(self, title: str, *, headed: bool = True) -> list[Seen]:
        """Arrive on a page: its title is announced, then the focus is on it and nothing else was named meanwhile."""
        self.reader.wait(Wanted(KIOSK, title, ("panel",)))
        tree = self.see(title, headed=headed)
        heard = self.reader.heard()
        announced = [number for number, one in enumerate(heard) if one["kind"] == "announcement"]
        if [heard[number]["said"] for number in announced][-1:] != [title]:
            self.wrong.append(f"{title}: announced was {[heard[number]['said'] for number in announced]}")
        elif (focused := [one["name"] for one in heard[announced[-1] :] if one["kind"] == "focused"])[:-1]:
            self.wrong.append(f"{title}: the focus wandered through {focused}")
        return tree

    def touch(self, name: str, leads_to: str, window: str = KIOSK, *, headed: bool = True) -> list[Seen]:
        """Touch what is called so and arrive on the page of this title."""
        self.reader.touch(Wanted(window, name), then=Wanted(KIOSK, leads_to, ("panel",)))
        return self.come_to(leads_to, headed=headed)

    def touch_here(self, name: str, then: Wanted) -> None:
        """Touch something that changes the page."""
        self.reader.touch(Wanted(KIOSK, name), then=then)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def resident(screen: dict[str, str], folder: Path) -> Iterator[Resident]:
    env = screen | {"PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "kiosk", "demo"]
    demo = subprocess.Popen(program, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    reader = ScreenReader(env, "Madobe")
    try:
        reader.wait(Wanted(DOCK, "置く Insert"))
        reader.wait(Wanted(KIOSK, START, ("panel",)))
        yield Resident(reader)
        assert demo.poll() is None
    finally:
        reader.close()
        demo.terminate()
        demo.wait(LIMIT_S)


def test_a_whole_visit_by_name_and_role(resident: Resident, folder: Path) -> None:
    resident.see(START, headed=False)
    resident.touch("タッチしてはじめる", "どのようなご用件ですか")
    resident.touch("手続きの名前からえらぶ", "どの手続きをしますか")
    resident.touch("証明書", "証明書")
    form = "住民票の写し等交付請求書"
    resident.touch_here(form, then=Wanted(KIOSK, form, ("check box",), "checked"))
    resident.touch("つぎへ", "名前や住所を何から入れますか")
    resident.touch("カードと暗証番号 数字4けたの暗証番号を入れます", "マイナンバーカードを置いてください")
    resident.touch("置く Insert", "暗証番号を入れてください", DOCK)

    for count, digit in enumerate(PIN, 1):
        resident.touch_here(digit, then=Wanted(KIOSK, f"4文字のうち{count}文字", ("label",)))
    secret = resident.see("暗証番号を入れてください")
    assert not [one for one in secret if PIN in one.name + one.text]
    focused = [one["name"] for one in resident.reader.heard() if one["kind"] == "focused" and one["name"] in PIN[1:]]
    assert not focused, "the focus follows the digits"

    resident.touch("つぎへ", "カードをお取りください")
    resident.touch("取る Remove", "あなたのことですか", DOCK)
    resident.touch("はい", "昼間に連絡がつく電話番号を教えてください")
    for count, digit in enumerate(PHONE, 1):
        resident.touch_here(digit, then=Wanted(KIOSK, f"入れた数字　{' '.join(PHONE[:count])}", ("label",)))
    resident.touch("つぎへ", "どなたの住民票が必要ですか")
    resident.touch("本人", "世帯主のお名前を教えてください")
    resident.touch("窓辺 太郎", "何に使いますか")
    resident.touch("年金", "内容をたしかめてください")
    resident.touch("印刷する", "紙が出ましたか")
    resident.touch("はい、出ました", "つぎは窓口へお持ちください")
    resident.touch("おわる", START, headed=False)

    assert not resident.wrong, "\n".join(resident.wrong)
    paper = {path.name.split("-", 2)[2]: poppler_text(path.read_bytes()) for path in folder.rglob("*.pdf")}
    assert set(paper) == {f"{form}.pdf", "整理票.pdf"}
    for words in ("窓辺", "太郎", "上砂川町字鶉", "年金"):
        assert words in paper[f"{form}.pdf"]
