"""What stays in sight on a page that is longer than the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Settings, TextSize
from tests.support.pages import all_pages
from tests.support.pictures import settle
from tests.support.sights import pages
from ui.page import Page
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]
SHORT = ("attract", "out-of-service", "present", "checking", "reading", "take", "paper")


def page_of(shell: Shell) -> Page:
    found = [one for one in shell.screen_shown.findChildren(Page) if one.isVisible()]  # type: ignore[union-attr]
    assert len(found) == 1
    return found[0]


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("ask-applicant.phone", TextSize.STANDARD),
        ("ask-applicant.phone", TextSize.LARGE),
        ("event-tennyu-moved_on", TextSize.STANDARD),
        ("ask-seal.number", TextSize.STANDARD),
        ("secret-pin", TextSize.LARGEST),
    ],
)
def test_the_question_stays_above_a_pad(shell_of: MakeShell, name: str, size: TextSize) -> None:
    shell = shell_of(replace(pages()[name], settings=Settings(text_size=size)), "upright")
    page = page_of(shell)
    assert page.stacked
    for _ in range(5):
        shell.frame.down.activated.emit()
        rest()
    heading = page.heading
    assert heading.visibleRegion().boundingRect() == heading.rect()
    assert page.scroller.height() >= shell.theme.px(20)
    shell.resize(shell.size().transposed())
    rest()
    assert not page.stacked
    assert page.scroller.isAncestorOf(page.heading)
    assert heading.font() == shell.theme.body(bold=True)


def test_without_room_for_a_button_the_question_scrolls_too(shell_of: MakeShell) -> None:
    state = replace(pages()["ask-applicant.phone"], settings=Settings(text_size=TextSize.LARGEST))
    page = page_of(shell_of(state, "upright"))
    assert page.scroller.isAncestorOf(page.heading)
    assert page.heading.font() == page._theme.body(bold=True)


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
def test_short_pages_are_in_sight_whole(shell_of: MakeShell, size: TextSize) -> None:
    for name, screen in ((name, screen) for name in SHORT for screen in ("tablet", "upright")):
        shell = shell_of(replace(pages()[name], settings=Settings(text_size=size)), screen)
        assert shell.screen_shown is not None
        assert shell.screen_shown.scroller is not None
        assert not shell.screen_shown.scroller.overflows, (name, screen)
        shell.hide()


def test_longer_ones_scroll_and_their_buttons_stay(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["paper"])
    shell.resize(shell.width(), shell.height() // 2)
    rest()
    assert shell.screen_shown is not None
    scroller = shell.screen_shown.scroller
    assert scroller is not None
    assert scroller.overflows
    assert shell.frame.down.isVisible()
    buttons = shell.screen_shown.findChildren(BigButton)
    assert len(buttons) == 2
    assert not any(scroller.isAncestorOf(one) for one in buttons)


@pytest.mark.parametrize("upright", [False, True])
def test_buttons_at_the_foot_stand_in_two_rows_where_one_is_too_narrow(shell_of: MakeShell, *, upright: bool) -> None:
    state = replace(pages()["failure-PIN-05"], settings=Settings(language="en"))
    shell = shell_of(state, "upright" if upright else "tablet")
    buttons = [one for one in shell.screen_shown.findChildren(BigButton) if one.isVisible()]  # type: ignore[union-attr]
    assert len(buttons) == 4
    assert len({one.y() for one in buttons}) == (2 if upright else 1)
