"""A folder as printer: the default, the demo's, and the one that tests look into."""

import os
import re
import tempfile
from pathlib import Path

from printing.job import Failed, Outcome, PrinterProblem, PrinterStatus, Sent

_UNSAFE = re.compile(r"[^\w.-]+")


class FolderPrinter:
    """Writes each job as a PDF file, whole or not at all. Files of earlier jobs are never overwritten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, pdf: bytes, title: str) -> Outcome:
        """Write the document as `<title>.pdf`, with a number behind the title when that name is taken."""
        name = _UNSAFE.sub("-", title).strip("-.") or "job"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Sent(self._write(pdf, name))
        except OSError as error:
            return Failed(PrinterProblem.FOLDER.code, error.strerror or "")

    def status(self) -> PrinterStatus:
        """Look whether a file can be written, without leaving one behind."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder):
                return PrinterStatus()
        except OSError as error:
            return PrinterStatus(PrinterProblem.FOLDER, error.strerror or "")

    def clear(self) -> bool:
        """Do nothing: a folder keeps no job waiting."""
        return True

    def _write(self, pdf: bytes, name: str) -> str:
        handle, unfinished = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            return self._publish(Path(unfinished), name)
        finally:
            Path(unfinished).unlink()

    def _publish(self, unfinished: Path, name: str) -> str:
        number = 1
        while True:
            target = self._folder / (f"{name}.pdf" if number == 1 else f"{name}-{number}.pdf")
            try:
                # A hard link, unlike a rename, fails when the name is taken.
                target.hardlink_to(unfinished)
            except FileExistsError:
                number += 1
            else:
                return target.name
