"""A touch beside a button: 2 mm outside it counts where nothing else is near, in the window as on a drawing board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import settle
from ui.near import Target, in_sight, meant
from ui.shell import Shell
from ui.widgets.button import BigButton

LEFT = Qt.MouseButton.LeftButton
MakeShell = Callable[..., Shell]
REACH, CLEAR = 20, 25
KEY = QRect(100, 100, 200, 200)
"""Its last pixel is 299."""


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


def beside(mm: int) -> QRect:
    """Another target that begins so many px after the last one of KEY."""
    return KEY.translated(KEY.width() + mm, 0)


@pytest.mark.parametrize(
    ("x", "others", "hit"),
    [
        (299, [], True),
        (299 + REACH, [], True),
        (299 + REACH + 1, [], False),
        (100 - REACH, [], True),
        (299 + 6, [beside(32)], True),  # 3.2 mm apart: the other one is 27 away
        (299 + 7, [beside(32)], True),
        (299 + 8, [beside(32)], False),
        (299 + 16, [beside(32)], False),  # as near to one as to the other
        (299 + 1, [beside(25)], False),  # keys of letters, 2.5 mm apart: never
        (299 + 5, [beside(60)], True),
    ],
)
@pytest.mark.parametrize("able", [True, False])
def test_what_a_touch_beside_a_target_means(x: int, others: list[QRect], *, hit: bool, able: bool) -> None:
    """The same beside a neighbour that is switched off; a target that is switched off itself never acts."""
    there = [Target(KEY, able=True), *(Target(one, able=able) for one in others)]
    assert (meant(QPoint(x, 200), there, REACH, CLEAR) == 0) is hit
    assert meant(QPoint(x, 200), [Target(KEY, able=False)], REACH, CLEAR) is None


def test_at_a_corner_the_way_is_straight() -> None:
    there = [Target(KEY, able=True)]
    assert meant(QPoint(299 + 14, 299 + 14), there, REACH, CLEAR) == 0
    assert meant(QPoint(299 + 15, 299 + 15), there, REACH, CLEAR) is None


def button(shell: Shell, words: str) -> BigButton:
    return next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible())


def spot(shell: Shell, one: BigButton, left_mm: float) -> QPoint:
    """A place so far left of a button."""
    return one.mapTo(shell, QPoint(-round(left_mm * shell.theme.screen.px_per_mm), one.height() // 2))


def heard(shell: Shell) -> list[str]:
    events: list[str] = []
    shell.intent.connect(lambda event: events.append(type(event).__name__))
    return events


def tap(shell: Shell, at: QPoint, to: QPoint | None = None) -> None:
    """Put a finger down in the window and lift it, as the platform tells it."""
    QTest.mousePress(shell.windowHandle(), LEFT, pos=at)
    if to is not None:
        QTest.mouseMove(shell.windowHandle(), to)
    QTest.mouseRelease(shell.windowHandle(), LEFT, pos=to or at)


@pytest.mark.parametrize(("left_mm", "digits"), [(1.0, 1), (1.9, 1), (2.3, 0), (5.0, 0)])
def test_a_digit_beside_its_key(shell_of: MakeShell, left_mm: float, digits: int) -> None:
    """1, 4 and 7 have nothing at their left."""
    shell = shell_of(pages()["secret-pin"])
    events = heard(shell)
    key = button(shell, "4")
    tap(shell, spot(shell, key, left_mm))
    assert len(shell._box) == digits
    assert events == ["Touched"]
    assert not key.isDown()


def test_between_two_digits_is_neither(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-pin"])
    tap(shell, spot(shell, button(shell, "5"), 1.6))
    assert len(shell._box) == 0


def test_the_button_shows_the_touch_and_acts_on_release(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["ask-applicant.phone"])
    key = button(shell, "4")
    near, away = spot(shell, key, 1.5), spot(shell, key, 30)
    QTest.mousePress(shell.windowHandle(), LEFT, pos=near)
    assert key.isDown()
    QTest.mouseMove(shell.windowHandle(), away)
    assert not key.isDown()
    QTest.mouseMove(shell.windowHandle(), near)
    assert key.isDown()
    before = shell.stage.draft()
    QTest.mouseRelease(shell.windowHandle(), LEFT, pos=near)
    assert not key.isDown()
    assert shell.stage.draft() != before


def test_a_finger_that_slides_away_is_a_change_of_mind(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-pin"])
    events = heard(shell)
    key = button(shell, "4")
    tap(shell, spot(shell, key, 1.5), spot(shell, button(shell, "7"), 1.5))
    assert len(shell._box) == 0
    assert events == ["Touched", "Touched"], "of the finger put down, and of the change of mind"
    assert not key.isDown()


@pytest.mark.parametrize(("out_mm", "digits"), [(1.8, 1), (2.6, 0)])
def test_a_finger_that_slid_off_a_little_still_counts(shell_of: MakeShell, out_mm: float, digits: int) -> None:
    shell = shell_of(pages()["secret-pin"])
    key = button(shell, "4")
    tap(shell, key.mapTo(shell, key.rect().center()), spot(shell, key, out_mm))
    assert len(shell._box) == digits


def test_a_button_that_is_switched_off_never_acts(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-pin"])
    events = heard(shell)
    button(shell, "4").setEnabled(False)
    tap(shell, spot(shell, button(shell, "4"), 1.0))
    assert len(shell._box) == 0
    assert events == ["Touched"]


def test_what_is_scrolled_away_is_not_near(shell_of: MakeShell) -> None:
    """A button half out of sight ends where it is cut off: what is below is the footer's."""
    state = replace(pages()["procedures"], settings=Settings(text_size=TextSize.LARGEST))
    shell = shell_of(state)
    assert shell.screen_shown is not None
    scroller = shell.screen_shown.scroller
    assert scroller is not None
    assert scroller.overflows
    bottom = scroller.viewport().mapTo(shell, QPoint(0, scroller.viewport().height())).y()
    for one in scroller.findChildren(BigButton):
        place = QRect(one.mapTo(shell, QPoint(0, 0)), one.size())
        if place.top() < bottom < place.bottom():
            assert in_sight(one, shell) == QRect(place.topLeft(), QPoint(place.right(), bottom - 1))
            return
    pytest.fail("no button is cut off")


def test_a_page_that_goes_meanwhile_takes_its_button_along(shell_of: MakeShell, dressed: QApplication) -> None:
    shell = shell_of(pages()["secret-pin"])
    at = spot(shell, button(shell, "4"), 1.5)
    QTest.mousePress(shell.windowHandle(), LEFT, pos=at)
    shell.show_state(pages()["ask-applicant.phone"])
    settle(dressed)
    before = shell.stage.draft()
    QTest.mouseRelease(shell.windowHandle(), LEFT, pos=at)
    assert shell.stage.draft() == before
    assert len(shell._box) == 0
