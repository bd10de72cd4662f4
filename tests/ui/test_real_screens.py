"""Monitors of a real X server while somebody types: a second one is unplugged, the only one is turned."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.x11 import LIMIT_S, Monitors, display

pytestmark = pytest.mark.xvfb

ROOT = Path(__file__).parents[2]
TOLD = 40
"""More lines than any change of the screens leads to."""

BEGIN = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv)
from forms.settings import load_town
from kiosk.app import town_names
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings
from kiosk.session.state import Hand
from tests.support.assisted import assisted
from tests.support.displays import glass
from tests.support.pages import all_pages
from tests.support.pictures import FakeClock
from tests.ui.test_every_page import gaps, inside, room, sizes
from ui.desk import Desk
from ui.shell import Shell
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.button import BigButton
dress(application)
load_fonts(NAME_FONTS)
names, page = town_names("kamisunagawa"), all_pages()["ask-applicant.phone"]
def type_on(window):
    keys = {one.words: one for one in window.findChildren(BigButton)}
    for digit in "0125":
        QTest.mouseClick(keys[digit], Qt.MouseButton.LeftButton)
"""
END = f"""
QTimer.singleShot({LIMIT_S * 1000}, lambda: application.exit(0))
application.exec()
"""
DESK = """
class Told(Desk):
    def place_anew(self):
        super().place_anew()
        QTimer.singleShot(100, self.tell)
    def tell(self):
        spots = [one.geometry().getRect() for one in (self.resident, self.clerk)]
        print(self.places.arrangement.value, self.clerk.shell.stage.draft()[1].typed, *spots, sep="|", flush=True)

desk = Told(FakeClock(), SecretBox(), names, locked=True)
desk.town = load_town()
desk.show_first(Settings())
desk.show_locked()
desk.show_state(assisted(page, Hand.CLERK))
def type_and_tell():
    type_on(desk.clerk)
    desk.tell()
QTimer.singleShot(500, type_and_tell)
"""
WINDOW = """
shell = Shell(glass("10.1 wuxga")[0], FakeClock(), SecretBox(), names, locked=True)
shell.town = load_town()
shell.show_first(Settings())
shell.showFullScreen()
shell.show_state(page)
def tell():
    wrong = [problem for check in (sizes, gaps, room, inside) for problem in check(shell)]
    print(shell.geometry().getRect(), shell.stage.draft()[1].typed, *wrong, sep="|", flush=True)
def type_and_tell():
    type_on(shell)
    tell()
    often.start(100)
often = QTimer()
often.timeout.connect(tell)
QTimer.singleShot(500, type_and_tell)
"""


@contextmanager
def running(env: dict[str, str], program: str) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-c", BEGIN + program + END]
    with subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


def test_the_second_screen_is_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    with display(tmp_path, "3840x1080x24", 96) as env, closing(Monitors(env)) as monitors:
        monitors.plug("main", (0, 0, 1920, 1080), (508, 286), first=True)
        monitors.plug("second", (1920, 0, 1920, 1080), (346, 195), first=False)
        with running(env, DESK) as program:
            two = "two-screens|0125|(1920, 0, 1920, 1080)|(0, 0, 1920, 1080)"
            _hear(program, two)
            monitors.unplug("second")
            _hear(program, "side-by-side|0125|(0, 0, 1113, 1080)|(1113, 0, 807, 1080)")
            monitors.plug("second", (1920, 0, 1920, 1080), (346, 195), first=False)
            _hear(program, two)


LYING, UPRIGHT = (1920, 1200), (1200, 1920)


@pytest.mark.parametrize(
    ("program", "lying", "upright"),
    [
        (WINDOW, "(0, 0, 1920, 1200)|0125", "(0, 0, 1200, 1920)|0125"),
        (
            DESK,
            "side-by-side|0125|(0, 0, 1113, 1200)|(1113, 0, 807, 1200)",
            "in-turn|0125|(0, 0, 1200, 1920)|(0, 0, 1200, 1920)",
        ),
    ],
    ids=["self", "assisted"],
)
def test_the_screen_is_turned(tmp_path: Path, program: str, lying: str, upright: str) -> None:
    with display(tmp_path, "1920x1920x24", 96) as env, closing(Monitors(env)) as monitors:
        monitors.turn(LYING)
        with running(env, program) as process:
            _hear(process, lying)
            monitors.turn(UPRIGHT)
            _hear(process, upright)
            monitors.turn(LYING)
            _hear(process, lying)


def _hear(program: subprocess.Popen[str], wanted: str) -> None:
    """Read what the program tells until it is this; it ends by itself when nothing comes."""
    heard: list[str] = []
    while len(heard) < TOLD and program.stdout is not None and (line := program.stdout.readline()):
        heard.append(line.strip())
        if heard[-1] == wanted:
            return
    pytest.fail(f"not {wanted!r} but {heard}")
