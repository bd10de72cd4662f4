"""A random walk over the machine: any event at any time, results stale, doubled and out of order.

What must hold after every step is design/architecture.md 7.3.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cardreader.mynumber import BasicFour, CardKind, Integrity, Sex
from cardreader.secret import Door
from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ServiceDown
from forms.answers import Answers
from forms.definition import Field, Kind
from forms.number_cells import NUMBER
from forms.values import UNKNOWN
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.audit_line import audit_line
from kiosk.session.effects import (
    CancelCardJob,
    CheckCard,
    ClearSecret,
    ClearSignature,
    DrawPages,
    Effect,
    ReadCard,
    SendPages,
    Wipe,
)
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
    Event,
    EventChosen,
    FamilyAsked,
    HandGiven,
    HelpAsked,
    LetterReviewed,
    MemberHere,
    MemberNamed,
    PagesDrawn,
    PagesSent,
    PaperReviewed,
    PrintAsked,
    PrinterChanged,
    ProcedureMarked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
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
from kiosk.session.hands import RESIDENTS_OWN, holder
from kiosk.session.persons import Relation
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, PageProblem, Pages, Phase, Policy, Staff, new_session
from kiosk.session.state import Visit as VisitState
from kiosk.session.step import step
from printing.job import Failed, Sent, Unsure
from tests.support.visit import CATALOGUE, EVENTS, READER, SECTION, TODAY, check, reading

_NUMBER = Field("number", "個人番号", Kind.MY_NUMBER, False, SECTION, prefill=NUMBER)
_SMALL = CATALOGUE["small"]
_NAME, _SIGN = replace(_SMALL.fields[0], kind=Kind.NAME), Field("sign", "署名", Kind.SIGNATURE, True, SECTION)
_WALKED = (_NAME, *_SMALL.fields[1:], _NUMBER, _SIGN)
WALKED = CATALOGUE | {"small": replace(_SMALL, fields=_WALKED, my_number_law="試験法第1条")}
"""The small procedure may take the 12-digit number and is signed, so that the walk meets the pages for both."""

DAY = 86_400.0
SECRET_NAME = "秘密　太郎"
PERSON = BasicFour(SECRET_NAME, "北海道空知郡上砂川町", date(1948, 2, 17), Sex.MALE)
IDLE = {Phase.ATTRACT, Phase.OUT_OF_SERVICE}
JOBS = st.integers(0, 12)
EPOCHS = st.integers(1, 4)
CARD_FAILURES = (
    Failure(FailureCode.CARD_REMOVED),
    Failure(FailureCode.CARD_NOT_READ),
    Failure(FailureCode.CARD_OTHER),
    Failure(FailureCode.CARD_BUSY),
    Failure(FailureCode.PIN_WRONG, tries_left=2),
    Failure(FailureCode.PIN_WRONG, tries_left=1),
    Failure(FailureCode.PIN_BLOCKED, tries_left=0),
    Failure(FailureCode.PIN_FORMAT),
    Failure(FailureCode.PIN_LAST_TRY, tries_left=1),
    Failure(FailureCode.READ_GARBLED),
    Failure(FailureCode.READ_UNEXPECTED),
    Failure(FailureCode.READER_NONE),
    Failure(FailureCode.READER_SERVICE),
    None,
)
READERS = st.one_of(
    st.sampled_from((ServiceDown(), NoReader(), NoCard(READER))),
    EPOCHS.map(lambda number: CardPresent(READER, b"\x3b", number)),
    EPOCHS.map(lambda number: CardUnusable(READER, number)),
)
CHECKS = st.builds(
    check,
    st.sampled_from((0, 1, 2, 3)),
    kind=st.sampled_from((CardKind.MY_NUMBER, CardKind.MY_NUMBER, CardKind.MY_NUMBER, CardKind.OTHER)),
    expires_on=st.sampled_from((None, date(2020, 1, 1), date(2031, 1, 1))),
)
READINGS = st.builds(
    reading, person=st.just(PERSON), integrity=st.sampled_from((Integrity.CONSISTENT, Integrity.ALTERED))
)
OUTCOMES = st.sampled_from((Sent("1"), Sent("2"), Failed("PRN-01"), Failed("PRN-03"), Unsure()))
RELATIONS = st.sampled_from(Relation)
KEYS = (
    "applicant.name",
    "kin.who",
    "spouse.name",
    "ininjo.matter",
    "applicant.phone",
    "small.birth",
    "small.work",
    "small.company",
    "small.note",
    "other.work",
)
RAWS = ("本人", "代理人", "0125-62-2222", "なし", "公務員", "会社", "", "男", date(1948, 2, 17), UNKNOWN, 7)
PROBLEMS = st.sampled_from(((), (), (PageProblem(FailureCode.FORM_TOO_LONG, "small", "applicant.name"),)))
PAGE_EVENTS = (PrintAsked, Back, StartOver, HelpAsked, StaffCalled, StaffConfirmed, Closed, Touched)


def reachable(root: object) -> Iterator[object]:
    """Yield everything that hangs on ``root``, but the catalogue and the life events, which are nobody's."""
    todo, seen = [root], set()
    while todo:
        one = todo.pop()
        if id(one) in seen or one is WALKED or one is EVENTS:
            continue
        seen.add(id(one))
        yield one
        if dataclasses.is_dataclass(one):
            todo += [getattr(one, field.name) for field in dataclasses.fields(one)]
        elif isinstance(one, Answers):
            todo += [item for pair in one.items() for item in pair]
        elif isinstance(one, Mapping):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, tuple | list | set | frozenset):
            todo += list(one)


class Walk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.state = new_session(WALKED, Policy(my_number=True), events=EVENTS)
        self.card_jobs: set[int] = set()
        self.print_jobs: set[int] = set()
        self.fresh_secret = False
        self.taps = 0
        self.confirmed = False
        self.ink = False

    def send(self, event: Event) -> tuple[Effect, ...]:
        old, told = self.state, event
        event = event.event if isinstance(event, By) else event
        if isinstance(event, CardChecked | CardRead | CardFailed):
            self.card_jobs.discard(event.job)
        if isinstance(event, PagesDrawn | PagesSent):
            self.print_jobs.discard(event.job)
        if isinstance(event, SecretSubmitted):
            self.fresh_secret = True
        if isinstance(event, PrintAsked | ActionChosen):
            self.taps += 1
        if isinstance(event, StaffConfirmed) and old.overlay == Staff(my_number=True):
            self.confirmed = True
        self.state, effects = step(old, told)
        if any(isinstance(effect, ClearSignature | Wipe) for effect in effects):
            self.ink = False
        if self.state.phase is Phase.PRINT and old.phase in {Phase.CHECK_ANSWERS, Phase.SIGN}:
            assert holder(old) is Hand.RESIDENT, "no print that the resident did not confirm"
        if any(isinstance(effect, CheckCard | Wipe) for effect in effects):
            self.confirmed = False
        audit_line(old, self.state, event)
        for effect in effects:
            match effect:
                case CheckCard(job=job) | ReadCard(job=job):
                    assert not self.card_jobs, "one card job at a time"
                    self.card_jobs.add(job)
                case DrawPages(job=job) | SendPages(job=job):
                    self.print_jobs = {one for one in self.print_jobs if self._print_job_lives(one)}
                    assert not self.print_jobs, "one print job at a time"
                    self.print_jobs.add(job)
                case CancelCardJob(job=job):
                    assert job in self.card_jobs
                case _:
                    pass
            if isinstance(effect, ReadCard):
                assert self.fresh_secret, "no VERIFY without a secret typed for it"
                member = self.state.visit.member
                absent = member is not None and not member.here
                assert not (absent and effect.door is Door.PIN), "never an absent person's PIN"
                assert effect.tries_left != 1 or effect.allow_last_try
                assert not effect.my_number or (self.confirmed and effect.door is Door.PIN), "no number without a clerk"
                self.fresh_secret = False
            if isinstance(effect, ClearSecret | Wipe):
                self.fresh_secret = False
            if isinstance(effect, SendPages):
                assert self.taps, "no print without a tap"
                self.taps = 0
        if old.phase not in IDLE and self.state.phase in IDLE:
            assert any(isinstance(effect, Wipe) for effect in effects)
        return effects

    def _print_job_lives(self, job: int) -> bool:
        """Past its deadline the machine counts a print job as lost; its answer is dropped when it comes."""
        living = self.state.station.print_job
        return living is not None and living.id == job

    @property
    def at(self) -> float:
        return self.state.now + 1

    # --- what a resident would do, so that the walk gets far

    @initialize(steps=st.integers(0, 24), assisted=st.booleans(), pad=st.booleans())
    def some_way_into_a_visit(self, steps: int, assisted: bool, pad: bool) -> None:
        self.state = new_session(WALKED, Policy(my_number=True, assisted=assisted, signature=pad), events=EVENTS)
        for _ in range(steps):
            self.go_on()

    @rule()
    def go_on(self) -> None:
        visit, station = self.state.visit, self.state.station
        match self.state.phase:
            case Phase.ATTRACT:
                self.send(Started(self.at, TODAY))
            case Phase.CHOOSE_PURPOSE:
                self.send(PurposeChosen(self.at, ("small", "kin")))
            case Phase.EVENT_QUESTION:
                raw = TODAY if visit.purpose.question == "moved_on" else "はい"
                self.send(Answered(self.at, visit.purpose.question or "", raw))
            case Phase.OUTCOME | Phase.CHOOSE_PROCEDURES if visit.procedures:
                self.send(PurposeChosen(self.at, visit.procedures))
            case Phase.CHOOSE_CATEGORY | Phase.CHOOSE_PROCEDURES | Phase.OUTCOME:
                self.send(PurposeChosen(self.at, ("small",)))
            case Phase.EXPLAIN:
                absent = visit.member is not None and not visit.member.here
                self.send(DoorChosen(self.at, Door.CODE_B if absent else Door.PIN))
            case Phase.FAMILY_WHO:
                self.send(MemberNamed(self.at, Relation.CHILD))
            case Phase.FAMILY_HERE:
                self.send(MemberHere(self.at, False))
            case Phase.LETTER:
                self.send(LetterReviewed(self.at, False))
            case Phase.PRESENT_CARD:
                number = 1 if station.spent_epoch != 1 else 2
                self.send(ReaderChanged(self.at, CardPresent(READER, b"\x3b", number)))
            case Phase.CHECK_CARD if station.card_job:
                self.send(CardChecked(self.at, station.card_job.id, station.card_job.epoch, check()))
            case Phase.ENTER_SECRET if self.state.overlay == Staff(my_number=True):
                self.send(StaffConfirmed(self.at))
            case Phase.ENTER_SECRET:
                self.send(SecretSubmitted(self.at))
            case Phase.READ_CARD if station.card_job:
                self.send(CardRead(self.at, station.card_job.id, station.card_job.epoch, reading(person=PERSON)))
            case Phase.TAKE_CARD:
                self.send(ReaderChanged(self.at, NoCard(READER)))
            case Phase.REVIEW_READ:
                self.send(ReadReviewed(self.at, True))
            case Phase.ANSWER if visit.question:
                raws = {
                    "who": "代理人",
                    "matter": "届出",
                    "phone": "0125622222",
                    "work": "なし",
                    "name": "空知",
                    "sex": "女",
                    "birth": TODAY,
                    "note": "",
                }
                self.send(Answered(self.at, visit.question, raws.get(visit.question.rpartition(".")[2], "x")))
            case Phase.CHECK_ANSWERS:
                self.send(PrintAsked(self.at))
            case Phase.SIGN:
                self.ink = True
                self.send(Signed(self.at, True))
            case Phase.PRINT if station.print_job:
                self.send(PagesDrawn(self.at, station.print_job.id, "S", 2))
                self.send(PagesSent(self.at, station.print_job.id if station.print_job else 0, Sent("1")))
            case Phase.TAKE_PAPER:
                self.send(PaperReviewed(self.at, True))
            case Phase.FINISHED:
                self.send(StartOver(self.at))
            case _:
                self.send(ReaderChanged(self.at, NoCard(READER)))

    # --- and everything else

    @rule(kind=st.sampled_from(PAGE_EVENTS))
    def tap(self, kind: type[Event]) -> None:
        self.send(kind(self.at))  # type: ignore[call-arg]  # all of PAGE_EVENTS take the time alone

    @precondition(lambda self: self.state.phase is Phase.SIGN)
    @rule(given=st.booleans())
    def sign(self, given: bool) -> None:
        self.ink = True
        self.send(Signed(self.at, given))

    @rule(given=st.booleans())
    def sign_out_of_place(self, given: bool) -> None:
        before = self.state
        if before.phase is not Phase.SIGN:
            self.send(Signed(self.at, given))
            assert self.state.phase in {before.phase, *IDLE}

    @rule(hand=st.sampled_from(Hand))
    def hand_over(self, hand: Hand) -> None:
        self.send(By(hand, HandGiven(self.at, hand)))

    @rule(kind=st.sampled_from(PAGE_EVENTS), hand=st.sampled_from(Hand))
    def tap_in_one_of_two_windows(self, kind: type[Any], hand: Hand) -> None:
        self.send(By(hand, kind(self.at)))

    @rule(door=st.sampled_from((Door.PIN, Door.CODE_B, None)))
    def choose_door(self, door: Door | None) -> None:
        self.send(DoorChosen(self.at, door))

    @rule(same=st.booleans())
    def submit(self, same: bool) -> None:
        self.send(SecretSubmitted(self.at, same))

    @rule(mine=st.booleans())
    def review(self, mine: bool) -> None:
        self.send(ReadReviewed(self.at, mine))

    @rule(relation=RELATIONS, here=st.booleans())
    def family_card(self, relation: Relation, here: bool) -> None:
        """Another card, of somebody who is here or not; each part also on its own, wherever the walk is."""
        self.send(FamilyAsked(self.at))
        self.send(MemberNamed(self.at, relation))
        self.send(MemberHere(self.at, here))

    @rule(relation=RELATIONS)
    def name_member(self, relation: Relation) -> None:
        self.send(MemberNamed(self.at, relation))

    @rule(here=st.booleans())
    def tell_whether_here(self, here: bool) -> None:
        self.send(MemberHere(self.at, here))

    @rule(at_hand=st.booleans())
    def review_letter(self, at_hand: bool) -> None:
        self.send(LetterReviewed(self.at, at_hand))

    @rule(came_out=st.booleans())
    def look_for_paper(self, came_out: bool) -> None:
        self.send(PaperReviewed(self.at, came_out))

    @rule(ids=st.lists(st.sampled_from(("small", "other", "kin", "none")), max_size=3))
    def choose_purpose(self, ids: list[str]) -> None:
        self.send(PurposeChosen(self.at, tuple(ids)))

    @rule(event=st.sampled_from(("moving", "elsewhere", "none")))
    def choose_event(self, event: str) -> None:
        self.send(EventChosen(self.at, event))

    @rule(category=st.sampled_from(("", "certificate", "living", "none")))
    def ask_by_name(self, category: str) -> None:
        self.send(ByNameAsked(self.at, category))

    @rule(procedure=st.sampled_from(("small", "other", "gone")))
    def mark(self, procedure: str) -> None:
        self.send(ProcedureMarked(self.at, procedure))

    @precondition(lambda self: self.state.phase is Phase.EVENT_QUESTION)
    @rule(raw=st.sampled_from(("はい", "いいえ", UNKNOWN, TODAY, 7, "")))
    def answer_about_the_event(self, raw: object) -> None:
        self.send(Answered(self.at, self.state.visit.purpose.question or "", raw))

    @rule(key=st.sampled_from(KEYS), raw=st.sampled_from(RAWS))
    def answer_any(self, key: str, raw: object) -> None:
        self.send(Answered(self.at, key, raw))

    @rule(raw=st.sampled_from(RAWS))
    def answer_this(self, raw: object) -> None:
        self.send(Answered(self.at, self.state.visit.question or "", raw))

    @rule(key=st.sampled_from(KEYS))
    def change(self, key: str) -> None:
        self.send(ChangeAsked(self.at, key))

    @rule(action=st.sampled_from(Action))
    def act(self, action: Action) -> None:
        self.send(ActionChosen(self.at, action))

    @rule(large=st.booleans())
    def set_size(self, large: bool) -> None:
        size = TextSize.LARGEST if large else TextSize.STANDARD
        self.send(SettingsChanged(self.at, Settings("en", size)))

    @rule(reader=READERS)
    def card_or_reader(self, reader: Any) -> None:
        self.send(ReaderChanged(self.at, reader))

    @rule(failure=st.sampled_from((Failure(FailureCode.PRINTER_PAPER), None)))
    def printer(self, failure: Failure | None) -> None:
        self.send(PrinterChanged(self.at, failure))

    @rule(speaking=st.booleans())
    def voice(self, speaking: bool) -> None:
        self.send(VoiceChanged(self.at, speaking))

    @rule(seconds=st.sampled_from((1.0, 25.0, 61.0, 151.0, 181.0)))
    def wait(self, seconds: float) -> None:
        self.send(Tick(self.state.now + seconds))

    @precondition(lambda self: self.state.station.card_job is not None)
    @rule(failure=st.sampled_from(CARD_FAILURES))
    def card_job_fails(self, failure: Failure | None) -> None:
        job = self.state.station.card_job
        assert job is not None
        self.send(CardFailed(self.at, job.id, job.epoch, failure))

    @precondition(lambda self: self.state.station.card_job is not None)
    @rule(found=CHECKS, read=READINGS)
    def card_job_ends(self, found: Any, read: Any) -> None:
        job = self.state.station.card_job
        assert job is not None
        self.send(
            CardChecked(self.at, job.id, job.epoch, found)
            if job.task == "check"
            else CardRead(self.at, job.id, job.epoch, read)
        )

    @precondition(lambda self: self.state.station.print_job is not None)
    @rule(outcome=OUTCOMES, problems=PROBLEMS)
    def print_job_ends(self, outcome: Any, problems: tuple[PageProblem, ...]) -> None:
        job = self.state.station.print_job
        assert job is not None
        self.send(
            PagesDrawn(self.at, job.id, "S", 2, problems) if job.task == "draw" else PagesSent(self.at, job.id, outcome)
        )

    @rule(
        job=JOBS,
        epoch=EPOCHS,
        found=CHECKS,
        read=READINGS,
        failure=st.sampled_from(CARD_FAILURES),
        outcome=OUTCOMES,
        which=st.integers(0, 4),
    )
    def stale_result(self, job: int, epoch: int, found: Any, read: Any, failure: Any, outcome: Any, which: int) -> None:
        """A result of no job under way, of another insertion, or one that has been answered already."""
        station = self.state.station
        card = station.card_job
        if which < 3:
            assume(card is None or (card.id, card.epoch) != (job, epoch))
        else:
            assume(station.print_job is None or station.print_job.id != job)
        event = (
            CardChecked(self.at, job, epoch, found),
            CardRead(self.at, job, epoch, read),
            CardFailed(self.at, job, epoch, failure),
            PagesDrawn(self.at, job, "old", 9),
            PagesSent(self.at, job, outcome),
        )[which]
        before, living = self.state, (set(self.card_jobs), set(self.print_jobs))
        effects = self.send(event)
        self.card_jobs, self.print_jobs = living
        assert effects == ()
        assert dataclasses.replace(self.state, now=0) == dataclasses.replace(before, now=0)

    # --- what always holds

    @invariant()
    def nothing_personal_on_the_attract_page(self) -> None:
        if self.state.phase in IDLE:
            assert self.state.visit == VisitState()
            things = list(reachable(self.state))
            assert not any(isinstance(one, BasicFour | Pages) for one in things)
            assert not any(isinstance(one, str) and SECRET_NAME in one for one in things)

    @invariant()
    def no_absent_persons_pin(self) -> None:
        visit = self.state.visit
        assert not (visit.member and not visit.member.here and visit.door is Door.PIN)
        assert not any(one.member and not one.member.here and one.door is Door.PIN for one in visit.persons)
        assert sum(one.member is None for one in visit.persons) <= 1

    @invariant()
    def no_clerk_at_the_pad(self) -> None:
        assert self.state.phase not in RESIDENTS_OWN or holder(self.state) is Hand.RESIDENT

    @invariant()
    def strokes_are_kept_for_the_printer_alone(self) -> None:
        state = self.state
        assert state.phase is not Phase.SIGN or state.station.policy.signature
        assert state.visit.signed is None or state.station.policy.signature
        if self.ink and state.phase is not Phase.SIGN:
            told = state.phase is Phase.CHECK_ANSWERS and state.failure is not None
            assert state.phase in {Phase.PRINT, Phase.TAKE_PAPER} or told
            assert state.visit.signed

    @invariant()
    def no_secret_anywhere(self) -> None:
        assert not any(isinstance(one, bytearray) for one in reachable(self.state))

    @invariant()
    def jobs_of_the_state_are_those_under_way(self) -> None:
        card = self.state.station.card_job
        assert self.card_jobs == ({card.id} if card else set())

    @invariant()
    def the_pad_is_only_open_with_tries_known_and_enough(self) -> None:
        check_ = self.state.visit.check
        if self.state.phase is Phase.ENTER_SECRET and not self.state.overlays:
            assert check_ is not None
            assert check_.tries_left != 0
            assert check_.tries_left != 1 or self.state.visit.last_try

    @invariant()
    def a_question_is_on_screen(self) -> None:
        if self.state.phase is Phase.ANSWER:
            assert self.state.visit.question is not None

    @invariant()
    def the_pages_of_an_event_have_one(self) -> None:
        purpose = self.state.visit.purpose
        assert (purpose.question is not None) is (self.state.phase is Phase.EVENT_QUESTION)
        if self.state.phase in {Phase.EVENT_QUESTION, Phase.OUTCOME}:
            assert purpose.event == "moving"
        assert set(self.state.visit.procedures) <= set(CATALOGUE)

    @invariant()
    def waiting_always_ends_the_visit(self) -> None:
        """Nobody comes any more: the pages go back to the start, whatever the devices do."""
        state = self.state
        for _ in range(6):
            state, _ = step(state, Tick(state.now + DAY))
        assert state.phase in IDLE
        assert state.visit == VisitState()
        assert state.overlays == ()

    @invariant()
    def a_few_touches_end_the_visit(self) -> None:
        state = self.state
        for _ in range(3):
            at = state.now + 1
            if state.phase is Phase.PRINT and state.failure is None:
                state, _ = step(state, Tick(at + DAY))
            state, _ = step(state, StartOver(at + DAY))
        assert state.phase in IDLE


Walk.TestCase.settings = settings(
    max_examples=int(os.environ.get("MADOBE_WALKS", "150")),
    stateful_step_count=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestWalk = Walk.TestCase
