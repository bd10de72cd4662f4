"""The audit line: one for each step worth telling, with a code and the procedures, never with a value."""

from __future__ import annotations

import dataclasses
from typing import Any

from cardreader.secret import Door
from cardreader.states import NoCard, NoReader
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.audit_line import AuditEvent, AuditLine, audit_line
from kiosk.session.events import (
    ActionChosen,
    Back,
    ByNameAsked,
    CardFailed,
    DoorChosen,
    Event,
    PaperReviewed,
    ProcedureMarked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    SecretSubmitted,
    StaffCalled,
    StaffConfirmed,
    StartOver,
    Touched,
)
from kiosk.session.state import SessionState
from kiosk.session.step import step
from tests.support.visit import PERSON, READER, Visit, check


class Log:
    """A step that keeps its audit lines."""

    def __init__(self) -> None:
        self.lines: list[AuditLine] = []

    def __call__(self, state: SessionState, event: Event) -> Any:
        new, effects = step(state, event)
        line = audit_line(state, new, event)
        if line is not None:
            self.lines.append(line)
        return new, effects

    @property
    def events(self) -> list[str]:
        return [line.event.value if line.code is None else f"{line.event.value} {line.code}" for line in self.lines]


def test_a_whole_visit() -> None:
    log = Log()
    Visit(step_=log).to_paper().do(PaperReviewed, came_out=True).do(StartOver)
    assert log.events == [
        "visit-started",
        "purpose-chosen",
        "card-accepted",
        "card-read",
        "read-confirmed",
        "print-asked",
        "print-sent",
        "paper-confirmed",
        "visit-finished",
    ]
    assert [line.procedures for line in log.lines] == [(), *[("small",)] * 8]
    assert sorted(line.at for line in log.lines) == [line.at for line in log.lines]


def test_a_life_event_is_told_without_its_answers() -> None:
    log = Log()
    Visit(step_=log).to_outcome(dog="はい").do(PurposeChosen, procedures=("small",))
    assert log.events == ["visit-started", "event-chosen", "outcome-told", "purpose-chosen"]
    assert [line.procedures for line in log.lines] == [(), (), ("small", "other"), ("small",)]


def test_procedures_by_name() -> None:
    log = Log()
    visit = Visit(step_=log).begin().do(ByNameAsked).do(ByNameAsked, category="living")
    visit.do(ProcedureMarked, procedure="other").do(PurposeChosen, procedures=("other",))
    assert log.events == ["visit-started", "purpose-chosen"]


def test_failures_by_their_code() -> None:
    log = Log()
    visit = (
        Visit(step_=log)
        .to_pad(1)
        .do(ActionChosen, action=Action.STAFF)
        .do(StaffConfirmed)
        .do(Touched)
        .do(SecretSubmitted)
    )
    failure = Failure(FailureCode.PIN_BLOCKED, tries_left=0)
    visit.do(CardFailed, job=2, epoch=1, failure=failure).do(Touched)
    visit.do(ActionChosen, action=Action.BY_HAND)
    assert log.events[2:] == ["failure-told PIN-04", "last-try-confirmed", "failure-told PIN-02", "by-hand"]


def test_told_again_is_a_line_again() -> None:
    log = Log()
    visit = Visit(step_=log).to_pad(2)
    for job in (2, 3):
        visit.do(SecretSubmitted).do(CardFailed, job=job, epoch=1, failure=Failure(FailureCode.PIN_WRONG, 2))
        visit.do(ActionChosen, action=Action.RETRY)
    assert log.events[-2:] == ["failure-told PIN-01"] * 2


def test_left_rejected_stopped_called() -> None:
    log = Log()
    visit = Visit(step_=log).to_pad().do(SecretSubmitted).remove().card_read()
    visit.do(ReadReviewed, mine=False).do(DoorChosen, door=Door.PIN).insert().card_says(check())
    visit.do(SecretSubmitted).card_read().remove().do(ReadReviewed, mine=True)
    visit.answer("applicant.phone", "0125-62-2222").answer("small.work", "公務員").do(Touched).do(Touched).do(Back)
    visit.do(StaffCalled).do(StartOver)
    assert log.events[3:] == [
        "card-read",
        "read-rejected",
        "card-accepted",
        "card-read",
        "read-confirmed",
        "application-stopped",
        "staff-called",
        "visit-left",
    ]


def test_out_of_service_and_back() -> None:
    log = Log()
    Visit(step_=log).do(ReaderChanged, reader=NoReader()).do(Touched).do(ReaderChanged, reader=NoCard(READER))
    assert log.events == ["out-of-service RDR-01", "in-service"]


def test_a_line_has_no_room_for_a_value() -> None:
    log = Log()
    Visit(step_=log).to_paper()
    assert {field.name for field in dataclasses.fields(AuditLine)} == {"at", "event", "procedures", "code"}
    assert PERSON.name not in repr(log.lines)
    assert len(AuditEvent) == 30
