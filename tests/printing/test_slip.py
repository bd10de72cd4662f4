"""The slip's paper: what is drawn stays where a printer prints, and its codes are read from bad pictures of it."""

from __future__ import annotations

import io
import random

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from printing.slip import SlipItem, SlipPaper, SlipText, draw_slip

WORDS = SlipText(
    town="上砂川町",
    title="整理票",
    made_on="令和8年11月24日",
    number_label="受付番号",
    number="261124-ABC234",
    items=(SlipItem("次に行くところ", ("役場の住民課窓口", "電話：0125-62-2222"), strong=True),),
    qr_note="この四角い模様は、役場だけが開けます。",
    page_note="整理票のつづき",
)
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def payload(length: int, number: int = 0) -> str:
    letters = random.Random(length + number)  # noqa: S311  # the same picture in each run
    return "MADOBE1:11:AAAA:" + "".join(letters.choice(CHARACTERS) for _ in range(length - 16))


def pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def read(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture) if code.valid]


# Characters in each of two symbols: versions 7, 16, 17, 18, 19, 20 and 22.
@pytest.mark.parametrize("length", [125, 470, 531, 574, 644, 702, 823])
@pytest.mark.parametrize("paper", SlipPaper)
def test_no_module_lies_where_the_printer_does_not_print(paper: SlipPaper, length: int) -> None:
    texts = (payload(length), payload(length, 1))
    drawn = draw_slip(WORDS, texts, paper)
    found = []
    for picture in pictures(drawn.pdf, 254):  # ten pixels a millimetre
        ink = picture.point(lambda value: 255 - value).getbbox()
        assert ink is not None
        assert min(ink[0], ink[1], picture.width - ink[2], picture.height - ink[3]) >= 39
        found += read(picture)
    assert sorted(found) == sorted(texts)


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("length", [250, 470, 823])
@pytest.mark.parametrize("count", [8, pytest.param(25, marks=pytest.mark.long)])
def test_bad_pictures_are_read(dpi: int, length: int, count: int) -> None:
    """Turned by any angle, scribbled on, with dust, out of focus (security.md, QR slip, asks for 99 of 100).

    The stroke leaves the three corner squares alone: through one of them it makes any QR code unreadable.
    """
    text = payload(length)
    (page,) = pictures(draw_slip(WORDS, (text,), SlipPaper.A6).pdf, dpi)
    chance = random.Random(7)  # noqa: S311  # the same pictures in each run
    unread = [number for number in range(count) if read(spoil(page, dpi, chance)) != [text]]
    assert not unread


def spoil(page: Image.Image, dpi: int, chance: random.Random) -> Image.Image:
    picture = page.copy()
    pen = ImageDraw.Draw(picture)
    (code,) = zxingcpp.read_barcodes(page)
    corner, side = code.position.top_left, code.position.top_right.x - code.position.top_left.x
    ends = [(corner.x + side * share, corner.y + side * chance.uniform(0.35, 0.65)) for share in (0.05, 0.95)]
    pen.line(ends, fill=30, width=dpi // 40)  # a ball pen: 0.6 mm
    for _ in range(picture.width * picture.height // 200):
        pen.point((chance.randrange(picture.width), chance.randrange(picture.height)), fill=chance.choice((0, 255)))
    turned = picture.rotate(chance.uniform(0, 360), Image.Resampling.BILINEAR, expand=True, fillcolor=235)
    return turned.filter(ImageFilter.GaussianBlur(dpi / 400))


def test_without_a_key_there_is_no_code() -> None:
    drawn = draw_slip(WORDS, (), SlipPaper.A6)
    assert drawn.pages == 1
    assert read(pictures(drawn.pdf, 200)[0]) == []


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw_slip(WORDS, (payload(300),), SlipPaper.A5) == draw_slip(WORDS, (payload(300),), SlipPaper.A5)
