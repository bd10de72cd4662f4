"""A real keyboard writes as with a Japanese input method: Space converts, Enter settles and then sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.session.events import Answered, Back
from kiosk.session.state import Hand
from tests.support.assisted import assisted, make_desk
from tests.support.pictures import settle
from tests.ui.conftest import dispose
from tests.ui.test_finding import address_asked, find_centre
from tests.ui.test_letters import state_of, touch
from ui.screens.ask import AskScreen
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.letters import Letters

MakeShell = Callable[..., Shell]
Key = Qt.Key
"""``press`` takes these, and letters as they are typed."""


def press(shell: Shell, *keys: str | Qt.Key) -> None:
    """Press keys one after the other, wherever the focus is."""
    window = shell.window().windowHandle()
    assert window is not None
    for key in keys:
        for one in key if isinstance(key, str) else (key,):
            QTest.keyClick(window, one)  # type: ignore[call-overload]  # a letter with its text
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def asked(shell_of: MakeShell, key: str = "spouse.name") -> tuple[Shell, list[object]]:
    """Return a shell that asks ``key``, and what it sends."""
    shell = shell_of(address_asked() if key == "address" else state_of(key))
    shell.activateWindow()
    sent: list[object] = []
    shell.intent.connect(lambda event: sent.append(getattr(event, "raw", event)) if _tells(event) else None)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    return shell, sent


def _tells(event: object) -> bool:
    return isinstance(event, Answered | Back)


def line(shell: Shell) -> str:
    """Return what stands on the line."""
    screen = shell.screen_shown
    assert isinstance(screen, AskScreen)
    assert screen._answer is not None
    return str(screen._answer.raw())


def word(shell: Shell) -> str:
    """Return the way to write a word that has the focus."""
    focus = shell.focusWidget()
    return focus.words if isinstance(focus, BigButton) else ""


def test_space_converts_and_enter_takes_the_word(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of)
    press(shell, "satou", Key.Key_Space, Key.Key_Return, Key.Key_Space, "hanako", Key.Key_Space, Key.Key_Return)
    assert (line(shell), sent) == ("佐藤 花子", [])
    press(shell, Key.Key_Return)
    assert sent == ["佐藤 花子"]


def test_enter_settles_first_and_sends_when_nothing_is_pending(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of)
    press(shell, "satou", Key.Key_Return)
    assert (line(shell), sent) == ("さとう", [])
    press(shell, "-", "hon", Key.Key_Return)
    assert (line(shell), sent) == ("さとう-ほん", [])
    press(shell, Key.Key_Return)
    assert sent == ["さとう-ほん"]


def test_with_nothing_pending_space_is_a_blank_and_enter_sends(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of)
    press(shell, "TV", Key.Key_Space, "1", Key.Key_Return)
    assert sent == ["TV 1"]


def test_a_letter_that_is_no_kana_is_not_converted(shell_of: MakeShell) -> None:
    shell, _ = asked(shell_of)
    press(shell, "tv", Key.Key_Space, "1")
    assert line(shell) == "tv 1"


def test_a_reading_has_no_kanji(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of, "applicant.kana")
    press(shell, "satou", Key.Key_Space, "hanako", Key.Key_Return)
    assert (line(shell), sent) == ("サトウ ハナコ", [])
    press(shell, Key.Key_Return)
    assert sent == ["サトウ ハナコ"]


def test_space_goes_through_all_ways_to_write_it(shell_of: MakeShell) -> None:
    shell, _ = asked(shell_of)
    press(shell, "satou", Key.Key_Space)
    letters = shell.findChild(Letters)
    assert letters is not None
    seen = []
    for _ in letters._found:
        seen.append(word(shell))
        press(shell, Key.Key_Space)
    assert tuple(seen) == letters._found
    assert len(seen) > len(letters._ways)
    assert word(shell) == seen[0]


def test_arrows_choose_too(shell_of: MakeShell) -> None:
    shell, _ = asked(shell_of)
    press(shell, "satou", Key.Key_Space)
    first = word(shell)
    press(shell, Key.Key_Right)
    second = word(shell)
    assert second not in {"", first}
    press(shell, Key.Key_Return)
    assert line(shell) == second


def test_a_digit_takes_the_word_in_its_place(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of)
    press(shell, "satou", Key.Key_Space)
    letters = shell.findChild(Letters)
    assert letters is not None
    third = letters._found[2]
    press(shell, "9")
    assert letters.close_words(), "there is no ninth"
    press(shell, Key.Key_Space, "3", "1")
    assert (line(shell), sent) == (f"{third}1", [])


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Backspace])
def test_the_kana_are_given_back(shell_of: MakeShell, key: Qt.Key) -> None:
    shell, sent = asked(shell_of)
    press(shell, "satou", Key.Key_Space, Key.Key_Space, key)
    assert (line(shell), word(shell), sent) == ("さとう", "", [])
    press(shell, "u", Key.Key_Backspace, Key.Key_Space, Key.Key_Return)
    assert line(shell) == "佐藤"


def test_going_on_takes_the_word(shell_of: MakeShell) -> None:
    shell, _ = asked(shell_of)
    press(shell, "satou", Key.Key_Space, "ha")
    assert line(shell) == "佐藤は"
    press(shell, Key.Key_Return)
    assert line(shell) == "佐藤は"


def test_keys_come_to_the_line_wherever_the_focus_was(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of)
    shell.focus_on(shell.frame.stop)
    press(shell, "satou", Key.Key_Space, Key.Key_Return)
    assert line(shell) == "佐藤"
    touch(shell, "あ")
    shell.focus_on(next(one for one in shell.findChildren(BigButton) if one.words == "い" and one.isVisible()))
    press(shell, "u", Key.Key_Return)
    assert (line(shell), sent) == ("佐藤あう", [])


def test_an_address_is_typed_on_the_board_that_the_first_letter_opens(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of, "address")
    press(shell, "sapporo", Key.Key_Space, Key.Key_Return, "1", Key.Key_Return)
    assert sent == ["札幌1"]


def test_words_of_a_lot_are_converted(shell_of: MakeShell) -> None:
    shell, sent = asked(shell_of, "address")
    find_centre(shell)
    press(shell, "1", "kita", Key.Key_Space, Key.Key_Return)
    assert line(shell).endswith("中央１北")
    press(shell, Key.Key_Return)
    assert sent == []
    touch(shell, shell.theme.text("address.no_building"))
    assert line(shell).endswith("中央１北")


@pytest.fixture
def clerk(dressed: QApplication) -> Iterator[tuple[Shell, list[object]]]:
    """The clerk's window with the input, and what the desk sends."""
    desk = make_desk()
    desk.show_state(assisted(state_of("spouse.name"), Hand.CLERK))
    settle(dressed)
    desk.clerk.activateWindow()
    settle(dressed)
    sent: list[object] = []
    desk.intent.connect(lambda event: sent.append(event.event))
    yield desk.clerk.shell, sent
    desk.unlock()
    desk.close()
    for window in (desk.resident, desk.clerk):
        dispose(dressed, window)


def test_a_clerk_types_as_ever(clerk: tuple[Shell, list[object]]) -> None:
    shell, sent = clerk
    press(shell, "satou", Key.Key_Space, Key.Key_Return, "1", Key.Key_Return)
    assert [event.raw for event in sent if isinstance(event, Answered)] == ["佐藤1"]
