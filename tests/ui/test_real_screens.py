"""Assisted mode on two real monitors of an X server, one of them unplugged while somebody types."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.x11 import LIMIT_S, Monitors, display

pytestmark = pytest.mark.xvfb

ROOT = Path(__file__).parents[2]
TOLD = 40
"""More lines than any change of the screens leads to."""

PROGRAM = f"""
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
from tests.support.pages import all_pages
from tests.support.pictures import FakeClock
from ui.desk import Desk
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.button import BigButton
dress(application)
load_fonts(NAME_FONTS)

class Told(Desk):
    def place_anew(self):
        super().place_anew()
        QTimer.singleShot(100, self.tell)
    def tell(self):
        spots = [one.geometry().getRect() for one in (self.resident, self.clerk)]
        print(self.places.arrangement.value, self.clerk.shell.stage.draft()[1], *spots, sep="|", flush=True)

desk = Told(FakeClock(), SecretBox(), town_names("kamisunagawa"), locked=True)
desk.town = load_town()
desk.show_first(Settings())
desk.show_locked()
desk.show_state(assisted(all_pages()["ask-applicant.phone"], Hand.CLERK))
def type_and_tell():
    keys = {{one.words: one for one in desk.clerk.findChildren(BigButton)}}
    for digit in "0125":
        QTest.mouseClick(keys[digit], Qt.MouseButton.LeftButton)
    desk.tell()
QTimer.singleShot(500, type_and_tell)
QTimer.singleShot({LIMIT_S * 1000}, lambda: application.exit(0))
application.exec()
"""


def test_the_second_screen_is_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    with display(tmp_path, "3840x1080x24", 96) as env, closing(Monitors(env)) as monitors:
        monitors.plug("main", (0, 0, 1920, 1080), (508, 286), first=True)
        monitors.plug("second", (1920, 0, 1920, 1080), (346, 195), first=False)
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
        )
        try:
            two = "two-screens|0125|(1920, 0, 1920, 1080)|(0, 0, 1920, 1080)"
            _hear(program, two)
            monitors.unplug("second")
            _hear(program, "side-by-side|0125|(0, 0, 1113, 1080)|(1113, 0, 807, 1080)")
            monitors.plug("second", (1920, 0, 1920, 1080), (346, 195), first=False)
            _hear(program, two)
        finally:
            program.terminate()
            program.communicate(timeout=LIMIT_S)


def _hear(program: subprocess.Popen[str], wanted: str) -> None:
    """Read what the program tells until it is this; it ends by itself when nothing comes."""
    heard: list[str] = []
    while len(heard) < TOLD and program.stdout is not None and (line := program.stdout.readline()):
        heard.append(line.strip())
        if heard[-1] == wanted:
            return
    pytest.fail(f"not {wanted!r} but {heard}")
