"""``step``: the whole session in one function of state and event (design/architecture.md 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from kiosk.failures import Action, FailureCode
from kiosk.session import cards, choosing, family, hands, pages, questions, signing
from kiosk.session.effects import CallStaff, ClearSecret, Effect
from kiosk.session.events import (
    ActionChosen,
    Answered,
    Back,
    By,
    ByNameAsked,
    CardChecked,
    CardFailed,
    CardRead,
    ChangeAsked,
    Closed,
    DoorChosen,
    EventChosen,
    FamilyAsked,
    HandGiven,
    HelpAsked,
    LetterReviewed,
    MemberHere,
    MemberNamed,
    PageEvent,
    PagesDrawn,
    PagesSent,
    PaperReviewed,
    PrintAsked,
    PrinterChanged,
    ProcedureMarked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    ResidentEvent,
    SecretSubmitted,
    SettingsChanged,
    Signed,
    StaffCalled,
    StaffConfirmed,
    Started,
    StartOver,
    Tick,
    Touched,
    VoiceChanged,
)
from kiosk.session.moves import end, forget_pages, go, over, without
from kiosk.session.policy import idle_for, left_alone, limits, out_of_service
from kiosk.session.state import IDLE_PAGES, Failed, Hand, Help, Phase, SessionState, Staff, StillThere, Stopped

if TYPE_CHECKING:
    from datetime import date

    from cardreader.secret import Door
    from kiosk.session.events import DeviceEvent, Event
    from kiosk.session.moves import Step
    from kiosk.session.settings import Settings

_DOOR_PAGES = frozenset({Phase.EXPLAIN, Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.ENTER_SECRET})


def step(state: SessionState, event: Event) -> Step:
    """Return the state after ``event``, and what the outside is to do.

    Total: every event is legal in every state, and one that makes no sense there changes nothing but the time.
    """
    state = replace(state, now=max(state.now, event.at))
    if isinstance(event, By):
        event = Touched(event.at) if hands.refused(state, event.hand, event.event) else event.event
    if isinstance(event, ResidentEvent) or (isinstance(event, ReaderChanged) and state.phase in cards.CARD_PAGES):
        state = replace(without(state, StillThere), touched=state.now)
    if isinstance(event, PageEvent) and state.overlays:
        return state, ()
    after, effects = _pursue(*_dispatch(state, event))
    after, cleared = signing.settled(state, after)
    return hands.settled(state, after), (*effects, *cleared)


def _dispatch(state: SessionState, event: ResidentEvent | DeviceEvent) -> Step:  # noqa: PLR0912 - one line an event
    match event:
        case Touched():
            return state, ()
        case Started(today=today):
            return _started(state, today), ()
        case SettingsChanged(settings=settings):
            return _settings_changed(state, settings), ()
        case EventChosen(event=chosen):
            return choosing.choose_event(state, chosen), ()
        case ByNameAsked(category=category):
            return choosing.by_name(state, category), ()
        case ProcedureMarked(procedure=procedure):
            return choosing.mark(state, procedure), ()
        case PurposeChosen(procedures=procedures):
            return choosing.chosen(state, procedures), ()
        case Answered(key=key, raw=raw) if state.phase is Phase.EVENT_QUESTION:
            return choosing.answer(state, key, raw), ()
        case DoorChosen(door=door):
            return _door_chosen(state, door)
        case SecretSubmitted(same_as_wrong=same):
            return cards.submitted(state, same_as_wrong=same)
        case ReadReviewed(mine=mine):
            return _read_reviewed(state, mine=mine)
        case FamilyAsked():
            return family.another(state), ()
        case MemberNamed(relation=relation):
            return family.named(state, relation), ()
        case MemberHere(here=here):
            return family.told_here(state, here=here), ()
        case LetterReviewed(at_hand=at_hand):
            return questions.letter_reviewed(state, at_hand=at_hand), ()
        case Answered(key=key, raw=raw):
            return questions.answer(state, key, raw), ()
        case ChangeAsked(key=key):
            return questions.change(state, key), ()
        case PrintAsked():
            return pages.asked(state), ()
        case Signed(given=given):
            return signing.answered(state, given=given)
        case PaperReviewed(came_out=came_out):
            return pages.paper(state, came_out=came_out)
        case Back():
            return _back(state)
        case StartOver():
            return _start_over(state)
        case HelpAsked():
            return over(state, Help()), ()
        case StaffCalled():
            return over(state, _called(state)), (CallStaff(),)
        case HandGiven(to=hand):
            return hands.given(state, hand), ()
        case StaffConfirmed():
            return _staff_confirmed(state), ()
        case Closed():
            return _closed(state), ()
        case ActionChosen(action=action):
            return _action_chosen(state, action)
        case ReaderChanged(reader=reader):
            return cards.reader_changed(state, reader)
        case CardChecked():
            return cards.checked(state, event)
        case CardRead():
            return cards.was_read(state, event)
        case CardFailed():
            return cards.failed(state, event)
        case PagesDrawn():
            return pages.drawn(state, event), ()
        case PagesSent():
            return pages.sent(state, event)
        case PrinterChanged(failure=failure):
            return replace(state, station=replace(state.station, printer_failure=failure)), ()
        case VoiceChanged(speaking=speaking):
            return replace(state, silent_since=None if speaking else state.now), ()
        case Tick():
            return _tick(state)
        case _:
            assert_never(event)


def _pursue(state: SessionState, effects: tuple[Effect, ...]) -> Step:
    """Start what the page waits for as soon as nothing stands in its way."""
    if state.phase in IDLE_PAGES:
        return replace(state, phase=Phase.OUT_OF_SERVICE if out_of_service(state) else Phase.ATTRACT), effects
    state, from_cards = cards.pursue(state)
    state, from_pages = pages.pursue(state)
    return state, (*effects, *from_cards, *from_pages)


def _started(state: SessionState, today: date) -> SessionState:
    return go(state, Phase.CHOOSE_PURPOSE, today=today) if state.phase is Phase.ATTRACT else state


def _settings_changed(state: SessionState, settings: Settings) -> SessionState:
    """Take over what was chosen; in another language the slip is another, unless it is on its way to the printer."""
    if settings.language != state.settings.language and state.phase in {Phase.CHECK_ANSWERS, Phase.SIGN}:
        state = forget_pages(state)
    return replace(state, settings=settings)


def _door_chosen(state: SessionState, door: Door | None) -> Step:
    """Take a door that is there: an absent person has none for a PIN."""
    if state.phase not in _DOOR_PAGES or (door is not None and door not in family.doors(state)):
        return state, ()
    return cards.choose_door(state, door)


def _read_reviewed(state: SessionState, *, mine: bool) -> Step:
    if state.phase is not Phase.REVIEW_READ:
        return state, ()
    if not mine:
        return cards.leave(state)
    state = family.confirmed(state)
    # A member's card was read first: the doors for the person at the window come now.
    return (questions.begin(state) if state.visit.applicant else go(state, Phase.EXPLAIN)), ()


def _back(state: SessionState) -> Step:
    """Close what lies on top, else turn to the page before; a page that cannot be left this way stays."""
    if isinstance(state.overlay, Failed) and state.phase is Phase.PRINT:
        # Never "again": going back must not put another copy into the tray.
        return go(without(state, Failed), Phase.CHECK_ANSWERS), ()
    if isinstance(state.overlay, Failed):
        offered = (Action.RETRY, Action.OTHER_DOOR)
        action = next((one for one in offered if one in state.overlay.failure.rule.actions), None)
        return _action_chosen(state, action) if action else (state, ())
    if state.overlay:
        return _closed(state), ()
    match state.phase:
        case Phase.FAMILY_WHO | Phase.FAMILY_HERE:
            return family.back(state), ()
        case Phase.EXPLAIN if state.visit.member:
            return family.back(state), ()
        case one if one in choosing.PAGES or one is Phase.EXPLAIN:
            return choosing.back(state)
        case Phase.PRESENT_CARD | Phase.CHECK_CARD | Phase.ENTER_SECRET | Phase.REVIEW_READ:
            return cards.leave(state)
        case Phase.ANSWER | Phase.LETTER | Phase.CHECK_ANSWERS:
            return questions.back(state), ()
        case Phase.SIGN:
            return go(state, Phase.CHECK_ANSWERS), ()
        case _:
            return state, ()


def _start_over(state: SessionState) -> Step:
    """End the visit, but not while paper is on its way, which would leave it to the next resident."""
    if state.phase in IDLE_PAGES or (state.phase is Phase.PRINT and not state.failure):
        return state, ()
    return end(state)


def _closed(state: SessionState) -> SessionState:
    top = state.overlay
    return without(state, type(top)) if isinstance(top, Help | Staff | Stopped) else state


def _called(state: SessionState) -> Staff:
    """Whichever button called her, a clerk called over the failure of the last try decides about it."""
    match state.overlay:
        case Staff() as called:
            return called
        case Failed(failure):
            return Staff(last_try=failure.code is FailureCode.PIN_LAST_TRY)
        case _:
            return Staff()


def _staff_confirmed(state: SessionState) -> SessionState:
    """A clerk lets the last try be spent, or the 12-digit number be read: for the card that is there now."""
    match state.overlay, state.phase:
        case Staff(my_number=True), Phase.ENTER_SECRET:
            return go(without(state, Staff), state.phase, my_number=True)
        case Staff(last_try=True), Phase.ENTER_SECRET:
            return cards.enter_secret(go(without(state, Staff, Failed), state.phase, last_try=True))
        case Staff(last_try=True) | Staff(my_number=True), _:
            return without(state, Staff, Failed)
        case _:
            return state


def _action_chosen(state: SessionState, action: Action) -> Step:
    """A button of the failure on top."""
    if not isinstance(state.overlay, Failed) or action not in state.overlay.failure.rule.actions:
        return state, ()
    code = state.overlay.failure.code
    if action is Action.STAFF:
        return over(state, _called(state)), (CallStaff(),)
    state = without(state, Failed)
    match action:
        case Action.RETRY:
            return _retry(state)
        case Action.CONFIRM:
            return _confirm(state, code)
        case Action.OTHER_DOOR:
            return cards.leave(state)
        case Action.BY_HAND:
            return cards.choose_door(state, None)
        case Action.END:
            return end(state)
        case _:
            assert_never(action)


def _retry(state: SessionState) -> Step:
    match state.phase:
        case Phase.ENTER_SECRET:
            return cards.enter_secret(state), (ClearSecret(),)
        case Phase.PRINT:
            return pages.again(state), ()
        case _:
            return state, ()


def _confirm(state: SessionState, code: FailureCode) -> Step:
    """The resident goes on all the same."""
    match state.phase, code:
        case Phase.ENTER_SECRET, FailureCode.PIN_SAME_AGAIN:
            return cards.read(state)
        case Phase.ENTER_SECRET, _:
            return cards.enter_secret(state), ()
        case Phase.CHECK_ANSWERS, _ if hands.holder(state) is Hand.RESIDENT:
            return pages.accepted(state), ()
        case _:
            return state, ()


def _tick(state: SessionState) -> Step:
    """Look at the deadlines of the jobs, then at how long nobody has touched anything."""
    state, from_cards = cards.overdue(state)
    state, from_pages = pages.overdue(state)
    state, from_idle = _idle(state)
    return state, (*from_cards, *from_pages, *from_idle)


def _idle(state: SessionState) -> Step:
    limit, idle = limits(state), idle_for(state)
    if state.phase in IDLE_PAGES:
        # Nobody's visit, but a passer-by may have changed the language or opened help.
        fresh = replace(state, overlays=(), settings=state.station.policy.settings)
        return (fresh if left_alone(state) else state), ()
    asking = next((one for one in state.overlays if isinstance(one, StillThere)), None)
    if state.phase is Phase.FINISHED or asking:
        over_now = not asking.seconds(state.now) if asking else idle >= limit.end
        return end(state) if over_now else (state, ())
    if idle >= limit.warn:
        return over(state, StillThere(ends=state.now + limit.end - limit.warn)), ()
    return state, ()
