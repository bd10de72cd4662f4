"""Whoever touches or types is there, whatever took the touch; and the clerk's keyboard stays the clerk's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.session.events import Touched
from kiosk.session.state import Hand
from tests.support.assisted import assisted
from tests.support.pages import all_pages
from tests.ui.test_kept import rest
from tests.ui.test_letters import state_of, touch
from tests.ui.test_shell import heard
from ui.desk import Desk
from ui.presence import EVERY_S
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]


def tap(shell: Shell, words: str) -> None:
    """Touch a button as the window system does it."""
    (button,) = [one for one in shell.findChildren(BigButton) if one.isVisible() and one.words == words]
    at = button.mapTo(shell.window(), button.rect().center())
    QTest.mouseClick(shell.window().windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    rest()


def test_a_key_of_the_board_or_a_real_one_says_that_somebody_is_there(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    touch(shell, "文字の表で入れる")
    events = heard(shell)
    clock = shell._clock
    clock.held = True  # type: ignore[attr-defined]  # the clock of the tests
    clock.at += EVERY_S  # type: ignore[attr-defined]  # as above
    for letter in "さとう":
        tap(shell, letter)
    assert [type(one) for one in events] == [Touched], "three letters in a moment are told once"
    clock.at += EVERY_S  # type: ignore[attr-defined]  # as above
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_A)
    rest()
    assert [type(one) for one in events] == [Touched] * 2


def test_a_digit_of_a_secret_does_too(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["secret-pin"])
    events = heard(shell)
    tap(shell, "7")
    assert [type(one) for one in events] == [Touched]
    assert len(shell._box) == 1


@pytest.mark.parametrize("hand", Hand)
def test_a_touch_on_the_residents_window_leaves_the_keyboard_where_the_input_is(
    desk_of: Callable[..., Desk], hand: Hand
) -> None:
    made = desk_of(assisted(state_of("spouse.name"), hand))
    made.resident.activateWindow()
    rest()
    assert QApplication.activeWindow() is made.resident
    QTest.mouseClick(made.resident, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    rest()
    assert QApplication.activeWindow() is (made.clerk if hand is Hand.CLERK else made.resident)
