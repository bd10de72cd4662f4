"""All pages of one visit: a form for each procedure, the record of what staff wrote, then the slip.

What both front ends draw, window and ``fill``.

Knows no printer, no session state and no clock: time and randomness are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.japanese.phrases import pieces
from forms.journey import entries
from forms.number_cells import cells
from forms.translations import EASY, JAPANESE, is_japanese
from kiosk import paper
from kiosk.failures import FailureCode
from kiosk.i18n import Words
from kiosk.keys import KeyFileError, load_public
from kiosk.pictures import picture_of
from kiosk.scribe import DAIHITSU, record, record_answers
from kiosk.sealing import Application, MyNumberInSlip
from kiosk.session.state import PageProblem
from kiosk.signaturebox import SignatureBox, Strokes
from kiosk.signing import box_of
from kiosk.slip import application, sealed_texts, slip_text
from printing.content import Ink
from printing.slip import SlipPaper, draw_slip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.settings import Town
    from kiosk.config import Config
    from kiosk.keys import PublicKey
    from kiosk.numberbox import NumberBox
    from kiosk.paper import Shift
    from kiosk.session.effects import DrawPages
    from printing.form import DrawnForm

SLIP = "slip"
"""Name of the slip among the documents; no procedure may have it."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for one another when a number is read out."""
_RANDOM_LETTERS = 6


Again = Callable[[Mapping[str, bytearray], Mapping[str, Strokes]], bytes]
"""Draws a sheet with these digits and strokes, by the key of their fields."""


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF. ``name`` is the procedure's id or ``slip``; ``title`` is seen by others and says nothing of a person.

    ``again`` draws it with 12-digit numbers in its ``number_cells``, which say whose belongs there (counted as the
    cards were read), and with a signature in its ``signature_box``; None where it takes neither.
    """

    name: str
    title: str
    pdf: bytes = field(repr=False)
    sheets: int
    number_cells: Mapping[str, int] = field(default_factory=dict)
    signature_box: str = ""
    again: Again | None = field(default=None, repr=False, compare=False)

    def finished(self, number: NumberBox, signature: SignatureBox | None = None) -> bytes:
        """Return the PDF as it goes to the paper, drawn now with the numbers and strokes there are: keep it not."""
        known = number.persons()
        taken = {cell: person for cell, person in self.number_cells.items() if person in known}
        signed = signature if signature and self.signature_box else None
        if self.again is None or not (taken or signed):
            return self.pdf
        with number.lent(frozenset(taken.values())) as digits, (signed or SignatureBox()).lent() as strokes:
            written = {self.signature_box: strokes} if signed else {}
            return self.again({cell: digits[person] for cell, person in taken.items()}, written)


@dataclass(frozen=True, slots=True)
class Pictured:
    """A field that shows the card's picture of a text no font holds: the character in the text may be another.

    ``field`` is its key among the form's contents (``forms.journey.Entry.content``), ``label`` what stands beside it.
    """

    procedure: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """All pages of one visit.

    ``problems`` are fields left empty for handwriting; ``sealed`` says that the slip has a QR code.
    ``pictured`` are the fields that show the card's own picture.
    """

    slip_id: str
    made_at: datetime
    documents: tuple[Document, ...]
    problems: tuple[PageProblem, ...] = ()
    sealed: bool = False
    pictured: tuple[Pictured, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipSettings:
    """Paper of the slip, and the office's key its QR code is sealed to; without a key it has no QR code."""

    paper: str = SlipPaper.A6
    key: PublicKey | None = None


def slip_settings(config: Config) -> SlipSettings:
    """Return the settings of the configuration. A key that cannot be used means slips without QR code.

    The morning check names such a key (kiosk.selfcheck); a resident in the middle of a visit is not stopped by it.
    """
    if config.slip.office_key is None:
        return SlipSettings(config.slip.size)
    try:
        return SlipSettings(config.slip.size, load_public(config.slip.office_key))
    except KeyFileError:
        return SlipSettings(config.slip.size)


def new_slip_id(made_at: datetime, random: Callable[[int], bytes]) -> str:
    """Return a reception number, ``261124-7KQ2MX``: the day, and letters that tell apart what was made on it."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in random(_RANDOM_LETTERS))
    return f"{made_at:%y%m%d}-{letters}"


class Drawing:
    """Draws the pages an effect asks for; a new slip each time."""

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        town: Town,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        slip: SlipSettings | None = None,
        *,
        shift: Shift = (0, 0),
    ) -> None:
        self._procedures, self._town, self._now, self._random = procedures, town, now, random
        self._settings, self._shift = slip or SlipSettings(), shift

    def __call__(self, effect: DrawPages) -> Drawn:
        """Return the pages. Raises LayoutError or SettingsError for a form that cannot be drawn (forms_check)."""
        made_at = self._now()
        slip_id = new_slip_id(made_at, self._random)
        documents: list[Document] = []
        problems: list[PageProblem] = []
        pictured: list[Pictured] = []
        procedures = tuple(self._procedures[id_] for id_ in effect.procedures)
        for procedure in procedures:
            form = paper.draw(procedure, effect.answers, self._town, self._shift, effect.pictures)
            documents.append(self._document(procedure, effect, slip_id, form))
            problems += _problems(procedure, effect.answers, form)
            pictured += _pictured(procedure, effect, form)
        documents += self._record(procedures, effect, slip_id, made_at)
        texts = sealed_texts(_application(slip_id, made_at, procedures, effect.answers), self._settings.key)
        documents.append(self._slip(slip_id, made_at, procedures, effect, texts, pictured=pictured))
        return Drawn(slip_id, made_at, tuple(documents), tuple(problems), bool(texts), tuple(pictured))

    def _document(self, procedure: Procedure, effect: DrawPages, slip_id: str, form: DrawnForm) -> Document:
        def again(numbers: Mapping[str, bytearray], strokes: Mapping[str, Strokes]) -> bytes:
            written = {key: Ink(one) for key, one in strokes.items()}
            answers, pictures = effect.answers, effect.pictures
            return paper.draw(
                procedure, answers, self._town, self._shift, pictures, numbers=numbers, signatures=written
            ).pdf

        taken, signed = cells(procedure, effect.answers, effect.names), box_of(procedure, effect.answers)
        title = f"{slip_id} {procedure.name}"
        return Document(procedure.id, title, form.pdf, form.pages, taken, signed, again if taken or signed else None)

    def _record(
        self, procedures: tuple[Procedure, ...], effect: DrawPages, slip_id: str, made_at: datetime
    ) -> tuple[Document, ...]:
        found = record_answers(slip_id, made_at.date(), procedures, effect.answers)
        if found is None:
            return ()
        form = paper.draw(record(), found, self._town, self._shift, effect.pictures)
        return (Document(DAIHITSU, f"{slip_id} {record().name}", form.pdf, form.pages),)

    def _slip(
        self,
        slip_id: str,
        made_at: datetime,
        procedures: tuple[Procedure, ...],
        effect: DrawPages,
        texts: tuple[str, ...],
        *,
        pictured: Sequence[Pictured],
    ) -> Document:
        language = effect.language
        words = Words(EASY if language == EASY else JAPANESE, marked=False)
        text = slip_text(
            slip_id,
            made_at,
            procedures,
            effect.answers,
            town=self._town,
            words=words,
            other=None if is_japanese(language) else Words(language, marked=False),
            sealed=bool(texts),
            guidance=effect.guidance,
            pictured=[one.label for one in pictured],
            pad=effect.pad,
        )
        drawn = draw_slip(text, texts, self._settings.paper, pieces=pieces)
        return Document(SLIP, f"{slip_id} {text.title}", drawn.pdf, drawn.pages)


def _application(slip_id: str, made_at: datetime, procedures: tuple[Procedure, ...], answers: Answers) -> Application:
    """Return what is sealed; a text that holds a 12-digit individual number stays on the paper alone."""
    while True:
        try:
            return application(slip_id, made_at, procedures, answers)
        except MyNumberInSlip as found:
            procedure = next(one for one in procedures if one.id == found.procedure)
            answers = answers.without(
                next(entry.key for entry in entries((procedure,), answers) if entry.content == found.field)
            )


def _problems(procedure: Procedure, answers: Answers, form: DrawnForm) -> list[PageProblem]:
    keys = {entry.content: entry.key for entry in entries((procedure,), answers)}
    return [PageProblem(FailureCode(one.code), procedure.id, keys.get(one.field, one.field)) for one in form.problems]


def _pictured(procedure: Procedure, effect: DrawPages, form: DrawnForm) -> list[Pictured]:
    shown = {one.field for one in form.placed} - {one.field for one in form.problems}
    return [
        Pictured(procedure.id, entry.content, entry.field.label)
        for entry in entries((procedure,), effect.answers)
        if entry.content in shown and picture_of(entry.answer, effect.pictures)
    ]
