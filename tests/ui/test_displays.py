"""The millimetres of a screen: as staff measured them, else as its driver says, never what cannot be true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtWidgets import QApplication

from kiosk.app import density_of
from kiosk.config import Config
from kiosk.screens import Measured, Panel
from tests.support.displays import MEASURED_ON, measure, offscreen, told_by
from ui.desk import monitors_of_qt
from ui.displays import as_measured, panel_of
from ui.theme import said_by_driver, screen_of
from ui.tokens import Screen

GUESS = 96 / 25.4


class Glass:
    """What a driver says of a screen, as QScreen tells it."""

    def __init__(self, width: int, height: int, size_mm: tuple[float, float], ratio: float = 1.0) -> None:
        self._size, self._mm, self._ratio = QSize(width, height), QSizeF(*size_mm), ratio

    def size(self) -> QSize:
        return self._size

    def physicalSize(self) -> QSizeF:  # noqa: N802 - as Qt has it
        return self._mm

    def physicalDotsPerInch(self) -> float:  # noqa: N802 - as Qt has it
        return self._size.width() / self._mm.width() * 25.4 if self._mm.width() else float("inf")

    def devicePixelRatio(self) -> float:  # noqa: N802 - as Qt has it
        return self._ratio

    def manufacturer(self) -> str:
        return "AUO "

    def model(self) -> str:
        return "B101UAN"

    def serialNumber(self) -> str:  # noqa: N802 - as Qt has it
        return ""

    def name(self) -> str:
        return "eDP-1"


def glass(*args: Any) -> Any:
    return Glass(*args)


@pytest.mark.parametrize(
    ("width", "height", "size_mm"),
    [
        (1920, 1200, (217.0, 136.0)),
        (1200, 1920, (136.0, 217.0)),
        (1366, 768, (344.0, 194.0)),
        (3840, 2160, (345.0, 194.0)),
    ],
)
def test_a_driver_is_believed(width: int, height: int, size_mm: tuple[float, float]) -> None:
    assert said_by_driver(glass(width, height, size_mm)) == pytest.approx(width / size_mm[0])


@pytest.mark.parametrize(
    "size_mm",
    [
        (0.0, 0.0),
        (1.0, 1.0),
        (160.0, 90.0),
        (160.0, 100.0),
        (90.0, 160.0),
        (16.0, 9.0),
        (1600.0, 900.0),
        (940.0, 530.0),
    ],
)
def test_a_driver_that_cannot_be_right_is_not(size_mm: tuple[float, float]) -> None:
    screen = glass(1920, 1080, size_mm)
    assert said_by_driver(screen) is None
    assert screen_of(screen) == Screen(GUESS)


def test_a_scale_factor_makes_no_driver_a_liar() -> None:
    """15.6 inches of 1366 pixels at 1.75: 2.3 of Qt's pixels a millimetre, 4.0 of the panel's."""
    assert said_by_driver(glass(781, 439, (344.0, 194.0), 1.75)) == pytest.approx(2.27, abs=0.01)


def test_what_was_measured_goes_before_the_driver() -> None:
    panel = Panel("AUO", "B101UAN", "", "eDP-1", 1920, 1200)
    density = as_measured([Measured(panel, 8.80, 8.84, MEASURED_ON)])
    lying = (160.0, 100.0)
    assert panel_of(glass(1920, 1200, lying)) == panel
    assert density(glass(1920, 1200, lying)).px_per_mm == pytest.approx(8.82)
    assert density(glass(960, 600, lying, 2.0)).px_per_mm == pytest.approx(4.41)
    assert density(glass(1280, 800, lying)) == Screen(GUESS)


def test_a_file_that_is_broken_is_named_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "screens.toml"
    config = Config(screens_file=file)
    assert density_of(config) is screen_of
    assert capsys.readouterr().err == ""
    file.write_text("[[screen]", "utf-8")
    assert density_of(config) is screen_of
    assert capsys.readouterr().err.startswith(f"CFG-01: {file}")
    measure(file, ((1920, 1200), 8.82))
    assert density_of(config) is not screen_of


def test_each_monitor_has_its_own_millimetres(qapp: QApplication) -> None:
    there = qapp.screens()
    assert [one.px_per_mm for one in monitors_of_qt(lambda _: Screen(7.0))] == [7.0] * len(there)


BOTH_WINDOWS = """
import json, sys
from pathlib import Path
from kiosk.app import Application
from kiosk.config import Config, Mode
application = Application(Config(mode=Mode(sys.argv[1]), screens_file=Path(sys.argv[2])))
desk = application.desk
windows = (application.shell,) if desk is None else (desk.clerk.theme, desk.resident.theme)
print(json.dumps([getattr(one, "theme", one).screen.px_per_mm for one in windows]))
"""
DENSE_10, DENSE_15 = 8.82, 3.97


@pytest.mark.parametrize(("mode", "factor"), [("assisted", 1.0), ("assisted", 1.75), ("self", 1.5)])
def test_the_program_lays_each_window_out_in_the_millimetres_of_its_screen(
    tmp_path: Path, mode: str, factor: float
) -> None:
    sizes = (1366, 768), (1920, 1200)
    file = tmp_path / "screens.toml"
    measure(file, (sizes[0], DENSE_15), (sizes[1], DENSE_10))
    env = offscreen(tmp_path, *sizes, factor=factor)
    told = json.loads(told_by(BOTH_WINDOWS, env, [mode, str(file)]))
    # The clerk's page stands at 0.55 of the resident's sizes.
    wanted = [0.55 * DENSE_15, DENSE_10] if mode == "assisted" else [DENSE_15]
    assert told == pytest.approx([one / factor for one in wanted])
