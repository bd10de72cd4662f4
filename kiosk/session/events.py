"""What can happen. Every event carries ``at``: seconds on a clock that only goes forward, of no other meaning.

Any event is legal in any phase; one that makes no sense changes nothing. No event carries a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cardreader.mynumber import CardCheck, CardReading
    from cardreader.secret import Door
    from cardreader.states import ReaderState
    from kiosk.failures import Action, Failure
    from kiosk.session.persons import Relation
    from kiosk.session.settings import Settings
    from kiosk.session.state import Hand, PageProblem
    from printing.job import Outcome


# --- the resident (or the clerk who types)


@dataclass(frozen=True, slots=True)
class Touched:
    """A touch or key with no other meaning: somebody is there. Also 続ける."""

    at: float


@dataclass(frozen=True, slots=True)
class Started:
    """The attract page was touched. ``today`` is the date of this visit."""

    at: float
    today: date


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """Language, text size, theme or voice: ``settings`` is the whole new set."""

    at: float
    settings: Settings


@dataclass(frozen=True, slots=True)
class EventChosen:
    """What happened, by the id of the life event; its questions follow."""

    at: float
    event: str


@dataclass(frozen=True, slots=True)
class ByNameAsked:
    """手続きの名前から選ぶ: the groups of procedures, or with ``category`` those of one group."""

    at: float
    category: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureMarked:
    """The mark of a procedure was touched: set, or taken away."""

    at: float
    procedure: str


@dataclass(frozen=True, slots=True)
class PurposeChosen:
    """Which procedures, by id, in the order they are printed."""

    at: float
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoorChosen:
    """PIN, the printed number, or None: no card, by hand."""

    at: float
    door: Door | None


@dataclass(frozen=True, slots=True)
class SecretSubmitted:
    """The digits are in the secret box, checked for length. ``same_as_wrong``: they equal the ones refused before."""

    at: float
    same_as_wrong: bool = False


@dataclass(frozen=True, slots=True)
class ReadReviewed:
    """The answer to "is this you?"."""

    at: float
    mine: bool


@dataclass(frozen=True, slots=True)
class FamilyAsked:
    """Another card, of somebody in the family; on the page of a card read it also says that this card is right."""

    at: float


@dataclass(frozen=True, slots=True)
class MemberNamed:
    """What the person of the next card is to the person at the window."""

    at: float
    relation: Relation


@dataclass(frozen=True, slots=True)
class MemberHere:
    """Whether that person is here."""

    at: float
    here: bool


@dataclass(frozen=True, slots=True)
class LetterReviewed:
    """The answer to "do you have the letter of authority?"."""

    at: float
    at_hand: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to the question ``key``; ``raw`` as the page's control gives it, parsed by ``forms.journey.parse``.

    While a life event is asked about ``key`` is the id of its question, read by ``forms.life_events.answers``.

    Also ``forms.values.UNKNOWN`` (わからない) and ``SKIPPED`` (記入なし).
    """

    at: float
    key: str
    raw: object


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """なおす beside an answer on the check page."""

    at: float
    key: str


@dataclass(frozen=True, slots=True)
class PrintAsked:
    """印刷する on the check page."""

    at: float


@dataclass(frozen=True, slots=True)
class Signed:
    """The page for the signature is left: with strokes in the box for it, or without, for the pen."""

    at: float
    given: bool


@dataclass(frozen=True, slots=True)
class PaperReviewed:
    """The answer to "did the paper come out?"."""

    at: float
    came_out: bool


@dataclass(frozen=True, slots=True)
class Back:
    """もどる."""

    at: float


@dataclass(frozen=True, slots=True)
class StartOver:
    """はじめから: the visit ends and is wiped. Also おわる on the last page."""

    at: float


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Help for this page."""

    at: float


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """職員を呼ぶ."""

    at: float


@dataclass(frozen=True, slots=True)
class HandGiven:
    """The input is handed over, or taken back: from now on it is ``to`` who answers. Only where a clerk assists."""

    at: float
    to: Hand


@dataclass(frozen=True, slots=True)
class StaffConfirmed:
    """A clerk confirmed on the clerk's own screen that the last try may be spent."""

    at: float


@dataclass(frozen=True, slots=True)
class Closed:
    """The overlay on top was closed (help, staff, stop rule)."""

    at: float


@dataclass(frozen=True, slots=True)
class ActionChosen:
    """A button of the failure being told."""

    at: float
    action: Action


# --- the devices


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """What the watcher says about the reader."""

    at: float
    reader: ReaderState


@dataclass(frozen=True, slots=True)
class CardChecked:
    """A CheckCard job is done."""

    at: float
    job: int
    epoch: int
    check: CardCheck


@dataclass(frozen=True, slots=True)
class CardRead:
    """A ReadCard job is done."""

    at: float
    job: int
    epoch: int
    reading: CardReading


@dataclass(frozen=True, slots=True)
class CardFailed:
    """A card job is over without a result; ``failure`` is None where it was given up at our own request."""

    at: float
    job: int
    epoch: int
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class PagesDrawn:
    """A DrawPages job is done: so many sheets, these fields left for handwriting."""

    at: float
    job: int
    slip_id: str
    sheets: int
    problems: tuple[PageProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class PagesSent:
    """A SendPages job is over."""

    at: float
    job: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    """The printer can be used (None) or cannot."""

    at: float
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class VoiceChanged:
    """The voice began to say the page (or what is missing on it), or says nothing any more."""

    at: float
    speaking: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; about once a second is enough."""

    at: float


PageEvent = (
    Started
    | EventChosen
    | ByNameAsked
    | ProcedureMarked
    | PurposeChosen
    | DoorChosen
    | SecretSubmitted
    | ReadReviewed
    | FamilyAsked
    | MemberNamed
    | MemberHere
    | LetterReviewed
    | Answered
    | ChangeAsked
    | PrintAsked
    | Signed
    | PaperReviewed
)
"""What only the controls of a page can say; a page that something lies over is silent."""

ResidentEvent = (
    Touched
    | SettingsChanged
    | PageEvent
    | Back
    | StartOver
    | HelpAsked
    | StaffCalled
    | HandGiven
    | StaffConfirmed
    | Closed
    | ActionChosen
)


@dataclass(frozen=True, slots=True)
class By:
    """A touch in one of the two windows of assisted mode, with whose window it was; the machine may refuse it.

    An event that comes without it is from the only window there is.
    """

    hand: Hand
    event: ResidentEvent

    @property
    def at(self) -> float:
        """The time of the touch."""
        return self.event.at


DeviceEvent = (
    ReaderChanged | CardChecked | CardRead | CardFailed | PagesDrawn | PagesSent | PrinterChanged | VoiceChanged | Tick
)
Event = ResidentEvent | By | DeviceEvent
