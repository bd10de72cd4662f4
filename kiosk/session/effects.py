"""What the machine asks the outside to do. Answers come back as events with the job's id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardreader.secret import Door
    from forms.answers import Answers
    from kiosk.guidance import Guidance
    from kiosk.pictures import Pictures


@dataclass(frozen=True, slots=True)
class CheckCard:
    """Ask the card what it is and how many tries are left; answers CardChecked or CardFailed."""

    job: int
    epoch: int
    door: Door


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Take the secret from the box, send it once, read the four attributes; answers CardRead or CardFailed.

    ``my_number``: read the 12-digit number as well, into the place of ``person`` in its own box (counted from 0 as they
    are read); it comes back in no event.
    """

    job: int
    epoch: int
    door: Door
    tries_left: int | None
    allow_last_try: bool
    my_number: bool = False
    person: int = 0


@dataclass(frozen=True, slots=True)
class CancelCardJob:
    """Give the job up before its next APDU; it still answers."""

    job: int


@dataclass(frozen=True, slots=True)
class ClearSecret:
    """Overwrite what is in the secret box, empty the pad, and overwrite the 12-digit number of the card in hand.

    The numbers of the first ``keep`` persons stay, whose cards were read and confirmed before.
    """

    keep: int = 0


@dataclass(frozen=True, slots=True)
class ClearSignature:
    """Overwrite the strokes of the signature."""


@dataclass(frozen=True, slots=True)
class DrawPages:
    """Draw the forms and a new slip of these answers and keep them; answers PagesDrawn.

    ``language`` is the resident's: the slip is in Japanese and in it. ``guidance`` is what a life event led to.
    ``pictures`` are the card's own, of texts that no font holds (kiosk.pictures). ``names`` stand on the cards that
    were read, in their order: whose 12-digit number belongs into which cells (forms.number_cells). ``pad``: it will be
    asked for a signature on the screen.
    """

    job: int
    procedures: tuple[str, ...]
    answers: Answers
    language: str = "ja"
    guidance: Guidance | None = None
    pictures: Pictures = field(default_factory=dict, repr=False)
    names: tuple[str, ...] = ()
    pad: bool = False


@dataclass(frozen=True, slots=True)
class SendPages:
    """Send the pages drawn last to the printer, once; answers PagesSent."""

    job: int


@dataclass(frozen=True, slots=True)
class ClearPrinter:
    """Empty the print queue, so that no former page comes out later."""


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Tell a clerk."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """The visit is over: overwrite and drop everything of it (secret, pages, pictures, clipboard, hidden texts)."""


@dataclass(frozen=True, slots=True)
class Restart:
    """A card job never came back: leave the process at the attract page and be started again."""


Effect = (
    CheckCard
    | ReadCard
    | CancelCardJob
    | ClearSecret
    | ClearSignature
    | DrawPages
    | SendPages
    | ClearPrinter
    | CallStaff
    | Wipe
    | Restart
)
