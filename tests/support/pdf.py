"""Reading back what was drawn: text of a box, text of a page, ink of a page."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from pypdf import PdfReader

if TYPE_CHECKING:
    from PIL import Image

    from printing.form import Placement

POINTS = 72 / 25.4


def pypdf_text(pdf: bytes, page: int = 1) -> str:
    """Text of a page as pypdf reads it."""
    return PdfReader(BytesIO(pdf)).pages[page - 1].extract_text()


def poppler_text(pdf: bytes) -> str:
    """Text of a document as pdftotext reads it."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def text_in(pdf: bytes, place: Placement) -> str:
    """Text inside a field's box, lines joined, as pdfium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[place.page - 1]
        height = page.get_height()
        text_page = page.get_textpage()
        text: str = text_page.get_text_bounded(
            left=place.x * POINTS,
            right=(place.x + place.w) * POINTS,
            top=height - place.y * POINTS,
            bottom=height - (place.y + place.h) * POINTS,
        )
        text_page.close()
        page.close()
    finally:
        document.close()
    return text.replace("\r\n", "")


def raster(pdf: bytes, page: int = 1, dpi: int = 150) -> Image.Image:
    """Ink of a page as a grey picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        side = document[page - 1]
        picture: Image.Image = side.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        side.close()
    finally:
        document.close()
    return picture
