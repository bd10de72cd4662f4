"""What nobody means to do: ten fingers, a text pasted, a finger that slides away. Calm, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from forms.problems import Problem, ProblemCode
from kiosk.session.events import Touched
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import settle
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.letters import Letters
from ui.widgets.text_entry import TextEntry

MakeShell = Callable[..., Shell]


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


@pytest.fixture(scope="module")
def fingers() -> QPointingDevice:
    return QTest.createTouchDevice()


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def button(shell: Shell, words: str) -> BigButton:
    return next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible())


def touch(shell: Shell, device: QPointingDevice, widgets: list[QWidget]) -> None:
    """Put one finger on each of ``widgets`` and lift all of them."""
    window = shell.windowHandle()
    places = [one.mapTo(shell, one.rect().center()) for one in widgets]
    down = QTest.touchEvent(window, device)
    for number, place in enumerate(places):
        down.press(number, place, window)
    down.commit()
    up = QTest.touchEvent(window, device)
    for number, place in enumerate(places):
        up.release(number, place, window)
    up.commit()
    rest()


def test_one_finger_is_a_touch(shell_of: MakeShell, fingers: QPointingDevice) -> None:
    shell = shell_of(pages()["secret-pin"])
    touch(shell, fingers, [button(shell, "7")])
    assert len(shell._box) == 1


def test_ten_fingers_on_the_pad_are_at_most_one_digit(shell_of: MakeShell, fingers: QPointingDevice) -> None:
    shell = shell_of(pages()["secret-pin"])
    touch(shell, fingers, [button(shell, digit) for digit in "1234567890"])
    assert len(shell._box) <= 1
    before = len(shell._box)
    touch(shell, fingers, [button(shell, "7")])
    assert len(shell._box) == before + 1


def test_a_whole_hand_sends_at_most_one_answer(shell_of: MakeShell, fingers: QPointingDevice) -> None:
    shell = shell_of(pages()["doors"])
    events: list[object] = []
    shell.intent.connect(events.append)
    doors = [one for one in shell.findChildren(BigButton) if one.isVisible() and one.isEnabled()]
    touch(shell, fingers, list(doors[:10]))
    answers = [one for one in events if not isinstance(one, Touched)]  # that somebody is there may be told as well
    assert len(answers) <= 1
    assert len(events) - len(answers) <= 1


def test_a_finger_that_slides_off_its_key_types_nothing(shell_of: MakeShell, fingers: QPointingDevice) -> None:
    shell = shell_of(pages()["secret-pin"])
    window, key = shell.windowHandle(), button(shell, "5")
    start = key.mapTo(shell, key.rect().center())
    QTest.touchEvent(window, fingers).press(0, start, window).commit()
    for step in range(1, 6):
        QTest.touchEvent(window, fingers).move(0, start - QPoint(120 * step, 0), window).commit()
    QTest.touchEvent(window, fingers).release(0, start - QPoint(600, 0), window).commit()
    rest()
    assert len(shell._box) == 0


@pytest.mark.parametrize("keys", [Qt.Key.Key_V, Qt.Key.Key_Insert])
def test_nothing_is_pasted(shell_of: MakeShell, keys: Qt.Key) -> None:
    shell = shell_of(pages()["ask-record.head"])
    QApplication.clipboard().setText("前の方の住所\n二行目")
    entry = shell.findChild(TextEntry)
    assert entry is not None
    entry.set_value("年金")
    modifier = Qt.KeyboardModifier.ControlModifier if keys == Qt.Key.Key_V else Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(entry, keys, modifier)
    QTest.mouseClick(entry, Qt.MouseButton.MiddleButton)
    rest()
    assert entry.value() == "年金"
    assert not entry.acceptDrops()
    QApplication.clipboard().clear()


def test_nothing_is_copied(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["ask-record.head"])
    clipboard = QApplication.clipboard()
    clipboard.clear()
    entry = shell.findChild(TextEntry)
    assert entry is not None
    entry.set_value("空知　花子")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(entry, key, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == ""
    assert entry.value() == "空知　花子"


def test_ten_fingers_on_the_board_are_at_most_one_letter(shell_of: MakeShell, fingers: QPointingDevice) -> None:
    shell = shell_of(pages()["ask-record.head"])
    button(shell, shell.theme.text("board.open")).activated.emit()
    rest()
    board = shell.findChild(Letters)
    assert board is not None
    touch(shell, fingers, [button(shell, letter) for letter in "あいうえおかきくけこ"])
    entry = next(one for one in board.findChildren(TextEntry))
    assert len(entry.value()) <= 1


def test_what_was_wrong_is_said_once_and_the_board_stays_open(shell_of: MakeShell) -> None:
    asked = pages()["ask-record.head"]
    wrong = replace(asked, visit=replace(asked.visit, problems=(Problem(ProblemCode.REQUIRED, "record.head"),)))
    shell = shell_of(asked)
    said: list[str] = []
    shell.complained.connect(said.append)
    shell.show_state(wrong)
    assert len(said) == 1
    button(shell, shell.theme.text("board.open")).activated.emit()
    rest()
    shell.show_state(replace(wrong, now=wrong.now + 1))
    assert len(said) == 1, "a second passed"
    assert button(shell, "あ").isVisible()
    shell.show_state(replace(wrong, visit=replace(wrong.visit)))
    assert len(said) == 2, "the same was answered again"
