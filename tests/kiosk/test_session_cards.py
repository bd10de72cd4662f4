"""The card pages: what each card event means on each page, and that no secret is ever sent twice."""

from __future__ import annotations

from datetime import date

import pytest

from cardreader.mynumber import CardKind, Integrity
from cardreader.secret import Door
from cardreader.states import CardUnusable, NoCard, NoReader, ReaderState, ServiceDown
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.effects import CallStaff, CancelCardJob, CheckCard, ClearSecret, ReadCard, Restart
from kiosk.session.events import (
    ActionChosen,
    Back,
    CardChecked,
    CardFailed,
    CardRead,
    Closed,
    DoorChosen,
    HelpAsked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    SecretSubmitted,
    StaffCalled,
    StaffConfirmed,
    Started,
    StartOver,
)
from kiosk.session.state import CardTask, Phase, Policy, Staff
from tests.support.visit import READER, TODAY, Visit, check, reading


def card_fails(visit: Visit, failure: Failure | None) -> Visit:
    job = visit.state.station.card_job
    assert job is not None
    return visit.do(CardFailed, job=job.id, epoch=job.epoch, failure=failure)


def test_the_card_is_asked_before_any_digit_is_typed() -> None:
    visit = Visit().start().do(DoorChosen, door=Door.CODE_B)
    assert visit.phase is Phase.PRESENT_CARD
    visit.insert()
    assert visit.phase is Phase.CHECK_CARD
    assert visit.last == (CheckCard(job=1, epoch=1, door=Door.CODE_B),)
    visit.card_says(check(10))
    assert visit.phase is Phase.ENTER_SECRET
    assert visit.state.visit.check == check(10)


def test_one_secret_one_verify() -> None:
    visit = Visit().to_pad()
    visit.do(SecretSubmitted)
    assert visit.last == (ReadCard(job=2, epoch=1, door=Door.PIN, tries_left=3, allow_last_try=False),)
    visit.do(SecretSubmitted)
    assert visit.phase is Phase.READ_CARD
    assert visit.count(ReadCard) == 1


def test_the_card_goes_back_before_the_questions() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).card_read()
    assert visit.phase is Phase.TAKE_CARD
    visit.remove()
    assert visit.phase is Phase.REVIEW_READ
    assert visit.state.visit.person == reading().person


def test_a_card_taken_while_the_answer_was_on_its_way() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).remove()
    assert visit.phase is Phase.READ_CARD
    assert visit.card_read().phase is Phase.REVIEW_READ


def test_another_card_laid_down_counts_as_taken() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).card_read().insert()
    assert visit.phase is Phase.REVIEW_READ


def test_a_card_put_early_is_remembered() -> None:
    visit = Visit().insert().start().do(DoorChosen, door=Door.PIN)
    assert visit.phase is Phase.CHECK_CARD
    assert visit.latest(CheckCard).epoch == 1


def test_a_card_left_by_the_resident_before_is_not_read() -> None:
    visit = Visit().to_pad().do(StartOver).start().do(DoorChosen, door=Door.PIN)
    assert visit.phase is Phase.PRESENT_CARD
    assert visit.count(CheckCard) == 1
    visit.remove().insert()
    assert visit.phase is Phase.CHECK_CARD


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CardKind.OTHER, "CARD-03"),
        (CardKind.RESIDENT_CARD, "CARD-07"),
        (CardKind.PHONE_TOKEN, "CARD-08"),
    ],
)
def test_a_card_that_is_not_ours_must_be_lifted_first(kind: CardKind, code: str) -> None:
    visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
    visit.card_says(check(None, kind=kind))
    assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, code)
    visit.do(ActionChosen, action=Action.RETRY)
    assert (visit.phase, visit.code, visit.count(CheckCard)) == (Phase.PRESENT_CARD, None, 1)
    visit.remove().insert()
    assert visit.phase is Phase.CHECK_CARD


def test_locked_or_never_set_leads_to_the_other_doors() -> None:
    visit = Visit().to_pad(tries_left=0)
    assert (visit.phase, visit.code) == (Phase.EXPLAIN, "PIN-02")
    assert visit.do(ActionChosen, action=Action.OTHER_DOOR).code is None
    visit.do(DoorChosen, door=Door.CODE_B)
    assert visit.latest(CheckCard).door is Door.CODE_B


@pytest.mark.parametrize(("expires_on", "code"), [(date(2026, 11, 23), "CARD-06"), (TODAY, None), (None, None)])
def test_an_expired_card_may_still_be_copied_from(expires_on: date | None, code: str | None) -> None:
    visit = Visit().start().do(DoorChosen, door=Door.PIN).insert().card_says(check(expires_on=expires_on))
    assert (visit.phase, visit.code) == (Phase.ENTER_SECRET, code)
    if code:
        assert visit.do(SecretSubmitted).count(ReadCard) == 0
        visit.do(ActionChosen, action=Action.CONFIRM)
    assert visit.do(SecretSubmitted).phase is Phase.READ_CARD


class TestTries:
    def test_a_wrong_secret_costs_one_try_and_is_typed_again(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted)
        card_fails(visit, Failure(FailureCode.PIN_WRONG, tries_left=2))
        assert (visit.phase, visit.code) == (Phase.ENTER_SECRET, "PIN-01")
        assert visit.last == (ClearSecret(),)
        assert visit.state.visit.check == check(2)
        assert visit.count(ReadCard) == 1
        visit.do(SecretSubmitted)
        assert visit.count(ReadCard) == 1
        visit.do(ActionChosen, action=Action.RETRY).do(SecretSubmitted)
        assert visit.latest(ReadCard).tries_left == 2

    def test_the_same_digits_again_are_held_back(self) -> None:
        visit = Visit().to_pad(2).do(SecretSubmitted, same_as_wrong=True)
        assert (visit.phase, visit.code, visit.count(ReadCard)) == (Phase.ENTER_SECRET, "PIN-05", 0)
        visit.do(ActionChosen, action=Action.RETRY)
        assert (visit.code, visit.last) == (None, (ClearSecret(),))
        visit.do(SecretSubmitted, same_as_wrong=True).do(ActionChosen, action=Action.CONFIRM)
        assert (visit.phase, visit.count(ReadCard)) == (Phase.READ_CARD, 1)

    def test_nothing_is_sent_with_one_try_left(self) -> None:
        visit = Visit().to_pad(1)
        assert (visit.phase, visit.code) == (Phase.ENTER_SECRET, "PIN-04")
        visit.do(SecretSubmitted).do(ActionChosen, action=Action.RETRY).do(ActionChosen, action=Action.CONFIRM)
        assert (visit.code, visit.count(ReadCard)) == ("PIN-04", 0)

    @pytest.mark.parametrize("call", [(ActionChosen, {"action": Action.STAFF}), (StaffCalled, {})])
    def test_a_clerk_may_let_the_last_try_be_spent_once(self, call: tuple[type, dict[str, Action]]) -> None:
        visit = Visit().to_pad(1).do(call[0], **call[1])
        assert visit.state.overlay == Staff(last_try=True)
        assert visit.last == (CallStaff(),)
        visit.do(StaffConfirmed).do(SecretSubmitted)
        assert visit.last == (ReadCard(2, 1, Door.PIN, tries_left=1, allow_last_try=True),)
        assert not visit.state.visit.last_try

    def test_whichever_button_calls_the_clerk_it_is_to_decide(self) -> None:
        visit = Visit().to_pad(1).do(StaffCalled)
        assert visit.state.overlay == Staff(last_try=True)
        assert visit.last == (CallStaff(),)
        assert Visit().to_pad(2).do(StaffCalled).state.overlay == Staff()

    def test_without_the_clerk_the_resident_is_back_at_the_warning(self) -> None:
        visit = Visit().to_pad(1).do(ActionChosen, action=Action.STAFF).do(Closed)
        assert visit.code == "PIN-04"
        assert visit.do(SecretSubmitted).count(ReadCard) == 0

    def test_the_confirmation_is_for_the_card_that_was_there(self) -> None:
        visit = Visit().to_pad(1).do(ActionChosen, action=Action.STAFF).do(StaffConfirmed).remove().insert()
        assert visit.state.visit.last_try is False
        assert visit.card_says(check(1)).code == "PIN-04"

    def test_a_confirmation_after_the_card_left_confirms_nothing(self) -> None:
        visit = Visit().to_pad(1).do(ActionChosen, action=Action.STAFF).remove()
        assert visit.state.overlays == (), "nothing is left to decide"
        visit.do(StaffConfirmed)
        assert (visit.phase, visit.state.overlays) == (Phase.PRESENT_CARD, ())
        assert not visit.state.visit.last_try

    def test_a_confirmation_nobody_asked_for_is_ignored(self) -> None:
        visit = Visit().to_pad()
        assert visit.do(StaffConfirmed).state.visit.last_try is False

    def test_wrong_with_one_left_asks_for_the_clerk_before_the_pad_opens(self) -> None:
        visit = Visit().to_pad(2).do(SecretSubmitted)
        card_fails(visit, Failure(FailureCode.PIN_WRONG, tries_left=1)).do(ActionChosen, action=Action.RETRY)
        assert visit.code == "PIN-04"

    def test_an_expired_card_with_one_try_asks_for_the_clerk_too(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
        visit.card_says(check(1, expires_on=date(2020, 1, 1))).do(ActionChosen, action=Action.CONFIRM)
        assert visit.code == "PIN-04"

    def test_the_card_is_never_sent_a_last_try_however_the_pad_came_to_be_open(self) -> None:
        visit = Visit().to_pad().put(check=check(1)).do(SecretSubmitted)
        assert (visit.phase, visit.code, visit.count(ReadCard)) == (Phase.ENTER_SECRET, "PIN-04", 0)

    def test_locked_by_this_try(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted)
        card_fails(visit, Failure(FailureCode.PIN_BLOCKED, tries_left=0))
        assert (visit.phase, visit.code) == (Phase.EXPLAIN, "PIN-02")


class TestCardMoves:
    def test_taken_while_it_is_checked(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert().remove()
        assert (visit.phase, visit.code, visit.last) == (Phase.PRESENT_CARD, None, (CancelCardJob(1),))

    def test_a_new_check_waits_for_the_old_one(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert().remove().insert()
        assert (visit.phase, visit.count(CheckCard)) == (Phase.CHECK_CARD, 1)
        visit.do(CardFailed, job=1, epoch=1, failure=None)
        assert visit.last == (CheckCard(2, 2, Door.PIN),)

    def test_taken_at_the_pad(self) -> None:
        visit = Visit().to_pad().remove()
        assert (visit.phase, visit.code, visit.last) == (Phase.PRESENT_CARD, None, (ClearSecret(),))
        assert visit.state.visit.check is None

    def test_another_card_at_the_pad(self) -> None:
        visit = Visit().to_pad().insert()
        assert visit.phase is Phase.CHECK_CARD
        assert visit.last == (ClearSecret(), CheckCard(2, 2, Door.PIN))

    def test_taken_while_it_is_read(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted).remove()
        assert visit.phase is Phase.READ_CARD
        card_fails(visit, Failure(FailureCode.CARD_REMOVED))
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, "CARD-01")
        visit.insert()
        assert visit.count(CheckCard) == 1
        visit.do(ActionChosen, action=Action.RETRY)
        assert (visit.phase, visit.count(CheckCard), visit.count(ReadCard)) == (Phase.CHECK_CARD, 2, 1)

    def test_lifted_just_as_the_card_says_wrong(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted).remove()
        card_fails(visit, Failure(FailureCode.PIN_WRONG, tries_left=2))
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, "PIN-01")
        visit.do(ActionChosen, action=Action.RETRY).insert()
        assert visit.phase is Phase.CHECK_CARD

    def test_the_warning_of_the_same_digits_ends_with_the_card(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted, same_as_wrong=True).remove()
        visit.do(ActionChosen, action=Action.CONFIRM)
        assert (visit.phase, visit.count(ReadCard)) == (Phase.PRESENT_CARD, 0)

    def test_badly_placed(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN)
        visit.do(ReaderChanged, reader=CardUnusable(READER, 1))
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, "CARD-02")
        visit.do(ActionChosen, action=Action.RETRY)
        assert visit.code == "CARD-02"
        visit.remove()
        assert visit.code is None
        visit.epoch = 1
        assert visit.insert().phase is Phase.CHECK_CARD

    def test_a_mute_card_left_behind_is_not_told_to_the_next_resident(self) -> None:
        visit = Visit().do(ReaderChanged, reader=CardUnusable(READER, 1)).start().do(StartOver).start()
        visit.do(DoorChosen, door=Door.PIN)
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, None)

    def test_later_pages_do_not_mind_the_card(self) -> None:
        visit = Visit().to_questions()
        before = visit.state
        visit.insert().remove()
        assert (visit.phase, visit.state.visit) == (before.phase, before.visit)


@pytest.mark.parametrize(("lost", "code"), [(NoReader(), "RDR-01"), (ServiceDown(), "RDR-02")])
class TestReaderLost:
    def test_at_the_pad(self, lost: ReaderState, code: str) -> None:
        visit = Visit().to_pad().do(ReaderChanged, reader=lost)
        assert (visit.phase, visit.code, visit.last) == (Phase.PRESENT_CARD, code, (ClearSecret(),))

    def test_before_the_card(self, lost: ReaderState, code: str) -> None:
        visit = Visit(Policy(needs_reader=False)).do(ReaderChanged, reader=lost).start()
        visit.do(DoorChosen, door=Door.PIN)
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, code)
        visit.do(ActionChosen, action=Action.RETRY)
        assert visit.code == code
        assert visit.do(ActionChosen, action=Action.BY_HAND).phase is Phase.ANSWER

    def test_it_comes_back_and_the_visit_goes_on(self, lost: ReaderState, code: str) -> None:
        visit = Visit().to_pad().do(ReaderChanged, reader=lost).do(ReaderChanged, reader=NoCard(READER))
        assert (visit.phase, visit.code) == (Phase.PRESENT_CARD, None)
        assert visit.insert().phase is Phase.CHECK_CARD

    def test_later_nobody_is_sent_away(self, lost: ReaderState, code: str) -> None:
        visit = Visit().to_questions().do(ReaderChanged, reader=lost)
        assert (visit.phase, visit.code) == (Phase.ANSWER, None)

    def test_the_next_resident_finds_it_out_of_service(self, lost: ReaderState, code: str) -> None:
        visit = Visit().do(ReaderChanged, reader=lost)
        assert visit.phase is Phase.OUT_OF_SERVICE
        assert visit.do(Started, today=TODAY).phase is Phase.OUT_OF_SERVICE
        assert visit.do(ReaderChanged, reader=NoCard(READER)).phase is Phase.ATTRACT


@pytest.mark.parametrize(
    ("code", "phase"),
    [
        (FailureCode.CARD_REMOVED, Phase.PRESENT_CARD),
        (FailureCode.CARD_NOT_READ, Phase.PRESENT_CARD),
        (FailureCode.CARD_OTHER, Phase.PRESENT_CARD),
        (FailureCode.CARD_BUSY, Phase.PRESENT_CARD),
        (FailureCode.PIN_FORMAT, Phase.PRESENT_CARD),
        (FailureCode.READ_GARBLED, Phase.PRESENT_CARD),
        (FailureCode.READ_UNEXPECTED, Phase.PRESENT_CARD),
        (FailureCode.READER_NONE, Phase.PRESENT_CARD),
        (FailureCode.READER_SERVICE, Phase.PRESENT_CARD),
    ],
)
def test_a_check_that_fails(code: FailureCode, phase: Phase) -> None:
    visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
    card_fails(visit, Failure(code))
    assert (visit.phase, visit.code, visit.last) == (phase, code, (ClearSecret(),))
    assert visit.count(CheckCard) == 1


def test_other_card_by_error_must_be_lifted_too() -> None:
    visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
    card_fails(visit, Failure(FailureCode.CARD_OTHER)).do(ActionChosen, action=Action.RETRY)
    assert visit.count(CheckCard) == 1


def test_wrong_length_never_costs_a_try() -> None:
    visit = Visit().to_pad().do(SecretSubmitted)
    card_fails(visit, Failure(FailureCode.PIN_FORMAT))
    assert (visit.phase, visit.code) == (Phase.ENTER_SECRET, "PIN-03")
    assert visit.state.visit.check == check(3)


def test_an_altered_record_is_not_used() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).card_read(reading(integrity=Integrity.ALTERED))
    assert (visit.phase, visit.code, visit.state.visit.reading) == (Phase.EXPLAIN, "READ-03", None)


def test_not_mine_forgets_what_was_read() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).card_read().remove().do(ReadReviewed, mine=False)
    assert (visit.phase, visit.state.visit.reading, visit.state.visit.door) == (Phase.EXPLAIN, None, None)


class TestStale:
    """Answers of another job, another insertion or another kind change nothing."""

    @pytest.mark.parametrize(("job", "epoch"), [(1, 2), (2, 1), (0, 0)])
    def test_another_job_or_epoch(self, job: int, epoch: int) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
        before = visit.state
        for event in (
            visit.do(CardChecked, job=job, epoch=epoch, check=check()),
            visit.do(CardFailed, job=job, epoch=epoch, failure=Failure(FailureCode.CARD_REMOVED)),
            visit.do(CardRead, job=job, epoch=epoch, reading=reading()),
        ):
            assert (event.phase, event.state.station, event.last) == (before.phase, before.station, ())

    def test_the_wrong_kind_of_answer(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert()
        assert visit.do(CardRead, job=1, epoch=1, reading=reading()).phase is Phase.CHECK_CARD

    def test_doubled(self) -> None:
        visit = Visit().to_pad()
        before = visit.state.visit
        visit.do(CardChecked, job=1, epoch=1, check=check(0))
        assert visit.state.visit == before

    def test_given_up(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert().do(Back)
        assert (visit.phase, visit.last) == (Phase.EXPLAIN, (CancelCardJob(1), ClearSecret()))
        visit.do(CardChecked, job=1, epoch=1, check=check())
        assert (visit.phase, visit.state.station.card_job) == (Phase.EXPLAIN, None)

    def test_read_after_the_visit_ended(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted).do(StartOver)
        assert CancelCardJob(2) in visit.last
        visit.card_read()
        assert (visit.phase, visit.state.visit.reading) == (Phase.ATTRACT, None)

    def test_given_up_while_wanted_asks_for_the_card_again(self) -> None:
        visit = Visit().to_pad().do(SecretSubmitted)
        card_fails(visit, None)
        assert (visit.phase, visit.code) == (Phase.CHECK_CARD, None)


class TestStuck:
    def stuck(self) -> Visit:
        visit = Visit(Policy(card_job_s=20)).to_pad().do(SecretSubmitted)
        return visit.wait(20)

    def test_past_its_deadline(self) -> None:
        visit = self.stuck()
        assert (visit.phase, visit.code) == (Phase.EXPLAIN, "CARD-04")
        assert visit.last == (CancelCardJob(2), ClearSecret())

    def test_its_late_answer_changes_nothing_but_frees_the_card(self) -> None:
        visit = self.stuck()
        before = visit.state.visit
        visit.card_read()
        assert (visit.phase, visit.code, visit.state.visit) == (Phase.EXPLAIN, "CARD-04", before)
        assert visit.state.station.card_job is None

    def test_not_before(self) -> None:
        visit = Visit(Policy(card_job_s=20)).to_pad().do(SecretSubmitted).wait(19)
        assert (visit.phase, visit.code) == (Phase.READ_CARD, None)

    def test_no_new_job_starts(self) -> None:
        visit = self.stuck().do(ActionChosen, action=Action.BY_HAND)
        assert visit.phase is Phase.ANSWER
        visit = self.stuck()
        visit.do(ActionChosen, action=Action.STAFF).do(Closed).do(Back)
        assert visit.code == "CARD-04"
        assert visit.count(CheckCard) == 1

    def test_the_next_resident_finds_it_out_of_service_until_it_comes_back(self) -> None:
        visit = self.stuck().do(ActionChosen, action=Action.END)
        assert Restart() in visit.last
        assert visit.phase is Phase.OUT_OF_SERVICE
        job = visit.state.station.card_job
        assert job is not None
        assert job.task is CardTask.READ
        visit.card_read()
        assert (visit.phase, visit.state.visit.reading) == (Phase.ATTRACT, None)

    def test_a_job_given_up_that_never_comes_back(self) -> None:
        visit = Visit(Policy(card_job_s=20)).start().do(DoorChosen, door=Door.PIN).insert().remove()
        visit.wait(30)
        assert visit.code is None
        visit.insert()
        assert (visit.phase, visit.code, visit.count(CheckCard)) == (Phase.EXPLAIN, "CARD-04", 1)


class TestDoors:
    @pytest.mark.parametrize("pages", [0, 1, 2])
    def test_by_hand_from_every_page_before_the_reading(self, pages: int) -> None:
        visit = Visit().start()
        if pages:
            visit.do(DoorChosen, door=Door.PIN)
        if pages > 1:
            visit.insert().card_says(check())
        visit.do(DoorChosen, door=None)
        assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, "applicant.name")

    def test_the_other_door_at_the_pad_asks_the_card_again(self) -> None:
        visit = Visit().to_pad().do(DoorChosen, door=Door.CODE_B)
        assert visit.phase is Phase.CHECK_CARD
        assert visit.last == (ClearSecret(), CheckCard(2, 1, Door.CODE_B))

    def test_not_later(self) -> None:
        visit = Visit().to_questions().do(DoorChosen, door=Door.PIN)
        assert visit.phase is Phase.ANSWER

    @pytest.mark.parametrize("phase", [Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.ENTER_SECRET, Phase.REVIEW_READ])
    def test_back_leads_to_the_doors(self, phase: Phase) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN)
        if phase is not Phase.PRESENT_CARD:
            visit.insert()
        if phase in {Phase.ENTER_SECRET, Phase.REVIEW_READ}:
            visit.card_says(check())
        if phase is Phase.REVIEW_READ:
            visit.do(SecretSubmitted).card_read().remove()
        assert visit.phase is phase
        visit.do(Back)
        assert visit.phase is Phase.EXPLAIN
        assert ClearSecret() in visit.last
        assert visit.state.visit.reading is None

    @pytest.mark.parametrize("phase", [Phase.READ_CARD, Phase.TAKE_CARD])
    def test_no_way_back_while_the_card_is_busy_or_forgotten(self, phase: Phase) -> None:
        visit = Visit().to_pad().do(SecretSubmitted)
        if phase is Phase.TAKE_CARD:
            visit.card_read()
        assert visit.do(Back).phase is phase

    def test_help_does_not_stop_the_card(self) -> None:
        visit = Visit().start().do(DoorChosen, door=Door.PIN).insert().do(HelpAsked).card_says(check())
        assert visit.phase is Phase.ENTER_SECRET

    def test_a_purpose_chosen_late_changes_nothing(self) -> None:
        visit = Visit().to_pad().do(PurposeChosen, procedures=("other",))
        assert visit.state.visit.procedures == ("small",)
