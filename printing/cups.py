"""A printer behind CUPS, asked with `ipptool` (Debian: cups-ipp-utils): one program, one answer to parse, no library.

Each request is a small file in printing/ipp. A document goes to CUPS through a pipe, so no copy of it lies on the disk
but CUPS's own, and that one is purged when the job has ended. The account that runs this needs no right in CUPS but to
print and to cancel its own jobs. CUPS has to keep ended jobs (PreserveJobHistory Yes, its default): that is how we
learn their fate.

CUPS knows what the printer says only while it prints: the reasons of an idle queue are those of the last job. So a
printer that speaks IPP itself is asked too.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TypeAlias
from urllib.parse import quote
from xml.parsers.expat import ExpatError

from printing.job import Failed, Outcome, PrinterProblem, PrinterStatus, Sent, Unsure
from printing.media import A4, media_for
from printing.reasons import CONNECTING, PrinterState, Reason, Severity, standing_still
from printing.settlement import SILENCES, Course, Done, Fate, JobState, Look, told

Run: TypeAlias = Callable[[Sequence[str], bytes, float], bytes]
"""Runs a program with this standard input for at most so many seconds; returns what it wrote, which is nothing when it
could not be run or took too long."""

POLL_S = 0.5
CLEAR_S = 10.0
"""So long CUPS has to stop and forget its jobs."""
ASK_S = 5.0
SEND_S = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An IPP response: its status and its groups of attributes."""

    status: str
    groups: tuple[Mapping[str, object], ...]

    @property
    def good(self) -> bool:
        """True for successful-ok and its like."""
        return self.status.startswith("successful")

    @property
    def attributes(self) -> Mapping[str, object]:
        """All groups as one."""
        return {name: value for group in self.groups for name, value in group.items()}

    def reasons(self, name: str) -> frozenset[Reason]:
        """Return an attribute of state reasons."""
        return frozenset(Reason.parse(text) for text in self.texts(name) if text != "none")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return an attribute of keywords; ipptool writes a single one without the list around it."""
        value = self.attributes.get(name, [])
        return tuple(map(str, value if isinstance(value, list) else [value]))


def run(command: Sequence[str], stdin: bytes, limit_s: float) -> bytes:
    """Run a program of CUPS, without a terminal on which it could ask for a password."""
    try:
        return subprocess.run(  # noqa: S603  # a fixed program, arguments as a list, no shell
            command,
            input=stdin,
            capture_output=True,
            timeout=limit_s,
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return b""


class CupsPrinter:
    """The queue `queue` of the CUPS server `server` ("host:port"; None: this machine's)."""

    def __init__(
        self,
        queue: str,
        server: str | None = None,
        *,
        run: Run = run,
        now: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._uri = f"ipp://{server or 'localhost'}/printers/{quote(queue, safe='')}"
        self._run, self._now, self._wait = run, now, wait

    def print(self, pdf: bytes, title: str) -> Outcome:
        """Send a document once and follow it to its end. Nothing is sent to a printer that says it cannot print."""
        before, media = self._look(), self._media(pdf)
        if before.problem is not None:
            return Failed(before.problem.code, before.detail)
        answer = self._ask(self._uri, "print", pdf, title=title, media=media)
        if answer is None:
            self.clear()
            return Unsure("no answer to Print-Job")
        job = answer.attributes.get("job-id")
        if not isinstance(job, int):
            return Failed(PrinterProblem.STOPPED.code, answer.status)
        fate = self._follow(job, title, Course(self._now(), before.reasons))
        if isinstance(fate, Done):
            self._purge(job)
            return Sent(str(job))
        taken_back = self.clear()
        return Failed(fate.problem.code, fate.detail) if fate.sure and taken_back else Unsure(fate.detail)

    def status(self) -> PrinterStatus:
        """Ask the queue, and the printer itself if it speaks IPP."""
        look = self._look()
        return PrinterStatus(look.problem, look.detail)

    def clear(self) -> bool:
        """Purge all jobs of this account, ended ones too, and say whether none is left that could still print."""
        since = self._now()
        silences = 0
        while silences < SILENCES and self._now() - since < CLEAR_S:
            answer = self._ask(self._uri, "jobs", which="all")
            if answer is None:
                silences += 1
            elif not answer.good:
                return False
            else:
                silences = 0
                jobs = [group for group in answer.groups if "job-id" in group]
                for job in jobs:
                    self._purge(job["job-id"])
                if all(job.get("job-state") in _ENDED for job in jobs):
                    return True
            self._wait(POLL_S)
        return False

    def _follow(self, job: int, title: str, course: Course) -> Fate:
        while True:
            answer = self._ask(self._uri, "job", job=job)
            if answer is None:
                fate = course.no_answer(self._now())
            elif isinstance(state := answer.attributes.get("job-state"), int):
                look = self._look()
                if state == JobState.COMPLETED and look.device:
                    state = self._state_at_printer(look.device, title) or state
                fate = course.seen(self._now(), state, answer.reasons("job-printer-state-reasons"), look)
            else:
                fate = course.gone(answer.status)
            if fate is not None:
                return fate
            self._wait(POLL_S)

    def _look(self) -> Look:
        queue = self._ask(self._uri, "printer")
        if queue is None:
            return Look(PrinterProblem.OFFLINE, "no answer from CUPS")
        if not queue.good:
            return Look(PrinterProblem.OFFLINE, queue.status)
        reasons = queue.reasons("printer-state-reasons")
        stopped = queue.attributes.get("printer-state") == PrinterState.STOPPED
        if stopped or not queue.attributes.get("printer-is-accepting-jobs"):
            return Look(PrinterProblem.STOPPED, told(reasons) or "not accepting jobs", reasons, stopped)
        device = str(queue.attributes.get("device-uri", ""))
        if not device.startswith(("ipp:", "ipps:")):
            return Look(reasons=reasons)
        printer = self._ask(device, "printer")
        if printer is None or not printer.good:
            return Look(PrinterProblem.OFFLINE, "no answer from the printer", reasons | {_UNREACHED}, device=device)
        return _how_it_is(printer, device)

    def _state_at_printer(self, device: str, title: str) -> int | None:
        """Return how our last job ended there. CUPS 2.4 calls a job completed that the printer aborted at once."""
        answer = self._ask(device, "jobs", which="completed")
        jobs = [
            (job, state)
            for group in (answer.groups if answer else ())
            if group.get("job-name") == title
            and isinstance(job := group.get("job-id"), int)
            and isinstance(state := group.get("job-state"), int)
        ]
        return max(jobs)[1] if jobs else None

    def _media(self, pdf: bytes) -> str:
        queue = self._ask(self._uri, "printer") or Answer("", ())
        return media_for(pdf, queue.texts("media-ready"), str(queue.attributes.get("media-default", A4)))

    def _purge(self, job: object) -> None:
        self._ask(self._uri, "purge", job=job)

    def _ask(self, uri: str, request: str, document: bytes = b"", **variables: object) -> Answer | None:
        """Return the response, None when none came. The document is what $filename in the request names."""
        command = ["ipptool", "-X", "-T", f"{ASK_S:.0f}"]
        if document:
            command += ["-f", "/dev/stdin"]
        for name, value in variables.items():
            command += ["-d", f"{name}={value}"]
        with as_file(files(__package__) / "ipp" / f"{request}.test") as path:
            written = self._run([*command, uri, str(path)], document, SEND_S if document else ASK_S)
        return _parse(written)


_ENDED = frozenset({JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED})
_UNREACHED = Reason(CONNECTING, Severity.ERROR)


def _how_it_is(printer: Answer, device: str) -> Look:
    reasons = printer.reasons("printer-state-reasons")
    state = printer.attributes.get("printer-state")
    problem = standing_still(state == PrinterState.STOPPED, reasons)
    return Look(problem, told(reasons) if problem else "", reasons, state == PrinterState.STOPPED, device)


def _parse(written: bytes) -> Answer | None:
    """Read ipptool's property list; a summary stands behind it."""
    plist, end, _ = written.partition(b"</plist>")
    try:
        test = plistlib.loads(plist + end)["Tests"][0]
        return Answer(test["StatusCode"], tuple(test["ResponseAttributes"]))
    except (ExpatError, plistlib.InvalidFileException, LookupError):
        return None
