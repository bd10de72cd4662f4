"""Two switches on the real window: the first press only shows, the rest moves and chooses; tremor and other keys."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.app import listen_to_switches
from kiosk.config import Access
from kiosk.session.events import ResidentEvent, Started, Touched
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages, card_pages, start
from tests.support.pictures import FakeClock, settle
from tests.ui.test_letters import board, state_of
from ui.arrows import controls
from ui.scan_tree import Group, at, leaves, paths, presses
from ui.scanning import Ring, Scanning, tree
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]
ON, CHOOSE = Qt.Key.Key_F1, Qt.Key.Key_F2
FAR = 13


@pytest.fixture
def scanned(shell_of: MakeShell) -> Callable[..., tuple[Shell, Scanning]]:
    def make(
        state: SessionState, keys: tuple[str, str] = ("F1", "F2"), pause_s: float = 0.3, screen: str = "tablet"
    ) -> tuple[Shell, Scanning]:
        shell = shell_of(state, screen)
        shell.activateWindow()  # a keyboard is heard by the active window
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        return shell, Scanning(shell, keys, pause_s)

    return make


Make = Callable[..., tuple[Shell, Scanning]]


def press(shell: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(shell.focusWidget() or shell, key)
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def words(scanning: Scanning) -> list[str]:
    return [one.words for one in scanning.highlighted if isinstance(one, BigButton)]


def heard(shell: Shell) -> list[ResidentEvent]:
    events: list[ResidentEvent] = []
    shell.intent.connect(events.append)
    return events


def ring(shell: Shell) -> Ring:
    found = shell.findChild(Ring)
    assert found is not None
    return found


def test_the_first_press_of_either_switch_only_shows_the_highlight(scanned: Make) -> None:
    shell, scanning = scanned(start())
    events = heard(shell)
    assert scanning.highlighted == ()
    press(shell, CHOOSE)
    assert words(scanning) == ["タッチしてはじめる"]
    assert [type(event) for event in events] == [Touched]
    press(shell, CHOOSE)
    assert Started in {type(event) for event in events}


def test_digits_row_by_row(scanned: Make) -> None:
    shell, scanning = scanned(card_pages()["secret-pin"])
    press(shell, ON)
    assert words(scanning) == ["1", "2", "3"]  # where the page has its focus
    assert ring(shell).isVisible()
    press(shell, ON, ON, CHOOSE)
    assert words(scanning) == ["7"]
    assert not ring(shell).isVisible()
    assert shell.focusWidget() is scanning.highlighted[0]
    press(shell, ON, ON, CHOOSE)
    assert words(scanning) == ["7", "8", "9"], "ready for another digit of the row"
    press(shell, CHOOSE, ON, ON, ON)
    assert words(scanning) == ["7", "8", "9"], "past the last of a row is the row"
    assert shell._box.take() == b"9"


def test_a_board_of_letters_keeps_the_row(scanned: Make) -> None:
    shell, scanning = scanned(state_of("spouse.name"))
    board(shell)
    press(shell, ON, ON)
    assert words(scanning) == list("あかさたなはまやらわ")
    press(shell, CHOOSE, ON)
    assert words(scanning) == list("はまやらわ")
    press(shell, CHOOSE, ON, CHOOSE)
    assert words(scanning) == list("あかさたなはまやらわ")
    assert shell.screen_shown is not None
    assert shell.screen_shown._answer.raw() == "ま"  # type: ignore[attr-defined]  # a question


def test_turning_a_narrow_board_keeps_the_row(scanned: Make) -> None:
    shell, scanning = scanned(state_of("spouse.name"), screen="upright")
    board(shell)
    shell.focus_on(next(one for one in shell.findChildren(BigButton) if one.words == "は〜わ"))
    press(shell, ON)
    assert words(scanning) == [*"おこそとの", "は〜わ"]
    press(shell, CHOOSE, *[ON] * 5)
    assert words(scanning) == ["は〜わ"]
    press(shell, CHOOSE)
    assert words(scanning) == [*"ほもろ", "あ〜な"]


def test_nothing_is_far(scanned: Make) -> None:
    for screen_size in (TextSize.STANDARD, TextSize.LARGEST):
        pages = all_pages(Settings(text_size=screen_size))
        for name in ("attract", "purpose", "procedures", "secret-pin", "event-tennyu-moved_on", "check", "help"):
            shell, _ = scanned(pages[name])
            root = tree(shell)
            reached = {at(root, path): presses(path) for path in paths(root) if not isinstance(at(root, path), Group)}
            assert set(reached) == {one for one, _ in controls(shell) if isinstance(one, BigButton)}, name
            assert max(reached.values()) <= FAR, name
            shell.hide()


@pytest.mark.parametrize(("screen", "keys"), [("tablet", 60), ("upright", 40)])
def test_nothing_is_far_on_the_board(scanned: Make, screen: str, keys: int) -> None:
    shell, _ = scanned(state_of("spouse.name"), screen=screen)
    board(shell)
    root = tree(shell)
    assert len(list(leaves(root))) > keys
    assert max(presses(path) for path in paths(root)) <= FAR


def test_a_second_press_within_the_pause_is_tremor(scanned: Make) -> None:
    shell, scanning = scanned(card_pages()["secret-pin"], pause_s=2.5)
    clock = shell.theme.clock
    assert isinstance(clock, FakeClock)
    clock.held = True
    press(shell, ON)
    clock.at += 10
    press(shell, ON)
    assert words(scanning) == ["4", "5", "6"]
    press(shell, ON)
    assert words(scanning) == ["4", "5", "6"]
    clock.at += 10
    press(shell, ON)
    assert words(scanning) == ["7", "8", "9"]


@pytest.mark.parametrize(("name", "key"), [("Space", Qt.Key.Key_Space), ("Enter", Qt.Key.Key_Return)])
def test_a_switch_may_send_a_key_that_writes(scanned: Make, name: str, key: Qt.Key) -> None:
    shell, scanning = scanned(state_of("spouse.name"), (name, "F2"))
    board(shell)
    press(shell, key, key)
    assert words(scanning) == list("あかさたなはまやらわ")
    assert shell.screen_shown is not None
    assert shell.screen_shown._answer.raw() == ""  # type: ignore[attr-defined]  # a question


def test_the_highlight_follows_to_the_next_page_and_ends_with_the_visit(scanned: Make) -> None:
    pages = card_pages()
    shell, scanning = scanned(pages["doors"])
    press(shell, ON)
    shell.show_state(pages["secret-pin"])
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert words(scanning) == ["1", "2", "3"]
    shell.show_state(start())
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert scanning.highlighted == ()
    assert not ring(shell).isVisible()
    shell.show_state(pages["secret-pin"])
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert scanning.highlighted == (), "the next resident did not press a switch"


def test_a_page_with_nothing_to_choose_leaves_footer_and_rail(scanned: Make) -> None:
    shell, scanning = scanned(card_pages()["reading"])
    press(shell, ON)
    assert set(scanning.highlighted) <= set(shell.frame.rail_buttons)


def test_an_answer_out_of_sight_comes_into_sight(scanned: Make) -> None:
    shell, scanning = scanned(all_pages()["check"])
    press(shell, ON)
    seen = 0
    for _ in range(6):
        assert all(isinstance(one, QWidget) for one in scanning.highlighted)
        seen += not scanning.highlighted[0].visibleRegion().isEmpty()
        press(shell, ON)
    assert seen == 6


@pytest.mark.parametrize("scheme", Scheme)
def test_the_ring_around_a_group_is_painted_in_every_scheme(scanned: Make, scheme: Scheme) -> None:
    shell, _ = scanned(card_pages(Settings(scheme=scheme))["secret-pin"])
    press(shell, ON)
    area = ring(shell).geometry()
    image = shell.grab(area).toImage()
    colours = shell.theme.colours
    middle = image.height() // 2
    assert image.pixelColor(2, middle).name() == colours.ring
    assert image.pixelColor(6, middle).name() == colours.focus


def test_without_switches_their_keys_are_only_keys(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    events = heard(shell)
    press(shell, ON, CHOOSE)
    assert [type(event) for event in events] == [Touched, Touched]


@pytest.mark.parametrize("switches", [("F1", "F2"), ("F8", "F9"), ()])
def test_the_configuration_names_the_switches(shell_of: MakeShell, switches: tuple[str, ...]) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    shell.activateWindow()
    listen_to_switches(shell, Access(switches=switches))
    gc.collect()  # the window alone keeps what listens
    press(shell, Qt.Key.Key_F8, Qt.Key.Key_F8)
    rings = shell.findChildren(Ring)
    assert [one.isVisible() for one in rings] == {"F1": [False], "F8": [True]}.get("".join(switches[:1]), [])


def test_the_switches_are_heard_while_the_clerk_s_window_has_the_keyboard(scanned: Make) -> None:
    shell, scanning = scanned(card_pages()["secret-pin"])
    clerk = QWidget()
    clerk.show()
    clerk.activateWindow()
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert not shell.isActiveWindow()
    press(clerk, ON, ON)
    assert words(scanning) == ["4", "5", "6"]
    clerk.hide()
    clerk.deleteLater()


def test_the_highlight_goes_out_with_a_visit_that_ends_out_of_service(scanned: Make) -> None:
    shell, scanning = scanned(all_pages()["doors"])
    press(shell, ON)
    assert scanning.highlighted
    shell.show_state(all_pages()["out-of-service"])
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert scanning.highlighted == ()
