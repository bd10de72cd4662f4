"""CupsPrinter with a CUPS of our own making: no process, no time that passes. The real ones: test_cups_real.py."""

from __future__ import annotations

import plistlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise, repeat

import pytest

from printing.cups import CupsPrinter, run
from printing.job import Failed, Outcome, PrinterProblem, PrinterStatus, Sent, Unsure

PDF = b"%PDF-1.4 /MediaBox [ 0 0 595.2756 841.8898 ]"
QUEUE = "ipp://localhost/printers/office"
DEVICE = "ipp://printer.local/ipp/print"
PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
Attributes = dict[str, object]
Answer = Attributes | str | None  # None: no answer; text: an IPP status

IDLE: Attributes = {"printer-state": 3, "printer-state-reasons": "none", "printer-is-accepting-jobs": True}


def plist(status: str, *groups: Mapping[str, object]) -> bytes:
    test = {"StatusCode": status, "ResponseAttributes": [{"attributes-charset": "utf-8"}, *groups]}
    return plistlib.dumps({"Tests": [test]}) + b"\nSummary: 1 tests, 1 passed\n"


class FakeCups:
    """Answers as CUPS and the printer would. The last of several answers is given again and again."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.asked: list[str] = []
        self.variables: dict[str, str] = {}
        self.document = b""
        self.answers: dict[str, Iterator[Answer]] = {}
        self.left: list[Answer | list[Attributes]] = [[]]
        self.play(print={"job-id": 7, "job-state": PENDING}, job={"job-state": COMPLETED}, queue=IDLE)

    def play(self, **answers: Answer | Sequence[Answer]) -> None:
        for name, given in answers.items():
            several = list(given) if isinstance(given, list) else [given]
            self.answers[name] = chain(several, repeat(several[-1]))

    def run(self, command: Sequence[str], stdin: bytes, limit_s: float) -> bytes:
        assert command[:4] == ["ipptool", "-X", "-T", "5"]
        assert limit_s == (30 if stdin else 5)
        uri, path = command[-2:]
        request = path.rpartition("/")[2].removesuffix(".test")
        given = dict(word.split("=", 1) for option, word in pairwise(command) if option == "-d")
        at_printer = uri == DEVICE
        assert at_printer or uri == QUEUE
        self.asked.append(f"device {request}" if at_printer else request)
        if request == "print":
            self.variables, self.document = given, stdin
        if request == "jobs":
            return self._jobs(given["which"])
        if request == "purge":
            return plist("successful-ok")
        answer = next(self.answers["device" if at_printer else {"printer": "queue"}.get(request, request)])
        if answer is None:
            return b""
        return plist(answer) if isinstance(answer, str) else plist("successful-ok", answer)

    def _jobs(self, which: str) -> bytes:
        if which == "completed":
            answer = next(self.answers["ended"])
            return (
                b""
                if answer is None
                else plist("successful-ok", {"job-id": 1}, *([answer] if isinstance(answer, dict) else []))
            )
        jobs = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        if jobs is None:
            return b""
        return plist(jobs) if isinstance(jobs, str) else plist("successful-ok", *jobs)

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def printer(self) -> CupsPrinter:
        return CupsPrinter("office", run=self.run, now=lambda: self.seconds, wait=self.wait)

    def print(self) -> Outcome:
        return self.printer().print(PDF, "juminhyo")


@pytest.fixture
def fake() -> FakeCups:
    return FakeCups()


def queue(**more: object) -> Attributes:
    return {**IDLE, **{name.replace("_", "-"): value for name, value in more.items()}}


def job(state: int, *reasons: str) -> Attributes:
    return {"job-state": state, "job-printer-state-reasons": list(reasons) or "none"}


def test_a_document_goes_out_once_and_its_spool_file_goes_away(fake: FakeCups) -> None:
    fake.play(job=[job(PENDING), job(PROCESSING), job(COMPLETED)])
    assert fake.print() == Sent("7")
    assert fake.asked.count("print") == 1
    assert fake.asked[-1] == "purge"
    assert fake.document == PDF
    assert fake.variables == {"title": "juminhyo", "media": "iso_a4_210x297mm"}
    assert fake.seconds == 1.0


def test_the_queue_and_the_server_are_in_the_address() -> None:
    seen: list[str] = []

    def record(command: Sequence[str], stdin: bytes, limit_s: float) -> bytes:
        seen.append(command[-2])
        return b""

    CupsPrinter("窓口 1/2", "[::1]:8631", run=record).status()
    assert seen == ["ipp://[::1]:8631/printers/%E7%AA%93%E5%8F%A3%201%2F2"]


@pytest.mark.parametrize(
    ("answer", "problem", "detail"),
    [
        (IDLE, None, ""),
        (None, PrinterProblem.OFFLINE, "no answer from CUPS"),
        ("client-error-not-found", PrinterProblem.OFFLINE, "client-error-not-found"),
        (queue(printer_state=5, printer_state_reasons="paused"), PrinterProblem.STOPPED, "paused"),
        (queue(printer_is_accepting_jobs=False), PrinterProblem.STOPPED, "not accepting jobs"),
        # Of an idle printer that only CUPS knows these are the last job's.
        (queue(printer_state_reasons=["media-empty-error"], device_uri="usb://printer"), None, ""),
    ],
)
def test_the_queue_tells_how_the_printer_is(
    fake: FakeCups, answer: Answer, problem: PrinterProblem | None, detail: str
) -> None:
    fake.play(queue=answer)
    assert fake.printer().status() == PrinterStatus(problem, detail)
    if problem:
        assert fake.print() == Failed("PRN-03", detail)
        assert "print" not in fake.asked


@pytest.mark.parametrize(
    ("answer", "problem", "detail"),
    [
        (IDLE, None, ""),
        (queue(printer_state_reasons="media-low-warning"), None, ""),
        (queue(printer_state_reasons="media-empty-error"), PrinterProblem.PAPER, "media-empty"),
        (queue(printer_state=5, printer_state_reasons="cover-open-report"), PrinterProblem.DOOR, "cover-open"),
        (None, PrinterProblem.OFFLINE, "no answer from the printer"),
        ("server-error-service-unavailable", PrinterProblem.OFFLINE, "no answer from the printer"),
    ],
)
def test_a_printer_that_speaks_ipp_tells_itself_and_gets_nothing_while_it_cannot_print(
    fake: FakeCups, answer: Answer, problem: PrinterProblem | None, detail: str
) -> None:
    fake.play(queue=queue(device_uri=DEVICE), device=answer)
    assert fake.printer().status() == PrinterStatus(problem, detail)
    if problem:
        assert fake.print() == Failed(problem.code, detail)
        assert "print" not in fake.asked


def test_a_document_that_cups_refuses_has_failed(fake: FakeCups) -> None:
    fake.play(print="client-error-document-format-not-supported")
    assert fake.print() == Failed("PRN-03", "client-error-document-format-not-supported")


def test_nobody_knows_whether_cups_took_a_document_it_did_not_answer(fake: FakeCups) -> None:
    fake.play(print=None)
    assert fake.print() == Unsure("no answer to Print-Job")
    assert fake.asked.count("print") == 1
    assert fake.asked[-1] == "jobs"


def test_the_queue_loses_its_default_paper_between_two_questions(fake: FakeCups) -> None:
    fake.play(queue=[IDLE, None, IDLE])
    assert fake.print() == Sent("7")
    assert fake.variables["media"] == "iso_a4_210x297mm"


def test_a_fault_takes_the_job_back_until_none_is_left(fake: FakeCups) -> None:
    fake.left = [[{"job-id": 7, "job-state": PROCESSING}], [{"job-id": 7, "job-state": CANCELED}]]
    fake.play(job=job(PROCESSING), queue=[IDLE, IDLE, queue(printer_state_reasons="media-jam-error")])
    assert fake.print() == Failed("PRN-02", "media-jam")
    assert fake.asked[-4:] == ["jobs", "purge", "jobs", "purge"]


def test_a_job_that_cannot_be_taken_back_may_still_come_out(fake: FakeCups) -> None:
    fake.left = [[{"job-id": 7, "job-state": PROCESSING}]]
    fake.play(job=job(PROCESSING), queue=[IDLE, IDLE, queue(printer_state_reasons="media-jam-error")])
    assert fake.print() == Unsure("media-jam")


def test_a_job_that_somebody_purged_may_have_come_out(fake: FakeCups) -> None:
    fake.play(job="client-error-not-found")
    assert fake.print() == Unsure("client-error-not-found")


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        ([None], Failed("PRN-03", "no answer from CUPS")),
        ([job(PROCESSING), None], Unsure("no answer from CUPS")),
        ([None, None, job(PROCESSING), None, None, job(COMPLETED)], Sent("7")),
    ],
)
def test_three_silences_in_a_row_end_a_job(fake: FakeCups, states: list[Answer], outcome: Outcome) -> None:
    fake.play(job=states)
    assert fake.print() == outcome


@pytest.mark.parametrize("silence", [None, {}, {"job-id": 7, "job-name": "other", "job-state": ABORTED}])
def test_cups_is_believed_when_the_printer_does_not_tell_of_the_job(fake: FakeCups, silence: Answer) -> None:
    fake.play(queue=queue(device_uri=DEVICE), device=IDLE, ended=silence)
    assert fake.print() == Sent("7")


def test_a_job_that_the_printer_aborted_is_not_sent_though_cups_says_so(fake: FakeCups) -> None:
    ended: Attributes = {"job-id": 3, "job-name": "juminhyo", "job-state": ABORTED}
    fake.play(queue=queue(device_uri=DEVICE), device=[IDLE, queue(printer_state_reasons="media-empty-report")])
    fake.play(ended=ended)
    assert fake.print() == Failed("PRN-01", "media-empty")


@pytest.mark.parametrize(
    ("left", "cleared"),
    [
        ([[]], True),
        ([[{"job-id": 1, "job-state": COMPLETED}]], True),
        ([[{"job-id": 1, "job-state": HELD}]], False),
        ([None], False),
        ([None, None, []], True),
        (["client-error-not-found"], False),
    ],
)
def test_clear_says_whether_a_job_is_left(fake: FakeCups, left: list[Answer | list[Attributes]], cleared: bool) -> None:
    fake.left = left
    assert fake.printer().clear() is cleared
    assert fake.seconds <= 10


@pytest.mark.parametrize("written", [b"", b"ipptool: no", plistlib.dumps({"Tests": []})])
def test_what_is_no_answer_is_none(written: bytes) -> None:
    printer = CupsPrinter("office", run=lambda *_: written, wait=lambda _: None)
    assert printer.status() == PrinterStatus(PrinterProblem.OFFLINE, "no answer from CUPS")


def test_a_program_is_run_in_plain_english_without_a_terminal() -> None:
    script = "import os, sys; print(sys.stdin.read(), os.environ['LC_ALL'], os.getsid(0) == os.getpid())"
    assert run([sys.executable, "-c", script], b"pdf", 60) == b"pdf C True\n"


def test_a_program_that_is_missing_or_slow_says_nothing() -> None:
    assert run(["no-such-program-of-cups"], b"", 1) == b""
    assert run([sys.executable, "-c", "import signal; signal.pause()"], b"", 0) == b""


def test_clear_gives_up_after_three_silences_in_a_row_and_not_before(fake: FakeCups) -> None:
    fake.left = [None]
    assert not fake.printer().clear()
    assert fake.asked == ["jobs"] * 3
    fake.left = [None, None, [{"job-id": 1, "job-state": HELD}], None, None, []]
    assert fake.printer().clear()
