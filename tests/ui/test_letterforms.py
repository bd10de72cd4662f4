"""Letters from their pictures are the letters Qt paints: the same strokes, to the half pixel, in every script."""

from __future__ import annotations

import pytest
from PIL import ImageChops
from PIL.Image import Image, frombuffer
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from ui import letterforms
from ui.theme import CHINESE_FONTS, FACES, FALLBACK, FAMILY, KOREAN_FONTS, load_fonts

WORDS = {
    "ja": "𠮷﨑の申請書、𠮷𠮷（1948年）𠮷",  # 𠮷 comes from the second face and has strokes that overlap
    "vi": "Ngôi nhà thứ ỹ, Ặ",
    "zh-Hans": "请选择语言",
    "ko": "신청서를 씁니다",
}
WIDE, HIGH = 1400, 400


@pytest.fixture(scope="module", autouse=True)
def faces(dressed: QApplication) -> None:
    load_fonts(CHINESE_FONTS)
    load_fonts(KOREAN_FONTS)


def laid(language: str, pixels: int, weight: QFont.Weight) -> QTextLayout:
    font = QFont([FACES[language][0], FAMILY] if language in FACES else [FAMILY, FALLBACK])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    layout = QTextLayout(WORDS[language], font)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(8 * pixels)
        line.setPosition(QPointF(0, top))
        top += pixels * 1.25
    layout.endLayout()
    return layout


def painted(layout: QTextLayout, colour: str, ratio: float, *, by_qt: bool, at: tuple[float, float] = (8, 8)) -> Image:
    image = QImage(int(WIDE * ratio), int(HIGH * ratio), QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor(colour))
    if by_qt:
        layout.draw(painter, QPointF(*at))
    else:
        letterforms.draw(layout, painter, QPointF(*at))
    painter.end()
    return frombuffer(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )


def pixels_over(image: Image, value: int) -> int:
    """Count the pixels of which a colour is over ``value``."""
    red, green, blue = image.split()
    return sum(ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()[value + 1 :])


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("pixels", [65, 90, 140])
@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
@pytest.mark.parametrize("language", WORDS)
def test_letters_are_those_that_qt_paints(language: str, weight: QFont.Weight, pixels: int, ratio: float) -> None:
    layout = laid(language, pixels, weight)
    ours, qts = (painted(layout, "#001fb8", ratio, by_qt=by_qt) for by_qt in (False, True))
    ink = pixels_over(ImageChops.invert(qts), 128)
    assert ink > 2000
    # A letter that Qt sets between two pixels stands on one of them here: its edges differ, its strokes do not.
    assert pixels_over(ImageChops.difference(ours, qts), 170) <= ink * 0.01


@pytest.mark.parametrize("colour", ["#000000", "#c8000a", "#ffff00"])
def test_a_letter_has_the_colour_of_the_pen(colour: str) -> None:
    layout, pen = laid("ja", 90, QFont.Weight.Bold), QColor(colour)
    found = painted(layout, colour, 1.0, by_qt=False).getcolors(1 << 16)
    assert found is not None
    assert max(one for one in found if one[1] != (255, 255, 255))[1] == (pen.red(), pen.green(), pen.blue())


def test_small_letters_are_left_to_qt() -> None:
    layout = laid("ja", letterforms.QT_KEEPS_PX, QFont.Weight.Bold)
    ours, qts = (painted(layout, "#000", 1.0, by_qt=by_qt, at=(8.5, 8.25)) for by_qt in (False, True))
    assert ours.tobytes() == qts.tobytes()
