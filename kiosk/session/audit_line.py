"""What the audit log says about one step: derived from the states before and after it; never a value of a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.session.events import By, HandGiven, LetterReviewed, StaffCalled, StaffConfirmed
from kiosk.session.letter import authority_due
from kiosk.session.policy import out_of_service
from kiosk.session.state import IDLE_PAGES, Hand, Phase, Stopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.failures import FailureCode
    from kiosk.session.events import Event
    from kiosk.session.state import SessionState


class AuditEvent(StrEnum):
    """Everything the log can say."""

    OUT_OF_SERVICE = "out-of-service"
    IN_SERVICE = "in-service"
    VISIT_STARTED = "visit-started"
    EVENT_CHOSEN = "event-chosen"
    OUTCOME_TOLD = "outcome-told"
    PURPOSE_CHOSEN = "purpose-chosen"
    CARD_ACCEPTED = "card-accepted"
    CARD_READ = "card-read"
    READ_CONFIRMED = "read-confirmed"
    READ_REJECTED = "read-rejected"
    BY_HAND = "by-hand"
    MEMBER_CARD_READ = "member-card-read"
    MEMBER_ABSENT_READ = "member-absent-read"
    MEMBER_BY_HAND = "member-by-hand"
    MEMBER_ABSENT_BY_HAND = "member-absent-by-hand"
    AUTHORITY_DUE = "authority-due"
    LETTER_SHOWN = "letter-shown"
    LETTER_PRINTED = "letter-printed"
    LAST_TRY_CONFIRMED = "last-try-confirmed"
    MY_NUMBER_CONFIRMED = "my-number-confirmed"
    FAILURE_TOLD = "failure-told"
    APPLICATION_STOPPED = "application-stopped"
    STAFF_CALLED = "staff-called"
    HANDED_TO_STAFF = "handed-to-staff"
    HANDED_TO_RESIDENT = "handed-to-resident"
    PRINT_ASKED = "print-asked"
    PRINT_SENT = "print-sent"
    PAPER_CONFIRMED = "paper-confirmed"
    VISIT_FINISHED = "visit-finished"
    VISIT_LEFT = "visit-left"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line; ``at`` is the session's clock, the log adds the date."""

    at: float
    event: AuditEvent
    procedures: tuple[str, ...] = ()
    code: FailureCode | None = None


_TURNS: Mapping[tuple[Phase, Phase], AuditEvent] = MappingProxyType(
    {
        (Phase.ATTRACT, Phase.OUT_OF_SERVICE): AuditEvent.OUT_OF_SERVICE,
        (Phase.OUT_OF_SERVICE, Phase.ATTRACT): AuditEvent.IN_SERVICE,
        (Phase.ATTRACT, Phase.CHOOSE_PURPOSE): AuditEvent.VISIT_STARTED,
        (Phase.CHOOSE_PURPOSE, Phase.EXPLAIN): AuditEvent.PURPOSE_CHOSEN,
        (Phase.CHOOSE_CATEGORY, Phase.EXPLAIN): AuditEvent.PURPOSE_CHOSEN,
        (Phase.CHOOSE_PROCEDURES, Phase.EXPLAIN): AuditEvent.PURPOSE_CHOSEN,
        (Phase.OUTCOME, Phase.EXPLAIN): AuditEvent.PURPOSE_CHOSEN,
        (Phase.CHOOSE_PURPOSE, Phase.EVENT_QUESTION): AuditEvent.EVENT_CHOSEN,
        (Phase.EVENT_QUESTION, Phase.OUTCOME): AuditEvent.OUTCOME_TOLD,
        (Phase.CHECK_CARD, Phase.ENTER_SECRET): AuditEvent.CARD_ACCEPTED,
        (Phase.READ_CARD, Phase.TAKE_CARD): AuditEvent.CARD_READ,
        (Phase.READ_CARD, Phase.REVIEW_READ): AuditEvent.CARD_READ,
        (Phase.REVIEW_READ, Phase.ANSWER): AuditEvent.READ_CONFIRMED,
        (Phase.REVIEW_READ, Phase.CHECK_ANSWERS): AuditEvent.READ_CONFIRMED,
        (Phase.REVIEW_READ, Phase.FAMILY_WHO): AuditEvent.READ_CONFIRMED,
        (Phase.REVIEW_READ, Phase.EXPLAIN): AuditEvent.READ_REJECTED,
        (Phase.CHECK_ANSWERS, Phase.PRINT): AuditEvent.PRINT_ASKED,
        (Phase.SIGN, Phase.PRINT): AuditEvent.PRINT_ASKED,
        (Phase.PRINT, Phase.TAKE_PAPER): AuditEvent.PRINT_SENT,
        (Phase.TAKE_PAPER, Phase.FINISHED): AuditEvent.PAPER_CONFIRMED,
    }
)
_BEFORE_READING = frozenset({Phase.EXPLAIN, Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.ENTER_SECRET})
_QUESTIONS = frozenset({Phase.ANSWER, Phase.CHECK_ANSWERS})
_CHECKED = frozenset({Phase.LETTER, Phase.CHECK_ANSWERS, Phase.PRINT, Phase.TAKE_PAPER})


def audit_line(old: SessionState, new: SessionState, event: Event) -> AuditLine | None:
    """Return the line that the step from ``old`` to ``new`` by ``event`` leaves, or None when it is not worth one."""
    event = event.event if isinstance(event, By) else event
    failure = new.failure
    if failure is not None and failure is not old.failure:
        return AuditLine(new.now, AuditEvent.FAILURE_TOLD, new.visit.procedures, failure.failure.code)
    found = _event(old, new, event)
    if found is None:
        return None
    code = out_of_service(new)[0] if found is AuditEvent.OUT_OF_SERVICE else None
    return AuditLine(new.now, found, new.visit.procedures or old.visit.procedures, code)


def _family_event(old: SessionState, new: SessionState) -> AuditEvent | None:
    """Return how a member of the family came in: by their PIN, absent by the printed number, or by hand."""
    if len(new.visit.persons) > len(old.visit.persons) and new.visit.persons[-1].member:
        here = new.visit.persons[-1].member.may_use_pin
        return AuditEvent.MEMBER_CARD_READ if here else AuditEvent.MEMBER_ABSENT_READ
    if len(new.visit.unread) > len(old.visit.unread):
        here = new.visit.unread[-1].member.may_use_pin
        return AuditEvent.MEMBER_BY_HAND if here else AuditEvent.MEMBER_ABSENT_BY_HAND
    return None


def _event(old: SessionState, new: SessionState, event: Event) -> AuditEvent | None:
    if new.phase in IDLE_PAGES and old.phase not in IDLE_PAGES:
        return AuditEvent.VISIT_FINISHED if old.phase is Phase.FINISHED else AuditEvent.VISIT_LEFT
    if new.visit.my_number and not old.visit.my_number:
        return AuditEvent.MY_NUMBER_CONFIRMED
    if isinstance(event, StaffConfirmed) and new.visit.last_try:
        return AuditEvent.LAST_TRY_CONFIRMED
    if isinstance(event, HandGiven) and new.visit.hand is not old.visit.hand:
        return AuditEvent.HANDED_TO_STAFF if new.visit.hand is Hand.CLERK else AuditEvent.HANDED_TO_RESIDENT
    if isinstance(event, StaffCalled):
        return AuditEvent.STAFF_CALLED
    if isinstance(new.overlay, Stopped) and new.overlay is not old.overlay:
        return AuditEvent.APPLICATION_STOPPED
    if found := _family_event(old, new):
        return found
    if isinstance(event, LetterReviewed) and old.phase is Phase.LETTER:
        return AuditEvent.LETTER_SHOWN if event.at_hand else AuditEvent.LETTER_PRINTED
    if old.phase not in _CHECKED and new.phase in _CHECKED and authority_due(new):
        return AuditEvent.AUTHORITY_DUE
    if old.phase in _BEFORE_READING and new.phase in _QUESTIONS:
        return AuditEvent.BY_HAND
    return _TURNS.get((old.phase, new.phase))
