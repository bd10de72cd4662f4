"""A screen that is turned while a page stands there: the page takes the new shape, and nothing is out of reach."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import gaps, inside, room
from ui.shell import Shell

MakeShell = Callable[..., Shell]

FEW = 4
"""One page in so many, and every kind of control, is turned in ``./test``; ``--long`` turns all of them."""


def turned(shell: Shell, name: str, state: SessionState) -> list[str]:
    """Turn the window there and back, and say what is wrong after each."""
    application, found = QApplication.instance(), []
    assert isinstance(application, QApplication)
    shell.show_state(state)
    for _ in range(2):
        settle(application)
        shell.resize(shell.size().transposed())
        settle(application)
        found += [f"{name}: {check.__name__}: {problem}" for check in (gaps, room, inside) for problem in check(shell)]
    return found


@pytest.mark.parametrize("every", [FEW, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "upright"])
@pytest.mark.parametrize("settings", [Settings("ja"), Settings("en", TextSize.LARGEST)], ids=["ja", "en-largest"])
def test_every_page_is_turned(shell_of: MakeShell, settings: Settings, screen: str, every: int) -> None:
    pages = all_pages(settings)
    shell = shell_of(pages["attract"], screen)
    some = dict(islice(pages.items(), 0, None, every)) | {
        name: pages[name] for name in pages if name.startswith("control")
    }
    found = [line for name, state in some.items() for line in turned(shell, name, state)]
    assert not found, "\n".join(found)
