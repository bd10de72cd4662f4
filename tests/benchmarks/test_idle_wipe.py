"""From the end of the countdown that nobody stopped to the wiped first page: within a second (design/ux.md).

The program's own clock, with a short patience. It ticks once a second: what is told is how much of a second is lost, a
second being what a bare timer of the same event loop takes for it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.config import Config
from kiosk.services.clock import SystemClock
from kiosk.session.state import Phase, StillThere
from kiosk.session.state import Visit as VisitState
from tests.support.stopwatch import painted_at
from tests.support.window import Window
from ui.theme import NAME_FONTS, dress, load_fonts

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True),
]

ROUNDS = 6
WIPED_MS = 1000
MOST = 0.75
"""Of a second: half for the tick, which may come so much late, the rest for the page."""


class Impatient(Window):
    """Asks after a second without a touch, and waits one more for an answer."""

    def wind(self) -> SystemClock:
        return SystemClock()

    def configured(self, config: Config) -> Config:
        return replace(config, idle=replace(config.idle, warn_s=1, countdown_s=1))


def test_the_first_page_is_back_once_the_countdown_ends(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dress(qapp)
    load_fonts(NAME_FONTS)
    window = Impatient(qtbot, tmp_path)
    beats: list[float] = []
    bare = QTimer(window.shell)
    bare.timeout.connect(lambda: beats.append(time.monotonic()))
    bare.start(1000)

    def wiped() -> bool:
        return window.state.phase is Phase.ATTRACT and window.state.visit == VisitState()

    def begun() -> bool:
        """Touch again as a person does: a page just shown takes no touch for 0.3 s."""
        if window.state.phase is Phase.ATTRACT:
            window.touch("タッチしてはじめる")
        return window.state.phase is not Phase.ATTRACT

    late = []
    for _ in range(ROUNDS):
        window.wait(begun)
        window.wait(lambda: isinstance(window.state.overlay, StillThere))
        assert isinstance(window.state.overlay, StillThere)
        ends = window.state.overlay.ends  # of a clock that nobody moved on: time.monotonic
        late.append(painted_at(window.shell, wiped, lambda: None) - ends)
    bare.stop()
    window.close()
    second = median(after - before for before, after in pairwise(beats))
    with capsys.disabled():
        sys.stdout.write(
            f"\nend of the countdown to the wiped page, {ROUNDS} times: p50 {median(late) * 1000:.0f} ms, "
            f"most {max(late) * 1000:.0f} ms (the issue asks {WIPED_MS}); "
            f"a bare timer's second: {second * 1000:.0f} ms\n"
        )
    assert max(late) / second <= MOST
