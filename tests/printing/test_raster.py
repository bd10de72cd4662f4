"""Sheets as grey pictures."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from printing.raster import sheets


def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(210, 297))
    canvas.rect(0, 148, 210, 149, fill=1)
    canvas.showPage()
    canvas.rect(0, 0, 210, 148, fill=1)
    canvas.save()
    return out.getvalue()


def test_each_sheet_is_as_wide_as_asked_and_keeps_its_shape() -> None:
    found = list(sheets(pdf(), 420))
    assert [(one.width, one.height) for one in found] == [(420, 594), (420, 594)]


def test_ink_is_dark_and_paper_is_white() -> None:
    first, second = sheets(pdf(), 100)
    for one, dark_at_the_top in ((first, True), (second, False)):
        grey = one.grey()
        assert len(grey) == one.width * one.height
        top, bottom = grey[one.width * 20 + 50], grey[-one.width * 20 - 50]
        assert (top, bottom) == ((0, 255) if dark_at_the_top else (255, 0))


def test_it_waits_small() -> None:
    (first, _) = sheets(pdf(), 400)
    assert len(first.packed) * 10 < len(first.grey())
    assert "packed" not in repr(first)
