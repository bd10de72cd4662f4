"""From a slip back to the application, at the office: read from text, PNG or PDF, given as JSON or CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from forms import transfer
from forms.problems import SlipValueError
from forms.values import Skipped, Unknown
from kiosk.clock import JAPAN
from kiosk.sealing import Application, SlipCode, SlipRejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from forms.definition import Procedure
    from forms.values import Value

_PDF_DPI = 300
_LARGEST_FILE = 50_000_000
_MOST_PAGES = 20
_MOST_PIXELS = 6000  # along a side: A3 at 300 dpi has 4960


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
        return [_rendered(document[page]) for page in range(pages)]
    except pypdfium2.PdfiumError:
        raise SlipRejected(SlipCode.UNREADABLE_FILE) from None
    finally:
        document.close()


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    """Draw a page at 300 dpi; a page larger than any scanner's coarser, so that no file can ask for all memory."""
    scale = min(_PDF_DPI / 72, _MOST_PIXELS / max(*page.get_size(), 1.0))
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


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
