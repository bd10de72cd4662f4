"""Page after page through one window: what a page made is gone when the page is."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from kiosk.session.state import SessionState
from tests.support.pictures import settle
from tests.support.sights import sample
from ui.shell import Shell

pytestmark = pytest.mark.benchmark
"""Counted where no other test listened with a screen reader: what PySide6 makes for one outlives its page."""

MakeShell = Callable[..., Shell]

ROUNDS = 3

SLACK = 300
"""Python objects that may come and go: what a library keeps for later."""


SLACK_KIB = 8 * 1024
"""Memory that may come and go: what the allocator keeps."""


def counted(shell: Shell) -> tuple[int, int, int]:
    """Return how many Qt objects the window holds, how many objects Python looks after, and the memory in KiB."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what glibc keeps for later is no page's
    status = Path("/proc/self/status").read_text("ascii")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return len(shell.findChildren(QObject)), len(gc.get_objects()), memory


def hurry(shell: Shell, states: Sequence[SessionState], count: int) -> None:
    """Show one page after the other, each gone before it is laid out."""
    for state in islice(cycle(states), count):
        shell.show_state(state)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def walk(shell: Shell, application: QApplication, states: Sequence[SessionState], count: int) -> None:
    for state in islice(cycle(states), count):
        shell.show_state(state)
        settle(application)
    shell.show_state(states[0])
    settle(application)


def walk_rounds(shell: Shell, application: QApplication, states: Sequence[SessionState], rounds: int) -> None:
    for _ in range(rounds):
        walk(shell, application, states, len(states))
        gc.collect()


@pytest.mark.parametrize(("sights", "first"), [(1, 5), pytest.param(4, 2, marks=pytest.mark.long)])
def test_pages_leave_nothing_behind(shell_of: MakeShell, dressed: QApplication, sights: int, first: int) -> None:
    """One page after the other as if for one resident after the other: in every language, text size and scheme.

    Counted after whole rounds, each of which ends with a look for garbage: between two of Python's own looks a
    thousand pages take some 20 MiB, which the next ones use again.
    """
    states = [one.state for number in range(sights) for one in sample(number)]
    shell = shell_of(states[0])
    # What is loaded at its first use stays: fonts in each size, drawings. After other benchmarks in the same process
    # memory grew once by 29 MiB in the fourth round, and not again.
    walk_rounds(shell, dressed, states, first)
    widgets, objects, memory = counted(shell)
    walk_rounds(shell, dressed, states, ROUNDS)
    more_widgets, more_objects, more_memory = counted(shell)
    assert more_widgets <= widgets
    assert more_objects <= objects + SLACK
    assert more_memory <= memory + SLACK_KIB


def test_pages_that_are_never_seen_leave_nothing_behind(shell_of: MakeShell, dressed: QApplication) -> None:
    states = [one.state for one in sample(0)]
    shell = shell_of(states[0])
    walk(shell, dressed, states, len(states))
    hurry(shell, states, len(states))
    walk(shell, dressed, states, 1)
    widgets, objects, _ = counted(shell)
    hurry(shell, states, 2 * len(states))
    walk(shell, dressed, states, 1)
    more_widgets, more_objects, _ = counted(shell)
    assert more_widgets <= widgets
    assert more_objects <= objects + SLACK
