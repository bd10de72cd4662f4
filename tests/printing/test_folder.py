from __future__ import annotations

import os
from pathlib import Path

import pytest

from printing.folder import FolderPrinter
from printing.job import Failed, PrinterProblem, PrinterStatus, Sent

PDF = b"%PDF-1.4 not much of one"


def test_the_document_lies_in_the_folder_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "paper"
    assert FolderPrinter(folder).print(PDF, "juminhyo") == Sent("juminhyo.pdf")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"juminhyo.pdf": PDF}


def test_an_earlier_job_is_never_overwritten(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)
    sent = [printer.print(bytes([number]), "slip") for number in range(3)]
    assert sent == [Sent("slip.pdf"), Sent("slip-2.pdf"), Sent("slip-3.pdf")]
    assert (tmp_path / "slip.pdf").read_bytes() == b"\0"


@pytest.mark.parametrize(
    ("title", "name"),
    [("住民票の写し 請求書", "住民票の写し-請求書.pdf"), ("../../etc/passwd", "etc-passwd.pdf"), ("..", "job.pdf")],
)
def test_a_title_cannot_lead_out_of_the_folder(tmp_path: Path, title: str, name: str) -> None:
    folder = tmp_path / "out"
    assert FolderPrinter(folder).print(PDF, title) == Sent(name)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_written_is_a_printer_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    printer = FolderPrinter(tmp_path / "file" / "below")
    assert printer.print(PDF, "slip") == Failed("PRN-03", "Not a directory")
    assert printer.status() == PrinterStatus(PrinterProblem.FOLDER, "Not a directory")


def test_a_full_disk_leaves_no_half_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert FolderPrinter(tmp_path).print(PDF, "slip") == Failed("PRN-03", "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_good_folder_is_ready_and_asking_leaves_nothing(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "new")
    assert printer.status() == PrinterStatus()
    assert printer.clear()
    assert list((tmp_path / "new").iterdir()) == []
