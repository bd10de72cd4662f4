"""The pages: drawn for the check page, sent once for each tap, confirmed by the resident (architecture.md 5.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.failures import Failure, FailureCode
from kiosk.pictures import pictures
from kiosk.session import choosing, hands, questions, signing
from kiosk.session.effects import CallStaff, ClearPrinter, ClearSecret, DrawPages, SendPages
from kiosk.session.moves import go, tell
from kiosk.session.state import Hand, Pages, Phase, PrintJob, PrintTask
from printing.job import Sent, Unsure

if TYPE_CHECKING:
    from kiosk.session.events import PagesDrawn, PagesSent
    from kiosk.session.moves import Step
    from kiosk.session.state import SessionState
    from printing.job import Outcome


def asked(state: SessionState) -> SessionState:
    """印刷する was tapped on the check page: by the resident, whoever typed the answers."""
    if state.phase is not Phase.CHECK_ANSWERS or hands.holder(state) is Hand.CLERK:
        return state
    return questions.ready_to_print(state) or (go(state, Phase.SIGN) if signing.asked(state) else again(state))


def again(state: SessionState) -> SessionState:
    """Print the pages of these answers: one tap, one print."""
    return go(state, Phase.PRINT, send=True)


def accepted(state: SessionState) -> SessionState:
    """The resident agrees that some fields stay empty for handwriting."""
    pages = state.visit.pages
    return again(go(state, state.phase, pages=replace(pages, accepted=True) if pages else None))


def pursue(state: SessionState) -> Step:
    """Draw as soon as the answers are complete; send when that was asked for."""
    visit, station = state.visit, state.station
    if state.phase not in {Phase.CHECK_ANSWERS, Phase.SIGN, Phase.PRINT} or station.print_job:
        return state, ()
    if visit.pages is None:
        state, job = _start(state, PrintTask.DRAW)
        language, guidance = state.settings.language, choosing.guidance(state)
        shown = pictures(*visit.readings)
        names = tuple(one.person.name for one in visit.persons)
        pad = signing.due(state)
        return state, (DrawPages(job, visit.procedures, visit.answers, language, guidance, shown, names, pad),)
    if not visit.send:
        return state, ()
    if visit.pages.problems and not visit.pages.accepted:
        return tell(state, Failure(visit.pages.problems[0].code), send=False), ()
    state, job = _start(go(state, Phase.PRINT, send=False), PrintTask.SEND)
    return state, (SendPages(job),)


def _start(state: SessionState, task: PrintTask) -> tuple[SessionState, int]:
    station = state.station
    job = PrintJob(station.jobs + 1, task, state.now + station.policy.print_job_s)
    return replace(state, station=replace(station, jobs=job.id, print_job=job)), job.id


def _settle(state: SessionState, number: int, task: PrintTask) -> tuple[SessionState, bool]:
    job = state.station.print_job
    if job is None or (job.id, job.task) != (number, task):
        return state, False
    return replace(state, station=replace(state.station, print_job=None)), job.wanted


def drawn(state: SessionState, event: PagesDrawn) -> SessionState:
    """The pages are drawn and wait with the print service."""
    state, wanted = _settle(state, event.job, PrintTask.DRAW)
    if not wanted:
        return state
    return go(state, state.phase, pages=Pages(event.slip_id, event.sheets, event.problems))


def sent(state: SessionState, event: PagesSent) -> Step:
    """The printer took the pages, or did not."""
    state, wanted = _settle(state, event.job, PrintTask.SEND)
    return _sent(state, event.outcome) if wanted else (state, ())


def _sent(state: SessionState, outcome: Outcome) -> Step:
    if isinstance(outcome, Sent):
        return go(state, Phase.TAKE_PAPER), ()
    if isinstance(outcome, Unsure):
        return unsure(state)
    return tell(state, Failure(FailureCode(outcome.kind))), (ClearPrinter(),)


def unsure(state: SessionState) -> Step:
    """Nobody knows whether paper came out: counts as not printed, and staff are told that a copy may still come."""
    return tell(state, Failure(FailureCode.PRINTER_UNSURE), send=False), (ClearPrinter(), CallStaff())


def paper(state: SessionState, *, came_out: bool) -> Step:
    """The resident looked into the tray."""
    if state.phase is not Phase.TAKE_PAPER:
        return state, ()
    return (go(state, Phase.FINISHED), (ClearSecret(),)) if came_out else unsure(state)


def overdue(state: SessionState) -> Step:
    """A print job past its deadline is lost; a page sent may still come out."""
    job = state.station.print_job
    if job is None or state.now < job.deadline:
        return state, ()
    state = replace(state, station=replace(state.station, print_job=None))
    if state.phase is Phase.PRINT:
        return unsure(state)
    return state, (ClearPrinter(),) if job.task is PrintTask.SEND else ()
