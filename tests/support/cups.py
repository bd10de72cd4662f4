"""A private CUPS and printers to break, for every suite that prints in earnest.

    from tests.support.cups import Cups, cups  # the fixture; in a conftest.py or in the test module

    def test_something(cups: Cups) -> None:
        CupsPrinter("office", cups.server).print(...)
        cups.play("media-jam")           # what the next page meets
        cups.paper                       # the documents that came out

`office` is a driverless queue (`lpadmin -m everywhere`) to Debian's ippeveprinter; `cable` is a raw queue to a backend
of ours that stands for a USB printer, of which CUPS alone knows anything. All listens on free ports of 127.0.0.1 and
lives in one temporary folder. ippeveprinter 2.4 wants the system's D-Bus even with DNS-SD off (`-r off`), not Avahi:
it is given a private bus. cupsd runs as whoever runs the tests; root drops to CUPS's own account.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

SERVER_BIN = Path("/usr/lib/cups")

# Runs for each document at the printer. A jammed printer ends with an error, one that hangs keeps the job.
COMMAND = """#!/bin/sh
fault=$(cat "$MADOBE_FOLDER/fault")
if [ "$fault" = hang ]; then exec setpriv --pdeathsig KILL tail -f /dev/null; fi
if [ "$fault" ]; then echo "STATE: +$fault-error" >&2; exit 1; fi
cp "$1" "$MADOBE_FOLDER/paper/$IPP_JOB_ID.pdf"
"""

# A backend: job, user, title, copies, options, file. With a fault it waits for a hand, as the backend for USB does.
BACKEND = """#!/bin/sh
[ $# = 0 ] && exit 0
for known in media-empty media-jam cover-open offline; do echo "STATE: -$known-error" >&2; done
fault=$(cat "FOLDER/fault")
if [ "$fault" ]; then echo "STATE: +$fault-error" >&2; exec setpriv --pdeathsig KILL tail -f /dev/null; fi
if [ $# = 6 ]; then cat "$6"; else cat; fi >"FOLDER/paper/cable-$1.pdf"
"""

CUPSD = """Listen 127.0.0.1:{port}
LogLevel info
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Allow all
</Location>
<Policy default>
<Limit CUPS-Add-Modify-Printer Pause-Printer Resume-Printer CUPS-Accept-Jobs CUPS-Reject-Jobs>
Allow all
</Limit>
<Limit Cancel-Job Cancel-My-Jobs>
Require user @OWNER
</Limit>
<Limit All>
Allow all
</Limit>
</Policy>
"""


class Cups:
    """The server, its two queues, the printer; and the hand that breaks and mends it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("root", "spool", "cache", "state", "tmp", "paper", "queue", "bin/backend"):
            (folder / name).mkdir(parents=True)
        (folder / "paper").chmod(0o777)
        self.play("")
        self._port, self._printer_port = _free_port(), _free_port()
        self._processes: dict[str, subprocess.Popen[str]] = {}

    @property
    def server(self) -> str:
        """host:port of the server."""
        return f"127.0.0.1:{self._port}"

    @property
    def paper(self) -> list[Path]:
        """What came out, oldest first."""
        return sorted((self.folder / "paper").iterdir(), key=lambda path: path.stat().st_mtime_ns)

    @property
    def spool(self) -> list[str]:
        """What CUPS keeps of jobs: control files and documents."""
        return sorted(path.name for path in (self.folder / "spool").iterdir() if path.is_file())

    def play(self, fault: str) -> None:
        """Let the next document meet this fault, a keyword of printer-state-reasons or `hang`; empty: none."""
        (self.folder / "fault").write_text(fault)

    def start(self) -> None:
        """Start everything and return when both queues take jobs."""
        bus = self.folder / "bus"
        self._start(
            "bus",
            ["dbus-daemon", "--session", f"--address=unix:path={bus}", "--nofork", "--nopidfile", "--print-address"],
            "unix:path",
        )
        self.start_printer()
        self._start_server()
        self._lpadmin("office", f"ipp://127.0.0.1:{self._printer_port}/ipp/print", "-m", "everywhere")
        # CUPS asks the printer what it can do after it has answered lpadmin, then starts the queue: also a paused one.
        self._wait_for("server", 'Printer "office" is now available.')
        self._lpadmin("cable", "cable:/printer")

    def start_printer(self) -> None:
        """Switch the printer of `office` on."""
        command = self.folder / "command"
        command.write_text(COMMAND)
        command.chmod(0o755)
        accepts = ["-f", "application/pdf", "-c", str(command)]
        port, queue = str(self._printer_port), str(self.folder / "queue")
        self._start(
            "printer",
            ["ippeveprinter", "-r", "off", "-vv", "-n", "localhost", "-p", port, "-d", queue, *accepts, "office"],
            "printer-uri-supported",
            DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={self.folder / 'bus'}",
            MADOBE_FOLDER=str(self.folder),
        )

    def kill_printer(self) -> None:
        """Pull the printer's plug."""
        self._stop("printer", signal.SIGKILL)

    def kill_server(self) -> None:
        """End CUPS without warning."""
        self._stop("server", signal.SIGKILL)

    def run(self, *command: str) -> str:
        """Run one of CUPS's programs against this server; return what it wrote."""
        program, *rest = command
        done = subprocess.run(
            [program, "-h", self.server, *rest], check=False, capture_output=True, text=True, timeout=20
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def close(self) -> None:
        """End everything."""
        for name in ("server", "printer", "bus"):
            self._stop(name, signal.SIGTERM)

    def _start_server(self) -> None:
        backend = self.folder / "bin" / "backend"
        for path in SERVER_BIN.iterdir():
            if path.name != "backend":
                (self.folder / "bin" / path.name).symlink_to(path)
        (backend / "ipp").symlink_to(SERVER_BIN / "backend" / "ipp")
        (backend / "cable").write_text(BACKEND.replace("FOLDER", str(self.folder)))
        (backend / "cable").chmod(0o755)
        places = {"ServerRoot": "root", "RequestRoot": "spool", "CacheDir": "cache", "StateDir": "state"}
        places |= {"TempDir": "tmp", "ServerBin": "bin", "Printcap": "printcap", "PageLog": "pages"}
        lines = [f"{name} {self.folder / place}" for name, place in places.items()]
        (self.folder / "cups-files.conf").write_text("\n".join([*lines, "ErrorLog stderr", "AccessLog stderr", ""]))
        (self.folder / "cupsd.conf").write_text(CUPSD.format(port=self._port))
        conf = ["-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")]
        self._start("server", ["cupsd", "-f", *conf], "Resuming new connection processing")

    def _lpadmin(self, queue: str, device: str, *more: str) -> None:
        self.run("lpadmin", "-p", queue, "-E", "-v", device, *more)

    def _start(self, name: str, command: Sequence[str], ready: str, **environment: str) -> None:
        log = self.folder / f"{name}.log"
        with log.open("w") as output:
            self._processes[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self._wait_for(name, ready)

    def _wait_for(self, name: str, line: str) -> None:
        log, process = self.folder / f"{name}.log", self._processes[name]
        wait_until(lambda: line in log.read_text() or process.poll() is not None, process)
        if process.poll() is not None:
            raise RuntimeError(f"{name} ended before it said {line!r}:\n{log.read_text()}")

    def _stop(self, name: str, how: signal.Signals) -> None:
        process = self._processes.pop(name, None)
        if process is None:
            return
        os.killpg(process.pid, how)
        process.wait(20)


def wait_until(true: Callable[[], object], process: subprocess.Popen[str], limit_s: float = 20) -> None:
    """Return once the condition holds; TimeoutError after a while. A process that ends is noticed at once."""
    for _ in range(int(limit_s / 0.01)):
        if true():
            return
        try:
            process.wait(0.01)
        except subprocess.TimeoutExpired:
            continue
        if true():
            return
        raise RuntimeError("ended before it was ready")
    raise TimeoutError


@pytest.fixture
def cups() -> Iterator[Cups]:
    """CUPS and a printer that works."""
    folder = Path(tempfile.mkdtemp(prefix="madobe-cups-"))  # short: a socket's path has 107 bytes at most
    folder.chmod(0o755)  # CUPS's account has to come in
    server = Cups(folder)
    try:
        server.start()
        yield server
    finally:
        server.close()
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
