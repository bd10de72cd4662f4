"""Small rules over the whole tree that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "ui", "cardreader", "forms", "printing")

TOP_LEVEL = {
    *PACKAGES,
    "assets",
    "tests",
    "docs",
    ".ci",
    "pyproject.toml",
    "build.spec",
    "README.md",
    "LICENSE",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "run",
    "test",
    ".gitignore",
    ".importlinter",
}
PUBLISHED_DUMMY_NUMBERS = {"123456789018", "537686677188"}  # card-protocol.md 1.5

RULES = [
    # (what, pattern, folders, files that may)
    ("a wait by the clock in a test", r"\btime\.sleep\(|qtbot\.wait\(", ("tests",), {"tests/test_tree.py"}),
    ("print instead of the terminal", r"(?<![\w.])(?<!def )print\(", PACKAGES, set()),
    ("a clock outside the edge", r"datetime\.now\(|date\.today\(|time\.time\(", PACKAGES, {"kiosk/clock.py"}),
    ("a shell", r"shell=True|os\.system\(", (*PACKAGES, "tests"), {"tests/test_tree.py"}),
    ("eval", r"(?<![\w.])(eval|exec)\(", PACKAGES, set()),
    ("a nested event loop", r"processEvents\(|\.exec\(\)(?!.*QApplication)", ("ui",), set()),
]


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return [ROOT / line for line in listed.stdout.decode().splitlines() if (ROOT / line).is_file()]


def _text_files() -> list[tuple[str, str]]:
    texts = []
    for path in _tracked():
        if path.suffix in {".py", ".toml", ".md", ".txt", ".spec", ""}:
            texts.append((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")))
    assert len(texts) > 50, "the tree was not read"
    return texts


def test_only_the_agreed_things_stand_at_the_top() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in _tracked()} <= TOP_LEVEL


@pytest.mark.parametrize(("what", "pattern", "folders", "allowed"), RULES, ids=[rule[0] for rule in RULES])
def test_rule(what: str, pattern: str, folders: tuple[str, ...], allowed: set[str]) -> None:
    found = [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}"
        for name, text in _text_files()
        if name.endswith(".py") and name.split("/")[0] in folders and name not in allowed
        for match in re.finditer(pattern, text)
    ]
    assert not found, f"{what}: {found}"


def test_no_twelve_digit_number_but_the_published_dummies() -> None:
    found = {
        (name, number)
        for name, text in _text_files()
        if not name.startswith((".ci/requirements", "assets/fonts/"))
        for number in re.findall(r"(?<![0-9A-Fa-f.])[0-9]{12}(?![0-9A-Fa-f])", text)
    }
    assert {number for _, number in found} <= PUBLISHED_DUMMY_NUMBERS, found


def test_no_registry_and_no_machine_path() -> None:
    host = re.compile(r"\bpypi\b|pythonhosted|npmjs|deb\.debian")
    machine = re.compile(r"(?<![\w.])/(?:work|root|farm)/")
    found = [
        name
        for name, text in _text_files()
        if name != "tests/test_tree.py" and (host.search(text) or machine.search(text))
    ]
    assert not found


def test_runnable_files_have_their_bit() -> None:
    for name in ("run", "test", ".ci/run", ".ci/setup"):
        assert (ROOT / name).stat().st_mode & 0o111, name
