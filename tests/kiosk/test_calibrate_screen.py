"""``madobe calibrate-screen`` and what the morning check says of the screens."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import selfcheck
from kiosk.cli import run
from kiosk.cli.calibrate import screens_there
from kiosk.config import ConfigCode, ConfigError
from kiosk.i18n import STAFF_LANGUAGES, Words
from kiosk.screens import Known, Source, read
from kiosk.selfcheck import State
from tests.support.displays import measure, offscreen, told_by

FITTED = Known(1, "eDP-1 AUO", (217.4, 135.8), Source.MEASURED, date(2026, 11, 24))
SAID = Known(2, "HDMI-1", (344.2, 193.5), Source.DRIVER)
LIED = Known(3, "HDMI-2", (160.0, 90.0), Source.GUESS)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    """A machine with Qt's offscreen screen and no configuration, where no page may be opened."""

    def opened() -> None:
        pytest.fail("the page was opened")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(QApplication, "exec", opened)
    assert len(qapp.screens()) == 1
    return tmp_path / "screens.toml"


def failure(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    told = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    return told["code"], told["message"]


def test_a_ruler_is_enough(here: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    size = qapp.screens()[0].size()
    wide, high = size.width() / 5, size.height() / 5.1
    assert run(["calibrate-screen", "--width-mm", f"{wide}", "--height-mm", f"{high}", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["px_per_mm"] == [5.0, 5.1]
    (kept,) = read(here)
    assert (kept.across, kept.down, kept.panel.width) == (5.0, 5.1, size.width())
    assert run(["calibrate-screen", "--list", "--json"]) == 0
    (screen,) = json.loads(capsys.readouterr().out)["screens"]
    assert (screen["source"], screen["width"]) == ("measured", round(wide))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["--width-mm", "217"], "both"),
        (["--width-mm", "217", "--height-mm", "20"], "impossible"),
        (["--width-mm", "0", "--height-mm", "0"], "impossible"),
        (["--width-mm", "-217", "--height-mm", "-136"], "impossible"),
        (["--screen", "2"], "no_screen"),
        (["--screen", "0"], "no_screen"),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(
    here: Path, line: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["calibrate-screen", *line, "--json"]) == 2
    code, message = failure(capsys)
    assert code == "USE-01"
    assert Words("ja").text(f"cli.screens.{why}").split("{")[0][:12] in message
    assert not here.exists()


def test_without_a_display_it_says_what_to_do(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["calibrate-screen", "--json"]) == 2
    assert "DISPLAY=:0" in failure(capsys)[1]
    assert run(["calibrate-screen", "--list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"screens": []}
    assert not here.exists()


def test_a_broken_file_is_not_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here.write_text("[[screen]", "utf-8")
    assert run(["calibrate-screen", "--width-mm", "160", "--height-mm", "160", "--json"]) == 2
    assert failure(capsys)[0] == "CFG-01"
    assert here.read_text("utf-8") == "[[screen]"


BY_HAND = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kiosk.cli import run
from ui.calibration import Calibration

application = QApplication(sys.argv[:1])

def fit():
    (page,) = (one for one in application.topLevelWidgets() if isinstance(one, Calibration))
    while page.density[0] * page.devicePixelRatioF() < float(sys.argv[1]):
        page.steps["larger"].activated.emit()
    for _ in range(2):
        page.onward.activated.emit()

QTimer.singleShot(100, fit)
sys.exit(run(["calibrate-screen", "--screen", "2"]))
"""


@pytest.mark.parametrize("factor", [1.0, 1.75])
def test_a_card_is_fitted_on_the_second_screen(tmp_path: Path, factor: float) -> None:
    """The panel's own pixels are kept, whatever the scale factor of the desktop."""
    sizes = (1366, 768), (1920, 1200)
    env = offscreen(tmp_path, *sizes, factor=factor) | {"MADOBE_CONFIG": str(tmp_path / "madobe.toml")}
    (tmp_path / "madobe.toml").write_text("", "utf-8")
    measure(tmp_path / "screens.toml", (sizes[0], 3.97))
    assert "この画面は" in told_by(BY_HAND, env, ["8.82"])
    first, second = read(tmp_path / "screens.toml")
    assert (first.panel.socket, first.across) == ("S1", 3.97)
    assert second.panel.socket == "S2"
    assert second.panel.width == pytest.approx(1920, abs=1)
    assert 8.82 <= second.across <= 8.82 * 1.04
    assert second.down == pytest.approx(second.across, abs=1e-3)


@pytest.mark.parametrize(
    ("known", "state", "failed"),
    [(FITTED, State.READY, False), (SAID, State.NOTE, False), (LIED, State.FAILED, True)],
)
@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_the_morning_check_tells_how_each_size_is_known(
    known: Known, state: State, *, failed: bool, language: str
) -> None:
    (found,) = selfcheck.check_screens([known])
    assert (found.state, found.failure is not None) == (state, failed)
    sentence = Words(language).text(f"selfcheck.screens.{found.what}", **found.params)
    assert known.name in sentence
    assert f"{round(known.size_mm[0])} × {round(known.size_mm[1])} mm" in sentence
    assert ("2026-11-24" in sentence) is (known is FITTED)
    assert (f"--screen {known.number}" in sentence) is (known is not FITTED)


def test_no_screen_is_told_too() -> None:
    (found,) = selfcheck.check_screens([])
    assert (found.state, found.what) == (State.NOTE, "none")


def test_a_broken_file_fails_the_morning_check() -> None:
    def broken() -> None:
        raise ConfigError(ConfigCode.NOT_ALLOWED, "screens.toml: screen[0].across", "2..20")

    found = selfcheck.check_screens_file(broken)
    assert found is not None
    assert found.state is State.FAILED
    sentence = Words("ja").text(f"selfcheck.screens.{found.what}", **found.params)
    assert "screens.toml: screen[0].across" in sentence
    assert "calibrate-screen" in sentence
    assert selfcheck.check_screens_file(lambda: ()) is None


def test_screens_are_asked_of_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = offscreen(tmp_path, (1366, 768), (1920, 1200))
    (tmp_path / "madobe.toml").write_text("", "utf-8")
    measure(tmp_path / "screens.toml", ((1366, 768), 3.97))
    monkeypatch.setenv("QT_QPA_PLATFORM", env["QT_QPA_PLATFORM"])
    one, two = screens_there(tmp_path / "madobe.toml")
    assert one == Known(1, "S1", (344, 193), Source.MEASURED, date(2026, 11, 24))
    assert (two.number, two.name, two.source) == (2, "S2", Source.DRIVER)


def test_a_display_that_cannot_be_opened_ends_no_morning_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    assert screens_there(None) == ()
