"""A printer behind CUPS, or any printer that speaks IPP: sends once, watches the job, takes it back when it is stuck.

"Completed" means that the printer took the job, not that paper came out. A job is watched until it settles; when the
server stops answering or nothing happens for two minutes the queue is cleared, so that no former resident's page comes
out later (design/security.md, Printing). The document that CUPS keeps of a finished job, a day long unless its
`PreserveJobFiles` is `No`, is removed as soon as the job has settled.
"""

import getpass
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

from printing.ipp import Attribute, Group, IppError, IppRefused, IppUnreachable, Operation, Server, Tag
from printing.job import Failed, Outcome, PrinterProblem, PrinterStatus, Sent, Unsure

POLL_S = 0.5
LIMIT_S = 120.0
CLEAR_S = 10.0
FAILED_QUERIES = 3
STUCK_S = 3.0
"""So long a printer has to say that it cannot go on before the job is taken back. It may blink for one query, and what
CUPS tells of it at first is from the end of the job before."""
TROUBLED_S = 20.0
"""So long a job may stand while the printer only warns: paper is put in, or the warning is about another tray."""

_LOCAL_SOCKET = Path("/run/cups/cups.sock")
_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
_KNOWN_SIZES = {(210, 297): "iso_a4_210x297mm", (148, 210): "iso_a5_148x210mm", (105, 148): "iso_a6_105x148mm"}
_SEVERITY = re.compile(r"-(error|warning|report)$")
# CUPS names no reason while it tries to reach a printer that is off. It says so in the language of the job, which is "en".
_UNREACHABLE = re.compile(r"unavailable|unreachable|not responding|unable to locate|waiting for printer", re.IGNORECASE)
_REASONS = {
    "media-empty": PrinterProblem.PAPER,
    "media-needed": PrinterProblem.PAPER,
    "input-tray-missing": PrinterProblem.PAPER,
    "media-jam": PrinterProblem.JAM,
    "cover-open": PrinterProblem.DOOR,
    "door-open": PrinterProblem.DOOR,
    "interlock-open": PrinterProblem.DOOR,
    "toner-empty": PrinterProblem.TONER,
    "marker-supply-empty": PrinterProblem.TONER,
    "marker-supply-missing": PrinterProblem.TONER,
    "offline": PrinterProblem.OFFLINE,
    "shutdown": PrinterProblem.OFFLINE,
    "timed-out": PrinterProblem.OFFLINE,
}


class JobState(IntEnum):
    """States of a job (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


_PRINTING, _STOPPED = 4, 5  # printer-state, RFC 8011, 5.4.11


class _Lasting:
    """A condition looked at now and then, and whether it has held so long without a break."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: float | None = None

    def lasts(self, now: float, holds: bool) -> bool:
        """Say so, with what is seen now."""
        if not holds:
            self._since = None
            return False
        if self._since is None:
            self._since = now
        return now - self._since >= self._seconds


class CupsPrinter:
    """One queue of a print server. Jobs of other users of the same queue are left alone."""

    def __init__(
        self,
        queue: str,
        server: str | None = None,
        *,
        wait: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`server` is the path of a socket, or host[:port]; None is this machine. `wait` and `clock` count seconds."""
        self._server = Server(server or (str(_LOCAL_SOCKET) if _LOCAL_SOCKET.exists() else "localhost"))
        self._path = f"/printers/{queue}"
        self._user = Attribute(Tag.NAME, "requesting-user-name", (getpass.getuser(),))
        self._wait = wait
        self._clock = clock

    def print(self, pdf: bytes, title: str) -> Outcome:
        """Send the document once, in its own size and unscaled, and watch it until it settles."""
        try:
            job = self._submit(pdf, title)
        except IppUnreachable as error:
            return _failed(PrinterProblem.OFFLINE, str(error))
        except IppRefused as error:
            return _failed(self.status().problem or PrinterProblem.STOPPED, str(error))
        except IppError as error:
            self.clear()
            return Unsure(str(error))
        return self._watch(job)

    def status(self) -> PrinterStatus:
        """Ask the server how the printer is."""
        try:
            return read_status(self._printer())
        except IppError as error:
            return PrinterStatus(PrinterProblem.OFFLINE, str(error))

    def clear(self) -> bool:
        """Take back all jobs of this user and the documents of finished ones; say whether no job is left."""
        try:
            for which in ("not-completed", "completed"):
                for job in self._jobs(which):
                    self._remove(job)
            return self._until(lambda: not self._jobs("not-completed"))
        except IppError:
            return False

    def _submit(self, pdf: bytes, title: str) -> int:
        answer = self._ask(
            Operation.PRINT_JOB,
            Attribute(Tag.NAME, "job-name", (title,)),
            Attribute(Tag.MIME_TYPE, "document-format", ("application/pdf",)),
            job=[
                *self._media(pdf),
                Attribute(Tag.KEYWORD, "print-scaling", ("none",)),  # true millimetres
                Attribute(Tag.KEYWORD, "sides", ("one-sided",)),
            ],
            document=pdf,
        )
        return _number(answer, "job-id")

    def _media(self, pdf: bytes) -> list[Attribute]:
        """Ask for the paper of the first page; a printer without it takes its own, and prints unscaled on that."""
        name = media_name(pdf)
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, _requested("media-supported"))
        supported = answer[0].get("media-supported", ()) if answer else ()
        rolls = name.startswith("custom_") and any(str(one).startswith("custom_max_") for one in supported)
        return [Attribute(Tag.KEYWORD, "media", (name,))] if rolls or name in supported else []

    def _watch(self, job: int) -> Outcome:
        start = self._clock()
        unanswered = 0
        stuck = _Lasting(STUCK_S)
        troubled = _Lasting(TROUBLED_S)
        while (now := self._clock()) < start + LIMIT_S:
            self._wait(POLL_S)
            try:
                state, message = self._state(job)
                printer = self._printer()
            except IppError as error:
                unanswered += 1
                if unanswered == FAILED_QUERIES:
                    self.clear()
                    return Unsure(str(error))
                continue
            unanswered = 0
            status = read_status(printer)
            if state >= JobState.CANCELED:
                return self._settled(job, state, status.problem, status.detail or message)
            if stuck.lasts(now, is_stuck(printer)) or troubled.lasts(now, status.problem is not None):
                return self._take_back(job, status)
        self.clear()
        return Unsure("no end after two minutes")

    def _settled(self, job: int, state: int, problem: PrinterProblem | None, detail: str) -> Outcome:
        self._remove(job)
        if state == JobState.COMPLETED:
            return Sent(str(job))
        return _failed(problem or PrinterProblem.STOPPED, detail or JobState(state).name.lower())

    def _take_back(self, job: int, status: PrinterStatus) -> Outcome:
        """Cancel a job whose printer needs a hand; if the printer was quicker after all, it is sent."""
        try:
            self._cancel(job)
            if self._until(lambda: self._state(job)[0] >= JobState.CANCELED):
                return self._settled(job, self._state(job)[0], status.problem, status.detail)
        except IppError:
            pass
        self.clear()
        return Unsure(status.detail)

    def _until(self, done: Callable[[], bool]) -> bool:
        deadline = self._clock() + CLEAR_S
        while not done():
            if self._clock() >= deadline:
                return False
            self._wait(POLL_S)
        return True

    def _printer(self) -> Group:
        answer = self._ask(
            Operation.GET_PRINTER_ATTRIBUTES,
            _requested("printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs"),
        )
        return answer[0] if answer else {}

    def _state(self, job: int) -> tuple[int, str]:
        """State of a job, and what the printer says about it."""
        answer = self._ask(
            Operation.GET_JOB_ATTRIBUTES,
            Attribute(Tag.INTEGER, "job-id", (job,)),
            _requested("job-state", "job-printer-state-message"),
        )
        return _number(answer, "job-state"), str(answer[0].get("job-printer-state-message", ("",))[0])

    def _jobs(self, which: str) -> tuple[int, ...]:
        groups = self._ask(
            Operation.GET_JOBS,
            Attribute(Tag.KEYWORD, "which-jobs", (which,)),
            Attribute(Tag.BOOLEAN, "my-jobs", (True,)),
            _requested("job-id"),
        )
        return tuple(_number([group], "job-id") for group in groups)

    def _cancel(self, job: int, *more: Attribute) -> None:
        # Refused: it has ended already.
        with suppress(IppRefused):
            self._ask(Operation.CANCEL_JOB, Attribute(Tag.INTEGER, "job-id", (job,)), *more)

    def _remove(self, job: int) -> None:
        """Delete what the server keeps of a job, which ends one that has not ended (purge-job is CUPS's own)."""
        with suppress(IppError):
            self._cancel(job, Attribute(Tag.BOOLEAN, "purge-job", (True,)))

    def _ask(
        self, operation: Operation, *attributes: Attribute, job: Sequence[Attribute] = (), document: bytes = b""
    ) -> list[Group]:
        return self._server.ask(operation, self._path, (*attributes, self._user), job=job, document=document)


def read_status(printer: Group) -> PrinterStatus:
    """Read what a printer tells of itself.

    How bad a reason is called (-error, -warning, -report) tells nothing of the reason: printers call an empty tray a
    report while they are idle and a warning while they print.
    """
    reasons = _reasons(printer)
    detail = ", ".join(reasons)
    for reason in reasons:
        if problem := _REASONS.get(_SEVERITY.sub("", reason)):
            return PrinterStatus(problem, detail)
    message = str(printer.get("printer-state-message", ("",))[0])
    if printer.get("printer-state", (0,))[0] == _PRINTING and _UNREACHABLE.search(message):
        return PrinterStatus(PrinterProblem.OFFLINE, message)
    if _has_stopped(printer) or printer.get("printer-is-accepting-jobs", (True,))[0] is False:
        return PrinterStatus(PrinterProblem.STOPPED, detail)
    return PrinterStatus(detail=detail)


def is_stuck(printer: Group) -> bool:
    """Tell whether the printer itself says that it cannot go on; an empty second tray does not stop it."""
    known = [reason for reason in _reasons(printer) if _SEVERITY.sub("", reason) in _REASONS]
    return _has_stopped(printer) or any(not reason.endswith(("-warning", "-report")) for reason in known)


def _reasons(printer: Group) -> list[str]:
    return [str(reason) for reason in printer.get("printer-state-reasons", ()) if reason != "none"]


def _has_stopped(printer: Group) -> bool:
    return printer.get("printer-state", (0,))[0] == _STOPPED


def _failed(problem: PrinterProblem, detail: str) -> Failed:
    return Failed(problem.code, detail)


def _requested(*names: str) -> Attribute:
    return Attribute(Tag.KEYWORD, "requested-attributes", names)


def _number(groups: Sequence[Group], name: str) -> int:
    value = groups[0].get(name, (None,))[0] if groups else None
    if not isinstance(value, int):
        raise IppError(f"no {name}")
    return value


def media_name(pdf: bytes) -> str:
    """Name the paper of the first page (PWG 5101.1); a document that names none is taken for A4."""
    box = _MEDIA_BOX.search(pdf)
    width, height = (round(float(points) / 72 * 25.4) for points in box.groups()) if box else (210, 297)
    return _KNOWN_SIZES.get((width, height), f"custom_madobe_{width}x{height}mm")
