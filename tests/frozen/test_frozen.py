"""The program as it is installed: built with PyInstaller, then one headless fill and the morning check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.frozen

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the one-folder program; some thirty seconds."""
    folder = tmp_path_factory.mktemp("frozen")
    line = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    line += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build"), str(ROOT / "build.spec")]
    built = subprocess.run(line, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-2000:]
    return folder / "dist" / "madobe" / "madobe"


def _environment() -> dict[str, str]:
    """Return what a clean machine has: nothing of this source tree's Python."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "MADOBE"))}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}


def _run(program: Path, folder: Path, *line: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [program, *line], cwd=folder, input=typed, capture_output=True, check=False, env=_environment()
    )


def test_it_fills_a_form(program: Path, tmp_path: Path) -> None:
    answers = ROOT / "tests" / "fixtures" / "answers" / "juminhyo.toml"
    line = ["fill", "juminhyo", "--card", "virtual:plain", "--secret", "pin", "--answers", str(answers)]
    done = _run(program, tmp_path, *line, "--out", "out", "--json", typed=b"1234")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["forms"][0]["fields"]["v_name"] == "card"
    assert (tmp_path / "out" / "juminhyo.pdf").read_bytes().startswith(b"%PDF")


def test_it_checks_itself(program: Path, tmp_path: Path) -> None:
    done = _run(program, tmp_path, "selfcheck", "--out", "check.pdf", "--json")
    told = json.loads(done.stdout)
    states = {part["part"]: part["state"] for part in told["parts"]}
    # Whether a reader is plugged in is the machine's affair; everything the program brings along has to be there.
    assert states.pop("reader") in {"ready", "failed"}
    assert set(states.values()) <= {"ready", "note"}, told
    assert done.returncode in {0, 3}
    assert (tmp_path / "check.pdf").is_file()


def test_it_speaks(program: Path, tmp_path: Path) -> None:
    order = {"say": ["鶉本町です。"], "pace": 2.0, "volume": 0.5, "town": "上砂川町", "job": 7}
    with subprocess.Popen(
        [program, "--voice", "NULL"],
        cwd=tmp_path,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as voice:
        assert voice.stdin is not None
        assert voice.stdout is not None
        assert json.loads(voice.stdout.readline()) == {"ready": True}
        voice.stdin.write(json.dumps(order) + "\n")
        voice.stdin.flush()
        assert json.loads(voice.stdout.readline()) == {"done": 7}
        voice.stdin.close()
        assert voice.wait() == 0


def test_it_carries_what_it_needs_and_no_more(program: Path) -> None:
    names = {path.name for path in program.parent.rglob("*") if path.is_file()}
    assert {"juminhyo.toml", "vocabulary.toml", "profiles.toml", "failures.toml", "NotoSansJP-Regular.ttf"} <= names
    assert "sys.dic" in names, "Open JTalk's dictionary"
    assert "system.dic" not in names, "Sudachi's dictionary"
    assert not [name for name in names if "VirtualKeyboard" in name or "Qt6Qml" in name or "Qt6Quick" in name]
