"""A picture of a text in a field's box: inside it, in proportion, black, its readable rest found by readers."""

from __future__ import annotations

import tomllib

import pytest
from PIL import Image, ImageChops, ImageDraw

from printing.content import Blank, Content, Picture
from printing.form import DrawnForm, PrintProblem, draw_form
from printing.layout import Layout, parse
from tests.printing.test_form import CONTENTS, FIELDS, LETTER, SHEET
from tests.support.pdf import poppler_text, raster, text_in

DPI = 150
MM = DPI / 25.4


def picture(width: int = 200, height: int = 40, *, margin: int = 0, text: str = "窓辺　\U0002ebf0子") -> Picture:
    """A frame with a cross: any cut or squeezed side would show."""
    image = Image.new("1", (width + 2 * margin, height + 2 * margin), 1)
    draw = ImageDraw.Draw(image)
    draw.rectangle((margin, margin, margin + width - 1, margin + height - 1), outline=0, width=3)
    draw.line((margin, margin, margin + width, margin + height), fill=0, width=2)
    return Picture(image.width, image.height, image.tobytes(), text)


def _layout() -> Layout:
    return parse(tomllib.loads(SHEET)["sheet"], fields={f: f for f in FIELDS}, repeats={"child": "children"})


def drawn(**contents: Content) -> DrawnForm:
    return draw_form(_layout(), CONTENTS | contents, LETTER, approved=True)


def ink(field: str, content: Content, **others: Content) -> tuple[float, float, float, float]:
    """What `content` alone adds to the page: left, top, right, bottom in mm from the top left of the field's box."""
    form, empty = drawn(**others, **{field: content}), drawn(**others, **{field: Blank()})
    place = next(one for one in form.placed if one.field == field)
    added = ImageChops.difference(raster(form.pdf, place.page, DPI), raster(empty.pdf, place.page, DPI))
    box = added.point([0] * 41 + [255] * 215).getbbox()
    assert box is not None
    left, top, right, bottom = (side / MM for side in box)
    assert left >= place.x
    assert top >= place.y
    assert right <= place.x + place.w
    assert bottom <= place.y + place.h
    return left - place.x, top - place.y, right - place.x, bottom - place.y


@pytest.mark.parametrize(("width", "height"), [(200, 40), (1600, 40), (60, 90)])
@pytest.mark.parametrize("margin", [0, 30])
def test_as_large_as_the_box_allows_and_in_proportion(width: int, height: int, margin: int) -> None:
    content = picture(width, height, margin=margin)
    assert drawn(name=content).problems == ()
    left, top, right, bottom = ink("name", content)
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.08)
    assert bottom - top == pytest.approx(min(6.0, 133.4 * height / width), abs=0.3) or right - left > 120


def test_printed_words_beside_it_keep_their_room() -> None:
    left, _, right, _ = ink("copies", picture(600, 120))
    assert left == pytest.approx(1.6, abs=0.3)
    assert right < 54  # of 60 mm with its label, 通 stands at the right


def test_too_small_to_be_read_is_left_to_the_pen() -> None:
    form = drawn(name=picture(4000, 40))
    assert form.problems == (PrintProblem("FORM-01", "name"),)


def test_readers_find_what_can_be_written_and_nothing_is_painted_for_it() -> None:
    form = drawn(name=picture())
    place = next(one for one in form.placed if one.field == "name")
    assert text_in(form.pdf, place) == "窓辺　〓子"
    assert "窓辺 〓子" in poppler_text(form.pdf).replace("　", " ")
    assert ink("name", picture(text="")) == ink("name", picture())
    # What is written after it is painted as before.
    assert ink("address", CONTENTS["address"], name=picture()) == ink("address", CONTENTS["address"])


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert drawn(name=picture()).pdf == drawn(name=picture()).pdf


def test_a_picture_says_something_on_a_form() -> None:
    assert "署名をして" in poppler_text(draw_form(_layout(), {"name": picture()}, LETTER, approved=True).pdf)
