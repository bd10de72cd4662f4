"""What the window puts off until its first page is there comes right after it."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import gc
import sys
from types import SimpleNamespace
from PySide6.QtCore import QTimer
from kiosk import cli
from kiosk.app import Application

def start():
    QTimer.singleShot(0, tell)

def tell():
    print("collecting" if gc.isenabled() else "not collecting", flush=True)
    application.qt.quit()

def first(config, *_):
    global application
    print("collecting" if gc.isenabled() else "not collecting", flush=True)
    application = Application(config)
    application.then(lambda _: SimpleNamespace(start=start, stop=lambda: True, runtime=SimpleNamespace()))
    application.shell.show()
    return application.run()

import kiosk.app
kiosk.app.run_kiosk = first
sys.exit(cli.run([]))
"""


def test_garbage_is_collected_from_the_first_page_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["not collecting", "collecting"]
