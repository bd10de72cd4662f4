"""Whole visits as lists of what happens: event, page after it, what lies over it, effects. Read them aloud."""

from __future__ import annotations

from typing import Any

import pytest

from cardreader.secret import Door
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.events import (
    ActionChosen,
    CardFailed,
    ChangeAsked,
    DoorChosen,
    Event,
    PaperReviewed,
    PrintAsked,
    ReadReviewed,
    SecretSubmitted,
    StaffConfirmed,
    StartOver,
)
from kiosk.session.state import SessionState
from kiosk.session.step import step
from printing.job import Failed
from tests.support.visit import Visit, check


class Diary:
    """A step that writes down what happened."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, state: SessionState, event: Event) -> Any:
        new, effects = step(state, event)
        over = [one.failure.code.value if hasattr(one, "failure") else type(one).__name__ for one in new.overlays]
        done = [type(effect).__name__ for effect in effects]
        self.lines.append(" ".join([f"{type(event).__name__} > {new.phase}", *over, *(f"!{one}" for one in done)]))
        return new, effects


def with_the_pin(visit: Visit) -> None:
    visit.start().do(DoorChosen, door=Door.PIN).insert().card_says(check()).do(SecretSubmitted).card_read().remove()
    visit.do(ReadReviewed, mine=True).answer("applicant.phone", "0125-62-2222").answer("small.work", "会社")
    visit.answer("small.company", "窓辺商店").answer("small.note", "").drawn().do(PrintAsked).sent()
    visit.do(PaperReviewed, came_out=True).do(StartOver)


def forgotten_pin(visit: Visit) -> None:
    visit.to_pad(3)
    for left in (2, 1):
        visit.do(SecretSubmitted).do(
            CardFailed, job=4 - left, epoch=1, failure=Failure(FailureCode.PIN_WRONG, tries_left=left)
        )
        visit.do(ActionChosen, action=Action.RETRY)
    visit.do(ActionChosen, action=Action.STAFF).do(StaffConfirmed).remove()
    visit.do(DoorChosen, door=Door.CODE_B).insert().card_says(check(10)).do(SecretSubmitted).card_read().remove()


def by_hand_with_a_change_and_an_empty_tray(visit: Visit) -> None:
    visit.start().do(DoorChosen, door=None).answer("applicant.name", "空知").answer("small.birth", "昭和23年2月17日")
    visit.answer("small.sex", "").answer("applicant.phone", "12").answer("applicant.phone", "0125-62-2222")
    visit.answer("small.work", "なし").answer("small.note", "").drawn()
    visit.do(ChangeAsked, key="applicant.name").answer("applicant.name", "空知　花子").drawn()
    visit.do(PrintAsked).do(PrintAsked).sent(Failed("PRN-01")).do(ActionChosen, action=Action.RETRY).sent()
    visit.do(PaperReviewed, came_out=True).wait(60)


GOLDEN = {
    with_the_pin: """
        Started > choose-purpose
        PurposeChosen > explain
        DoorChosen > present-card !ClearSecret
        ReaderChanged > check-card !CheckCard
        CardChecked > enter-secret
        SecretSubmitted > read-card !ReadCard
        CardRead > take-card
        ReaderChanged > review-read
        ReadReviewed > answer
        Answered > answer
        Answered > answer
        Answered > answer
        Answered > check-answers !DrawPages
        PagesDrawn > check-answers
        PrintAsked > print !SendPages
        PagesSent > take-paper
        PaperReviewed > finished !ClearSecret
        StartOver > attract !Wipe
    """,
    forgotten_pin: """
        Started > choose-purpose
        PurposeChosen > explain
        DoorChosen > present-card !ClearSecret
        ReaderChanged > check-card !CheckCard
        CardChecked > enter-secret
        SecretSubmitted > read-card !ReadCard
        CardFailed > enter-secret PIN-01 !ClearSecret
        ActionChosen > enter-secret !ClearSecret
        SecretSubmitted > read-card !ReadCard
        CardFailed > enter-secret PIN-01 !ClearSecret
        ActionChosen > enter-secret PIN-04 !ClearSecret
        ActionChosen > enter-secret PIN-04 Staff !CallStaff
        StaffConfirmed > enter-secret
        ReaderChanged > present-card !ClearSecret
        DoorChosen > present-card !ClearSecret
        ReaderChanged > check-card !CheckCard
        CardChecked > enter-secret
        SecretSubmitted > read-card !ReadCard
        CardRead > take-card
        ReaderChanged > review-read
    """,
    by_hand_with_a_change_and_an_empty_tray: """
        Started > choose-purpose
        PurposeChosen > explain
        DoorChosen > answer !ClearSecret
        Answered > answer
        Answered > answer
        Answered > answer
        Answered > answer
        Answered > answer
        Answered > answer
        Answered > check-answers !DrawPages
        PagesDrawn > check-answers
        ChangeAsked > answer
        Answered > check-answers !DrawPages
        PagesDrawn > check-answers
        PrintAsked > print !SendPages
        PrintAsked > print
        PagesSent > print PRN-01 !ClearPrinter
        ActionChosen > print !SendPages
        PagesSent > take-paper
        PaperReviewed > finished !ClearSecret
        Tick > attract !Wipe
    """,
}


@pytest.mark.parametrize("journey", GOLDEN, ids=lambda journey: journey.__name__)
def test_a_whole_visit(journey: Any) -> None:
    diary = Diary()
    journey(Visit(step_=diary))
    assert diary.lines == [line.strip() for line in GOLDEN[journey].strip().splitlines()]


@pytest.mark.parametrize("journey", GOLDEN, ids=lambda journey: journey.__name__)
def test_the_same_events_always_lead_to_the_same_visit(journey: Any) -> None:
    first, second = Diary(), Diary()
    one, two = Visit(step_=first), Visit(step_=second)
    journey(one)
    journey(two)
    assert (one.state, one.effects) == (two.state, two.effects)
