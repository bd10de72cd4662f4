"""Sees and touches a window as a stranger does: through AT-SPI and xdotool. Runs on the distribution's Python (gi).

One JSON object a line comes in (``{"do": "touch", ...}``), one goes out. It knows nothing of the product: objects are
found by what they are and what they are called, and touched in the middle of the place that they tell of themselves.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 - the version is chosen first

POLL_S = 0.05
QUIET_S = 0.35
"""What was just shown or touched takes no touch for 0.3 s: the second half of a double tap is not meant for it."""
UNHEARD_S, UNHEARD_LOOKS = 1.5, 6
"""Nothing came of a touch when the program told of itself so often, for so long, and nothing had changed."""
TOLD = ("object:announcement", "object:state-changed:focused")

ANSWER_MS = 30_000
DESKTOP = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE, COMPONENT, TEXT = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Component", "Text"))
NAME, ON_SCREEN = GLib.Variant("(ss)", (ACCESSIBLE, "Name")), GLib.Variant("(u)", (0,))
WHOLE = GLib.Variant("(ii)", (0, -1))
STATES = [Atspi.StateType(number).value_nick for number in range(Atspi.StateType.LAST_DEFINED)]

Seen = dict[str, Any]
Place = tuple[str, str]
"""An object on the bus: whose it is, and its path."""


class Missing(Exception):  # noqa: N818 - a result, said to the test as it is
    """What was waited for did not come."""


class Bus:
    """The bus of the screen readers, asked for many objects at once.

    libatspi puts one question after the other: a look at a page took a busy machine more than a second.
    """

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        where = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        address = session.call_sync(*where, None, None, Gio.DBusCallFlags.NONE, ANSWER_MS, None).unpack()[0]
        kind = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address, kind, None, None)

    def ask(self, questions: list[tuple[str, ...]], words: dict[str, GLib.Variant]) -> list[Any]:
        """Return the answers to (whose, path, interface, method) asked all at once; ``words`` go with a method."""
        answers: dict[int, Any] = {}

        def answered(connection: Any, result: Any, number: int) -> None:
            try:
                answers[number] = connection.call_finish(result).unpack()[0]
            except GLib.Error as error:
                answers[number] = error

        for number, question in enumerate(questions):
            rest = (words.get(question[-1]), None, Gio.DBusCallFlags.NONE, ANSWER_MS, None)
            self._connection.call(*question, *rest, answered, number)
        while len(answers) < len(questions):
            GLib.MainContext.default().iteration(may_block=True)
        for answer in answers.values():
            if isinstance(answer, GLib.Error):
                raise answer
        return [answers[number] for number in range(len(questions))]

    def children(self, places: list[Place]) -> list[list[Place]]:
        """Return what each object holds."""
        found = self.ask([(*place, ACCESSIBLE, "GetChildren") for place in places], {})
        return [[(whose, path) for whose, path in children] for children in found]

    def names(self, places: list[Place]) -> list[str]:
        """Return what each object is called."""
        return self.ask([(*place, "org.freedesktop.DBus.Properties", "Get") for place in places], {"Get": NAME})

    def roles(self, places: list[Place]) -> list[str]:
        """Return what each object is."""
        return self.ask([(*place, ACCESSIBLE, "GetRoleName") for place in places], {})

    def showing(self, top: Place) -> list[Seen]:
        """Return all that is showing of a window, each object before what it holds."""
        held: dict[Place, list[Place]] = {}
        known: dict[Place, Seen] = {}
        level = [top]
        while level:
            bits = self.ask([(*one, ACCESSIBLE, "GetState") for one in level], {})
            states = {one: _states(of) for one, of in zip(level, bits, strict=True)}
            level = [one for one in level if "showing" in states[one]]
            areas = self.ask([(*one, COMPONENT, "GetExtents") for one in level], {"GetExtents": ON_SCREEN})
            columns = (level, self.names(level), self.roles(level), areas, self.children(level))
            for one, name, role, area, children in zip(*columns, strict=True):
                text = self.ask([(*one, TEXT, "GetText")], {"GetText": WHOLE})[0] if role == "text" else ""
                known[one] = {"name": name, "role": role, "states": states[one], "area": [*area], "text": text}
                held[one] = children
            level = [child for one in level for child in held[one]]
        found: list[Seen] = []
        _put(top, -1, known, held, found)
        return found


def _states(bits: list[int]) -> list[str]:
    """Return the names of the states in two numbers of 32 bits."""
    both = bits[0] | bits[1] << 32
    return sorted(name for number, name in enumerate(STATES) if both >> number & 1)


def _put(
    place: Place, parent: int, known: dict[Place, Seen], held: dict[Place, list[Place]], found: list[Seen]
) -> None:
    """Add an object and what it holds. What a page scrolls away is called showing: ``seen`` is what is in sight."""
    one = known[place]
    seen = _both(one["area"], found[parent]["seen"]) if found else one["area"]
    found.append(one | {"seen": seen, "parent": parent})
    here = len(found) - 1
    for child in held[place]:
        if child in known:
            _put(child, here, known, held, found)


class Eyes:
    """The windows of one program, and what it tells of itself meanwhile."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._heard: list[dict[str, str]] = []
        self._since: dict[str, float] = {}
        """When each object of the last look was first seen there, or last touched."""
        self._bus = Bus()
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

    def _turn(self, seconds: float = POLL_S) -> None:
        """Let the bus tell what happened."""
        over: list[bool] = []
        GLib.timeout_add(int(seconds * 1000) + 1, lambda: over.append(True))
        while not over:
            GLib.MainContext.default().iteration(may_block=True)

    def heard(self, said: str, limit_s: float) -> list[dict[str, str]]:
        """Return what was told since the last question, once this was said, or at the limit."""
        until = time.monotonic() + limit_s
        self._turn()
        while said and said not in [one["said"] for one in self._heard] and time.monotonic() < until:
            self._turn()
        heard, self._heard = self._heard, []
        return heard

    def tree(self, title: str) -> list[Seen]:
        """Return all that is showing in the window whose title begins so, each object before what it holds.

        Without a title it is the window that says it is one: a title speaks the language of the page.
        """
        programs = self._bus.children([DESKTOP])[0]
        programs = [one for one, name in zip(programs, self._bus.names(programs), strict=True) if name == self._program]
        windows = [one for held in self._bus.children(programs) for one in held]
        told = zip(windows, self._bus.names(windows), self._bus.roles(windows), strict=True)
        for window, name, role in told:
            if name.startswith(title) if title else role == "frame":
                found = self._bus.showing(window)
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
        """Return what is showing of this name, in one of these roles, with this state, as far as they are given."""
        try:
            found = self.tree(wanted["title"])
        except (GLib.Error, Missing):
            return []  # the page goes away while it is read
        return [
            one
            for one in found
            if wanted["name"] in ("", one["name"])
            and one["role"] in (wanted["roles"] or [one["role"]])
            and (not wanted["state"] or wanted["state"] in one["states"])
            and wanted["text"] in ("", one["text"])
        ]

    def wait(self, wanted: Seen, limit_s: float) -> None:
        """Return once it is so."""
        until = time.monotonic() + limit_s
        while not self._find(wanted):
            self._give_up(until, wanted, "is not there")
            self._turn()

    def touch(self, what: Seen, then: Seen | None, limit_s: float) -> int:
        """Touch something until ``then`` is so; return how often."""
        return self._until(then or what, lambda: self._touched(what), limit_s, once=then is None)

    def press(self, key: str, then: Seen, limit_s: float) -> int:
        """Press a key until ``then`` is so; return how often."""
        return self._until(then, lambda: _xdotool("key", key), limit_s)

    def resize(self, size: list[int], limit_s: float) -> None:
        """Give the frame another size and wait until it has it."""
        until = time.monotonic() + limit_s
        frame = self.tree("")[0]
        found = ("search", "--onlyvisible", "--limit", "1", "--name", f"^{frame['name']}$")
        _xdotool(*found, "windowsize", *(str(side) for side in size))
        while (now := self.tree("")[0]["area"][2:]) != size:
            if time.monotonic() > until:
                raise Missing(f"the frame has {now}")
            self._turn()

    def _until(self, wanted: Seen, act: Callable[[], bool], limit_s: float, *, once: bool = False) -> int:
        """Act, again as a person does when nothing comes of it."""
        until, acts, looks, at = time.monotonic() + limit_s, 0, 0, 0.0
        while True:
            unheard = looks >= UNHEARD_LOOKS and time.monotonic() - at > UNHEARD_S
            if (not acts or unheard) and act():
                acts, looks, at = acts + 1, 0, time.monotonic()
            if acts and (once or self._find(wanted)):
                return acts
            looks += 1
            self._give_up(until, wanted, f"did not come of {acts} touches or keys")
            self._turn()

    def _touched(self, what: Seen) -> bool:
        """Touch it if it is there, alone and ready."""
        found = self._find(what)
        if len(found) > 1:
            raise Missing(f"{what['name']!r} is there {len(found)} times")
        if not found or "sensitive" not in found[0]["states"] or min(found[0]["seen"][2:]) <= 0:
            return False
        key = _key(what["title"], found[0])
        if (early := self._since[key] + QUIET_S - time.monotonic()) > 0:
            self._turn(early)
            return False
        self._since[key] = time.monotonic()
        left, top, width, height = found[0]["seen"]
        return _xdotool("mousemove", "--sync", str(left + width // 2), str(top + height // 2), "click", "1")

    def _give_up(self, until: float, wanted: Seen, why: str) -> None:
        if time.monotonic() > until:
            shown = [f"{one['role']} {one['name']} {one['text']}" for one in self.tree(wanted["title"]) if one["name"]]
            raise Missing(f"{wanted} {why}; there is {shown}")


def _key(title: str, one: Seen) -> str:
    return f"{title}|{one['role']}|{one['name']}|{one['area']}"


def _both(one: list[int], other: list[int]) -> list[int]:
    """Return what two rectangles share, without width or height if nothing."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return [left, top, max(0, right - left), max(0, bottom - top)]


def _xdotool(*words: str) -> bool:
    subprocess.run(["xdotool", *words], check=True, timeout=30)
    return True


def _do(eyes: Eyes, do: str, wish: dict[str, Any]) -> Any:
    match do:
        case "tree":
            return eyes.tree(**wish)
        case "wait":
            return eyes.wait(**wish)
        case "touch":
            return eyes.touch(**wish)
        case "press":
            return eyes.press(**wish)
        case "heard":
            return eyes.heard(**wish)
        case "resize":
            return eyes.resize(**wish)
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
