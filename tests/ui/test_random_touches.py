"""Touches and keys in an order nobody planned: nothing raises, and every page they lead to is as it should be.

Each visit begins on one of all pages, in some language, size and scheme, and is the same in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES
from kiosk.session.events import ResidentEvent
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from kiosk.session.step import step
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import gaps, inside, room, sizes
from tests.ui.test_every_question import every_question
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]

TOUCHES = 25
KEYS = [
    Qt.Key(key)
    for key in (
        *(Qt.Key.Key_A, Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Tab),
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown),
    )
]


@cache
def everywhere() -> dict[str, SessionState]:
    return all_pages() | every_question()


def any_settings(chance: Random) -> Settings:
    return Settings(chance.choice(LANGUAGES), chance.choice(list(TextSize)), chance.choice(list(Scheme)))


class Visitor:
    """Who touches whatever there is; most often on the page, now and then on the rail and the footer."""

    def __init__(self, shell: Shell, state: SessionState, chance: Random) -> None:
        self.shell, self.state, self._chance = shell, state, chance
        self.trail: list[str] = []
        shell.intent.connect(self._act)

    def leave(self) -> None:
        """Touch nothing any more."""
        self.shell.intent.disconnect(self._act)

    def _act(self, event: ResidentEvent) -> None:
        self._show(step(self.state, event)[0])

    def _show(self, state: SessionState) -> None:
        self.state = state
        self.shell.show_state(state)

    def touch(self) -> None:
        """Touch a button, press a key, or find the page in other settings."""
        what = self._chance.random()
        if what < 0.85:
            self._touch_button()
        elif what < 0.95:
            key = self._chance.choice(KEYS)
            self.trail.append(key.name)
            QTest.keyClick(self.shell.focusWidget() or self.shell, key)
        else:
            self.trail.append("other settings")
            self._show(replace(self.state, settings=any_settings(self._chance)))
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication

    def _touch_button(self) -> None:
        shown = [one for one in self.shell.findChildren(BigButton) if one.isEnabled() and not hidden(one)]
        frame = self.shell.frame
        around = {frame.staff, frame.voice, frame.text_size, frame.scheme, frame.language, frame.back, frame.stop}
        on_page = [one for one in shown if one not in around]
        button = self._chance.choice(on_page if on_page and self._chance.random() < 0.85 else shown)
        self.trail.append(button.words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.visibleRegion().boundingRect().center())


def hidden(button: BigButton) -> bool:
    return not button.isVisible() or button.visibleRegion().isEmpty()


def wrong(shell: Shell, screen: str, number: int) -> Iterator[str]:
    """Yield what is wrong on the first page on which anything is, with the way that led there."""
    chance = Random(f"{screen} {number}")  # noqa: S311 - no secret
    name = chance.choice(sorted(everywhere()))
    state = replace(everywhere()[name], settings=any_settings(chance))
    shell.show_state(state)
    visitor = Visitor(shell, state, chance)
    for _ in range(TOUCHES):
        visitor.touch()
        found = [f"{check.__name__}: {problem}" for check in (gaps, room, inside, sizes) for problem in check(shell)]
        if found:
            yield f"visit {number} from {name} by {visitor.trail} in {visitor.state.settings}: {found[:3]}"
            break
    visitor.leave()


@pytest.mark.parametrize("screen", SCREENS)
def test_some_visits(shell_of: MakeShell, screen: str) -> None:
    shell = shell_of(all_pages()["attract"], screen)
    found = [problem for number in range(4) for problem in wrong(shell, screen, number)]
    assert not found, "\n".join(found)


def test_a_question_that_comes_back_while_its_board_is_laid_out_has_its_room(shell_of: MakeShell) -> None:
    """From kana to ABC the line becomes lower within a layout; found by the visits below."""
    assert not list(wrong(shell_of(all_pages()["attract"], "tablet"), "tablet", 161))


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("screen", SCREENS)
def test_many_visits(shell_of: MakeShell, screen: str, part: int) -> None:
    shell = shell_of(all_pages()["attract"], screen)
    found = [problem for number in range(4 + 50 * part, 54 + 50 * part) for problem in wrong(shell, screen, number)]
    assert not found, "\n".join(found)
