"""The configuration file: every key is documented, and every mistake names its key."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kiosk.config import Config, ConfigCode, ConfigError, Mode, PrinterKind, SlipSize, load, parse

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"


def _keys(value: object, prefix: str = "") -> set[str]:
    keys: set[str] = set()
    assert is_dataclass(value)
    for item in fields(value):
        child = getattr(value, item.name)
        keys |= _keys(child, f"{prefix}{item.name}.") if is_dataclass(child) else {f"{prefix}{item.name}"}
    return keys


def test_no_file_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MADOBE_CONFIG", raising=False)
    assert load() == Config() == parse({})


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / "madobe.toml"
    path.write_text(
        """
        town = "kamisunagawa"
        office = "住民課"
        mode = "assisted"
        language = "en"
        procedures = ["juminhyo"]
        forms_dir = "."
        screens_file = "glass.toml"
        print_my_number = true
        [idle]
        warn_s = 31
        slow_warn_s = 32
        countdown_s = 33
        finished_s = 34
        slow_finished_s = 35
        [access]
        switches = ["F8", "F9"]
        switch_pause_ms = 500
        [card]
        reader = "Virtual"
        check_expiry = false
        check_integrity = true
        tone = false
        [printing]
        kind = "cups"
        folder = "paper"
        queue = "mado"
        server = "localhost:631"
        shift_right_mm = -1.5
        shift_down_mm = 2
        signature_pad = true
        [slip]
        size = "roll80"
        office_key = "office.pub"
        valid_days = 7
        """,
        "utf-8",
    )
    config = load(path)
    plain = Config()
    assert (config.mode, config.printing.kind, config.slip.size) == (Mode.ASSISTED, PrinterKind.CUPS, SlipSize.ROLL80)
    for key in _keys(plain) - {"town"}:
        ours, default = config, plain
        for part in key.split("."):
            ours, default = getattr(ours, part), getattr(default, part)
        assert ours != default, f"{key} was not read from the file"


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "madobe.toml"
    path.write_text('mode = "outreach"', "utf-8")
    monkeypatch.setenv("MADOBE_CONFIG", str(path))
    assert load().mode is Mode.OUTREACH


@pytest.mark.parametrize(
    ("raw", "code", "key"),
    [
        ({"mdoe": "self"}, ConfigCode.UNKNOWN_KEY, "mdoe"),
        ({"idle": {"wran_s": 60}}, ConfigCode.UNKNOWN_KEY, "idle.wran_s"),
        ({"mode": "kiosk"}, ConfigCode.NOT_ALLOWED, "mode"),
        ({"mode": 3}, ConfigCode.WRONG_TYPE, "mode"),
        ({"idle": 3}, ConfigCode.WRONG_TYPE, "idle"),
        ({"idle": {"warn_s": True}}, ConfigCode.WRONG_TYPE, "idle.warn_s"),
        ({"idle": {"warn_s": "60"}}, ConfigCode.WRONG_TYPE, "idle.warn_s"),
        ({"idle": {"warn_s": 5}}, ConfigCode.NOT_ALLOWED, "idle.warn_s"),
        ({"access": {"switches": ["F1"]}}, ConfigCode.NOT_ALLOWED, "access.switches"),
        ({"access": {"switches": ["F1", "F1"]}}, ConfigCode.NOT_ALLOWED, "access.switches"),
        ({"access": {"switches": ["F1", "F13"]}}, ConfigCode.NOT_ALLOWED, "access.switches"),
        ({"access": {"switches": ["Space", "A"]}}, ConfigCode.NOT_ALLOWED, "access.switches"),
        ({"access": {"switches": ["Space", "Enter"]}, "mode": "assisted"}, ConfigCode.NOT_ALLOWED, "access.switches"),
        ({"access": {"switches": "F1"}}, ConfigCode.WRONG_TYPE, "access.switches"),
        ({"access": {"switch_pause_ms": 2001}}, ConfigCode.NOT_ALLOWED, "access.switch_pause_ms"),
        ({"card": {"check_expiry": 1}}, ConfigCode.WRONG_TYPE, "card.check_expiry"),
        ({"procedures": ["juminhyo", 3]}, ConfigCode.WRONG_TYPE, "procedures"),
        ({"printing": {"kind": "cups"}}, ConfigCode.NOT_ALLOWED, "printing.queue"),
        ({"printing": {"shift_down_mm": 21}}, ConfigCode.NOT_ALLOWED, "printing.shift_down_mm"),
        ({"printing": {"shift_right_mm": "1"}}, ConfigCode.WRONG_TYPE, "printing.shift_right_mm"),
        ({"slip": {"size": "A4"}}, ConfigCode.NOT_ALLOWED, "slip.size"),
    ],
)
def test_a_mistake_names_its_key(raw: dict[str, object], code: ConfigCode, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(raw)
    assert (caught.value.code, caught.value.key) == (code, key)


@pytest.mark.parametrize("switches", [[], ["Space", "Enter"], ["F12", "Space"]])
def test_switches_may_be_none_or_keys_that_write(switches: list[str]) -> None:
    assert parse({"access": {"switches": switches}}).access.switches == tuple(switches)


@pytest.mark.parametrize("content", [b"mode = ", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "madobe.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert (caught.value.code, caught.value.key) == (ConfigCode.UNREADABLE, str(path))


def test_the_documentation_names_every_key_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", DOCS.read_text("utf-8"), re.MULTILINE))
    assert documented == _keys(Config())


def test_a_folder_of_forms_that_is_not_there_stops_the_program(tmp_path: Path) -> None:
    path = tmp_path / "madobe.toml"
    path.write_text(f'forms_dir = "{tmp_path}/gone"', "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert (caught.value.code, caught.value.key) == (ConfigCode.NOT_ALLOWED, "forms_dir")
