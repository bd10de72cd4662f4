"""Nobody has to touch the screen: by a keyboard, by five keys, by two switches every field kind and a whole visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.fields import KINDS
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Phase
from tests.support.pages import start
from tests.support.robots import (
    ROBOTS,
    FiveKeys,
    Robot,
    Sitting,
    TwoSwitches,
    Typist,
    answer,
    every_kind,
    journey,
    questions,
)
from tests.support.window import Window
from ui.shell import Shell

MakeShell = Callable[..., Shell]
MOST = {Typist: 60, FiveKeys: 85, TwoSwitches: 125}
"""Keys for one's own 住民票, telephone number included; found 55, 76 and 114."""


def sit(shell_of: MakeShell, kind: type[Robot], screen: str) -> int:
    """Answer a question of each kind, and return how many there were."""
    sitting = Sitting(shell_of(questions(), screen), questions())
    robot, answered = kind(sitting.shell), 0
    while sitting.state.phase is Phase.ANSWER:
        answer(robot, sitting)
        answered += 1
    assert sitting.state.phase is Phase.CHECK_ANSWERS
    return answered


def test_there_is_a_question_of_every_kind() -> None:
    assert {field.kind for field in every_kind().fields} == {kind for kind, what in KINDS.items() if what.askable}


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_visit_without_a_touch(shell_of: MakeShell, kind: type[Robot]) -> None:
    sitting = Sitting(shell_of(start()), start())
    robot = kind(sitting.shell)
    journey(robot, sitting)
    assert sitting.state.phase is Phase.FINISHED
    assert robot.presses <= MOST[kind]


@pytest.mark.parametrize("kind", ROBOTS)
@pytest.mark.parametrize(
    "screen", ["tablet", pytest.param("panel", marks=pytest.mark.long), pytest.param("upright", marks=pytest.mark.long)]
)
def test_a_question_of_every_kind_without_a_touch(shell_of: MakeShell, kind: type[Robot], screen: str) -> None:
    assert sit(shell_of, kind, screen) == len([one for one in every_kind().fields if one.asked])


@pytest.mark.long
@pytest.mark.parametrize("kind", ROBOTS)
@pytest.mark.parametrize("size", [TextSize.LARGER, TextSize.LARGEST])
def test_a_visit_in_large_type_without_a_touch(shell_of: MakeShell, kind: type[Robot], size: TextSize) -> None:
    state = start(Settings(text_size=size))
    sitting = Sitting(shell_of(state), state)
    journey(kind(sitting.shell), sitting)
    assert sitting.state.phase is Phase.FINISHED


class Program(Window):
    """The whole program as a seat: its devices answer by themselves."""

    def insert(self, profile: str = "plain") -> None:
        super().insert(profile)
        self.wait_for(Phase.ENTER_SECRET)

    def read(self) -> None:
        """The card is read and taken away."""
        self.wait_for(Phase.TAKE_CARD)
        self.reader.remove()
        self.wait_for(Phase.REVIEW_READ)

    def draw(self) -> None:
        """The sheets are drawn."""
        self.wait(lambda: self.state.visit.pages is not None)

    def print(self) -> None:
        """The sheets are printed."""
        self.wait_for(Phase.TAKE_PAPER)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    yield made
    made.close()


@pytest.mark.long
@pytest.mark.parametrize("kind", ROBOTS)
def test_a_card_becomes_a_form_without_a_touch(program: Program, kind: type[Robot]) -> None:
    journey(kind(program.shell), program)
    assert program.state.phase is Phase.FINISHED
    assert [path for path in program.folder.iterdir() if path.read_bytes().startswith(b"%PDF")]
