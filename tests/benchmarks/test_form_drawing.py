"""What drawing a filled form costs: against a bare reportlab script with the same strings and lines, and WeasyPrint.

Ratios of times taken in turn in one run, so that the machine's speed does not matter.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

import printing.form
from forms.answers_file import load_answers
from forms.definition import Procedure
from forms.journey import complete
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from printing.content import Text
from printing.fonts import paper_fonts
from printing.form import draw_form
from printing.geometry import Box
from printing.pdf import Document
from tests.support.form_pictures import typical

pytestmark = pytest.mark.benchmark

BARE_LIMIT = 2.0
WEASYPRINT_LIMIT = 10.0

Call = tuple[str, tuple[Any, ...], dict[str, Any]]

PROCEDURE = load_catalogue().procedures["juminhyo"]
TOWN = load_town()
LAYOUT = paper.layout(PROCEDURE)
LETTER = paper.letter(PROCEDURE, TOWN)


def contents() -> dict[str, Any]:
    """The typical answers, without a card: every character is one a bare script can write."""
    fixture = Path(__file__).parents[1] / "fixtures" / "answers" / "juminhyo-longest.toml"
    answers, problems = load_answers(fixture, [PROCEDURE])
    assert problems == ()
    found = dict(paper.contents(PROCEDURE, complete([PROCEDURE], answers, {"session.today": date(2026, 11, 24)})))
    for key, content in found.items():
        if isinstance(content, Text) and not paper_fonts().is_plain(content.text):
            found[key] = Text("".join(c for c in content.text if paper_fonts().is_plain(c)))
    return found


CONTENTS = contents()


class Recorder(Document):
    """A document that also notes every call."""

    calls: list[Call]

    def __init__(self, width: float, height: float, *, title: str, shift: tuple[float, float] = (0, 0)) -> None:
        self.calls = []
        super().__init__(width, height, title=title, shift=shift)


def note(name: str) -> Callable[..., None]:
    def noted(self: Recorder, *args: Any, **named: Any) -> None:
        self.calls.append((name, args, named))
        getattr(Document, name)(self, *args, **named)

    return noted


for method in ("write", "rule", "frame", "shade", "oval", "next_page"):
    setattr(Recorder, method, note(method))


def draw_juminhyo() -> bytes:
    return draw_form(LAYOUT, CONTENTS, LETTER, approved=False).pdf


def filled(procedure: Procedure) -> Callable[[], bytes]:
    """Return what draws a procedure with its typical answers."""
    answers = typical(procedure)
    return lambda: paper.draw(procedure, answers, TOWN).pdf


def recorded(monkeypatch: pytest.MonkeyPatch, draw: Callable[[], bytes] = draw_juminhyo) -> Recorder:
    made: list[Recorder] = []

    def make(width: float, height: float, *, title: str, shift: tuple[float, float] = (0, 0)) -> Recorder:
        made.append(Recorder(width, height, title=title, shift=shift))
        return made[-1]

    with monkeypatch.context() as patch:
        patch.setattr(printing.form, "Document", make)
        draw()
    return made[0]


def bare(record: Recorder) -> bytes:
    """The script somebody would write who knew every position beforehand."""
    file = BytesIO()
    height = record.height
    canvas = Canvas(
        file, (record.width * mm, height * mm), invariant=1, pageCompression=1, initialFontName="paper-regular"
    )  # type: ignore[arg-type] # the stubs say float
    for name, args, named in record.calls:
        if name == "write":
            text, x, y, size = args
            canvas.setFont(f"paper-{named.get('weight', 'regular')}", size)
            canvas.drawString(x * mm, (height - y) * mm, text, charSpace=named.get("spacing", 0))
        elif name == "rule":
            x1, y1, x2, y2, weight = args
            canvas.setLineWidth(weight)
            canvas.setDash(list(named.get("dash", ())))
            canvas.line(x1 * mm, (height - y1) * mm, x2 * mm, (height - y2) * mm)
        elif name == "next_page":
            canvas.showPage()
        else:
            box: Box = args[0]
            place = (box.x * mm, (height - box.bottom) * mm, box.w * mm, box.h * mm)
            if name == "shade":
                canvas.setFillGray(args[1])
                canvas.rect(*place, stroke=0, fill=1)
                canvas.setFillGray(0)
            else:
                canvas.setLineWidth(named["weight"])
                canvas.roundRect(*place, place[3] / 2)
    canvas.save()
    return file.getvalue()


def sheet_in_html(calls: Sequence[Call]) -> str:
    """The same words in one table, as a web-minded programmer would lay the sheet out."""
    rows: dict[int, list[str]] = {}
    for name, args, _ in calls:
        if name == "write":
            rows.setdefault(round(args[2]), []).append(f'<td style="font-size:{args[3]}pt">{escape(args[0])}</td>')
    font = paper_fonts().main.path.as_uri()
    table = "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(rows.items()))
    return (
        f"<style>@font-face {{ font-family: P; src: url({font}) }} @page {{ size: A4; margin: 15mm }} "
        "body { font-family: P } table { width: 100%; border-collapse: collapse } td { border: 0.4pt solid }</style>"
        f"<table>{table}</table>"
    )


def best(action: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return min(found)


def words(pdf: bytes) -> list[str]:
    return sorted("".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages))


def test_drawing_a_form_costs_at_most_twice_a_bare_script(monkeypatch: pytest.MonkeyPatch) -> None:
    record = recorded(monkeypatch)
    assert words(bare(record)) == words(draw_juminhyo())  # the same work
    ratios = []
    for _ in range(5):
        form = best(draw_juminhyo, 5)
        ratios.append(form / best(lambda: bare(record), 5))
    ratio = sorted(ratios)[len(ratios) // 2]
    sys.stdout.write(f"form / bare reportlab: {ratio:.2f} (at most {BARE_LIMIT})\n")  # seen with pytest -s or -rP
    assert ratio <= BARE_LIMIT


def test_drawing_all_filled_forms_costs_at_most_twice_as_many_bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """From answers to PDF: contents, sheet and drawing, against pages whose every position is known already."""
    draws = [filled(procedure) for procedure in load_catalogue().procedures.values()]
    records = [recorded(monkeypatch, draw) for draw in draws]
    for draw, record in zip(draws, records, strict=True):
        assert words(bare(record)) == words(draw())
    ratios = []
    for _ in range(3):
        forms = best(lambda: [draw() for draw in draws], 1)
        ratios.append(forms / best(lambda: [bare(record) for record in records], 1))
    ratio = sorted(ratios)[len(ratios) // 2]
    sys.stdout.write(f"{len(draws)} forms / as many bare pages: {ratio:.2f} (at most {BARE_LIMIT})\n")
    assert ratio <= BARE_LIMIT


def test_weasyprint_costs_at_least_ten_times_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    html = sheet_in_html(recorded(monkeypatch).calls)

    def web() -> bytes | None:
        return weasyprint.HTML(string=html).write_pdf()

    web()
    form = best(draw_juminhyo, 5)
    ratio = best(web, 3) / form
    sys.stdout.write(f"WeasyPrint / form: {ratio:.0f} (at least {WEASYPRINT_LIMIT})\n")
    assert ratio >= WEASYPRINT_LIMIT
