"""Pictures of paper for the docs: ``python -m tests.support.form_pictures``.

Writes every form, blank and filled, small into docs/pictures/forms with the page docs/forms-gallery.md that shows them
side by side, and one filled form and the slips, larger, into docs/pictures. The filled ones hold the invented people of
tests/fixtures/answers and the virtual card "plain".
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
from forms.japanese.phrases import pieces
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
    from collections.abc import Mapping

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.settings import Town

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FORMS = Path("pictures", "forms")
ANSWERS = ROOT / "tests" / "fixtures" / "answers"
MADE_AT = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
DPI = 80
COLOURS = 16
SMALL, SMALL_COLOURS, COLUMNS = 380, 8, 4
HEAD = """# The forms, blank and filled 様式の一覧

All {count} procedures as the program prints them: first the blank sheets, then the same sheets with the answers of
invented people. 63の手続の用紙を、まず白紙、つぎに架空の人の答えを入れて並べました。
様式未確認とあるのは、町の確認がまだのものです。 Made anew by one command:

```
python -m tests.support.form_pictures
```
"""


def typical(procedure: Procedure) -> Answers:
    """Return the typical answers to a procedure, with what the card fills in."""
    answers, problems = load_answers(ANSWERS / f"{procedure.id}.toml", (procedure,), today=MADE_AT.date())
    if problems:
        message = f"{procedure.id}: {problems}"
        raise ValueError(message)
    return journey.complete((procedure,), answers, facts(profile_facts("plain").person, MADE_AT.date()))


def pictures(pdf: bytes, dpi: float = DPI) -> list[Image.Image]:
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


def small(pdf: bytes) -> list[Image.Image]:
    """Render every page so wide that several stand in a row; drawn large first, so that thin rules stay grey."""
    found = []
    for page in pictures(pdf, 2 * DPI):
        size = (SMALL, round(page.height * SMALL / page.width))
        found.append(page.resize(size, Image.Resampling.LANCZOS).quantize(SMALL_COLOURS))
    return found


def sheets(procedure: Procedure, town: Town) -> dict[str, bytes]:
    """Return the PDFs of a procedure by the name of their picture, the blank one first."""
    return {
        f"{procedure.id}-blank": paper.draw_blank(procedure, town).pdf,
        procedure.id: paper.draw(procedure, typical(procedure), town).pdf,
    }


def gallery(procedures: Mapping[str, Procedure], pages: Mapping[str, list[str]]) -> str:
    """Return the page that shows all sheets: ``pages`` are the pictures of each sheet."""
    lines = [HEAD.format(count=len(procedures))]
    for heading, suffix in (("Blank 白紙", "-blank"), ("Filled 記入したもの", "")):
        cells = [
            f"![{id_}]({FORMS.as_posix()}/{name}.png)<br>{procedure.name} `{id_}`"
            for id_, procedure in procedures.items()
            for name in pages[f"{id_}{suffix}"]
        ]
        lines += [f"## {heading}", "", "|" + "   |" * COLUMNS, "|" + "---|" * COLUMNS]
        cells += [" "] * (-len(cells) % COLUMNS)
        lines += ["| " + " | ".join(cells[start : start + COLUMNS]) + " |" for start in range(0, len(cells), COLUMNS)]
        lines.append("")
    return "\n".join(lines)


def write_gallery(docs: Path) -> None:
    """Write the small pictures of all forms, and their page."""
    folder = docs / FORMS
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    catalogue, town = load_catalogue(), load_town()
    pages: dict[str, list[str]] = {}
    for procedure in catalogue.procedures.values():
        for name, pdf in sheets(procedure, town).items():
            pages[name] = []
            for number, picture in enumerate(small(pdf), start=1):
                pages[name].append(name if number == 1 else f"{name}-{number}")
                picture.save(folder / f"{pages[name][-1]}.png", optimize=True)
    (docs / "forms-gallery.md").write_text(gallery(catalogue.procedures, pages), "utf-8")


def write_larger(folder: Path) -> None:
    """Write a filled form and the slips as large as they can be read."""
    catalogue, town = load_catalogue(), load_town()
    juminhyo = catalogue.procedures["juminhyo"]
    answers = typical(juminhyo)
    save(paper.draw(juminhyo, answers, town).pdf, folder, "form-juminhyo")
    # A key that nobody holds: the picture's QR code opens for no one. Sealing is random, so this picture changes.
    texts = sealed_texts(application("261124-7KQ2MX", MADE_AT, (juminhyo,), answers), PublicKey(bytes(31) + b"\x09"))
    words = slip_text("261124-7KQ2MX", MADE_AT, (juminhyo,), answers, town=town, words=Words(), sealed=True)
    for size in SlipPaper:
        save(draw_slip(words, texts, size, pieces=pieces).pdf, folder, f"slip-{size}", dpi=120)


def main() -> None:
    """Run as a program."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    write_gallery(DOCS)
    write_larger(DOCS / "pictures")


if __name__ == "__main__":
    main()
