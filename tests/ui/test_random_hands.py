"""A resident and a clerk who touch both windows in an order nobody planned, in a running event loop.

Each visit begins on one of all pages, in some arrangement of the windows, and is the same in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, product
from random import Random

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from forms.answers import Giver
from kiosk.session import hands
from kiosk.session.events import By, StartOver
from kiosk.session.state import IDLE_PAGES, Hand, Phase, SessionState
from kiosk.session.step import step
from tests.support.assisted import TABLET, TOUCH, WIDE, assisted
from tests.support.pages import all_pages
from tests.ui.test_every_page import gaps, inside, room, sizes
from tests.ui.test_random_touches import KEYS, any_settings, everywhere, hidden
from ui.desk import Desk
from ui.widgets.button import BigButton

TOUCHES = 25
REST = 5
"""Turns of the event loop until what follows from a touch is laid out."""
ARRANGEMENTS = {"shared": (WIDE,), "two": (WIDE, TOUCH), "tablet": (TABLET,)}


class Pair:
    """Who sits at both windows; what is sent is done by the session, as in the program."""

    def __init__(self, desk: Desk, state: SessionState, chance: Random) -> None:
        self.desk, self.state, self._chance = desk, state, chance
        self.trail: list[str] = []
        self.wrong: list[str] = []
        desk.intent.connect(self._act)

    def leave(self) -> None:
        """Touch nothing any more."""
        self.desk.intent.disconnect(self._act)

    def _act(self, event: By) -> None:
        before, asked = self.state, self.desk.resident.panels.open == "stop"
        self.state = step(before, event)[0]
        self.wrong += chain(_erased(before, self.state, event), _of_another(before, self.state))
        if asked and event.hand is Hand.CLERK and _answers(before) != _answers(self.state):
            self.wrong.append(f"{event} while the resident is asked whether to stop")
        self.desk.show_state(self.state)

    def touch(self) -> None:
        """Touch a button or press a key in one of the windows that are shown, or find other settings."""
        what = self._chance.random()
        windows: list[QWidget] = [one for one in (self.desk.resident, self.desk.clerk) if one.isVisible()]
        window = self._chance.choice(windows)
        buttons = [one for one in window.findChildren(BigButton) if one.isEnabled() and not hidden(one)]
        if what < 0.8 and buttons:
            button = self._chance.choice(buttons)
            self._note(window, button.words)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.visibleRegion().boundingRect().center())
        elif what < 0.95:
            key = self._chance.choice(KEYS)
            self._note(window, key.name)
            QTest.keyClick(window.focusWidget() or window, key)
        else:
            self._note(window, "other settings")
            self.state = replace(self.state, settings=any_settings(self._chance))
            self.desk.show_state(self.state)

    def _note(self, window: QWidget, what: str) -> None:
        self.trail.append(f"{'clerk' if window is self.desk.clerk else 'resident'}: {what}")

    def look(self) -> Iterator[str]:
        """Yield what is wrong by now: with what was sent, and with what both windows show."""
        yield from self.wrong
        resident, clerk, state = self.desk.resident, self.desk.clerk.shell, self.state
        shells = [one for one in (resident, clerk) if one.isVisible()]
        for shell, check in product(shells, (gaps, room, inside, sizes)):
            yield from (
                f"{check.__name__} {'resident' if shell is resident else 'clerk'}: {one}" for one in check(shell)
            )
        shown = {type(one.screen_shown) for one in (resident, clerk) if one.stage.above is None}
        if len(shown) > 1 and state.phase not in hands.RESIDENTS_OWN:
            yield f"two pages: {shown}"
        if state.phase is Phase.ENTER_SECRET and clerk.stage.draft() != (clerk.stage.page_key, None):
            yield "the clerk's window knows of a secret"
        asked, told = (getattr(one.stage.above, "kind", "") for one in (resident, clerk))
        if (asked == "stop") is not (told == "leaving"):
            yield f"the resident's window asks {asked}, the clerk's tells {told}"
        if state.overlay is None and state.phase not in IDLE_PAGES:
            bare = {Hand.RESIDENT: resident, Hand.CLERK: clerk}
            live = {hand for hand, shell in bare.items() if shell.frame.body.isEnabled() and shell.stage.above is None}
            if not live <= {hands.holder(state)}:
                yield f"the page is live for {live}"
        for name, window in (("resident", resident), ("clerk", self.desk.clerk)):
            focus = window.focusWidget()
            if window.isVisible() and focus is not None and not (focus.isVisible() and focus.isEnabled()):
                yield f"the {name}'s focus is on a hidden {focus.accessibleName() or focus}"


def _answers(state: SessionState) -> tuple[object, ...]:
    return state.phase, state.visit.question, state.visit.purpose, state.visit.answers


def _erased(before: SessionState, after: SessionState, event: By) -> Iterator[str]:
    """Nothing entered is lost but by やめる, which asks first."""
    entered = len(before.visit.answers.by_persons()) > 0
    if entered and after.phase in IDLE_PAGES and not isinstance(event.event, StartOver):
        yield f"{event} ended the visit"


def _of_another(before: SessionState, after: SessionState) -> Iterator[str]:
    """What is answered now is from whoever holds the input."""
    had, has = before.visit.answers.by_persons(), after.visit.answers.by_persons()
    for key, answer in has.items():
        if had.get(key) != answer and answer.giver not in {hands.giver(before), Giver.PROXY}:
            yield f"{key} is said to be from {answer.giver}"


def walk(desk: Desk, where: str, number: int, found: list[str]) -> Iterator[None]:
    """Make one visit, back in the event loop after each touch; ``found`` is told of the first that is wrong."""
    chance = Random(f"{where} {number}")  # noqa: S311 - no secret
    name = chance.choice(sorted(everywhere()))
    settings = any_settings(chance)
    state = replace(assisted(everywhere()[name], chance.choice(list(Hand))), settings=settings)
    desk.show_state(assisted(everywhere()["attract"]))
    desk.show_state(state)
    pair = Pair(desk, state, chance)
    yield
    for _ in range(TOUCHES):
        pair.touch()
        yield from [None] * REST
        desk.mirror()
        yield from [None] * REST
        wrong = list(pair.look())
        if wrong:
            found.append(f"visit {number} from {name} by {pair.trail} in {pair.state.settings}: {wrong[:3]}")
            break
    pair.leave()


def run(steps: Iterator[None]) -> None:
    """Go on a step at a time whenever the event loop has nothing else to do; what one raises is raised here."""
    loop, turn, raised = QEventLoop(), QTimer(), list[BaseException]()

    def go_on() -> None:
        try:
            next(steps)
        except StopIteration:
            loop.quit()
        except BaseException as error:
            # Out of a slot it would be printed and forgotten.
            raised.append(error)
            loop.quit()

    turn.timeout.connect(go_on)
    turn.start()
    loop.exec()
    turn.stop()
    if raised:
        raise raised[0]


def visits(desk: Desk, where: str, numbers: range) -> list[str]:
    """Return what was wrong in these visits."""
    found: list[str] = []
    run(chain.from_iterable(walk(desk, where, number, found) for number in numbers))
    return found


@pytest.mark.parametrize("where", ARRANGEMENTS)
def test_some_visits_of_two(desk_of: Callable[..., Desk], where: str) -> None:
    found = visits(desk_of(assisted(all_pages()["attract"]), *ARRANGEMENTS[where]), where, range(4))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("where", ARRANGEMENTS)
def test_many_visits_of_two(desk_of: Callable[..., Desk], where: str, part: int) -> None:
    numbers = range(4 + 50 * part, 54 + 50 * part)
    found = visits(desk_of(assisted(all_pages()["attract"]), *ARRANGEMENTS[where]), where, numbers)
    assert not found, "\n".join(found)
