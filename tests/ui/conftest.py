"""The window under test: offscreen, dressed, with a clock that only the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.session.state import SessionState
from tests.support.assisted import make_desk
from tests.support.pictures import make_shell, settle
from ui.desk import Desk
from ui.places import Monitor
from ui.shell import Shell
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.tokens import Screen

OFFSCREEN = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says at each first show that it has no window manager; every other Qt warning fails."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    dress(qapp)
    load_fonts(NAME_FONTS)
    return qapp


@pytest.fixture
def shell_of(dressed: QApplication) -> Iterator[Callable[..., Shell]]:
    """Make windows: ``shell_of(state, screen="tablet")`` shows ``state`` and has come to rest.

    A window the test has hidden is gone when the next one is made: a walk of every page makes more than a thousand.
    """
    made: list[Shell] = []

    def make(state: SessionState, screen: str | tuple[Screen, QSize] = "tablet") -> Shell:
        for hidden in [one for one in made if one.isHidden()]:
            made.remove(hidden)
            dispose(dressed, hidden)
        shell = make_shell(screen)
        made.append(shell)
        shell.show()
        shell.show_state(state)
        settle(dressed)
        return shell

    yield make
    for shell in made:
        shell.hide()
        dispose(dressed, shell)
    settle(dressed)


@pytest.fixture
def desk_of(dressed: QApplication) -> Iterator[Callable[..., Desk]]:
    """Make both windows of assisted mode: ``desk_of(state, *monitors)`` shows ``state`` and has come to rest."""
    made: list[Desk] = []

    def make(state: SessionState, *monitors: Monitor) -> Desk:
        desk = make_desk(*monitors)
        made.append(desk)
        desk.show_state(state)
        settle(dressed)
        return desk

    yield make
    for desk in made:
        desk.unlock()
        desk.close()
        for window in (desk.resident, desk.clerk):
            window.deleteLater()
        desk.deleteLater()
    settle(dressed)


def dispose(application: QApplication, widget: QWidget) -> None:
    """Have a window gone now: outside ``exec`` Qt keeps what ``deleteLater`` names, some 9 MB for a window."""
    widget.deleteLater()
    application.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
