"""The card: looked for, checked, read once with a secret, given back (design/architecture.md 5.3 and 5.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardreader.mynumber import CardKind, Integrity
from cardreader.secret import Door
from cardreader.states import CardPresent, CardUnusable
from forms import number_cells
from kiosk.failures import Failure, FailureCode
from kiosk.session import family, questions
from kiosk.session.effects import CheckCard, ReadCard
from kiosk.session.moves import epoch, forget_card_job, forget_secret, go, over, tell, without
from kiosk.session.policy import reader_failure
from kiosk.session.state import CardJob, CardTask, Failed, Phase, Staff

if TYPE_CHECKING:
    from cardreader.mynumber import CardCheck, CardReading
    from cardreader.states import ReaderState
    from kiosk.session.events import CardChecked, CardFailed, CardRead
    from kiosk.session.moves import Step
    from kiosk.session.state import SessionState

CARD_PAGES = frozenset({Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.ENTER_SECRET, Phase.READ_CARD, Phase.TAKE_CARD})
"""Where it matters what lies on the reader."""

_NOT_USABLE = {
    CardKind.PHONE_TOKEN: FailureCode.CARD_PHONE,
    CardKind.RESIDENT_CARD: FailureCode.CARD_OLD,
    CardKind.OTHER: FailureCode.CARD_OTHER,
}
_READER_CODES = frozenset({FailureCode.READER_NONE, FailureCode.READER_SERVICE})


def choose_door(state: SessionState, door: Door | None) -> Step:
    """Take another way in: a card with this secret, or None, everything by hand."""
    state, cancelled = forget_card_job(state)
    if door is None and state.visit.member:
        state, effects = family.by_hand(state)
        return state, (*cancelled, *effects)
    if door is None:
        by_hand = go(state, state.phase, door=None, check=None, reading=None)
        return questions.begin(by_hand), (*cancelled, forget_secret(state))
    return go(state, Phase.PRESENT_CARD, door=door, check=None, reading=None), (*cancelled, forget_secret(state))


def leave(state: SessionState) -> Step:
    """Go back to the three doors; nothing read or typed for the card stays."""
    state, cancelled = forget_card_job(state)
    return go(state, Phase.EXPLAIN, door=None, check=None, reading=None), (*cancelled, forget_secret(state))


def reader_changed(state: SessionState, reader: ReaderState) -> Step:
    """Take over what the watcher says; what it means depends on the page."""
    before = epoch(state)
    state = replace(state, station=replace(state.station, reader=reader))
    now = epoch(state)
    if _is_over(state):
        state = without(state, Failed)
    lost = reader_failure(state)
    if state.phase not in {Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.ENTER_SECRET} or (now == before and not lost):
        return state, ()
    cleared = (forget_secret(state),) if state.phase is Phase.ENTER_SECRET else ()
    state, cancelled = forget_card_job(state)
    # The page PRESENT_CARD goes on by itself as soon as a card can be checked.
    state = go(state, Phase.PRESENT_CARD, check=None)
    if isinstance(state.overlay, Staff) and state.overlay.decides:
        state = without(state, Staff, Failed)  # what a clerk was to decide was about the card that is gone
    return tell(state, Failure(lost)) if lost else state, (*cancelled, *cleared)


def _is_over(state: SessionState) -> bool:
    """The failure being told was about the reader or a badly placed card, and is not true any more."""
    code = state.failure.failure.code if state.failure else None
    if code is FailureCode.CARD_NOT_READ:
        return not isinstance(state.station.reader, CardUnusable)
    return code in _READER_CODES and not reader_failure(state)


def pursue(state: SessionState) -> Step:
    """Start, or go on with, what the card pages wait for."""
    match state.phase, state.station.reader:
        case Phase.PRESENT_CARD, CardPresent() if not state.failure and epoch(state) != state.station.spent_epoch:
            return _check(go(state, Phase.CHECK_CARD, check=None, last_try=False, my_number=None))
        case Phase.PRESENT_CARD, CardUnusable() if not state.failure and epoch(state) != state.station.spent_epoch:
            return tell(state, Failure(FailureCode.CARD_NOT_READ)), ()
        case Phase.PRESENT_CARD, _ if not state.failure and (lost := reader_failure(state)):
            return tell(state, Failure(lost)), ()
        case Phase.CHECK_CARD, _:
            return _check(state)
        case Phase.TAKE_CARD, _ if epoch(state) != state.visit.epoch:
            return go(state, Phase.REVIEW_READ), ()
        case _:
            return state, ()


def _check(state: SessionState) -> Step:
    """Ask the card, unless an earlier job has not come back: there is never more than one."""
    station, door, number = state.station, state.visit.door, epoch(state)
    if station.card_job and station.card_job.stuck:
        return tell(state, Failure(FailureCode.CARD_STUCK)), ()
    if station.card_job or door is None or number is None:
        return state, ()
    state, job = _start(state, CardTask.CHECK, number)
    return state, (CheckCard(job, number, door),)


def _start(state: SessionState, task: CardTask, number: int) -> tuple[SessionState, int]:
    station = state.station
    job = CardJob(station.jobs + 1, number, task, state.now + station.policy.card_job_s)
    station = replace(station, jobs=job.id, card_job=job)
    return go(replace(state, station=station), state.phase, epoch=number), job.id


def _settle(
    state: SessionState, event: CardChecked | CardRead | CardFailed, *tasks: CardTask
) -> tuple[SessionState, bool]:
    """Return the state without its card job when ``event`` answers it, and whether the answer is still wanted."""
    job = state.station.card_job
    if job is None or (job.id, job.epoch) != (event.job, event.epoch) or job.task not in tasks:
        return state, False
    return replace(state, station=replace(state.station, card_job=None)), job.wanted


def checked(state: SessionState, event: CardChecked) -> Step:
    """The card said what it is."""
    state, wanted = _settle(state, event, CardTask.CHECK)
    return _checked(state, event.check) if wanted else state, ()


def _checked(state: SessionState, check: CardCheck) -> SessionState:
    if check.kind in _NOT_USABLE:
        return tell(_spent(state), Failure(_NOT_USABLE[check.kind]))
    if check.tries_left == 0:
        return tell(state, Failure(FailureCode.PIN_BLOCKED, tries_left=0))
    today = state.visit.today
    state = go(state, Phase.ENTER_SECRET, check=check)
    if check.expires_on and today and check.expires_on < today:
        return tell(state, Failure(FailureCode.CARD_EXPIRED))
    return enter_secret(state)


def _spent(state: SessionState) -> SessionState:
    """The card on the reader is of no use: it has to be lifted before anything is tried again."""
    return replace(state, station=replace(state.station, spent_epoch=epoch(state)))


def enter_secret(state: SessionState) -> SessionState:
    """Show the pad, or first ask for a clerk when one try is left."""
    check = state.visit.check
    if check and check.tries_left == 1 and not state.visit.last_try:
        return tell(state, Failure(FailureCode.PIN_LAST_TRY, tries_left=1))
    return _offer_number(go(state, Phase.ENTER_SECRET))


def _offer_number(state: SessionState) -> SessionState:
    """Let a clerk say, once a card, whether the 12-digit number is read: where law and town allow it, by PIN alone."""
    visit = state.visit
    asked = visit.my_number is not None or visit.door is not Door.PIN
    laws = number_cells.laws(state.procedures, family=visit.member is not None)
    if asked or not state.station.policy.my_number or not laws:
        return state
    return over(go(state, state.phase, my_number=False), Staff(my_number=True))


def submitted(state: SessionState, *, same_as_wrong: bool) -> Step:
    """The resident typed a secret and confirmed it."""
    if state.phase is not Phase.ENTER_SECRET:
        return state, ()
    if same_as_wrong:
        return tell(state, Failure(FailureCode.PIN_SAME_AGAIN)), ()
    return read(state)


def read(state: SessionState) -> Step:
    """Send the secret that waits in the box: the only place from which a VERIFY starts."""
    state = enter_secret(state)
    visit = state.visit
    if state.overlays or visit.door is None or visit.epoch is None or visit.check is None:
        return state, ()
    state, job = _start(go(state, Phase.READ_CARD, last_try=False), CardTask.READ, visit.epoch)
    confirmed, person = bool(visit.my_number), len(visit.persons)
    return state, (ReadCard(job, visit.epoch, visit.door, visit.check.tries_left, visit.last_try, confirmed, person),)


def was_read(state: SessionState, event: CardRead) -> Step:
    """The four attributes are here."""
    state, wanted = _settle(state, event, CardTask.READ)
    return _was_read(state, event.reading) if wanted else state, ()


def _was_read(state: SessionState, reading: CardReading) -> SessionState:
    if reading.integrity is Integrity.ALTERED:
        return tell(state, Failure(FailureCode.READ_ALTERED), check=None)
    return go(state, Phase.TAKE_CARD, reading=reading)


def failed(state: SessionState, event: CardFailed) -> Step:
    """The card job ended without a result."""
    state, wanted = _settle(state, event, CardTask.CHECK, CardTask.READ)
    if not wanted:
        return state, ()
    failure, check = event.failure, state.visit.check
    if failure is None:
        return go(state, Phase.PRESENT_CARD), (forget_secret(state),)
    if failure.code is FailureCode.CARD_OTHER:
        state = _spent(state)
    if check and failure.tries_left is not None:
        check = replace(check, tries_left=failure.tries_left)
    state = tell(state, failure, check=check)
    if state.phase is Phase.ENTER_SECRET and (check is None or epoch(state) != state.visit.epoch):
        # Lifted meanwhile: what it said stands, but the next try starts from the card that comes.
        state = go(state, Phase.PRESENT_CARD)
    return state, (forget_secret(state),)


def overdue(state: SessionState) -> Step:
    """A card job past its deadline is stuck: no new one starts until it comes back (4.4)."""
    job = state.station.card_job
    if job is None or job.stuck or state.now < job.deadline:
        return state, ()
    state, cancelled = forget_card_job(state)
    state = replace(state, station=replace(state.station, card_job=replace(job, wanted=False, stuck=True)))
    if not job.wanted:
        return state, cancelled
    return tell(state, Failure(FailureCode.CARD_STUCK), check=None), (*cancelled, forget_secret(state))
