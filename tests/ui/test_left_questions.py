"""What is typed on a question and not sent is there again when somebody who went back comes to it once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.session.events import Answered, Back, StartOver
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, Phase, SessionState
from tests.support.assisted import assisted
from tests.support.pages import after
from tests.ui.test_kept import BACK, CASES, HEAD, MakeShell, faces, go, rest, screen, show, typed
from ui.desk import Desk
from ui.screens.ask import AskScreen
from ui.shell import Shell

PHONE = CASES["digits"]


def before(state: SessionState) -> SessionState:
    """Return the page before this question."""
    left = after(state, Back(10))
    assert (left.phase, left.visit.question) != (state.phase, state.visit.question)
    return left


def go_back(shell: Shell) -> None:
    """Touch もどる until the session is asked for the page before."""
    asked: list[object] = []
    shell.intent.connect(asked.append)
    for _ in range(9):
        go(shell, BACK)
        if any(isinstance(one, Back) for one in asked):
            return
    raise AssertionError("もどる leads nowhere")


@pytest.mark.parametrize("name", CASES)
def test_what_was_typed_is_there_again(shell_of: MakeShell, name: str) -> None:
    case = CASES[name]
    shell = shell_of(case.asked())
    go(shell, *case.touches)
    if not case.touches:
        answer = screen(shell)._answer
        answer._choices.choose(["", *(one.value for one in answer._choices._options[1:2])])  # type: ignore[union-attr]
    go_back(shell)
    draft, seen = screen(shell).draft(), typed(shell)
    show(shell, before(case.asked()))
    show(shell, case.asked())
    assert (screen(shell).draft(), typed(shell)) == (draft, seen)


@pytest.mark.parametrize("name", ["address, building", "text", "bank, number"])
def test_a_page_that_goes_by_itself_comes_back_with_its_open_face(shell_of: MakeShell, name: str) -> None:
    case = CASES[name]
    shell = shell_of(case.asked())
    go(shell, *case.touches)
    draft, seen = screen(shell).draft(), typed(shell)
    show(shell, before(case.asked()))
    show(shell, case.asked())
    assert (screen(shell).draft(), typed(shell)) == (draft, seen)
    assert faces(shell) == case.faces


def test_it_is_there_again_in_another_size(shell_of: MakeShell) -> None:
    settings = Settings(language="en", text_size=TextSize.LARGEST)
    shell = shell_of(PHONE.asked())
    go(shell, *"0125")
    show(shell, replace(before(PHONE.asked()), settings=settings))
    show(shell, replace(PHONE.asked(), settings=settings))
    assert typed(shell) == ["0125"]
    assert shell.stage.unsent == {}


def test_an_answer_given_since_stands_there_instead(shell_of: MakeShell) -> None:
    state = PHONE.asked()
    shell = shell_of(state)
    go(shell, *"0125")
    show(shell, before(state))
    answered = after(state, Answered(10, "applicant.phone", "0312345678"))
    show(shell, before(answered))
    assert typed(shell) == ["0312345678"]


def test_nothing_typed_outlives_the_visit(shell_of: MakeShell) -> None:
    state = PHONE.asked()
    shell = shell_of(state)
    go(shell, *"0125")
    show(shell, before(state))
    assert shell.stage.unsent
    show(shell, state)
    over = after(state, StartOver(10))
    assert over.phase is Phase.ATTRACT
    show(shell, over)
    assert shell.stage.unsent == {}


@pytest.mark.parametrize("hand", Hand)
def test_whoever_goes_on_finds_it_in_either_window(desk_of: Callable[..., Desk], hand: Hand) -> None:
    state = assisted(HEAD(), hand)
    made = desk_of(state)
    holds, watches = (made.clerk.shell, made.resident) if hand is Hand.CLERK else (made.resident, made.clerk.shell)
    line = screen(holds)._answer
    line._composition.set_text("さとう")  # type: ignore[union-attr]  # the control of a text
    made.mirror()
    for one in (before(state), state):
        made.show_state(one)
        rest()
        made.mirror()
    for shell in (holds, watches):
        assert isinstance(shell.screen_shown, AskScreen)
        assert typed(shell) == ["さとう"]
