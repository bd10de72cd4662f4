"""Sees and touches a window as a stranger does: through AT-SPI and xdotool. Runs on the distribution's Python (gi).

One JSON object a line comes in (``{"do": "touch", ...}``), one goes out. It knows nothing of the product: objects are
found by what they are and what they are called, and touched in the middle of the place that they tell of themselves.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen first

POLL_S = 0.05
QUIET_S = 0.35
"""What was just shown or touched takes no touch for 0.3 s: the second half of a double tap is not meant for it."""
UNHEARD_S, UNHEARD_LOOKS = 1.5, 6
"""Nothing came of a touch when the program told of itself so often, for so long, and nothing had changed."""
TOLD = ("object:announcement", "object:state-changed:focused")

Seen = dict[str, Any]


class Missing(Exception):  # noqa: N818 - a result, said to the test as it is
    """What was waited for did not come."""


class Eyes:
    """The windows of one program, and what it tells of itself meanwhile."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._heard: list[dict[str, str]] = []
        self._since: dict[str, float] = {}
        """When each object of the last look was first seen there, or last touched."""
        # A copy of the tree that is a moment old would be touched where nothing is any more.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in TOLD:
            self._listener.register(kind)

    def _hear(self, event: Any) -> None:
        kind = event.type.split(":")[-1]
        if kind == "focused" and not event.detail1:
            return  # lost
        try:
            name, role = event.source.get_name() or "", event.source.get_role_name()
        except GLib.Error:
            return  # gone by now
        said = event.any_data if isinstance(event.any_data, str) else ""
        self._heard.append({"kind": kind, "name": name, "role": role, "said": said})

    def _turn(self) -> None:
        """Let the bus tell what happened."""
        until = time.monotonic() + POLL_S
        while time.monotonic() < until:
            if not GLib.MainContext.default().iteration(may_block=False):
                time.sleep(0.005)

    def heard(self) -> list[dict[str, str]]:
        """Return what was told since the last question."""
        self._turn()
        heard, self._heard = self._heard, []
        return heard

    def tree(self, title: str) -> list[Seen]:
        """Return all that is showing in the window whose title begins so, each object before what it holds."""
        for program in _children(Atspi.get_desktop(0)):
            if program.get_name() == self._program:
                for window in _children(program):
                    if (window.get_name() or "").startswith(title):
                        found: list[Seen] = []
                        _walk(window, -1, None, found)
                        self._note(title, found)
                        return found
        raise Missing(f"no window {title!r}")

    def _note(self, title: str, found: list[Seen]) -> None:
        now = time.monotonic()
        keys = {_key(title, one) for one in found}
        self._since = {key: at for key, at in self._since.items() if key in keys or not key.startswith(f"{title}|")}
        for key in keys:
            self._since.setdefault(key, now)

    def _find(self, wanted: Seen) -> list[Seen]:
        """Return what is showing of this name, in one of these roles and with this state if they are given."""
        try:
            found = self.tree(wanted["title"])
        except (GLib.Error, Missing):
            return []  # the page goes away while it is read
        return [
            one
            for one in found
            if one["name"] == wanted["name"]
            and one["role"] in (wanted["roles"] or [one["role"]])
            and (not wanted["state"] or wanted["state"] in one["states"])
        ]

    def wait(self, wanted: Seen, limit_s: float) -> None:
        """Return once it is so."""
        until = time.monotonic() + limit_s
        while not self._find(wanted):
            self._give_up(until, wanted, "is not there")
            self._turn()

    def touch(self, what: Seen, then: Seen | None, limit_s: float) -> int:
        """Touch something, again as long as nothing comes of it, until ``then`` is so; return how often."""
        until, touches, looks, at = time.monotonic() + limit_s, 0, 0, 0.0
        while True:
            unheard = looks >= UNHEARD_LOOKS and time.monotonic() - at > UNHEARD_S
            if (not touches or unheard) and self._touched(what):
                touches, looks, at = touches + 1, 0, time.monotonic()
            if touches and (then is None or self._find(then)):
                return touches
            looks += 1
            self._give_up(until, then if touches else what, f"did not come of {touches} touches of {what['name']!r}")
            self._turn()

    def _touched(self, what: Seen) -> bool:
        """Touch it if it is there, alone and ready."""
        found = self._find(what)
        if len(found) > 1:
            raise Missing(f"{what['name']!r} is there {len(found)} times")
        if not found or "sensitive" not in found[0]["states"] or min(found[0]["seen"][2:]) <= 0:
            return False
        key, now = _key(what["title"], found[0]), time.monotonic()
        if now - self._since[key] < QUIET_S:
            return False
        self._since[key] = now
        left, top, width, height = found[0]["seen"]
        _xdotool("mousemove", "--sync", str(left + width // 2), str(top + height // 2))
        _xdotool("click", "1")
        return True

    def _give_up(self, until: float, wanted: Seen | None, why: str) -> None:
        if wanted is not None and time.monotonic() > until:
            shown = [f"{one['role']} {one['name']}" for one in self.tree(wanted["title"]) if one["name"]]
            raise Missing(f"{wanted['name']!r} {wanted['roles']} {wanted['state']} {why}; there is {shown}")


def _key(title: str, one: Seen) -> str:
    return f"{title}|{one['role']}|{one['name']}|{one['area']}"


def _children(one: Any) -> list[Any]:
    return [child for number in range(one.get_child_count()) if (child := one.get_child_at_index(number)) is not None]


def _walk(one: Any, parent: int, sight: list[int] | None, found: list[Seen]) -> None:
    states = sorted(state.value_nick for state in one.get_state_set().get_states())
    if "showing" not in states:
        return
    place = one.get_extents(Atspi.CoordType.SCREEN)
    area = [place.x, place.y, place.width, place.height]
    # What a page scrolls away is called showing, at a place where something else stands.
    seen = area if sight is None else _both(area, sight)
    role = one.get_role_name()
    found.append(
        {
            "name": one.get_name() or "",
            "role": role,
            "states": states,
            "area": area,
            "seen": seen,
            "text": Atspi.Text.get_text(one, 0, -1) if role == "text" else "",
            "parent": parent,
        }
    )
    here = len(found) - 1
    for child in _children(one):
        _walk(child, here, seen, found)


def _both(one: list[int], other: list[int]) -> list[int]:
    """Return what two rectangles share, without width or height if nothing."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return [left, top, max(0, right - left), max(0, bottom - top)]


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=30)


def _do(eyes: Eyes, do: str, wish: dict[str, Any]) -> Any:
    match do:
        case "tree":
            return eyes.tree(**wish)
        case "wait":
            return eyes.wait(**wish)
        case "touch":
            return eyes.touch(**wish)
        case "heard":
            return eyes.heard()
        case "xdotool":
            return _xdotool(*wish["words"])
    raise ValueError(do)


def main() -> None:
    """Do line by line what is wished for."""
    eyes = Eyes(sys.argv[1])
    for line in sys.stdin:
        wish = json.loads(line)
        answer: dict[str, Any]
        try:
            answer = {"is": _do(eyes, wish.pop("do"), wish)}
        except (Missing, GLib.Error, subprocess.SubprocessError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
