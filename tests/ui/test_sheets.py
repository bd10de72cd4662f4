"""The sheets on the check page, as they will come out of the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from kiosk.previewbox import PreviewBox
from kiosk.session.moves import over
from kiosk.session.settings import TextSize
from kiosk.session.state import SessionState, StillThere
from printing.raster import Raster
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import seen
from ui import tokens
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.sheets import Sheets

MakeShell = Callable[..., Shell]


@pytest.fixture(scope="module")
def check() -> SessionState:
    return all_pages()["check"]


def sheet(shade: int, width: int = 300) -> Raster:
    height = width * 297 // 210
    return Raster.of(width, height, bytes([shade]) * (width * height))


def touch(shell: Shell, words: str) -> None:
    next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible()).activated.emit()
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication


def shown(shell: Shell) -> tuple[str, int]:
    """Return the words above the sheet, and how grey it is."""
    face = shell.findChild(Sheets)
    assert face is not None
    paper = face._picture
    middle = paper.mapTo(shell, QPoint(paper.width() // 2, 40))
    return face._title.words, shell.grab(QRect(middle, middle)).toImage().pixelColor(0, 0).red()


def test_one_sheet_after_the_other_and_back_to_the_answers(shell_of: MakeShell, check: SessionState) -> None:
    shell = shell_of(check)
    for shade in (200, 120):
        shell.preview.add(sheet(shade))
    touch(shell, "紙を見る")
    assert shown(shell) == ("この紙が出ます（1枚目／2枚）", 200)
    touch(shell, "次の紙")
    assert shown(shell) == ("この紙が出ます（2枚目／2枚）", 120)
    touch(shell, "前の紙")
    assert shown(shell) == ("この紙が出ます（1枚目／2枚）", 200)
    told: list[object] = []
    shell.intent.connect(told.append)
    shell.go_back()
    assert told == []
    assert "なおす" in {one.words for one in shell.findChildren(BigButton) if one.isVisible()}
    shell.go_back()
    assert len(told) == 1


def test_the_sheet_stays_in_sight_in_another_size(shell_of: MakeShell, check: SessionState) -> None:
    shell = shell_of(check)
    for shade in (200, 120):
        shell.preview.add(sheet(shade))
    touch(shell, "紙を見る")
    touch(shell, "次の紙")
    shell.show_state(replace(check, settings=replace(check.settings, text_size=TextSize.LARGER)))
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    faces = [one for one in shell.findChildren(Sheets) if one.isVisible()]
    assert [one._title.words for one in faces] == ["この紙が出ます（2枚目／2枚）"]


@pytest.mark.parametrize("sheets", [0, 1, 2])
def test_the_focus_comes_back_to_the_sheet_when_nothing_lies_above_it_any_more(
    shell_of: MakeShell, check: SessionState, sheets: int
) -> None:
    shell = shell_of(check)
    for _ in range(sheets):
        shell.preview.add(sheet(200))
    touch(shell, "紙を見る")
    face = shell.findChild(Sheets)
    assert face is not None
    assert shell.focusWidget() is (face.following if sheets > 1 else face._picture)
    if sheets > 1:
        touch(shell, "次の紙")
    for state in (over(check, StillThere(ends=check.now + 60)), check):
        shell.show_state(state)
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    assert shell.focusWidget() is (face.before if sheets > 1 else face._picture)


def test_a_single_sheet_has_nothing_to_turn(shell_of: MakeShell, check: SessionState) -> None:
    shell = shell_of(check)
    shell.preview.add(sheet(200))
    touch(shell, "紙を見る")
    assert shown(shell)[0] == "この紙が出ます"
    assert not {"前の紙", "次の紙"} & {one.words for one in shell.findChildren(BigButton) if one.isVisible()}


def test_what_is_made_while_somebody_waits_appears(shell_of: MakeShell, check: SessionState) -> None:
    shell = shell_of(check)
    touch(shell, "紙を見る")
    face = shell.findChild(Sheets)
    assert face is not None
    assert face._picture.height() == 0
    assert face._again.isActive()
    shell.preview.add(sheet(120))
    face._again.timeout.emit()
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    assert shown(shell) == ("この紙が出ます", 120)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", TextSize)
def test_it_is_as_wide_as_paper_or_as_the_page(
    shell_of: MakeShell, check: SessionState, screen: str, size: TextSize
) -> None:

    settings = replace(check.settings, text_size=size)
    shell = shell_of(replace(check, settings=settings), screen)
    shell.preview.add(sheet(200))
    touch(shell, "紙を見る")
    face = shell.findChild(Sheets)
    assert face is not None
    paper, theme = face._picture, shell.theme
    room = face.scroller.viewport().width() - 2 * theme.px(tokens.MARGIN)
    assert paper.width() == shell.preview.width == min(room, theme.px(tokens.PAPER))
    assert abs(paper.height() - paper.width() * 297 / 210) < 4
    assert face.scroller.overflows, "上へ and 下へ go over it"
    assert seen(shell, paper).height() > theme.px(20), "the top of the sheet is in sight at once"


def test_the_box_holds_what_was_added_until_it_is_cleared() -> None:
    box = PreviewBox(100)
    one, other = sheet(1), sheet(2)
    box.add(one)
    box.add(other)
    assert (len(box), box.sheet(0), box.sheet(1), box.sheet(2), box.sheet(-1)) == (2, one, other, None, None)
    assert "sheet" not in repr(box).lower()
    box.clear()
    assert (len(box), box.sheet(0)) == (0, None)
