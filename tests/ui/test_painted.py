"""The colours really painted: text and shapes on the ground beneath them, also as colour-blind people see them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from forms.japanese.phrases import WORD_JOINER
from kiosk.i18n import Words
from kiosk.session.settings import Scheme, TextSize
from tests.support.pictures import SCREENS, FakeClock
from tests.support.sights import Sight, sample, whole
from tests.ui.test_every_page import seen
from ui.colours import contrast
from ui.shell import Shell
from ui.theme import Theme, palette_of
from ui.typeset import Lines
from ui.widgets.button import BigButton
from ui.widgets.figures import Boxes, Shape
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice

MakeShell = Callable[..., Shell]
Pixel = tuple[int, int, int]

BODY = {Voice.HEADING.value, Voice.BODY.value, Voice.STRONG.value}
LEAST_TEXT, LEAST_BODY, LEAST_HIGH, LEAST_SHAPE = 7.0, 10.0, 20.0, 4.5
MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Severity 1.0, on linear RGB: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009."""


@cache
def simulated(pixel: Pixel, sight: str) -> Pixel:
    """Return the colour as somebody with this sight sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (one / 255 for one in pixel)]
    changed = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in MACHADO[sight]]
    red, green, blue = (round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in changed)
    return red, green, blue


@cache  # the edges of all letters pass through the same few colours
def ratio(one: Pixel, other: Pixel) -> float:
    return contrast(*(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in (one, other)))


def image(pixmap: QPixmap) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "BMP")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB")


def colours(picture: Image.Image, rect: QRect) -> Counter[Pixel]:
    box = (rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)
    found = picture.crop(box).getcolors(1 << 14) or []
    return Counter({pixel: count for count, pixel in found})  # type: ignore[misc]  # an RGB picture has triples


def ink(found: Counter[Pixel]) -> tuple[Pixel, Pixel]:
    """Return the colour of most pixels and, of those that are no mere edge of a letter, the one farthest from it."""
    ground = found.most_common(1)[0][0]
    enough = [pixel for pixel, count in found.items() if count >= 6]
    return ground, max(enough, key=lambda pixel: ratio(pixel, ground))


def painted(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> tuple[Image.Image, list[tuple[QWidget, QRect]]]:
    """Return the picture of the window and where on it each text in sight stands, with its label or button."""
    places: list[tuple[QRect, str]] = []
    draw = Lines.draw

    def noted(
        self: Lines,
        painter: QPainter,
        left: float,
        top: float,
        *,
        centred: bool = False,
        seen: QRect | None = None,
    ) -> None:
        at = painter.deviceTransform().map(QPointF(left, top)).toPoint()
        across = (self.width - self.size.width()) // 2 if centred else 0
        places.append(
            (QRect(at + QPoint(across, 0), self.size), _run("".join(one.text() for one, _ in self._paragraphs)))
        )
        draw(self, painter, left, top, centred=centred, seen=seen)

    with monkeypatch.context() as patch:
        patch.setattr(Lines, "draw", noted)
        pixmap = shell.grab()
    found: list[tuple[QWidget, QRect]] = []
    for rect, text in places:
        owner = shell.childAt(rect.center())
        # What is scrolled out of sight by half may have its middle behind the footer.
        if isinstance(owner, Sentence | BigButton) and owner.isEnabled() and text in _run(_said(owner)):
            inside = rect & seen(shell, owner)
            if inside.height() > rect.height() // 2 and inside.width() > 8:
                found.append((owner, inside))
    return image(pixmap), found


def _said(owner: Sentence | BigButton) -> str:
    return owner.words + (owner.detail if isinstance(owner, BigButton) else "")


def _run(words: str) -> str:
    """Return the words without what only says where a line may end."""
    return "".join(words.replace(WORD_JOINER, "").split())


def least(owner: QWidget, scheme: Scheme) -> float:
    if scheme is not Scheme.LIGHT:
        return LEAST_HIGH
    return LEAST_BODY if isinstance(owner, Sentence) and owner.objectName() in BODY else LEAST_TEXT


def texts(sight: Sight, picture: Image.Image, places: list[tuple[QWidget, QRect]]) -> Iterator[str]:
    for owner, rect in places:
        ground, letters = ink(colours(picture, rect))
        asked, found = least(owner, sight.settings.scheme), ratio(ground, letters)
        words = getattr(owner, "words", "")
        if found < asked:
            yield f"{words!r}: {letters} on {ground} is {found:.1f}, least {asked}"
        for kind in MACHADO:
            other = ratio(simulated(ground, kind), simulated(letters, kind))
            if other < LEAST_SHAPE:
                yield f"{words!r}: {letters} on {ground} is {other:.1f} to {kind}"


def outlines(shell: Shell, picture: Image.Image) -> Iterator[str]:
    """Where a button ends can be seen: its outline, or all of it, stands out against what is beside it."""
    thick = shell.theme.px(1.2)
    for button in shell.findChildren(BigButton):
        rect = QRect(button.mapTo(shell, QPoint(0, 0)), button.size())
        if not button.isVisible() or not button.isEnabled() or seen(shell, button) != rect:
            continue
        middle = rect.center().y()
        (outside,) = colours(picture, QRect(max(0, rect.left() - 3), middle, 1, 1))
        edge = colours(picture, QRect(rect.left(), middle, thick, 1))
        if max(ratio(outside, pixel) for pixel in edge) < LEAST_SHAPE:
            yield f"outline of {button.words!r}: {set(edge)} beside {outside}"


def look(shell_of: MakeShell, monkeypatch: pytest.MonkeyPatch, sights: Iterator[Sight]) -> tuple[list[str], int]:
    """Return what does not stand out, and how many texts were looked at."""
    wrong: list[str] = []
    count = 0
    for sight in sights:
        shell = shell_of(sight.state, sight.screen)
        picture, places = painted(shell, monkeypatch)
        wrong += [f"{sight}: {one}" for one in (*texts(sight, picture, places), *outlines(shell, picture))]
        count += len(places)
        shell.hide()
    return wrong, count


def test_what_is_painted_stands_out(shell_of: MakeShell, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, count = look(shell_of, monkeypatch, sample())
    assert not wrong, "\n".join(wrong)
    assert count > 600


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_whatever_is_painted_stands_out(
    shell_of: MakeShell, monkeypatch: pytest.MonkeyPatch, screen: str, size: TextSize
) -> None:
    wrong, _ = look(shell_of, monkeypatch, whole(screen, size))
    assert not wrong, "\n".join(wrong)


def shapes(widget: QWidget) -> Image.Image:
    """Return the widget in black and white: what is left when no colour can be told from another."""
    widget.resize(900, 200)
    grey = image(widget.grab()).convert("L")
    ground = grey.getpixel((899, 199))
    assert isinstance(ground, int)
    return grey.point(lambda value: 255 * (abs(value - ground) > 127))


def differing(one: Image.Image, other: Image.Image) -> int:
    return sum(a != b for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


@pytest.mark.parametrize("scheme", Scheme)
def test_digits_in_their_boxes_stand_out(dressed: QApplication, scheme: Scheme) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(), scheme=scheme)
    page = QWidget()
    page.setPalette(palette_of(theme.colours))
    boxes = Boxes(theme, page)
    boxes.show_text("88", Shape((2,), ("年",)), "")
    boxes.resize(boxes.sizeHint())
    picture = image(boxes.grab())
    side = boxes.sizeHint().height()
    least = LEAST_BODY if scheme is Scheme.LIGHT else LEAST_HIGH
    middle = QRect(side // 6, side // 5, side // 2, side // 2)
    mark = QRect(boxes.width() - side, 0, side, side)
    for rect in (middle, mark):
        ground, letters = ink(colours(picture, rect & boxes.rect()))
        assert ratio(ground, letters) >= least


@pytest.mark.parametrize("scheme", Scheme)
def test_a_choice_is_told_by_more_than_colour(dressed: QApplication, scheme: Scheme) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(), scheme=scheme)
    button = BigButton(theme, "住民票", Look.CHOICE, icon="square")
    button.setCheckable(True)
    before = shapes(button)
    button.setChecked(True)
    # The mark alone is larger than a square of 4 mm.
    assert differing(before, shapes(button)) > theme.px(4) ** 2


@pytest.mark.parametrize("scheme", Scheme)
def test_an_error_is_told_by_more_than_colour(dressed: QApplication, scheme: Scheme) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(), scheme=scheme)
    words = "電話番号の数字がたりません"
    page = QWidget()
    page.setPalette(palette_of(theme.colours))
    usual, error = (shapes(Sentence(theme, words, voice, parent=page)) for voice in (Voice.BODY, Voice.ERROR))
    # Bold against regular.
    assert differing(usual, error) > theme.px(2) ** 2


@pytest.mark.parametrize("name", ["present", "reading", "take"])
def test_an_arrow_on_the_ground_has_the_colour_of_its_scheme(name: str) -> None:
    """Dark on white, it would be dark on black; all else of a drawing has an edge or a face that stands out."""
    drawn = (files("assets") / "icons" / f"{name}.svg").read_text("utf-8")
    assert re.findall(r'fill="none" stroke="([^"]+)"', drawn) == ["currentColor"]
