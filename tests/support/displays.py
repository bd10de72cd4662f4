"""Screens that are not there: those a kiosk may have, and what Qt's offscreen platform is told for a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from math import hypot
from pathlib import Path

from PySide6.QtCore import QSize

from kiosk.screens import Measured, Panel, write
from ui.tokens import Screen

ROOT = Path(__file__).parents[2]
MEASURED_ON = date(2026, 11, 24)


GLASSES: dict[str, tuple[float, int, int]] = {
    "10.1 wuxga": (10.1, 1920, 1200),
    "10.1 wxga": (10.1, 1280, 800),
    "11.6 hd": (11.6, 1366, 768),
    "12.3": (12.3, 2736, 1824),
    "13.3 full-hd": (13.3, 1920, 1080),
    "15.6 hd": (15.6, 1366, 768),
    "15.6 full-hd": (15.6, 1920, 1080),
    "15.6 4k": (15.6, 3840, 2160),
}
"""The diagonal in inches and the panel's pixels, as they are sold."""
FACTORS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Scale factors of a desktop."""


def glass(name: str, factor: float = 1.0, *, upright: bool = False) -> tuple[Screen, QSize]:
    """Return one of GLASSES as Qt counts it at a scale factor: its density, and its size."""
    inches, *sides = GLASSES[name]
    width, height = sorted(sides, reverse=not upright)
    return Screen(hypot(width, height) / (inches * 25.4) / factor), QSize(int(width / factor), int(height / factor))


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
