"""How one print job ends, judged from what CUPS and the printer say every half second. Pure: no clock, no I/O.

Source: design/security.md (Printing); the limits are VotingWorks' (anchors.md), the rest RFC 8011 5.3.7, 5.4.12.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias

from printing.job import PrinterProblem
from printing.reasons import CONNECTING, Reason, Severity, first_problem

LIMIT_S = 120.0
"""After this time the job is taken back."""
SILENCES = 3
"""So many failed queries in a row, and the job is taken back."""
STALE_S = 5.0
"""So long a fault that was there before may be the last job's: CUPS has not asked the printer yet."""
CONNECT_S = 10.0
"""So long CUPS may look for the printer."""
WARNING_S = 15.0
"""So long a printer that begins to complain may have a second tray or cartridge to go on with."""


class JobState(IntEnum):
    """job-state, RFC 8011 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a printer is. `problem`: why it would print nothing now; `stopped`: queue or printer stand still.

    `device`: the URI at which the printer itself can be asked.
    """

    problem: PrinterProblem | None = None
    detail: str = ""
    reasons: frozenset[Reason] = frozenset()
    stopped: bool = False
    device: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """All of it went to the printer."""


@dataclass(frozen=True, slots=True)
class Lost:
    """It has to be taken back. `sure`: once that is done nothing more comes out."""

    problem: PrinterProblem
    detail: str
    sure: bool


Fate: TypeAlias = Done | Lost


@dataclass(slots=True)
class Course:
    """What was seen of one job since `start`, in seconds of a steady clock. `before`: the reasons before it."""

    start: float
    before: frozenset[Reason]
    _processing: bool = False
    _silences: int = 0
    _since: dict[Reason, float] = field(default_factory=dict)

    def no_answer(self, now: float) -> Fate | None:
        """CUPS did not answer. Return the job's fate once it is known."""
        self._silences += 1
        if self._silences == SILENCES:
            return Lost(PrinterProblem.OFFLINE, "no answer from CUPS", sure=not self._processing)
        return self._time_is_up(now)

    def gone(self, why: str) -> Fate:
        """CUPS does not know the job any more: somebody purged it, before it was printed or after."""
        return Lost(PrinterProblem.STOPPED, why, sure=False)

    def seen(self, now: float, state: int, during: Iterable[Reason], look: Look) -> Fate | None:
        """The job is in this job-state, CUPS and the printer say this. Return the job's fate once it is known."""
        self._silences = 0
        self._processing |= state == JobState.PROCESSING
        if state == JobState.COMPLETED:
            return Done()
        if look.stopped or state not in {JobState.PENDING, JobState.PROCESSING}:
            reasons = {*during, *look.reasons}
            problem = first_problem(reasons - self.before) or first_problem(reasons) or PrinterProblem.STOPPED
            return Lost(problem, told(reasons), sure=True)
        self._since = {reason: self._since.get(reason, now) for reason in look.reasons}
        over = [reason for reason, since in self._since.items() if now - since >= self._patience(reason)]
        if complaint := first_problem(over):
            reached = any(reason.keyword == CONNECTING for reason in over) and self._processing
            return Lost(complaint, told(over), sure=not reached)
        return self._time_is_up(now)

    def _patience(self, reason: Reason) -> float:
        """Return how many seconds this may last, infinity for ever."""
        if reason.keyword == CONNECTING:
            return CONNECT_S
        if reason.stops:
            return STALE_S if reason in self.before else 0
        if reason.severity is Severity.WARNING and reason not in self.before:
            return WARNING_S
        return float("inf")

    def _time_is_up(self, now: float) -> Fate | None:
        if now - self.start < LIMIT_S:
            return None
        problem = first_problem(self._since) or PrinterProblem.STOPPED
        return Lost(problem, "not done in time", sure=not self._processing)


def told(reasons: Iterable[Reason]) -> str:
    """Return the reasons' keywords for staff and logs."""
    return " ".join(sorted(reason.keyword for reason in reasons))
