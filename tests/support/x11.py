"""An X server of a test's own with a window manager, and monitors on it that can be unplugged (RandR)."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

LIMIT_S = 30


@contextmanager
def display(home: Path, screen: str = "1920x1200x24", dpi: int = 141) -> Iterator[dict[str, str]]:
    """Yield the environment of programs on a new display; the number is the server's choice."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-dpi", str(dpi)],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        stack.callback(_end, server)
        os.close(writing)
        with os.fdopen(reading) as number:
            name = f":{number.readline().strip()}"
        env = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
        stack.callback(_end, subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL))
        yield env


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(LIMIT_S)


class _MonitorInfo(ctypes.Structure):
    """XRRMonitorInfo of X11/extensions/Xrandr.h."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("noutput", ctypes.c_int),
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("mwidth", ctypes.c_int),
        ("mheight", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


class _Resources(ctypes.Structure):
    """The beginning of XRRScreenResources."""

    _fields_ = (
        ("timestamp", ctypes.c_ulong),
        ("config_timestamp", ctypes.c_ulong),
        ("ncrtc", ctypes.c_int),
        ("crtcs", ctypes.POINTER(ctypes.c_ulong)),
        ("noutput", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


class Monitors:
    """The monitors of a display. The first one set takes the server's only output, the others have none."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self._x, self._randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
        handle, number = ctypes.c_void_p, ctypes.c_ulong
        self._x.XOpenDisplay.restype = handle
        self._x.XDefaultRootWindow.argtypes, self._x.XDefaultRootWindow.restype = [handle], number
        self._x.XInternAtom.argtypes, self._x.XInternAtom.restype = [handle, ctypes.c_char_p, ctypes.c_int], number
        self._x.XSync.argtypes, self._x.XCloseDisplay.argtypes = [handle, ctypes.c_int], [handle]
        self._randr.XRRSetMonitor.argtypes = [handle, number, ctypes.POINTER(_MonitorInfo)]
        self._randr.XRRDeleteMonitor.argtypes = [handle, number, number]
        self._randr.XRRGetScreenResources.argtypes = [handle, number]
        self._randr.XRRGetScreenResources.restype = ctypes.POINTER(_Resources)
        # Held open: a server whose last client leaves begins anew, with its own monitor.
        self._display = self._x.XOpenDisplay(env["DISPLAY"].encode())
        if not self._display:
            raise ConnectionError(env["DISPLAY"])
        self._root = self._x.XDefaultRootWindow(self._display)

    def plug(self, name: str, area: tuple[int, int, int, int], size_mm: tuple[int, int], *, first: bool) -> None:
        """Have a monitor show this part of the display."""
        outputs = (ctypes.c_ulong * int(first))()
        if first:
            outputs[0] = self._randr.XRRGetScreenResources(self._display, self._root).contents.outputs[0]
        info = _MonitorInfo(self._atom(name), int(first), 0, len(outputs), *area, *size_mm, outputs)
        self._randr.XRRSetMonitor(self._display, self._root, ctypes.byref(info))
        self._x.XSync(self._display, 0)

    def unplug(self, name: str) -> None:
        """Take it away."""
        self._randr.XRRDeleteMonitor(self._display, self._root, self._atom(name))
        self._x.XSync(self._display, 0)

    def turn(self, size: tuple[int, int]) -> None:
        """Have the server's only output show so many pixels, at most its own: a program is told as of a turned screen.

        Xvfb rotates nothing (RandR offers it no rotation), so another mode stands for it.
        """
        mode = "{}x{}".format(*size)
        if mode not in self._xrandr():
            # Name, clock, then the width four times and the height: there is no beam that has to go back.
            self._xrandr("--newmode", mode, "0", *(str(side) for side in size for _ in range(4)))
            self._xrandr("--addmode", "screen", mode)
        self._xrandr("--output", "screen", "--mode", mode)

    def _xrandr(self, *words: str) -> str:
        done = subprocess.run(["xrandr", *words], env=self._env, capture_output=True, timeout=LIMIT_S, check=True)
        return done.stdout.decode()

    def close(self) -> None:
        """Leave the server."""
        self._x.XCloseDisplay(self._display)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))
