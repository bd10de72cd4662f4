"""Writes a picture of every form, blank and filled, and of the slip: ``python -m tests.support.form_pictures FOLDER``.

The filled ones hold the invented people of tests/fixtures/answers and the virtual card "plain".
"""

from __future__ import annotations

import argparse
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

from cardreader.virtual import profile_facts
from forms import journey
from forms.answers_file import load_answers
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from kiosk.clock import JAPAN
from kiosk.i18n import Words
from kiosk.keys import PublicKey
from kiosk.prefill import facts
from kiosk.slip import application, sealed_texts, slip_text
from printing.slip import SlipPaper, draw_slip

if TYPE_CHECKING:
    from forms.answers import Answers
    from forms.definition import Procedure

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "fixtures" / "answers"
MADE_AT = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
DPI = 80
COLOURS = 16


def typical(procedure: Procedure) -> Answers:
    """Return the typical answers to a procedure, with what the card fills in."""
    answers, problems = load_answers(ANSWERS / f"{procedure.id}.toml", (procedure,), today=MADE_AT.date())
    if problems:
        message = f"{procedure.id}: {problems}"
        raise ValueError(message)
    return journey.complete((procedure,), answers, facts(profile_facts("plain").person, MADE_AT.date()))


def pictures(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """Render every page of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    found = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    return found


def save(pdf: bytes, folder: Path, name: str, dpi: int = DPI) -> None:
    """Write ``name.png``, further pages as ``name-2.png``."""
    for number, picture in enumerate(pictures(pdf, dpi), start=1):
        suffix = "" if number == 1 else f"-{number}"
        picture.quantize(COLOURS).save(folder / f"{name}{suffix}.png", optimize=True)


def contact_sheet(names: list[str], folder: Path, name: str, columns: int = 6, width: int = 330) -> None:
    """Put the pictures ``names`` of ``folder`` beside one another on one picture."""
    tiles = []
    for one in names:
        with Image.open(folder / f"{one}.png") as picture:
            scale = width / picture.width
            tiles.append(picture.convert("L").resize((width, round(picture.height * scale)), Image.Resampling.LANCZOS))
    rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns)]
    gap = 10
    sheet = Image.new(
        "L", (columns * (width + gap) + gap, sum(max(t.height for t in row) + gap for row in rows) + gap), 200
    )
    top = gap
    for row in rows:
        for column, tile in enumerate(row):
            sheet.paste(tile, (gap + column * (width + gap), top))
        top += max(tile.height for tile in row) + gap
    sheet.quantize(COLOURS).save(folder / f"{name}.png", optimize=True)


def write(folder: Path) -> None:
    """Write all pictures of paper."""
    folder.mkdir(parents=True, exist_ok=True)
    catalogue, town = load_catalogue(), load_town()
    for procedure in catalogue.procedures.values():
        save(paper.draw_blank(procedure, town).pdf, folder, f"form-{procedure.id}-blank")
        save(paper.draw(procedure, typical(procedure), town).pdf, folder, f"form-{procedure.id}")
    contact_sheet([f"form-{id_}-blank" for id_ in catalogue.procedures], folder, "forms-blank")
    contact_sheet([f"form-{id_}" for id_ in catalogue.procedures], folder, "forms-filled")

    juminhyo = catalogue.procedures["juminhyo"]
    answers = typical(juminhyo)
    # A key that nobody holds: the picture's QR code opens for no one. Sealing is random, so this picture changes.
    texts = sealed_texts(application("261124-7KQ2MX", MADE_AT, (juminhyo,), answers), PublicKey(bytes(31) + b"\x09"))
    words = slip_text("261124-7KQ2MX", MADE_AT, (juminhyo,), answers, town=town, words=Words(), sealed=True)
    for size in SlipPaper:
        save(draw_slip(words, texts, size).pdf, folder, f"slip-{size}", dpi=120)


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder)


if __name__ == "__main__":
    main()
