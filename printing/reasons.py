"""What a printer says of itself (printer-state, printer-state-reasons) as a PrinterProblem. Pure.

Source: RFC 8011 5.4.11 and 5.4.12, PWG 5100.9 (keywords), CUPS for `connecting-to-device`. A keyword ends in its
severity: `-report` is told only, with `-warning` the printer still works, with `-error` it does not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from printing.job import PrinterProblem

CONNECTING = "connecting-to-device"
"""CUPS looks for the printer: a moment in every job, for ever when it is switched off."""


class PrinterState(IntEnum):
    """printer-state."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class Severity(IntEnum):
    """How bad a reason is."""

    REPORT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One of printer-state-reasons without its severity."""

    keyword: str
    severity: Severity

    @classmethod
    def parse(cls, text: str) -> Reason:
        """Take a keyword apart. Without a severity one that we know is an error, and any other is only told."""
        keyword, _, suffix = text.rpartition("-")
        if severity := _SUFFIXES.get(suffix):
            return cls(keyword, severity)
        return cls(text, Severity.ERROR if text in _PROBLEMS else Severity.REPORT)

    @property
    def problem(self) -> PrinterProblem | None:
        """What it is. An error that is not in the table stops the printer, unless something only runs low."""
        unknown = self.severity is Severity.ERROR and not self.keyword.endswith(_RUNS_LOW)
        return _PROBLEMS.get(self.keyword, PrinterProblem.STOPPED if unknown else None)

    @property
    def stops(self) -> bool:
        """True when nothing comes out before somebody does something."""
        if self.problem is None or self.keyword == CONNECTING:
            return False
        return self.severity is Severity.ERROR or (
            self.severity is Severity.WARNING and self.keyword in _STOP_AS_WARNING
        )


_SUFFIXES = {"report": Severity.REPORT, "warning": Severity.WARNING, "error": Severity.ERROR}

_RUNS_LOW = ("-low", "-almost-empty", "-almost-full")

# The first that holds is told: an open door comes with a jam, missing paper with a stopped printer.
_KEYWORDS = {
    PrinterProblem.JAM: ("media-jam",),
    PrinterProblem.DOOR: ("cover-open", "door-open", "interlock-open"),
    PrinterProblem.PAPER: ("media-empty", "media-needed", "input-tray-missing"),
    PrinterProblem.TONER: (
        "toner-empty",
        "developer-empty",
        "marker-supply-empty",
        "marker-supply-missing",
        "marker-waste-full",
    ),
    PrinterProblem.OFFLINE: ("offline", "timed-out", "shutdown", CONNECTING),
    PrinterProblem.STOPPED: ("paused", "moving-to-paused", "stopping", "output-area-full", "output-tray-missing"),
}
_PROBLEMS = {keyword: problem for problem, keywords in _KEYWORDS.items() for keyword in keywords}
# Printers that say these as a warning wait all the same; an empty tray or cartridge may have a second one.
_STOP_AS_WARNING = frozenset({"media-jam", "media-needed", "cover-open", "door-open", "interlock-open"})


def first_problem(reasons: Collection[Reason]) -> PrinterProblem | None:
    """Return the problem among these reasons that a person should see to first."""
    found = {reason.problem for reason in reasons}
    return next((problem for problem in _KEYWORDS if problem in found), None)


def standing_still(stopped: bool, reasons: Collection[Reason]) -> PrinterProblem | None:
    """Return why a printer prints nothing; None when it can print. `stopped`: that is its printer-state."""
    if stopped:
        return first_problem(reasons) or PrinterProblem.STOPPED
    return first_problem([reason for reason in reasons if reason.stops])
