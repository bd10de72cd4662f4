"""With CUPS itself and Debian's ippeveprinter: what arrives, what is taken back, what is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from printing.cups import CupsPrinter
from printing.job import Failed, PrinterProblem, PrinterStatus, Sent, Unsure
from tests.support.cups import Cups, cups

__all__ = ["cups"]
pytestmark = pytest.mark.cups
ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "fixtures" / "answers" / "juminhyo.toml"


def _fill(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", "fill", "juminhyo", "--card", "none", "--answers", str(ANSWERS)]
    return subprocess.run(
        [*command, "--out", str(out), *more], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("form")
    assert _fill(out).returncode == 0
    return (out / "juminhyo.pdf").read_bytes()


@pytest.mark.parametrize("queue", ["office", "cable"])
def test_the_whole_form_arrives_and_cups_keeps_nothing_of_it(
    cups: Cups, form: bytes, queue: str, tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(form)
    assert isinstance(CupsPrinter(queue, cups.server).print(form, "juminhyo"), Sent)
    (paper,) = cups.paper
    arrived, sent = PdfReader(paper).pages, PdfReader(tmp_path / "form.pdf").pages
    assert len(arrived) == len(sent) > 0
    assert [page.extract_text() for page in arrived] == [page.extract_text() for page in sent]
    assert [[round(side) for side in page.mediabox] for page in arrived] == [[0, 0, 595, 842]] * len(sent)
    assert cups.spool == []


@pytest.mark.parametrize(
    ("queue", "fault", "kind"),
    [
        ("office", "media-empty", "PRN-01"),
        ("office", "media-jam", "PRN-02"),
        ("office", "cover-open", "PRN-02"),
        ("office", "toner-empty", "PRN-03"),
        ("cable", "media-empty", "PRN-01"),
        ("cable", "media-jam", "PRN-02"),
        ("cable", "cover-open", "PRN-02"),
        ("cable", "offline", "PRN-03"),
    ],
)
def test_a_fault_takes_the_job_back_and_leaves_nothing(
    cups: Cups, form: bytes, queue: str, fault: str, kind: str
) -> None:
    cups.play(fault)
    assert CupsPrinter(queue, cups.server).print(form, "juminhyo") == Failed(kind, fault)
    assert (cups.run("lpstat", "-o"), cups.spool, cups.paper) == ("", [], [])


def test_what_the_cable_said_of_the_last_job_does_not_stop_the_next(cups: Cups, form: bytes) -> None:
    printer = CupsPrinter("cable", cups.server)
    cups.play("media-empty")
    assert printer.print(form, "juminhyo") == Failed("PRN-01", "media-empty")
    cups.play("")
    assert printer.status() == PrinterStatus()
    assert isinstance(printer.print(form, "juminhyo"), Sent)
    assert len(cups.paper) == 1


def test_a_printer_switched_off_gets_nothing_and_works_again_once_it_is_on(cups: Cups, form: bytes) -> None:
    printer = CupsPrinter("office", cups.server)
    cups.kill_printer()
    assert printer.status() == PrinterStatus(PrinterProblem.OFFLINE, "no answer from the printer")
    assert printer.print(form, "juminhyo") == Failed("PRN-03", "no answer from the printer")
    assert cups.spool == []
    cups.start_printer()
    assert printer.status() == PrinterStatus()
    assert isinstance(printer.print(form, "juminhyo"), Sent)


def test_a_queue_that_staff_paused_gets_nothing(cups: Cups, form: bytes) -> None:
    cups.run("cupsdisable", "office")
    assert CupsPrinter("office", cups.server).print(form, "juminhyo") == Failed("PRN-03", "paused")
    assert cups.spool == []


def test_a_job_that_hangs_at_the_printer_leaves_the_queue_when_the_time_is_up(cups: Cups, form: bytes) -> None:
    cups.play("hang")
    seconds = [0.0]

    def wait(_: float) -> None:
        seconds[0] += 60

    printer = CupsPrinter("office", cups.server, now=lambda: seconds[0], wait=wait)
    assert isinstance(printer.print(form, "juminhyo"), Unsure)
    assert CupsPrinter("office", cups.server).clear()
    assert (cups.run("lpstat", "-o"), cups.spool) == ("", [])


@pytest.mark.parametrize("server_runs", [True, False])
def test_an_unknown_queue_and_a_server_that_is_gone_are_a_printer_that_is_gone(cups: Cups, server_runs: bool) -> None:
    if not server_runs:
        cups.kill_server()
    printer = CupsPrinter("nowhere", cups.server)
    assert printer.status().problem is PrinterProblem.OFFLINE
    assert printer.print(b"%PDF-1.4", "slip") == Failed("PRN-03", printer.status().detail)
    assert not printer.clear()


def test_fill_prints_and_tells_a_fault_by_its_exit_code(cups: Cups, tmp_path: Path) -> None:
    name = f"cups:office@{cups.server}"
    printed = _fill(tmp_path / "first", "--print", name)
    assert printed.returncode == 0, printed.stderr
    assert [len(PdfReader(path).pages) for path in cups.paper] == [1, 1]
    cups.play("media-jam")
    broken = _fill(tmp_path / "second", "--print", name)
    assert broken.returncode == 5
    assert "PRN-02" in broken.stderr
    assert (len(cups.paper), cups.spool) == (2, [])
