"""The page in the clerk's window, which has half the room of the resident's: no key over another, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Settings
from kiosk.session.state import Hand, SessionState
from tests.support.assisted import TABLET, WIDE, assisted, make_desk
from tests.support.inside import INSIDES, touch
from tests.support.pages import all_pages
from tests.support.pictures import settle
from tests.ui.test_every_page import gaps, inside, room
from tests.ui.test_every_question import every_question
from ui.desk import Desk
from ui.places import Monitor
from ui.shell import Shell
from ui.widgets.button import BigButton

MONITORS = {
    "tablet": TABLET,
    "turned": TABLET._replace(width=TABLET.height, height=TABLET.width),
    "shared": WIDE,
    "small": Monitor(0, 0, 1366, 768, 112 / 25.4),
}
FEW = 16
"""One question in so many is looked at in ``./test``."""
MENU = ("languages", "voice")
"""On the rail, which the clerk's window has none of."""


@pytest.fixture
def desk(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[Desk]:
    made = make_desk(MONITORS[request.param])
    yield made
    made.unlock()
    made.close()
    for window in (made.resident, made.clerk, made):
        window.deleteLater()
    settle(dressed)


def look(shell: Shell, name: str) -> Iterator[str]:
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    for check in (gaps, room, inside):
        yield from (f"{name}: {check.__name__}: {problem}" for problem in check(shell))


def questions(desk: Desk, states: Sequence[tuple[str, SessionState]]) -> Iterator[str]:
    """Look at the page of each, and at its board of letters where it has one."""
    for name, state in states:
        desk.show_state(assisted(state, Hand.CLERK))
        shell = desk.clerk.shell
        yield from look(shell, name)
        words = shell.theme.text("board.open")
        board = next((one for one in shell.findChildren(BigButton) if one.isVisible() and one.words == words), None)
        if board is not None:
            board.activated.emit()
            yield from look(shell, f"{name}, board")


@pytest.mark.parametrize("desk", MONITORS, indirect=True)
def test_some_questions(desk: Desk) -> None:
    found = list(questions(desk, list(every_question().items())[::FEW]))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("desk", MONITORS, indirect=True)
def test_every_question(desk: Desk) -> None:
    found = list(questions(desk, list(every_question().items())))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("desk", ["tablet", "small"], indirect=True)
def test_what_pages_hold_inside(dressed: QApplication, desk: Desk) -> None:
    pages, found = all_pages(), []
    for name, one in INSIDES.items():
        if one.screen or name in MENU or one.page.startswith("secret"):  # the clerk never sees where a secret is typed
            continue
        for state in (pages["attract"], one.state(pages, Settings())):
            desk.show_state(assisted(state, Hand.CLERK))
            settle(dressed)
        touch(desk.clerk.shell, one.touches)
        found += look(desk.clerk.shell, name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("desk", MONITORS, indirect=True)
def test_every_notice_with_the_lines_beside_it(dressed: QApplication, desk: Desk) -> None:
    pages, found = all_pages(), []
    for name, one in pages.items():
        if one.overlays:
            desk.show_state(assisted(one, Hand.CLERK))
            settle(dressed)
            found += look(desk.clerk.shell, name)
            lines = [one for one in (desk.clerk.hand, desk.clerk.say, desk.clerk.do) if one.isVisible()]
            cut = (one for one in lines if one.heightForWidth(one.width()) > one.height() + 1)
            found += [f"{name}: {one.words!r} is cut" for one in cut]
    assert not found, "\n".join(found)
