"""Four arrows and Enter: where each leads, and that they reach everything on every page and leave it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.session.events import SecretSubmitted, Touched
from kiosk.session.settings import Settings, TextSize
from tests.support.pages import all_pages, card_pages
from tests.support.pictures import settle
from tests.ui.test_letters import board, state_of
from ui.arrows import ARROWS, Place, controls, nearest, target
from ui.shell import Shell
from ui.widgets.pad import DigitPad

MakeShell = Callable[..., Shell]
Key = Qt.Key
SAMPLE = (
    "attract",
    "purpose",
    "secret-pin",
    "secret-code-b",
    "event-tennyu-moved_on",
    "ask-record.head",
    "check",
    "help",
)


def place(x: int, y: int, width: int = 20, height: int = 20, part: str = "page") -> Place:
    return Place(QRect(x, y, width, height), part)


@pytest.mark.parametrize(
    ("arrow", "here", "others", "found"),
    [
        (Key.Key_Right, place(0, 0), [place(30, 0), place(60, 0)], 0),
        (Key.Key_Left, place(60, 0), [place(0, 0), place(30, 0)], 1),
        (Key.Key_Down, place(0, 0), [place(30, 30), place(0, 90)], 1),  # straight below before nearer at the side
        (Key.Key_Down, place(0, 0), [place(30, 30), place(0, 90, part="footer")], 1),  # and even out of the page
        (Key.Key_Right, place(0, 50), [place(30, 0), place(90, 50, part="rail")], 0),  # across stays on the page
        (Key.Key_Left, place(30, 0), [place(0, 0, part="rail"), place(60, 0)], 0),
        (Key.Key_Up, place(0, 30), [place(0, 60), place(30, 30)], None),
        (Key.Key_Up, place(30, 30), [place(0, 0), place(70, 0)], 0),  # of two at the side the nearer
    ],
)
def test_an_arrow_leads_to_the_nearest(arrow: Qt.Key, here: Place, others: list[Place], found: int | None) -> None:
    assert nearest(here, others, arrow) == found


def walk(shell: Shell) -> dict[QWidget, set[QWidget]]:
    """Return where the four arrows lead from each control that they reach from the first."""
    first = next(controls(shell))[0]
    ways: dict[QWidget, set[QWidget]] = {}
    todo = [(first, first)]
    while todo:
        before, here = todo.pop()
        if here in ways:
            continue
        ways[here] = set()
        shell.focus_on(before)
        for arrow in ARROWS.values():
            shell.focus_on(here)
            led = target(shell, arrow) if shell.focusWidget() is here else None
            if led is not None:
                ways[here].add(led)
                todo.append((here, led))
    return ways


def unreached(shell: Shell) -> set[str]:
    """Return what the arrows do not reach, or do not leave again; 上へ and 下へ are off at either end of a page."""
    ways = walk(shell)
    frame = shell.frame
    wanted = {widget for widget, _ in controls(shell)} - {frame.up, frame.down}
    first = next(iter(ways))
    leads_back, todo = {first}, [first]
    while todo:
        here = todo.pop()
        todo += (found := {one for one, led in ways.items() if here in led} - leads_back)
        leads_back |= found
    return {widget.accessibleName() for widget in wanted - (set(ways) & leads_back)}


@pytest.mark.parametrize("screen", ["tablet", "panel"])
def test_the_arrows_reach_everything(shell_of: MakeShell, screen: str) -> None:
    pages = all_pages()
    for name in SAMPLE:
        shell = shell_of(pages[name], screen)
        assert not unreached(shell), name
        shell.hide()


@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_the_arrows_reach_everything_on_the_boards(shell_of: MakeShell, screen: str) -> None:
    shell = shell_of(state_of("spouse.name"), screen)
    board(shell)
    assert not unreached(shell)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", ["tablet", "panel"])
def test_the_arrows_reach_everything_on_every_page(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    for name, state in all_pages(Settings(text_size=size)).items():
        shell = shell_of(state, screen)
        assert not unreached(shell), name
        shell.hide()


def press(shell: Shell, key: Qt.Key) -> None:
    QTest.keyClick(shell.focusWidget() or shell, key)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def test_arrows_move_the_focus_on_a_pad_as_it_is_laid_out(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    events: list[object] = []
    shell.intent.connect(events.append)
    pad = shell.findChild(DigitPad)
    assert pad is not None
    focus = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Left, Key.Key_Up):
        press(shell, key)
        focus.append(shell.focusWidget())
    assert focus == [pad.keys[2], pad.keys[5], pad.keys[8], pad.keys[0], pad.corner_key, pad.keys[7]]
    assert {type(event) for event in events} == {Touched}


def test_digits_are_typed_wherever_the_focus_is_and_never_as_text(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    for control, digit in ((shell.frame.stop, Key.Key_7), (shell.frame.language, Key.Key_3)):
        shell.focus_on(control)
        QTest.keyClick(control, digit)
    assert shell._box.take() == b"73"


def test_after_typed_digits_enter_goes_on_and_presses_no_key_of_the_pad(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    events: list[object] = []
    shell.intent.connect(events.append)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_Return):
        press(shell, key)
    assert SecretSubmitted in {type(event) for event in events}
    assert shell._box.take() == b"1234"


def test_no_digit_counts_before_the_era(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-code-b"])
    focus = shell.focusWidget()
    press(shell, Key.Key_2)
    assert shell.focusWidget() is focus
    press(shell, Key.Key_Return)
    press(shell, Key.Key_2)
    assert shell.focusWidget() is shell.frame.onward


def test_what_the_focus_goes_to_comes_into_sight(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["purpose"])
    assert shell.screen_shown is not None
    scroll = shell.screen_shown.scroller
    assert scroll is not None
    assert scroll.overflows
    for key in (Key.Key_Down, Key.Key_Tab):
        scroll.go(-10)
        shell._focus_first()
        for _ in range(40):
            press(shell, key)
            focus = shell.focusWidget()
            if focus is None or not scroll.isAncestorOf(focus):
                break
            assert focus.visibleRegion().boundingRect() == focus.rect()
        assert not scroll.can_go(1), key


def test_page_keys_scroll(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["purpose"])
    assert shell.screen_shown is not None
    scroll = shell.screen_shown.scroller
    assert scroll is not None
    press(shell, Key.Key_PageDown)
    assert scroll.can_go(-1)
    press(shell, Key.Key_PageUp)
    assert not scroll.can_go(-1)
