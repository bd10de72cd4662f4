"""Old hands: taps scattered around the middle of every target, and how many of them act on another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.session.settings import TextSize
from tests.support.pictures import SCREENS, settle
from tests.support.sights import Sight, pages, sample, whole
from tests.ui.test_every_page import of_board, seen, targets
from ui.near import button_near
from ui.shell import Shell
from ui.widgets.text_entry import TextEntry

MakeShell = Callable[..., Shell]

SPREAD_MM = 3.36
"""Standard deviation of a tap along each axis (design/ux.md)."""
TAPS = 60
MOST_WRONG = 0.005
TIMES = 5
"""Each key of the board is tapped so many times more: its share of wrong taps is near what is allowed."""


class Count(NamedTuple):
    """What became of the taps."""

    made: int = 0
    wrong: int = 0
    """Acted on another target than the one aimed at."""
    bare: int = 0
    """Met no target at all."""
    lost: int = 0
    """Of those, acted on nothing: no target was near enough, or two were."""
    guessed: int = 0
    """Of those, acted on another target: a guess that was wrong."""

    def plus(self, other: Count) -> Count:
        return Count(*(one + another for one, another in zip(self, other, strict=True)))


def taps(shell: Shell, chance: Random, among: Callable[[QWidget], bool] = lambda _: True) -> Count:
    """Tap at every target of this kind and count what the window gives to which."""
    spread = SPREAD_MM * shell.theme.screen.px_per_mm
    able = [one for one in targets(shell) if one.isEnabled()]
    made = wrong = bare = lost = guessed = 0
    for target in filter(among, able):
        area = seen(shell, target)
        if area != target.rect().translated(target.mapTo(shell, QPoint(0, 0))):
            continue  # half out of sight: scrolled to before it is touched
        for _ in range(TAPS):
            at = QPoint(round(chance.gauss(area.center().x(), spread)), round(chance.gauss(area.center().y(), spread)))
            hit = shell.childAt(at)
            made += 1
            if hit not in able:
                bare += 1
                hit = button_near(shell, at)
                lost += hit is None
                guessed += hit is not None and hit is not target
            wrong += hit is not None and hit is not target
    return Count(made, wrong, bare, lost, guessed)


def counted(shell_of: MakeShell, sights: Iterator[Sight], among: Callable[[QWidget], bool] = lambda _: True) -> Count:
    chance, count = Random(78), Count()  # noqa: S311 - the same taps each time
    for sight in sights:
        shell = shell_of(sight.state, sight.screen)
        count = count.plus(taps(shell, chance, among))
        shell.hide()
    return count


def test_hardly_a_tap_acts_on_another_target(shell_of: MakeShell) -> None:
    count = counted(shell_of, sample(first=1))
    assert count.made > 10_000
    assert count.wrong <= MOST_WRONG * count.made
    # What a touch beside a button is for: of those that met nothing, hardly one in three is lost.
    assert count.bare > 20
    assert count.lost <= 0.35 * count.bare


def test_the_board_of_letters_guesses_nothing(shell_of: MakeShell, dressed: QApplication) -> None:
    """Its keys are 15 mm and 2.5 mm apart: a touch between two is lost, so that no wrong letter comes of it."""
    shell = shell_of(pages()["ask-record.head"])
    QTest.mouseClick(shell.findChild(TextEntry), Qt.MouseButton.LeftButton)
    settle(dressed)
    chance, count = Random(78), Count()  # noqa: S311 - the same taps each time
    for _ in range(TIMES):
        count = count.plus(taps(shell, chance, of_board))
    assert count.made > 15_000
    assert count.bare > 500
    assert count.guessed <= 0.001 * count.made
    # A neighbour begins 10 mm from the middle of a key of least size: 0.29 % of such taps go past it on an axis.
    assert count.wrong <= MOST_WRONG * count.made


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_hardly_a_tap_anywhere(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    count = counted(shell_of, whole(screen, size))
    assert count.wrong <= MOST_WRONG * count.made
