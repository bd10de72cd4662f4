"""A real pcscd with vpcd, apart from the machine's own: for every suite that needs a card behind PC/SC.

    from tests.support.pcscd import Pcscd, pcscd  # the fixture; in a conftest.py

    def test_something(pcscd: Pcscd) -> None:
        pcscd.insert(load_profile("plain"))
        ...                                  # PcscReader(), a subprocess, opensc-tool: all find this daemon
        pcscd.remove()

The daemon runs in a mount namespace of its own, where /run/pcscd is a private folder; clients find its socket through
PCSCLITE_CSOCK_NAME, which libpcsclite reads once in a process and child processes inherit. So it is set when this
module is imported, which for any test that uses the fixture is before the first PC/SC call. It loads no USB driver
(PCSCLITE_HP_DROPDIR), so it never takes a real reader, and its vpcd listens on free ports. Needs root, or user
namespaces.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from smartcard import scard

from cardreader.virtual.card import VirtualCard
from cardreader.virtual.vpcd import VpcdSlot

FOLDER = Path(tempfile.mkdtemp(prefix="madobe-pcscd-"))  # short: a socket's path has 107 bytes at most
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
SOCKET = FOLDER / "run" / "pcscd.comm"
os.environ["PCSCLITE_CSOCK_NAME"] = str(SOCKET)

READER = "Virtual PCD 00 00"
SECOND_READER = "Virtual PCD 00 01"
LIMIT_MS = 10_000
TWO_LOOKS_MS = 1_000
START = """
mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$0/run" /run/pcscd || exit 1
exec setpriv --pdeathsig KILL pcscd --foreground --info --config "$0/conf"
"""


class Pcscd:
    """The daemon: start, stop, kill, restart, with or without a reader; and the hand that inserts and removes cards."""

    def __init__(self) -> None:
        for name in ("run", "conf", "no-drivers"):
            (FOLDER / name).mkdir(exist_ok=True)
        self.port = _free_port_pair()
        self._process: subprocess.Popen[str] | None = None
        # A card's player may kill the daemon from its own thread while the test starts the next one.
        self._lock = threading.RLock()
        self._log: list[str] = []
        self._log_thread: threading.Thread | None = None
        self._inserted: dict[str, int] = {}  # event counter of each reader when its card was seen
        self._slots = {READER: VpcdSlot(self.port), SECOND_READER: VpcdSlot(self.port + 1)}

    def start(self, *, reader: bool = True) -> None:
        """Start the daemon and return when it is ready. `reader` False: it knows no reader at all."""
        with self._lock:
            SOCKET.unlink(missing_ok=True)
            SOCKET.with_name("pcscd.pid").unlink(missing_ok=True)
            (FOLDER / "conf" / "vpcd").write_text(
                f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port:#x}\n'
                f"LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID {self.port:#x}\n"
                if reader
                else ""
            )
            unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
            self._process = subprocess.Popen(
                [*unshare, "sh", "-c", START, str(FOLDER)],
                env={**os.environ, "PCSCLITE_HP_DROPDIR": str(FOLDER / "no-drivers")},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            ready = threading.Event()
            self._log_thread = threading.Thread(target=self._read_log, args=(self._process, ready), daemon=True)
            self._log_thread.start()
            if not (ready.wait(LIMIT_MS / 1000) and _listens(self._process)):
                raise RuntimeError("pcscd did not start:\n" + self.log)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the daemon (SIGTERM) or kill it (SIGKILL), and return when it is gone."""
        with self._lock:
            if self._process is None:
                return
            self._process.send_signal(how)
            self._process.wait(LIMIT_MS / 1000)
            if self._log_thread is not None:
                self._log_thread.join()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def kill(self) -> None:
        """End the daemon without warning. Its socket stays behind, as after a crash."""
        self.stop(signal.SIGKILL)

    def restart(self, *, reader: bool = True) -> None:
        """Kill and start again. A card in a slot is put back by its player, by itself."""
        self.kill()
        self.start(reader=reader)

    @property
    def pid(self) -> int:
        """The daemon's process id, to look at what it uses."""
        if self._process is None:
            raise RuntimeError("pcscd is not running")
        return self._process.pid

    @property
    def log(self) -> str:
        """All that the daemon has said (level info: no APDUs)."""
        return "".join(self._log)

    def insert(self, card: VirtualCard, reader: str = READER, *, until: int = scard.SCARD_STATE_PRESENT) -> None:
        """Put a card in and return when the daemon has seen it. `until` 0: do not wait."""
        self._slots[reader].insert(card)
        if until:
            self._inserted[reader] = self.wait_for(reader, lambda state: bool(state & until)) >> 16

    def remove(self, reader: str = READER, *, wait: bool = True) -> float:
        """Pull the card out and come back when the daemon has seen it; return when it was out (``time.monotonic``).

        After a card is pulled in mid-exchange pcscd 1.9.9 calls the reader empty at once, but its polling thread, which
        looks every 400 ms and has not looked yet, would take the next card for the same one. Its event counter moves
        when it finds the card gone, and does not when the exchange had told it: then two of its looks are waited for.
        """
        self._slots[reader].remove()
        out = time.monotonic()
        before = self._inserted.pop(reader, 0)
        if not wait:
            return out
        state = self.wait_for(reader, lambda state: not state & scard.SCARD_STATE_PRESENT)
        if state >> 16 == before:
            with suppress(TimeoutError):
                self.wait_for(reader, lambda state: state >> 16 != before, limit_ms=TWO_LOOKS_MS)
        return out

    @staticmethod
    def wait_for(reader: str, wanted: Callable[[int], bool], *, limit_ms: int = LIMIT_MS) -> int:
        """Return the reader's SCARD_STATE bits once they are as wanted; TimeoutError after that long without change."""
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        try:
            state = scard.SCARD_STATE_UNAWARE
            while code == scard.SCARD_S_SUCCESS:
                code, answers = scard.SCardGetStatusChange(context, limit_ms, [(reader, state)])
                state = answers[0][1] & ~scard.SCARD_STATE_CHANGED
                if code == scard.SCARD_S_SUCCESS and wanted(state):
                    return int(state)
            raise TimeoutError(f"{reader}: {code & 0xFFFFFFFF:#010x}, state {state:#x}")
        finally:
            scard.SCardReleaseContext(context)

    def close(self) -> None:
        """Take the cards out and end the daemon."""
        for slot in self._slots.values():
            slot.remove()
        self.stop()

    def _read_log(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        for line in process.stdout or ():
            self._log.append(line)
            if "daemon ready" in line:
                ready.set()
        ready.set()  # it ended; start() looks at the process


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    """A daemon that runs with an empty reader of two slots."""
    daemon = Pcscd()
    daemon.start()
    yield daemon
    daemon.close()


def _listens(process: subprocess.Popen[str]) -> bool:
    """True once the daemon takes connections, a little after it says that it is ready; False if it ended."""
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(str(SOCKET))
        except OSError:
            try:
                process.wait(0.005)
            except subprocess.TimeoutExpired:
                continue
            return False
        return True


def _free_port_pair() -> int:
    """Return a port that is free together with the next one: vpcd listens on one for each of its two slots."""
    for port in range(21_000 + os.getpid() % 5000 * 2, 32_000, 2):
        with socket.socket() as first, socket.socket() as second:
            for sock in (first, second):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                first.bind(("", port))
                second.bind(("", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("no two neighbouring free ports")
