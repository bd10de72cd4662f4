"""What a printer is and how a job ends. Knows no particular printer; `printing.folder` and `printing.cups` are some.

"Sent" never means "on paper": a printer that swallowed the pages calls the job complete. The kiosk asks 紙が出ましたか
before it wipes the session (design/security.md, Printing).
"""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias


class PrinterProblem(Enum):
    """Why a printer cannot print, as plain as staff say it; `code` is the failure code of the border.

    The words stand in assets/words/<language>/printer.toml under `problem.<value>`.
    """

    PAPER = "paper"
    JAM = "jam"
    DOOR = "door"
    TONER = "toner"
    OFFLINE = "offline"
    FOLDER = "folder"
    STOPPED = "stopped"

    @property
    def code(self) -> str:
        """Failure code: PRN-01 put paper in, PRN-02 open and clear, PRN-03 cannot be used."""
        return _CODES.get(self, "PRN-03")


_CODES = {PrinterProblem.PAPER: "PRN-01", PrinterProblem.JAM: "PRN-02", PrinterProblem.DOOR: "PRN-02"}


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer says of itself: nothing is wrong when `problem` is None. `detail` is for staff and logs."""

    problem: PrinterProblem | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The whole job went to the printer. `job` names it there (a job id, a file name)."""

    job: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing more of this job will come out: it was refused, or taken back. It may be printed again.

    `kind` is the failure code PRN-01, PRN-02 or PRN-03.
    """

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows: a copy may still come out, so staff have to look before it is printed again (PRN-04)."""

    detail: str = ""


Outcome: TypeAlias = Sent | Failed | Unsure


class Printer(Protocol):
    """Takes one PDF at a time. No method raises for what a printer can do; all of them may block for a while."""

    def print(self, pdf: bytes, title: str) -> Outcome:
        """Send a document once and wait until its fate is known. The title is seen by others: no personal data."""
        ...

    def status(self) -> PrinterStatus:
        """Ask how the printer is."""
        ...

    def clear(self) -> bool:
        """Take back every job that waits, and say whether none is left: no former resident's page comes out later."""
        ...
