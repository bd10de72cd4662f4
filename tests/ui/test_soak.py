"""Page after page through one window: what a page made is gone when the page is."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import cycle, islice

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.support.pictures import settle
from tests.support.sights import pages
from ui.shell import Shell

pytestmark = pytest.mark.benchmark
"""Counted where no other test listened with a screen reader: what PySide6 makes for one outlives its page."""

MakeShell = Callable[..., Shell]

SLACK = 300
"""Python objects that may come and go: what a library keeps for later."""


def counted(shell: Shell) -> tuple[int, int]:
    """Return how many Qt objects the window holds and how many objects Python looks after."""
    gc.collect()
    return len(shell.findChildren(QObject)), len(gc.get_objects())


def walk(shell: Shell, application: QApplication, count: int) -> None:
    states = list(pages().values())
    for state in islice(cycle(states), count):
        shell.show_state(state)
        settle(application)
        # Only a running event loop deletes what is to be deleted later.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shell.show_state(states[0])
    settle(application)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_pages_leave_nothing_behind(shell_of: MakeShell, dressed: QApplication, count: int) -> None:
    shell = shell_of(next(iter(pages().values())))
    walk(shell, dressed, len(pages()))  # what is loaded at its first use stays
    widgets, objects = counted(shell)
    walk(shell, dressed, count)
    more_widgets, more_objects = counted(shell)
    assert more_widgets <= widgets
    assert more_objects <= objects + SLACK
