"""A screen reader with hands: the objects of a real window by role and name, touched with real X events.

What it does stands in tests/support/atspi_driver.py, which runs on the distribution's Python: gi has no wheel.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import x11
from tests.support.x11 import LIMIT_S

ROOT = Path(__file__).parents[2]
PYTHON = "/usr/bin/python3"
DRIVER = Path(__file__).with_name("atspi_driver.py")
SCREEN = "1920x1300x24"
"""High enough for a 10.1" screen held upright."""
KIOSK, DOCK = "", "Madobe dock"
"""Windows of the demo. The first that says it is a window is the resident's: its title speaks the page's language."""
START = "上砂川町の窓辺"
"""The title of the first page."""
INTERACTIVE = frozenset({"push button", "toggle button", "check box", "radio button", "text", "tree"})
"""What a person can do something with, as AT-SPI calls it."""
MUTE = frozenset({"filler", "unknown", "invalid"})
"""Roles of what only holds other things: nothing that has a name."""


class Area(NamedTuple):
    """A rectangle on the screen, px."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column outside."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row outside."""
        return self.top + self.height

    def holds(self, other: Area) -> bool:
        """Tell whether ``other`` is inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def before(self, other: Area) -> bool:
        """Tell whether it is read before ``other``: left of it at its height, or straight above it."""
        beside = self.top < other.bottom and other.top < self.bottom
        above = self.left < other.right and other.left < self.right
        return (beside and self.right <= other.left) or (above and self.bottom <= other.top)


@dataclass(frozen=True, slots=True)
class Seen:
    """One object that is showing; ``seen`` is the part of its ``area`` in sight, ``parent`` its place in the tree."""

    name: str
    role: str
    states: frozenset[str]
    area: Area
    seen: Area
    text: str
    parent: int


class Wanted(NamedTuple):
    """What is to be showing in which window: its name, one of these roles, its state, its text, if they are given."""

    title: str
    name: str = ""
    roles: tuple[str, ...] = ()
    state: str = ""
    text: str = ""


@contextmanager
def desktop(home: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of programs on a display with a message bus of its own, screen readers switched on."""
    with ExitStack() as stack:
        (home / "run").mkdir(mode=0o700)
        env = stack.enter_context(x11.display(home, SCREEN)) | {
            "XDG_RUNTIME_DIR": str(home / "run"),
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        env.pop("AT_SPI_BUS_ADDRESS", None)
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        stack.callback(_end_all, bus)
        assert bus.stdout is not None
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        # Once asked for, the bus of the screen readers is there before the first program looks for it.
        asked = ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus"]
        subprocess.run([*asked, "org.a11y.Bus.GetAddress"], env=env, check=True, timeout=LIMIT_S, capture_output=True)
        yield env


def _end_all(bus: subprocess.Popen[str]) -> None:
    """End the bus with everything that it started: launcher, bus and registry of the screen readers."""
    with suppress(ProcessLookupError):
        os.killpg(bus.pid, signal.SIGTERM)
    bus.communicate(timeout=LIMIT_S)


class ScreenReader:
    """Looks at the windows of one program and touches them."""

    def __init__(self, env: dict[str, str], program: str) -> None:
        self._driver = subprocess.Popen(
            [PYTHON, str(DRIVER), program], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _ask(self, do: str, **wish: Any) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps({"do": do, **wish}) + "\n")
        self._driver.stdin.flush()
        answer = json.loads(self._driver.stdout.readline() or '{"error": "the driver ended"}')
        assert "error" not in answer, answer["error"]
        return answer["is"]

    def tree(self, title: str) -> list[Seen]:
        """Return what is showing in the window whose title begins so (or the frame), each object before its parts."""
        return [
            Seen(
                one["name"],
                one["role"],
                frozenset(one["states"]),
                Area(*one["area"]),
                Area(*one["seen"]),
                one["text"],
                one["parent"],
            )
            for one in self._ask("tree", title=title)
        ]

    def wait(self, wanted: Wanted) -> None:
        """Wait until it is showing."""
        self._ask("wait", wanted=wanted._asdict(), limit_s=LIMIT_S)

    def touch(self, what: Wanted, then: Wanted | None = None) -> int:
        """Touch it, again as long as ``then`` does not come of it; return how often."""
        return int(self._ask("touch", what=what._asdict(), then=then and then._asdict(), limit_s=LIMIT_S))

    def press(self, key: str, then: Wanted) -> int:
        """Press a key, by its name in X, again as long as ``then`` does not come of it; return how often."""
        return int(self._ask("press", key=key, then=then._asdict(), limit_s=LIMIT_S))

    def resize(self, width: int, height: int) -> None:
        """Give the frame another size, px, and wait until it has it."""
        self._ask("resize", size=[width, height], limit_s=LIMIT_S)

    def heard(self, said: str = "") -> list[dict[str, str]]:
        """Return what was announced, and what got the focus, since the last question; wait until this was ``said``."""
        return list(self._ask("heard", said=said, limit_s=LIMIT_S))

    def close(self) -> None:
        """End the driver."""
        self._driver.communicate(timeout=LIMIT_S)


@contextmanager
def demo(env: dict[str, str], folder: Path, *arguments: str) -> Iterator[ScreenReader]:
    """Run the demo in this folder and yield who listens to it, once window and dock are there."""
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "demo", *arguments],
        cwd=folder,
        env=env | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    reader = ScreenReader(env, "Madobe")
    try:
        reader.wait(Wanted(DOCK, "置く Insert"))
        reader.wait(Wanted(KIOSK, START, ("panel",)))
        yield reader
        assert program.poll() is None
    finally:
        reader.close()
        program.terminate()
        program.wait(LIMIT_S)


def problems(tree: Sequence[Seen], title: str, *, headed: bool = True) -> Iterator[str]:
    """Say what a blind person would not find on the page of this title."""
    window = tree[0]
    if window.role != "frame" or not window.name.endswith(title):
        yield f"the window is a {window.role} {window.name!r}"
    if sum(one.role == "panel" and one.name == title for one in tree) != 1:
        yield "the page is no named panel"
    if headed and (headings := [one.name for one in tree if one.role == "heading"]) != [" ".join(title.split())]:
        yield f"its headings are {headings}"
    yield from _zones(tree)
    yield from faults(tree)


def faults(tree: Sequence[Seen]) -> Iterator[str]:
    """Say what of a window could not be found, told apart or followed by ear."""
    controls = [one for one in tree if "focusable" in one.states or one.role in INTERACTIVE]
    for one in controls:
        if one.role not in INTERACTIVE or "focusable" not in one.states:
            yield f"{one.role} {one.name!r} is {sorted(one.states)}"
    names = [one.name for one in controls]
    yield from (f"{name!r} names {names.count(name)} controls" for name in {*names} if names.count(name) > 1)
    for one in tree:
        if not one.name.strip() and one.role not in MUTE:
            yield f"a {one.role} without a name"
        if one.name and one.role in MUTE:
            yield f"{one.name!r} is a {one.role}"
    yield from _outside(tree)
    yield from _disorder(tree)


def _outside(tree: Sequence[Seen]) -> Iterator[str]:
    """Say what sticks out of what holds it; only the whole of a long page may, in its frame that scrolls."""
    alone = Counter(one.parent for one in tree)
    for one in tree[1:]:
        if not tree[one.parent].area.holds(one.area) and alone[one.parent] > 1:
            yield f"{one.role} {one.name!r} at {one.area} is outside {tree[one.parent].area}"


def _frame(tree: Sequence[Seen]) -> int:
    """Return the place in the tree of what holds page, footer and rail."""
    page = next((one for one in tree if one.role == "panel"), tree[0])
    return tree[page.parent].parent


def _zones(tree: Sequence[Seen]) -> Iterator[str]:
    """Say whether page, footer and rail are told in this order, in which Tab goes through them."""
    zones = [one.area for one in tree if one.parent == _frame(tree)]
    if len(zones) != 3 or zones[1].top < zones[0].bottom or zones[1].width < zones[0].width:
        yield f"page, footer and rail are told as {zones}"


def _disorder(tree: Sequence[Seen]) -> Iterator[str]:
    """Say what is told before what stands before it; page, footer and rail have their own order."""
    for parent in {one.parent for one in tree} - {-1, _frame(tree)}:
        children = [one for one in tree if one.parent == parent and min(one.area.width, one.area.height) > 0]
        for one, following in combinations(children, 2):
            if following.area.before(one.area):
                yield f"{one.role} {one.name!r} is told before {following.role} {following.name!r}"
