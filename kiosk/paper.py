"""From a procedure and its answers to what stands on its sheet: the one bridge between forms and printing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from forms.definition import Confidence, Fact, Field, Kind, Procedure
from forms.evaluation import TODAY
from forms.fields import KINDS
from forms.fields.date import offers_era
from forms.identity import applicant_of
from forms.japanese.eras import ERAS, to_era
from forms.journey import entries
from forms.values import SKIPPED, UNKNOWN, AboutDate, Plain, Value, is_plain
from kiosk.pictures import NO_PICTURES, picture_of
from kiosk.sheets import background, layout
from printing.content import Blank, Cells, Content, EraDate, Ink, Options, Text
from printing.fonts import paper_fonts
from printing.form import DrawnForm, Letter, draw_form

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from forms.answers import Answers
    from forms.settings import Town
    from kiosk.pictures import Pictures

Shift: TypeAlias = tuple[float, float]
"""How far a printer is off, as its setting corrects it: mm right, mm down."""

MY_NUMBER_DIGITS = 12
MY_NUMBER_GROUP = 4

_ROOM_FOR_ERA = "　　"
_CONFIDENCE = {
    Confidence.OFFICIAL_FORM: "実物の様式の一部による",
    Confidence.OFFICIAL_PAGE: "公式ページによる",
    Confidence.LAW: "法令による",
    Confidence.SEED: "町の方針による",
    Confidence.GENERAL: "一般の知識による",
}
_NOT_CHECKED = "町の確認前"


def letter(procedure: Procedure, town: Town) -> Letter:
    """Return what the sheet says besides its fields. Raises forms.problems.SettingsError for an unknown addressee."""
    addressee = town.addressee(procedure)
    return Letter(
        title=procedure.name,
        addressee=f"{addressee.name}　{addressee.suffix}",
        form_id=procedure.id,
        definition_date=procedure.checked_on.isoformat(),
        style_no=procedure.style_no,
        confidence=f"{_CONFIDENCE[procedure.confidence]}。{_NOT_CHECKED}",
    )


def contents(procedure: Procedure, answers: Answers, pictures: Pictures = NO_PICTURES) -> Mapping[str, Content]:
    """Return the content of every printed field, empty where there is no answer; keys as in printing.form.

    ``pictures`` stand in for texts from the card that cannot be written.
    """
    found = dict(blank(procedure))
    for entry in entries((procedure,), answers):
        if entry.answer is not None and entry.field.printed:
            written = content(entry.field, entry.answer.value)
            picture = picture_of(entry.answer, pictures) if isinstance(written, Text) else None
            found[entry.content] = picture or written
    return found


def blank(procedure: Procedure) -> Mapping[str, Content]:
    """Return the content of an empty sheet: choices, eras and cells to be filled in by hand."""
    found: dict[str, Content] = {}
    rows = {repeat.id: repeat.max_rows for repeat in procedure.repeats}
    for field in procedure.fields:
        if field.printed and field.repeat:
            found |= {f"{field.repeat}[{row}].{field.id}": empty(field) for row in range(rows[field.repeat])}
        elif field.printed:
            found[field.id] = empty(field)
    return found


def draw(
    procedure: Procedure,
    answers: Answers,
    town: Town,
    shift: Shift = (0, 0),
    pictures: Pictures = NO_PICTURES,
    *,
    numbers: Mapping[str, bytearray] | None = None,
    signatures: Mapping[str, Ink] | None = None,
) -> DrawnForm:
    """Draw the form of a procedure; ``shift`` as in printing.form, ``pictures`` as in ``contents``.

    ``numbers``: 12 digits for each of the cells that take a card's number (forms.number_cells), and nowhere else.
    ``signatures``: strokes for the boxes that were signed on the screen (forms.signatures).
    Continuation sheets leave a name that cannot be written to the pen. Raises LayoutError, SettingsError.
    """
    name = applicant_of(procedure, answers)
    written = str(name.value) if name is not None and is_plain(name.value) else ""
    written = "" if paper_fonts().missing(written) else written
    filled = dict(contents(procedure, answers, pictures))
    filled |= {key: Cells(digits, MY_NUMBER_DIGITS, MY_NUMBER_GROUP) for key, digits in (numbers or {}).items()}
    filled |= signatures or {}
    head = replace(letter(procedure, town), applicant=written, signed=_is_signed(procedure, answers, signatures or {}))
    return _draw(procedure, filled, head, shift)


def draw_blank(procedure: Procedure, town: Town) -> DrawnForm:
    """Draw the empty form of a procedure. Raises LayoutError, SettingsError."""
    return _draw(procedure, blank(procedure), letter(procedure, town))


def _is_signed(procedure: Procedure, answers: Answers, done: Collection[str]) -> bool:
    """Say whether the sheet has a place left to sign under these answers: on some only a proxy's principal signs."""
    places = [field for field in procedure.fields if field.kind is Kind.SIGNATURE and field.id not in done]
    if any(field.show_if is None for field in places):
        return True
    return bool(places) and any(entry.field in places for entry in entries((procedure,), answers))


def _draw(procedure: Procedure, filled: Mapping[str, Content], head: Letter, shift: Shift = (0, 0)) -> DrawnForm:
    sheet = layout(procedure)
    under = background(procedure, sheet)
    return draw_form(sheet, filled, head, approved=procedure.approved, background=under, shift=shift)


def empty(field: Field) -> Content:
    """Return what a field prints when nothing is known."""
    match field.kind:
        case Kind.CHOICE | Kind.CARE_LEVEL:
            return Options(field.options)
        case Kind.MULTI:
            return Options(field.options, style="check")
        case Kind.STAFF:
            return Options(field.options, style="check") if field.options else Blank()
        case Kind.CHECKBOX:
            return Options((field.label,), style="check")
        case Kind.DATE:
            return EraDate(_eras(field))
        case Kind.DIGITS if field.digits:
            return Cells("", max(field.digits), parts=_parts(field))
        case Kind.MY_NUMBER:
            return Cells("", MY_NUMBER_DIGITS, MY_NUMBER_GROUP)
        case _:
            return Blank()


def _parts(field: Field) -> tuple[int, ...]:
    """Return how long the parts of a number are that its example writes with hyphens: 1234-567890 of 基礎年金番号."""
    parts = tuple(len(part) for part in field.example.split("-"))
    return parts if len(parts) > 1 and sum(parts) == max(field.digits) else ()


def content(field: Field, value: Value) -> Content:
    """Return what a field prints for a value of its kind.

    The 12-digit number is no answer: its cells stay empty whatever the value (``draw`` takes it from the card).
    わからない is written where words are written; other fields stay empty for the clerk.
    """
    if value is SKIPPED:
        return empty(field)
    if value is UNKNOWN:
        return Text(UNKNOWN.value) if isinstance(empty(field), Blank) and KINDS[field.kind].askable else empty(field)
    return _written(field, value)


def _written(field: Field, value: Plain) -> Content:
    plain = empty(field)
    match plain:
        case Options() if field.kind is Kind.CHECKBOX:
            return Options(plain.labels, frozenset({0} if value else ()), plain.style)
        case Options():
            chosen = value if isinstance(value, tuple) else (value,)
            marked = frozenset(i for i, option in enumerate(field.options) if option in chosen)
            return Options(plain.labels, marked, plain.style)
        case Cells() if field.kind is Kind.MY_NUMBER:
            return plain
        case Cells():
            # Numbers shorter than their cells are written to the right (口座番号, 保険者番号).
            return Cells(
                KINDS[field.kind].written(value, field).rjust(plain.count), plain.count, plain.group, plain.parts
            )
        case EraDate():
            return _date(field, value)  # type: ignore[arg-type] # a date field carries dates
        case _:
            return Text(KINDS[field.kind].written(value, field)) if KINDS[field.kind].askable else plain


def _date(field: Field, value: date | AboutDate) -> EraDate:
    """Write a day by its era; by its western year where the sheet does not offer that era."""
    if isinstance(value, AboutDate):
        month = "" if value.month is None else str(value.month)
        written = _date(field, value.last)
        return replace(written, month=month, day="", about=True)
    day = to_era(value)
    month, number = str(day.month), str(day.day)
    if not field.options and not offers_era(value, field):
        return EraDate((), None, str(value.year), month, number)
    if not field.options:
        return EraDate((day.era.name,), 0, day.year_text, month, number)
    if offers_era(value, field):
        return EraDate(field.options, field.options.index(day.era.short), day.year_text, month, number)
    return EraDate(field.options, None, str(value.year), month, number)


def _eras(field: Field) -> tuple[str, ...]:
    if field.options:
        return field.options
    return (ERAS[-1].name,) if field.prefill == Fact(TODAY) else (_ROOM_FOR_ERA,)
