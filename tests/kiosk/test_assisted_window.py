"""A whole visit in two windows: the clerk asks and types, the resident types the PIN, confirms, takes the paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cli import run
from kiosk.config import Config, Mode
from kiosk.demo import KEY_NAME, with_demo_key
from kiosk.secretbox import SecretBox
from kiosk.session.hands import holder
from kiosk.session.state import Hand, Phase
from tests.kiosk.test_app_window import answer_all
from tests.support.assisted import TOUCH, WIDE
from tests.support.window import Window
from ui.desk import Desk
from ui.places import Arrangement, Monitor
from ui.shell import Shell
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.tokens import Screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


ROOT = Path(__file__).parents[2]


class TwoWindows(Window):
    """Both windows of a desk; ``hand`` says in which one the test touches."""

    hand = Hand.CLERK
    monitors: tuple[Monitor, ...] = (WIDE, TOUCH)

    def configured(self, config: Config) -> Config:
        return with_demo_key(replace(config, mode=Mode.ASSISTED))

    def open(self, screen: Screen, box: SecretBox, names: dict[str, str]) -> Desk:
        self.desk = Desk(self.clock, box, names, locked=True, monitors=lambda: self.monitors)
        return self.desk

    def show(self) -> None:
        self.desk.show_locked()

    @property
    def shell(self) -> Shell:
        """The window of the hand, for whatever the test does next."""
        window: QWidget = self.desk.clerk if self.hand is Hand.CLERK else self.desk.resident
        return window  # type: ignore[return-value]  # touched and closed like one

    def by(self, hand: Hand) -> TwoWindows:
        self.hand = hand
        return self

    def close(self) -> None:
        super().close()
        for window in (self.desk.clerk, self.desk.resident):
            window.deleteLater()


DEMO = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kiosk import app
from kiosk.cli import run
from ui.desk import Desk
told = []
def look(desk):
    told.append((desk.places.arrangement.value, desk.resident.isVisible(), desk.clerk.isVisible()))
    told.append(desk.clerk.shell.screen_shown.title)
    QApplication.exit(0)
placed = Desk.show_within
def place(desk, room):
    placed(desk, room)
    QTimer.singleShot(0, lambda: look(desk))
Desk.show_within = place
code = run(["demo", "--mode", "assisted"])
sys.stdout.write(repr((code, *told)))
"""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[TwoWindows]:
    dress(qapp)
    load_fonts(NAME_FONTS)
    made = TwoWindows(qtbot, tmp_path / "paper")
    yield made
    made.close()


def to_questions(window: TwoWindows) -> None:
    """The clerk chooses the procedure; the resident types the PIN; the clerk asks whether it is them."""
    window.by(Hand.CLERK).to_pad()
    assert "1" not in window.buttons(), "no pad in the clerk's window"
    window.by(Hand.RESIDENT).type("1234")
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)
    window.reader.remove()
    window.wait_for(Phase.REVIEW_READ)
    window.by(Hand.CLERK).touch("はい")
    assert window.state.visit.question == "applicant.phone"


def test_a_visit_of_two_hands_and_the_paper_says_whose(
    window: TwoWindows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to_questions(window)
    window.type("0125")
    window.touch("住民の方にわたす")
    assert holder(window.state) is Hand.RESIDENT
    window.by(Hand.RESIDENT).type("620101")
    window.touch("つぎへ")
    assert window.state.visit.question != "applicant.phone"
    window.by(Hand.CLERK).touch("職員が入力する")
    answer_all(window)
    assert (window.state.phase, holder(window.state)) == (Phase.CHECK_ANSWERS, Hand.RESIDENT)
    window.wait(lambda: window.state.visit.pages is not None)
    assert "印刷する" not in window.buttons()
    window.by(Hand.RESIDENT).touch("印刷する")
    window.wait_for(Phase.TAKE_PAPER)
    window.touch("はい、出ました")
    window.touch("おわる")
    assert window.state.phase is Phase.ATTRACT

    capsys.readouterr()
    (paper,) = window.folder.glob("*整理票.pdf")
    assert run(["slip", "open", str(paper), "--key", str(window.folder / f"{KEY_NAME}.key"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["procedures"]["juminhyo"]
    assert told["v_name"]["giver"] == "card"
    assert told["v_tel"] == {"value": "0125620101", "giver": "resident"}
    assert {told[name]["giver"] for name in ("relation", "use")} == {"staff"}


def test_a_touch_in_the_window_that_watches_is_refused_and_the_screen_may_go(window: TwoWindows) -> None:
    to_questions(window)
    window.type("0125")
    window.wait(lambda: window.desk.resident.stage.draft() == window.desk.clerk.shell.stage.draft())
    window.by(Hand.RESIDENT)
    assert "わからない" not in window.buttons(), "a mirrored page cannot be touched"
    window.monitors = (WIDE,)
    window.desk.place_anew()
    assert window.desk.places.arrangement is Arrangement.SIDE_BY_SIDE
    window.by(Hand.CLERK).type("620101")
    window.touch("つぎへ")
    answer = window.state.visit.answers.get("applicant.phone")
    assert answer is not None
    assert (answer.value, answer.giver) == ("0125620101", "staff")


def test_the_last_try_is_the_clerk_s_to_confirm(window: TwoWindows) -> None:
    window.by(Hand.CLERK).to_pad("one-try-left")
    assert window.code == "PIN-04"
    window.by(Hand.RESIDENT).touch("職員に知らせる")
    assert "職員が確かめました" not in window.buttons()
    window.by(Hand.CLERK).touch("職員が確かめました")
    window.wait(lambda: window.state.phase is Phase.ENTER_SECRET and not window.state.overlays)
    assert "1" in window.by(Hand.RESIDENT).buttons()


def test_the_box_of_the_secret_is_not_in_the_clerk_s_window(window: TwoWindows) -> None:
    window.by(Hand.CLERK).to_pad()
    window.by(Hand.RESIDENT).type("12")
    assert len(window.kiosk.box) == 2
    held = [value for value in vars(window.desk.clerk.shell).values() if isinstance(value, SecretBox)]
    assert held
    assert all(one is not window.kiosk.box and len(one) == 0 for one in held)


def test_the_demo_opens_both_windows_and_ends(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEMO],
        cwd=tmp_path,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stdout == "(0, ('in-turn', False, True), '上砂川町の窓辺')", done.stderr


@pytest.mark.parametrize(
    ("line", "mode"), [([], Mode.SELF), (["--mode", "assisted"], Mode.ASSISTED), (["--mode", "self"], Mode.SELF)]
)
def test_the_mode_of_the_line_goes_before_the_file(
    line: list[str], mode: Mode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Mode] = []
    monkeypatch.setattr("kiosk.app.run_kiosk", lambda config: seen.append(config.mode) or 0)
    file = tmp_path / "madobe.toml"
    file.write_text('mode = "assisted"\n' if mode is Mode.SELF and line else "", "utf-8")
    assert run([*line, "--config", str(file)]) == 0
    assert seen == [mode]


def test_an_unknown_mode_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--mode", "nobody"]) == 2
    assert "--mode" in capsys.readouterr().err
