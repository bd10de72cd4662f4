"""FailureCode.SYSTEM_BUG, SYS-01: an exception nobody catches ends the window's process and says nothing personal."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QTimer
from kiosk import app, crash
from kiosk.config import Config
application = app.Application(Config())
def bug():
    name = "窓辺太郎"
    raise ValueError(name)
QTimer.singleShot(0, bug)
application.run()
"""


def test_a_bug_ends_the_process_and_tells_no_value() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 75
    assert "SYS-01 ValueError" in done.stderr
    assert "窓辺太郎" not in done.stderr
