"""The demo as a real window: Xvfb, openbox, a pointer and a keyboard that know nothing of Qt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import x11
from tests.support.x11 import LIMIT_S

pytestmark = pytest.mark.xvfb

TRIES = 10


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    with x11.display(tmp_path) as env:
        yield env


def xdotool(env: dict[str, str], *words: str, limit_s: float = LIMIT_S) -> str:
    done = subprocess.run(["xdotool", *words], env=env, capture_output=True, text=True, timeout=limit_s, check=True)
    return done.stdout.strip()


def wait_for(env: dict[str, str], title: str, *, limit_s: float = LIMIT_S) -> str:
    """Return the number of the window once it bears this title."""
    return xdotool(env, "search", "--sync", "--onlyvisible", "--limit", "1", "--name", title, limit_s=limit_s)


def until(env: dict[str, str], title: str, *words: str) -> None:
    """Do something as a person does: again when nothing happened (a page just shown takes no touch for 0.3 s)."""
    for _ in range(TRIES):
        xdotool(env, *words)
        with suppress(subprocess.TimeoutExpired):
            wait_for(env, title, limit_s=LIMIT_S / TRIES)
            return
    pytest.fail(f"{TRIES} times {words} and no page called {title}")


def test_the_demo_takes_a_pointer_and_keys(display: dict[str, str], tmp_path: Path) -> None:
    demo = subprocess.Popen([sys.executable, "-m", "kiosk", "demo"], cwd=tmp_path, env=display)
    try:
        window = wait_for(display, "上砂川町の窓辺")
        xdotool(display, "windowactivate", "--sync", window)
        place = dict(line.split("=") for line in xdotool(display, "getwindowgeometry", "--shell", window).splitlines())
        across, down = int(place["WIDTH"]) * 6 // 10, int(place["HEIGHT"]) * 66 // 100
        xdotool(display, "mousemove", "--window", window, str(across), str(down))
        until(display, "どのようなご用件ですか", "click", "1")
        until(display, "上砂川町の窓辺", "key", "Escape")
        until(display, "どのようなご用件ですか", "key", "Return")
        assert demo.poll() is None
    finally:
        demo.terminate()
        demo.wait(LIMIT_S)
