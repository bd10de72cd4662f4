"""What the session is: one frozen value. Everything personal hangs on ``visit``, so the end of a visit is a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.answers import NO_ANSWERS, Answers
from forms.life_events.definition import NO_EVENTS, LifeEvents
from kiosk.session.purpose import Purpose
from kiosk.session.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cardreader.mynumber import BasicFour, CardCheck, CardReading
    from cardreader.secret import Door
    from cardreader.states import ReaderState
    from forms.definition import Procedure, StopRule
    from forms.problems import Problem
    from kiosk.failures import Failure, FailureCode
    from kiosk.session.persons import Member, ReadPerson, Unread


class Phase(StrEnum):
    """The pages of a visit, in order (design/architecture.md 5.2)."""

    OUT_OF_SERVICE = "out-of-service"
    ATTRACT = "attract"
    CHOOSE_PURPOSE = "choose-purpose"
    EVENT_QUESTION = "event-question"
    OUTCOME = "outcome"
    CHOOSE_CATEGORY = "choose-category"
    CHOOSE_PROCEDURES = "choose-procedures"
    EXPLAIN = "explain"
    FAMILY_WHO = "family-who"
    FAMILY_HERE = "family-here"
    PRESENT_CARD = "present-card"
    CHECK_CARD = "check-card"
    ENTER_SECRET = "enter-secret"  # noqa: S105 - the name of a page
    READ_CARD = "read-card"
    TAKE_CARD = "take-card"
    REVIEW_READ = "review-read"
    ANSWER = "answer"
    LETTER = "letter"
    CHECK_ANSWERS = "check-answers"
    SIGN = "sign"
    PRINT = "print"
    TAKE_PAPER = "take-paper"
    FINISHED = "finished"


IDLE_PAGES = frozenset({Phase.ATTRACT, Phase.OUT_OF_SERVICE})
"""Nobody's visit."""


class Hand(StrEnum):
    """Whose hand holds the input while a clerk sits beside the resident (kiosk.session.hands)."""

    RESIDENT = "resident"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits in seconds (design/ux.md, idle) and what the town decides about the machine.

    ``warn_s`` without a touch brings the question "are you still there?", ``countdown_s`` more end the visit; the last
    page goes without a question after ``finished_s``. ``slow_...`` is for large text and speech. ``speech_s`` after the
    last touch the voice holds nothing off any more. A card or print job not back after its limit counts as lost.
    ``assisted``: a clerk has a window of their own and may hold the input. ``signature``: residents may sign on the
    screen.
    """

    warn_s: float = 180
    slow_warn_s: float = 300
    countdown_s: float = 60
    finished_s: float = 60
    slow_finished_s: float = 120
    speech_s: float = 1200
    card_job_s: float = 20
    print_job_s: float = 150
    needs_reader: bool = True
    assisted: bool = False
    my_number: bool = False
    signature: bool = False
    settings: Settings = field(default_factory=Settings)


# --- overlays: above any page; the last one of ``SessionState.overlays`` is on top


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody has touched anything; the visit ends at ``ends`` (same scale as ``event.at``)."""

    ends: float

    def seconds(self, now: float) -> int:
        """Return the whole seconds that are shown; at none the visit ends, for a tick may come a moment early."""
        return max(0, round(self.ends - now))


@dataclass(frozen=True, slots=True)
class Help:
    """Help for the page below."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A clerk was called. With ``last_try`` the clerk confirms here that the last try may be spent.

    With ``my_number`` nobody was called yet: a clerk who stands here may let the 12-digit number be read.
    ``here``: the clerk came and took the tablet at a page whose input is the resident's alone, until she closes it.
    """

    last_try: bool = False
    my_number: bool = False
    here: bool = False

    @property
    def decides(self) -> bool:
        """Whether the clerk decides something about the card that is there."""
        return self.last_try or self.my_number


@dataclass(frozen=True, slots=True)
class Failed:
    """Something went wrong. The page below is already the one that "again" leads to."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Stopped:
    """A stop rule ends this application kindly; going back changes the answer that caused it."""

    rule: StopRule


Overlay = StillThere | Help | Staff | Failed | Stopped


# --- the visit: all that is personal


@dataclass(frozen=True, slots=True)
class PageProblem:
    """A field that stays empty for handwriting: FORM-01 too long, FORM-02 a character no font holds.

    ``key`` is the answer's key of ``forms.journey``.
    """

    code: FailureCode
    procedure: str
    key: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The finished pages of the present answers; the PDF itself stays with the print service.

    ``accepted``: the resident agreed that the fields of ``problems`` stay empty for handwriting.
    """

    slip_id: str
    sheets: int
    problems: tuple[PageProblem, ...] = ()
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One resident at the window. ``Visit()`` holds nothing of anybody.

    ``epoch`` is the insertion of the card that was checked; ``last_try`` a clerk's confirmation, good for one VERIFY;
    ``my_number`` what a clerk said about reading the 12-digit number from this card, None until asked.
    ``question`` is the key of the question on screen (``forms.journey``), never a page number; ``problems`` are what is
    wrong with the last answer to it, or with the answers of the check page. ``changing``: the question was opened from
    the check page and Back returns there. ``send``: 印刷する was tapped and nothing has been sent for it yet.
    ``door``, ``check`` and ``reading`` are of the card in hand, of ``member`` or (None) of the person at the window;
    once confirmed it is one of ``persons``. ``unread`` are family members entered by hand. ``letter``: whether the
    letter of authority is at hand, None until asked. ``hand`` is who was given the input last; who may touch a page is
    for kiosk.session.hands to say. ``signed``: whether something was signed on the screen, None until asked.
    """

    today: date | None = None
    hand: Hand = Hand.RESIDENT
    purpose: Purpose = field(default_factory=Purpose)
    procedures: tuple[str, ...] = ()
    door: Door | None = None
    check: CardCheck | None = None
    epoch: int | None = None
    last_try: bool = False
    my_number: bool | None = None
    reading: CardReading | None = None
    member: Member | None = None
    persons: tuple[ReadPerson, ...] = ()
    unread: tuple[Unread, ...] = ()
    letter: bool | None = None
    answers: Answers = NO_ANSWERS
    question: str | None = None
    problems: tuple[Problem, ...] = ()
    changing: bool = False
    pages: Pages | None = None
    send: bool = False
    signed: bool | None = None

    @property
    def readings(self) -> tuple[CardReading, ...]:
        """What every card of this visit said, the one being looked at last."""
        confirmed = tuple(one.reading for one in self.persons)
        return (*confirmed, self.reading) if self.reading else confirmed

    @property
    def person(self) -> BasicFour | None:
        """Who the card in hand says it is; without one, the person at the window."""
        if self.reading:
            return self.reading.person
        return self.applicant.person if self.applicant else None

    @property
    def applicant(self) -> ReadPerson | None:
        """The person at the window, once their card is confirmed."""
        return next((one for one in self.persons if one.member is None), None)

    @property
    def family(self) -> tuple[ReadPerson, ...]:
        """The members whose cards are confirmed, in the order of reading."""
        return tuple(one for one in self.persons if one.member is not None)


# --- the station: what outlives a visit; nothing personal


class CardTask(StrEnum):
    """What a card job does."""

    CHECK = "check"
    READ = "read"


class PrintTask(StrEnum):
    """What a print job does."""

    DRAW = "draw"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class CardJob:
    """The one card job under way.

    ``wanted`` is False once its answer is no longer of use; ``stuck`` once its deadline has passed.
    """

    id: int
    epoch: int
    task: CardTask
    deadline: float
    wanted: bool = True
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class PrintJob:
    """The one print job under way."""

    id: int
    task: PrintTask
    deadline: float
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Station:
    """The machine itself: catalogue, life events, policy, reader, printer, jobs under way.

    ``at_counter`` are the names of procedures that cannot be filled in here, because their definition is broken.
    ``reader`` is None until the watcher has spoken. ``spent_epoch`` is an insertion not to be used (again): a card left
    behind by the resident before, or one that turned out to be another card; it must be lifted first.
    """

    catalogue: Mapping[str, Procedure] = field(default_factory=lambda: MappingProxyType({}))
    at_counter: tuple[str, ...] = ()
    events: LifeEvents = NO_EVENTS
    policy: Policy = field(default_factory=Policy)
    reader: ReaderState | None = None
    spent_epoch: int | None = None
    printer_failure: Failure | None = None
    card_job: CardJob | None = None
    print_job: PrintJob | None = None
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything ``step`` knows.

    ``now`` is the time of the last event, ``touched`` that of the last sign of the resident. ``silent_since`` is when
    the voice ended, None while it speaks.
    """

    station: Station = field(default_factory=Station)
    phase: Phase = Phase.ATTRACT
    overlays: tuple[Overlay, ...] = ()
    settings: Settings = field(default_factory=Settings)
    visit: Visit = field(default_factory=Visit)
    now: float = 0.0
    touched: float = 0.0
    silent_since: float | None = 0.0

    @property
    def overlay(self) -> Overlay | None:
        """What is on top of the page, if anything."""
        return self.overlays[-1] if self.overlays else None

    @property
    def failure(self) -> Failed | None:
        """The failure being told, also when help or a question lies above it."""
        return next((overlay for overlay in self.overlays if isinstance(overlay, Failed)), None)

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """The definitions of the chosen procedures, in the order chosen."""
        return tuple(self.station.catalogue[id_] for id_ in self.visit.procedures)


def new_session(
    catalogue: Mapping[str, Procedure],
    policy: Policy,
    at_counter: tuple[str, ...] = (),
    events: LifeEvents = NO_EVENTS,
) -> SessionState:
    """Return the machine at its attract page."""
    station = Station(catalogue=catalogue, at_counter=at_counter, events=events, policy=policy)
    return SessionState(station=station, settings=policy.settings)
