"""Two hands at one visit: the resident's and, where a clerk assists, the clerk's. One holds the input at a time.

The clerk asks and types; the secret is typed and the answers are confirmed by the resident alone, whoever typed them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import Giver
from kiosk.failures import Who
from kiosk.session.events import (
    ActionChosen,
    Closed,
    HandGiven,
    HelpAsked,
    SettingsChanged,
    StaffCalled,
    StartOver,
    Touched,
)
from kiosk.session.moves import go, over
from kiosk.session.state import IDLE_PAGES, Failed, Hand, Help, Phase, Staff

if TYPE_CHECKING:
    from kiosk.session.events import ResidentEvent
    from kiosk.session.state import SessionState

RESIDENTS_OWN = frozenset({Phase.ENTER_SECRET, Phase.SIGN})
"""Pages that no clerk ever holds, nor sees."""

_EITHER = (Touched, SettingsChanged, HandGiven, StaffCalled, HelpAsked, StartOver)
"""What either hand may do at any time: neither answers anything for the other. はじめから asks before it erases."""


def holder(state: SessionState) -> Hand:
    """Return whose touches count on this page."""
    if not state.station.policy.assisted or state.phase in RESIDENTS_OWN:
        return Hand.RESIDENT
    return state.visit.hand


def giver(state: SessionState) -> Giver:
    """Return whom an answer that is given now comes from (a proxy's is told apart later, by forms.authority)."""
    return Giver.STAFF if holder(state) is Hand.CLERK else Giver.RESIDENT


def for_clerk(state: SessionState) -> bool:
    """Tell whether what lies on top is a clerk's to answer: the last try, the 12-digit number, a call she came to."""
    top = state.overlay
    return isinstance(top, Staff) and (top.decides or top.here)


def mended_by_clerk(state: SessionState) -> bool:
    """Tell whether what lies on top is a failure that staff put right: no paper, no reader."""
    top = state.overlay
    return isinstance(top, Failed) and top.failure.rule.who is Who.STAFF and state.phase not in RESIDENTS_OWN


def refused(state: SessionState, hand: Hand, event: ResidentEvent) -> bool:
    """Tell whether a touch of ``hand`` counts for no more than that somebody is there."""
    if isinstance(event, _EITHER) or state.phase in IDLE_PAGES:
        return False
    if for_clerk(state) and state.station.policy.assisted:
        return hand is not Hand.CLERK
    if isinstance(event, ActionChosen) and hand is Hand.CLERK and mended_by_clerk(state):
        return False
    if isinstance(event, Closed) and isinstance(state.overlay, Help | Staff):
        return False  # either may ask for it, so either may close it
    return hand is not holder(state)


def given(state: SessionState, to: Hand) -> SessionState:
    """Hand the input over, or take it back; of the resident's own pages a clerk who was called gets only the call."""
    if not state.station.policy.assisted or state.phase in IDLE_PAGES:
        return state
    if state.phase in RESIDENTS_OWN:
        called = to is Hand.CLERK and state.overlay == Staff()
        return over(state, Staff(here=True)) if called else state
    return go(state, state.phase, hand=to)


def settled(before: SessionState, state: SessionState) -> SessionState:
    """Give the input to whom a page belongs that was just reached: a clerk's visit begins, the resident confirms."""
    if not state.station.policy.assisted or before.phase is state.phase:
        return state
    if before.phase in IDLE_PAGES and state.phase not in IDLE_PAGES:
        return go(state, state.phase, hand=Hand.CLERK)
    return go(state, state.phase, hand=Hand.RESIDENT) if state.phase is Phase.CHECK_ANSWERS else state
