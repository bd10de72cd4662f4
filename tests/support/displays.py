"""Screens that are not there: what Qt's offscreen platform is told to have, for a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kiosk.screens import Measured, Panel, write

ROOT = Path(__file__).parents[2]
MEASURED_ON = date(2026, 11, 24)


def offscreen(folder: Path, *sizes: tuple[int, int], factor: float = 1.0) -> dict[str, str]:
    """Return the environment of a program that has screens of these pixels side by side: S1, S2, …"""
    screens, x = [], 0
    for number, (width, height) in enumerate(sizes, 1):
        told = {"name": f"S{number}", "x": x, "y": 0, "width": width, "height": height}
        screens.append({**told, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1})
        x += width
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": screens}), "utf-8")
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "QT_SCALE_FACTOR": str(factor)}
    return os.environ | platform | {"PYTHONDONTWRITEBYTECODE": "1"}


def measure(file: Path, *screens: tuple[tuple[int, int], float]) -> None:
    """Write what staff would have measured of screens S1, S2, …: pixels of a millimetre."""
    panels = (Panel("", "", "", f"S{number}", *size) for number, (size, _) in enumerate(screens, 1))
    write(file, [Measured(panel, dense, dense, MEASURED_ON) for panel, (_, dense) in zip(panels, screens, strict=True)])


def told_by(program: str, env: dict[str, str], arguments: Sequence[str] = ()) -> str:
    """Return what a program says on standard output; what it complains of fails the test."""
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
