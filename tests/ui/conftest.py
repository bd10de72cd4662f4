"""The window under test: offscreen, dressed, with a clock that only the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.session.state import SessionState
from tests.support.pictures import make_shell, settle
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
    """Make windows: ``shell_of(state, screen="tablet")`` shows ``state`` and has come to rest."""
    made: list[Shell] = []

    def make(state: SessionState, screen: str | tuple[Screen, QSize] = "tablet") -> Shell:
        shell = make_shell(screen)
        made.append(shell)
        shell.show()
        shell.show_state(state)
        settle(dressed)
        return shell

    yield make
    for shell in made:
        shell.hide()
        shell.deleteLater()
    settle(dressed)
