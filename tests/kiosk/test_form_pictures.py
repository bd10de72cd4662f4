"""The gallery of the docs shows every procedure's sheet, blank and filled, as it is drawn today."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from forms.loader import load_catalogue
from forms.settings import load_town
from tests.support.form_pictures import DOCS, FORMS, SMALL, sheets
from tests.support.pdf import raster

PROCEDURES = load_catalogue().procedures
TOWN = load_town()
PAGE = (DOCS / "forms-gallery.md").read_text("utf-8")
MOST_BYTES = 6_000_000


def test_the_page_shows_the_pictures_there_are() -> None:
    shown = re.findall(r"\((pictures/forms/[^)]+)\)", PAGE)
    assert len(shown) == len(set(shown))
    assert {DOCS / name for name in shown} == set((DOCS / FORMS).glob("*.png"))
    assert sum((DOCS / name).stat().st_size for name in shown) < MOST_BYTES


@pytest.mark.parametrize("id_", sorted(PROCEDURES))
def test_every_procedure_has_a_picture_of_each_page(id_: str) -> None:
    for name, pdf in sheets(PROCEDURES[id_], TOWN).items():
        pages = len(PdfReader(BytesIO(pdf)).pages)
        for number in range(1, pages + 1):
            picture = f"{name}.png" if number == 1 else f"{name}-{number}.png"
            assert f"({FORMS.as_posix()}/{picture})" in PAGE, picture
            with Image.open(DOCS / FORMS / picture) as shown:
                drawn = raster(pdf, number, 36)
                assert shown.width == SMALL
                assert abs(shown.height / shown.width - drawn.height / drawn.width) < 0.01
        assert not (DOCS / FORMS / f"{name}-{pages + 1}.png").exists()
