"""From a touch to the painted page, for every change of page of the visits in tests/support/pages, and for a key.

Among them each fifth answer of the longest visit, a family that moves in: the more forms and people, the more follows.

The whole way on the GUI thread: release of the finger, the session's step, the new page, its layout, its picture; and
apart from it what is done once the page is there to be seen: the focus and, on a long page, what is out of sight.
Issue 4 asks for 33 ms (99 of 100 changes) and 16 ms (a key) on two cores that do nothing else; a test cannot know what
else its machine does, so these figures are told and the assertion is a ratio to an empty window's repaint in the same
run. Time is that of the processor, the least of some rounds: a neighbour makes it longer, never shorter.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from statistics import median, quantiles
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.session.events import Event, SettingsChanged
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Hand, Phase, SessionState
from kiosk.session.step import step
from tests.support import pages
from tests.support.assisted import TOUCH, WIDE, assisted, make_desk
from tests.support.households import of_event
from tests.support.pictures import SCREENS, make_shell, settle
from ui.desk import Desk
from ui.shell import Shell
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.button import BigButton

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True),
]

ROUNDS = 3
FIFTH = 5
PAGE_MS, KEY_MS = 33.0, 16.0
PAGE_MOST, KEY_MOST = 214.0, 104.0
"""The same in repaints of an empty window of 1920 x 1200 pixels, of which each takes 0.154 ms where it was set."""
AFTER_MOST = 2 * PAGE_MOST
"""What is done once the page is painted: far less than the 0.3 s in which no button of a new page acts."""

Change = tuple[SessionState, Event]


@pytest.fixture
def quiet(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the kiosk has it: dressed, and what is loaded is no garbage to look through."""
    dress(qapp)
    load_fonts(NAME_FONTS)
    gc.collect()
    gc.freeze()
    yield qapp
    gc.unfreeze()


def changes(monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """Return each step that leads from one page to another in the visits of all pages."""
    found: list[Change] = []

    def noted(state: SessionState, event: Event) -> tuple[SessionState, object]:
        after, effects = step(state, event)
        if _page(state) != _page(after):
            found.append((state, event))
        return after, effects

    with monkeypatch.context() as patch:
        patch.setattr(pages, "step", noted)
        check = pages.all_pages()["check"]
        short = len(found)
        of_event.__wrapped__("tennyu")  # also where its cost was counted before
        found[short:] = found[short::FIFTH]
    # The page to sign on is not in those visits: the town has to allow it.
    found.append((pages.signature_page(check), SettingsChanged(1, Settings(text_size=TextSize.LARGE))))
    return found


def dresses() -> list[Change]:
    """Return a change of text size, language or colours on each other page, in turn: the whole window is made anew."""
    wishes = (Settings(text_size=TextSize.LARGE), Settings(language="en"), Settings(scheme=Scheme.WHITE_ON_BLACK))
    told = list(pages.all_pages().values())[::2]
    return [(state, SettingsChanged(1, wish)) for state, wish in zip(told, cycle(wishes), strict=False)]


def _page(state: SessionState) -> tuple[object, ...]:
    visit = state.visit
    return (state.phase, state.overlays, state.failure, visit.question, visit.purpose.event, visit.purpose.question)


class Times(NamedTuple):
    """Of one touch, ms of processor time: until the page is painted, and what is done once it is there to be seen."""

    painted: float
    after: float


class Painted(QObject):
    """Whether ``window`` has painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.done = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt paints what changed in answer to this event."""
        self.done = self.done or event.type() is QEvent.Type.UpdateRequest
        return super().eventFilter(watched, event)


def taken(window: QWidget, action: Callable[[], object]) -> Times:
    """Return how long ``action`` takes with everything that follows: all that is posted, then what timers wait for."""
    began = time.process_time()
    action()
    painted = Painted(window)  # a button paints itself pressed within ``action``
    # The kiosk's event loop deletes the page before it paints the next one; outside of a loop nothing is deleted.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.sendPostedEvents()
    seen = time.process_time()
    assert painted.done
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    ended = time.process_time()
    window.removeEventFilter(painted)
    painted.deleteLater()
    return Times((seen - began) * 1000, (ended - seen) * 1000)


def least(rounds: list[list[Times]]) -> list[Times]:
    return [Times(*map(min, zip(*times, strict=True))) for times in zip(*rounds, strict=True)]


def empty() -> float:
    """Return what a repaint of an empty window of the same size costs, ms."""
    window = QWidget()
    window.resize(SCREENS["tablet"][1])
    window.show()
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    found = median(taken(window, window.update).painted for _ in range(200))
    window.hide()
    window.deleteLater()
    return found


def touch_staff(shell: Shell, change: Change) -> Times:
    """Touch a button that is on every page, with the event of the change in place of its own."""
    before, event = change
    shell.show_state(before)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    painted: list[SessionState] = []

    def act(_: object) -> None:
        painted.append(step(before, event)[0])
        shell.show_state(painted[0])

    shell.intent.connect(act)
    QTest.mousePress(shell.frame.staff, Qt.MouseButton.LeftButton)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    spent = taken(shell, lambda: QTest.mouseRelease(shell.frame.staff, Qt.MouseButton.LeftButton))
    shell.intent.disconnect(act)
    assert shell.state is painted[0]
    return spent


def show_both(desk: Desk, change: Change) -> Times:
    """Show the change with a clerk beside the resident: in the window of whoever acts next, then in the other one."""
    state, event = change
    before = assisted(state, Hand.RESIDENT if state.phase is Phase.CHECK_ANSWERS else Hand.CLERK)
    desk.show_state(before)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    after, _ = step(before, event)
    first = desk.clerk if desk._clerks_turn(after) else desk.resident
    spent = taken(first, lambda: desk.show_state(after))
    assert desk.clerk.shell.state is not None
    assert desk.resident.state is after
    assert desk.clerk.shell.state.visit is after.visit
    return spent


def touch_key(shell: Shell, words: str) -> Times:
    """Touch the key whose words begin so."""
    key = next(one for one in shell.findChildren(BigButton) if one.isVisible() and one.words.startswith(words))
    return taken(shell, partial(QTest.mouseClick, key, Qt.MouseButton.LeftButton))


def touched(shell: Shell, keys: Sequence[str], rounds: int) -> list[float]:
    """Return the time of each of these keys touched one after the other."""
    return [one.painted for one in least([[touch_key(shell, key) for key in keys] for _ in range(rounds)])]


def _half_and_most(times: Sequence[float]) -> tuple[float, float]:
    """Return what half of ``times`` stay within, and 99 of 100."""
    hundredths = quantiles(times, n=100, method="inclusive")
    return hundredths[49], hundredths[98]


def _slowest(times: Sequence[Times], ways: Sequence[Change]) -> str:
    """Return the five changes that took longest, and how long."""
    found = sorted(zip(times, ways, strict=True), key=lambda one: one[0])[-5:]
    told = (f"{type(event).__name__} from {state.phase} {spent.painted:.1f} ms" for spent, (state, event) in found)
    return ", ".join(told)


def test_every_change_of_page(
    quiet: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ways = changes(monkeypatch)
    assert len(ways) > 60
    assert {after.phase for after in (step(*way)[0] for way in ways)} >= set(Phase) - {Phase.ATTRACT}
    shell = make_shell("tablet")
    shell.show()
    rounds = [[touch_staff(shell, way) for way in ways] for _ in range(ROUNDS)]
    shell.hide()
    shell.deleteLater()
    bare, first, warm = empty(), rounds[0], least(rounds[1:])
    (half, most), (_, most_after) = (_half_and_most(times) for times in zip(*warm, strict=True))
    new = [one.painted for one in first]
    with capsys.disabled():
        sys.stdout.write(
            f"\ntouch to painted page, {len(ways)} changes, ms of processor time: p50 {half:.1f}, p99 {most:.1f} "
            f"(the issue asks {PAGE_MS:.0f}); seen for the first time p50 {median(new):.1f}, most {max(new):.1f}; "
            f"done once the page is painted: p99 {most_after:.1f}"
            f"\nempty window's repaint: {bare:.3f} ms; p50 {half / bare:.0f} x, p99 {most / bare:.0f} x, "
            f"after it {most_after / bare:.0f} x\nslowest: {_slowest(warm, ways)}\n"
        )
    assert most / bare <= PAGE_MOST
    assert most_after / bare <= AFTER_MOST


def test_every_change_of_dress(quiet: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    ways = dresses()
    shell = make_shell("tablet")
    shell.show()
    warm = least([[touch_staff(shell, way) for way in ways] for _ in range(ROUNDS)][1:])
    shell.hide()
    shell.deleteLater()
    bare = empty()
    half, most = _half_and_most([one.painted for one in warm])
    with capsys.disabled():
        sys.stdout.write(
            f"\nanother text size, language or colours, {len(ways)} pages, ms of processor time: p50 {half:.1f}, "
            f"p99 {most:.1f}; {half / bare:.0f} x and {most / bare:.0f} x an empty window's repaint ({bare:.3f} ms)\n"
        )
    assert most / bare <= PAGE_MOST


def test_every_change_in_two_windows(
    quiet: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a clerk: the window of whoever acts next as fast as a single one, the other right after it.

    Each other change: what a page costs is measured in one window.
    """
    ways = changes(monkeypatch)[::2]
    desk = make_desk(WIDE, TOUCH)
    warm = least([[show_both(desk, way) for way in ways] for _ in range(ROUNDS)][1:])
    desk.unlock()
    desk.close()
    bare = empty()
    (half, most), (_, most_after) = (_half_and_most(times) for times in zip(*warm, strict=True))
    with capsys.disabled():
        sys.stdout.write(
            f"\ntwo windows, {len(ways)} changes, ms of processor time: p50 {half:.1f}, p99 {most:.1f} "
            f"(the issue asks {PAGE_MS:.0f}); the other window and the rest after it p99 {most_after:.1f}"
            f"\nempty window's repaint: {bare:.3f} ms; p99 {most / bare:.0f} x, after it {most_after / bare:.0f} x"
            f"\nslowest: {_slowest(warm, ways)}\n"
        )
    assert most / bare <= PAGE_MOST
    assert most_after / bare <= AFTER_MOST


def test_every_key(quiet: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys of the pad for a secret, of the board of letters with its candidates, and of a keyboard."""
    card = pages.card_pages()
    shell = make_shell("tablet")
    shell.show()
    shell.show_state(card["secret-pin"])
    settle(quiet)
    digits = touched(shell, "12", 2)
    digits.append(taken(shell, partial(QTest.keyClick, shell.focusWidget(), Qt.Key.Key_3)).painted)
    assert shell.screen_shown is not None
    shell.show_state(pages.questions(pages.card_pages(None, ("jidoteate_nintei",))["person"])["ask-spouse.name"])
    settle(quiet)
    words = shell.theme.text("board.open")
    next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible()).click()
    settle(quiet)
    letters = touched(shell, ["た", "な", "か", "漢字", "田中"], ROUNDS)
    shell.hide()
    shell.deleteLater()
    bare, times = empty(), [*digits, *letters]
    with capsys.disabled():
        sys.stdout.write(
            f"\nkey to paint: most {max(times):.1f} ms (the issue asks {KEY_MS:.0f}), {max(times) / bare:.0f} x\n"
        )
    assert max(times) / bare <= KEY_MOST
