"""Old hands: taps scattered around the middle of every target, and how many of them act on another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from PySide6.QtCore import QPoint

from kiosk.session.settings import TextSize
from tests.support.pictures import SCREENS
from tests.support.sights import Sight, sample, whole
from tests.ui.test_every_page import seen, targets
from ui.shell import Shell

MakeShell = Callable[..., Shell]

SPREAD_MM = 3.36
"""Standard deviation of a tap along each axis (design/ux.md)."""
TAPS = 60
MOST_WRONG = 0.005


def taps(shell: Shell, chance: Random) -> tuple[int, int]:
    """Return how many taps were made and how many the window gave to another target than the one aimed at."""
    spread = SPREAD_MM * shell.theme.screen.px_per_mm
    able = [one for one in targets(shell) if one.isEnabled()]
    made = wrong = 0
    for target in able:
        area = seen(shell, target)
        if area != target.rect().translated(target.mapTo(shell, QPoint(0, 0))):
            continue  # half out of sight: scrolled to before it is touched
        for _ in range(TAPS):
            at = QPoint(round(chance.gauss(area.center().x(), spread)), round(chance.gauss(area.center().y(), spread)))
            hit = shell.childAt(at)
            made += 1
            wrong += hit is not None and hit is not target and hit in able
    return made, wrong


def share_wrong(shell_of: MakeShell, sights: Iterator[Sight]) -> tuple[float, int]:
    chance, made, wrong = Random(78), 0, 0  # noqa: S311 - the same taps each time
    for sight in sights:
        shell = shell_of(sight.state, sight.screen)
        tried, missed = taps(shell, chance)
        made, wrong = made + tried, wrong + missed
        shell.hide()
    return wrong / made, made


def test_hardly_a_tap_acts_on_another_target(shell_of: MakeShell) -> None:
    share, made = share_wrong(shell_of, sample(first=1, every=2))
    assert made > 10_000
    assert share <= MOST_WRONG


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_hardly_a_tap_anywhere(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    share, _ = share_wrong(shell_of, whole(screen, size))
    assert share <= MOST_WRONG
