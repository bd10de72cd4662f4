"""A page longer than the screen: what is in sight is painted first and never moves, and nobody misses the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Settings, TextSize
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import pages
from ui.arrows import controls
from ui.focus import in_reading_order
from ui.scan_tree import leaves
from ui.scanning import tree
from ui.screens.check import CheckScreen
from ui.shell import Shell
from ui.spoken import spoken
from ui.view import Block, Check, Checked, Footer, Outcome
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
LONG = ("outcome-tennyu", "check")


def come_to(shell: Shell, name: str) -> None:
    """Show a page and what is posted: layouts and its first picture, but nothing that waits for a timer."""
    shell.show_state(pages()[name])
    QApplication.sendPostedEvents()


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def in_sight(shell: Shell) -> dict[str, QRect]:
    assert shell.screen_shown is not None
    words = [*shell.screen_shown.findChildren(BigButton), *shell.screen_shown.findChildren(Sentence)]
    return {
        one.accessibleName(): QRect(one.mapTo(shell, QPoint(0, 0)), one.size())
        for one in words
        if not one.visibleRegion().isEmpty()
    }


def buttons(shell: Shell) -> int:
    assert shell.screen_shown is not None
    return len([one for one in shell.screen_shown.findChildren(BigButton) if one.isVisible()])


@pytest.mark.parametrize("screen", SCREENS)
def test_what_went_wrong_is_read_without_scrolling(shell_of: MakeShell, screen: str) -> None:
    """In standard Japanese and type; in larger type or another language it may take 下へ."""
    shell = shell_of(pages()["doors"], screen)
    long = []
    for name, state in pages().items():
        if state.overlays:
            shell.show_state(state)
            rest()
            long += [name] if shell.frame.up.isVisible() else []
    assert not long


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_nothing_in_sight_moves_when_the_rest_is_made(shell_of: MakeShell, name: str, screen: str) -> None:
    shell = shell_of(pages()["doors"], screen)
    come_to(shell, name)
    made, before = buttons(shell), in_sight(shell)
    frame = [(one.isVisible(), one.isEnabled()) for one in shell.frame.footer_buttons]
    assert len(before) > 3
    assert shell.frame.down.isEnabled()
    rest()
    assert in_sight(shell) == before
    assert [(one.isVisible(), one.isEnabled()) for one in shell.frame.footer_buttons] == frame
    assert buttons(shell) > made > 0


def said(shell: Shell) -> list[object]:
    assert shell.screen_shown is not None
    return list(spoken(shell.screen_shown))


def reached(shell: Shell) -> list[object]:
    """What the arrows choose from: controls, and where each stands."""
    return [(one, QRect(one.mapTo(shell, QPoint(0, 0)), one.size())) for one, part in controls(shell) if part == "page"]


def stepped(shell: Shell) -> list[object]:
    return list(leaves(tree(shell)))


@pytest.mark.parametrize("ask", [said, reached, stepped])
@pytest.mark.parametrize("name", LONG)
def test_whoever_asks_for_the_page_has_all_of_it(
    shell_of: MakeShell, ask: Callable[[Shell], list[object]], name: str
) -> None:
    shell = shell_of(pages()["doors"])
    come_to(shell, name)
    told, made = ask(shell), buttons(shell)
    rest()
    assert ask(shell) == told
    assert buttons(shell) == made > 10


@pytest.mark.parametrize("name", LONG)
def test_tab_goes_through_the_rest_in_reading_order(shell_of: MakeShell, name: str) -> None:
    shell = shell_of(pages()["doors"])
    come_to(shell, name)
    rest()
    page = shell.screen_shown
    assert page is not None
    order = list(in_reading_order(page))
    chain = [order[0]]
    for _ in order[1:]:
        here = chain[-1].nextInFocusChain()
        while not here.focusPolicy() & Qt.FocusPolicy.TabFocus or not here.isVisible():
            here = here.nextInFocusChain()
        chain.append(here)
    assert chain == order


def test_in_large_type_too_a_long_page_fills_the_screen_at_once(shell_of: MakeShell) -> None:
    """The frame is new then, and not painted when the page asks how large it is."""
    shell = shell_of(pages()["doors"])
    state = pages()["outcome-tennyu"]
    for size in (TextSize.LARGEST, TextSize.STANDARD):
        shell.show_state(replace(state, settings=Settings(text_size=size)))
        assert shell.screen_shown is not None
        asked = shell.screen_shown.size()
        QApplication.sendPostedEvents()
        before = in_sight(shell)
        rest()
        assert in_sight(shell) == before
        assert shell.screen_shown.size() == asked


def test_what_is_marked_out_of_sight_is_marked(shell_of: MakeShell) -> None:
    state = pages()["outcome-tennyu"]
    shell = shell_of(state)
    assert shell.screen_shown is not None
    cards = [one for one in shell.screen_shown.findChildren(BigButton) if one.isCheckable()]
    assert cards[-1].visibleRegion().isEmpty()
    view = shell._page_of(state)
    assert isinstance(view, Outcome)
    assert sum(one.isChecked() for one in cards) == len(view.chosen) > 5


def test_a_check_page_begins_at_its_first_change_wherever_that_is(shell_of: MakeShell) -> None:
    """Else つぎへ had the focus, which prints."""
    shell = shell_of(pages()["doors"])
    rows = (*(Checked(f"項目{n}", "値", "カードから", "") for n in range(40)), Checked("電話", "0125", "", "phone"))
    screen = CheckScreen(shell.theme, shell.preview)
    screen.resize(1576, 997)
    screen.present(Check((Block("甲", rows),), "", "", Footer()))
    assert [one.words for one in screen.findChildren(BigButton)] == ["紙を見る"]
    first = screen.first()
    assert isinstance(first, BigButton)
    assert first.accessibleName() == shell.theme.text("check.change_name", label="電話")
