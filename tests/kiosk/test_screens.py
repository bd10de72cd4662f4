"""What was measured of the screens: whose it is, what is refused, and the file it stands in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.config import Config, ConfigCode, ConfigError, load
from kiosk.files import CannotWriteError
from kiosk.screens import Measured, Panel, find, possible, read, with_measured, write

TABLET = Panel("AUO", "B101UAN", "", "eDP-1", 1920, 1200)
TELEVISION = Panel("SNY", 'TV "5"', "0017", "HDMI-1", 3840, 2160)
DAY = date(2026, 11, 24)
MEASURED = (Measured(TABLET, 8.82, 8.81, DAY), Measured(TELEVISION, 3.2, 3.25, DAY))
ENTRY = """
[[screen]]
maker = "AUO"
model = "B101UAN"
serial = ""
socket = "eDP-1"
width = 1920
height = 1200
across = 8.82
down = 8.81
measured_on = 2026-11-24
"""


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (TABLET, True),
        (TABLET._replace(width=1200, height=1920), True),  # held upright
        (TABLET._replace(width=1918), True),  # told by Qt at a scale factor of 1.75
        (TABLET._replace(width=1280, height=800), False),  # another resolution: other pixels
        (TABLET._replace(socket="eDP-2"), False),
        (TABLET._replace(model="B101UAT"), False),
    ],
)
def test_whose_a_measurement_is(other: Panel, *, same: bool) -> None:
    assert (find(other, MEASURED) is not None) is same


def test_a_screen_that_was_turned_keeps_its_glass() -> None:
    found = find(TABLET._replace(width=1200, height=1920), MEASURED)
    assert found is not None
    assert (found.across, found.down) == (8.81, 8.82)
    assert found.size_mm == MEASURED[0].size_mm[::-1]


def test_a_screen_with_a_serial_number_is_known_on_another_socket() -> None:
    assert find(TELEVISION._replace(socket="DP-3"), MEASURED) == MEASURED[1]
    assert find(TELEVISION._replace(serial="0018"), MEASURED) is None


@pytest.mark.parametrize(
    ("across", "down", "can_be"),
    [
        (8.82, 8.82, True),
        (8.82, 8.41, True),  # 4.9 %
        (8.82, 8.39, False),  # 5.1 %
        (8.39, 8.82, False),
        (2.0, 2.0, True),
        (1.99, 2.0, False),
        (20.0, 20.0, True),
        (20.0, 20.1, False),
        (0.0, 8.0, False),
    ],
)
def test_what_cannot_be_is_refused(across: float, down: float, *, can_be: bool) -> None:
    assert possible(across, down) is can_be


def test_it_is_laid_out_by_both_readings() -> None:
    one = Measured(TABLET, 8.80, 8.84, DAY)
    assert one.px_per_mm == pytest.approx(8.82)
    assert one.size_mm == pytest.approx((218.18, 135.75), abs=0.01)


def test_a_file_holds_what_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "new" / "screens.toml"
    assert read(path) == ()
    write(path, MEASURED)
    assert read(path) == MEASURED
    again = with_measured(MEASURED, MEASURED[0]._replace(across=8.9))
    write(path, again)
    assert [one.across for one in read(path)] == [3.2, 8.9]
    assert [one.name for one in path.parent.iterdir()] == ["screens.toml"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWriteError):
        write(tmp_path / "file" / "screens.toml", MEASURED)


@pytest.mark.parametrize(
    ("content", "code", "key"),
    [
        ("[[screen]", ConfigCode.UNREADABLE, "screens.toml"),
        ("[[scren]]", ConfigCode.UNKNOWN_KEY, "screens.toml: scren"),
        ("screen = 3", ConfigCode.WRONG_TYPE, "screens.toml: screen"),
        ("[[screen]]", ConfigCode.WRONG_TYPE, "screens.toml: screen[0].maker"),
        (ENTRY + "depth = 3", ConfigCode.UNKNOWN_KEY, "screens.toml: screen[0].depth"),
        (ENTRY.replace("8.82", '"8.82"'), ConfigCode.WRONG_TYPE, "screens.toml: screen[0].across"),
        (ENTRY.replace("1920", "true"), ConfigCode.WRONG_TYPE, "screens.toml: screen[0].width"),
        (ENTRY.replace("-24", "-24T10:00:00"), ConfigCode.WRONG_TYPE, "screens.toml: screen[0].measured_on"),
        (ENTRY.replace("8.82", "nan"), ConfigCode.NOT_ALLOWED, "screens.toml: screen[0].across"),
        (ENTRY + ENTRY.replace("8.82", "88.2"), ConfigCode.NOT_ALLOWED, "screens.toml: screen[1].across"),
    ],
)
def test_a_mistake_in_the_file_names_its_key(tmp_path: Path, content: str, code: ConfigCode, key: str) -> None:
    path = tmp_path / "screens.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read(path)
    assert caught.value.code is code
    assert caught.value.key.endswith(key)
    assert caught.value.expected


def test_an_entry_as_it_should_be_is_read(tmp_path: Path) -> None:
    (tmp_path / "screens.toml").write_text(ENTRY, "utf-8")
    assert read(tmp_path / "screens.toml") == MEASURED[:1]


def test_the_file_stands_beside_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "madobe.toml"
    config.write_text("", "utf-8")
    assert Config().screens_file == Path("screens.toml")
    assert load(config).screens_file == tmp_path / "screens.toml"
    config.write_text('screens_file = "/var/lib/madobe/screens.toml"', "utf-8")
    assert load(config).screens_file == Path("/var/lib/madobe/screens.toml")
