"""The slip, both ways: from a visit to its words and sealed QR texts, and from a file back to the application.

Words stand in assets/words/<language>/slip.toml; in another language than Japanese each heading is given in both.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from forms import transfer
from forms.journey import attachments, entries
from forms.problems import SlipValueError
from forms.values import Skipped, Unknown
from kiosk.clock import JAPAN
from kiosk.sealing import Application, SlipCode, SlipRejected, SlipTooLarge, seal
from printing.slip import SlipItem, SlipText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.settings import Office, Town
    from forms.values import Value
    from kiosk.i18n import Words
    from kiosk.keys import PublicKey

_PDF_DPI = 300
_LARGEST_FILE = 50_000_000
_MOST_PAGES = 20


# --- from a visit to its slip


def application(slip_id: str, made_at: datetime, procedures: Sequence[Procedure], answers: Answers) -> Application:
    """Return what is sealed: every value on the paper and who gave it. Raises MyNumberInSlip."""
    values = {procedure.id: transfer.to_slip(procedure, answers) for procedure in procedures}
    givers = {
        procedure.id: {
            entry.content: entry.answer.giver
            for entry in entries((procedure,), answers)
            if entry.answer is not None and entry.content in values[procedure.id]
        }
        for procedure in procedures
    }
    return Application(slip_id, made_at, values, givers)


def sealed_texts(sealed: Application, key: PublicKey | None) -> tuple[str, ...]:
    """Return the texts of the QR codes; none without a key, or when they would be too many for a slip."""
    if key is None:
        return ()
    try:
        return seal(sealed, key)
    except SlipTooLarge:
        return ()


def slip_text(
    slip_id: str,
    made_at: datetime,
    procedures: Sequence[Procedure],
    answers: Answers,
    *,
    town: Town,
    words: Words,
    other: Words | None = None,
    sealed: bool,
) -> SlipText:
    """Return every word of the slip. ``other`` is the resident's language when it is not Japanese."""

    def both(key: str, **params: object) -> str:
        first = words.text(f"slip.{key}", **params)
        return f"{first}　{other.text(f'slip.{key}', **params)}" if other else first

    return SlipText(
        town=town.name.ja,
        title=both("title"),
        made_on=both("made_on", year=made_at.year - 2018, month=made_at.month, day=made_at.day, date=made_at.date()),
        number_label=both("number"),
        number=slip_id,
        items=(
            *_offices(procedures, town, words, other),
            SlipItem(both("bring"), tuple(f"・{line}" for line in _bring(procedures, answers, other))),
            SlipItem("", (both("sign"),)),
        ),
        qr_note=both("qr_note" if sealed else "no_qr"),
        page_note=both("page_note"),
    )


def _offices(procedures: Sequence[Procedure], town: Town, words: Words, other: Words | None) -> tuple[SlipItem, ...]:
    """Return an item for each office: where it is, what it takes in, who decides, whom to call."""
    by_office: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        by_office.setdefault(procedure.office, []).append(procedure)
    heading = words.text("slip.where") + (f"　{other.text('slip.where')}" if other else "")
    numbered = len(by_office) > 1
    return tuple(
        SlipItem(
            f"{heading}　{number}" if numbered else heading,
            (
                town.office(there[0]).where.ja,
                *([town.office(there[0]).where.text(other.language)] if other else []),
                *(f"・{_name(procedure, town, words, other)}" for procedure in there),
                *_contact(town.office(there[0]), words),
            ),
            strong=True,
        )
        for number, there in enumerate(by_office.values(), start=1)
    )


def _name(procedure: Procedure, town: Town, words: Words, other: Words | None) -> str:
    fee = town.fee(procedure)
    name = procedure.name
    if other and procedure.name_en:
        name += f" / {procedure.name_en}"
    if fee is None:
        return name
    return words.text("slip.with_fee", name=name, yen=fee.yen, unit=fee.unit.ja)


def _contact(office: Office, words: Words) -> tuple[str, ...]:
    return (
        words.text("slip.decides", who=office.decides),
        words.text("slip.phone", phone=office.phone),
    )


def _bring(procedures: Sequence[Procedure], answers: Answers, other: Words | None) -> tuple[str, ...]:
    found = attachments(procedures, answers)
    if other is None:
        return tuple(item.text.ja for item in found)
    return tuple(f"{item.text.ja} / {item.text.text(other.language)}" for item in found)


# --- from a file back to the application


def read_slip(path: Path) -> tuple[str, ...]:
    """Return the texts of all QR codes in a PNG or PDF, or the lines of a text file; raises SlipRejected."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SlipRejected(SlipCode.UNREADABLE_FILE)
        data = path.read_bytes()
    except OSError:
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None
    if data.startswith(b"%PDF"):
        return _found(_pages(data))
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _found([_picture(data)])
    try:
        lines = tuple(line for line in data.decode("utf-8").splitlines() if line.strip())
    except UnicodeDecodeError:
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None
    if not lines:
        raise SlipRejected(SlipCode.NOT_A_SLIP)
    return lines


def _picture(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        # What Pillow raises for damaged pictures, by its documentation and by fuzzing.
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None


def _pages(data: bytes) -> list[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None
    try:
        pages = min(len(document), _MOST_PAGES)
        return [document[page].render(scale=_PDF_DPI / 72, grayscale=True).to_pil() for page in range(pages)]
    except pypdfium2.PdfiumError:
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None
    finally:
        document.close()


def _found(pictures: Sequence[Image.Image]) -> tuple[str, ...]:
    texts = tuple(
        code.text
        for picture in pictures
        for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
        if code.valid
    )
    if not texts:
        raise SlipRejected(SlipCode.NO_QR_CODE)
    return texts


def opened_values(opened: Application, procedures: Mapping[str, Procedure]) -> dict[str, dict[str, Value]]:
    """Return the values of an opened application by procedure and field, in the order of the form.

    Raises SlipRejected when they do not belong to the forms this office has: made by another version.
    """
    found = {}
    for name, raw in opened.procedures.items():
        if name not in procedures or name not in opened.givers:
            raise SlipRejected(SlipCode.OTHER_VERSION)
        try:
            values = transfer.from_slip(procedures[name], raw)
        except SlipValueError:
            raise SlipRejected(SlipCode.OTHER_VERSION) from None
        order = [field.id for field in procedures[name].fields]
        found[name] = dict(sorted(values.items(), key=lambda item: _place(item[0], order)))
    return found


def _place(key: str, order: Sequence[str]) -> tuple[str, int]:
    """Return where a value stands: rows of a table after what stands alone, each row's fields in the form's order."""
    row, _, field = key.rpartition(".")
    return row, order.index(field)


def as_json(opened: Application, procedures: Mapping[str, Procedure]) -> dict[str, object]:
    """Return an opened application as plain data: value and giver of each field. Raises SlipRejected."""
    return {
        "slip_id": opened.slip_id,
        "made_at": opened.made_at.astimezone(JAPAN).isoformat(),
        "procedures": {
            name: {
                key: {"value": _plain(value), "giver": opened.givers[name][key].value} for key, value in values.items()
            }
            for name, values in opened_values(opened, procedures).items()
        },
    }


def _plain(value: Value) -> str | int | bool | list[str] | None:
    """Return a value as JSON has it: days and times as ISO 8601; None is わからない."""
    match value:
        case Unknown() | Skipped():
            return None
        case str() | bool() | int():
            return value
        case tuple():
            return list(value)
        case _:
            return value.isoformat()


def as_csv(opened: Application, procedures: Mapping[str, Procedure]) -> str:
    """Return an opened application as CSV: procedure, field, label, value. Raises SlipRejected."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("procedure", "field", "label", "value"))
    for name, values in opened_values(opened, procedures).items():
        for line in transfer.to_csv(procedures[name], values):
            writer.writerow((name, *line))
    return out.getvalue()
