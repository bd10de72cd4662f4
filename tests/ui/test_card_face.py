"""The drawing of the card: the frame stands around what is to be typed, and cuts no word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.support.pages import all_pages
from tests.support.pictures import settle
from tests.ui.test_secret import touch
from ui.colours import LIGHT
from ui.shell import Shell
from ui.widgets.card_face import LEAST_MM, CardFace, Part, value_in

MakeShell = Callable[..., Shell]
FRAME = QColor(LIGHT.error).rgb()
INK = QColor(LIGHT.text).red() + 60
"""Letters hold less red than this, the frame and all grounds more."""


@pytest.mark.parametrize(
    ("part", "words", "value"),
    [
        (Part.BIRTH, "昭和○年○月○日生", "昭和○年○月○日"),
        (Part.BIRTH, "19○○年○月○日生", "19○○年○月○日"),
        (Part.EXPIRY, "20○○年○月○日まで有効", "20○○"),
        (Part.CODE, "セキュリティコード ○○○○", "○○○○"),
    ],
)
def test_what_is_to_be_typed_is_found_in_what_is_printed(part: Part, words: str, value: str) -> None:
    before, found, after = value_in(part, words)
    assert found == value
    assert before + found + after == words


def face_of(shell: Shell) -> CardFace:
    found = shell.findChild(CardFace)
    assert found is not None
    return found


def drawn(face: CardFace) -> QImage:
    image = face.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert image.width() == face.width()
    return image


def dark(image: QImage, left: float, right: float, area: QRectF) -> list[int]:
    """Return the columns from ``left`` to ``right`` where the height of ``area`` holds the ink of a letter."""
    rows = range(int(area.top()) + 8, int(area.bottom()) - 8)
    columns = range(max(0, int(left)), min(image.width(), int(right)))
    return [x for x in columns if any(image.pixelColor(x, y).red() < INK for y in rows)]


@pytest.mark.parametrize("width_mm", [LEAST_MM, 62.0])
@pytest.mark.parametrize("western", [False, True])
@pytest.mark.parametrize("part", Part)
def test_the_frame_cuts_no_word(shell_of: MakeShell, part: Part, western: bool, width_mm: float) -> None:
    """Ink stands inside the frame, and none for a hair's breadth on either side of its line."""
    theme = shell_of(all_pages()["secret-code-b"]).theme
    face = CardFace(theme, width_mm)
    face.resize(face.sizeHint())
    face.show_part(part, western=western)
    image = drawn(face)
    area = face.lit_area(part).translated(1, 1)
    line = theme.screen.px_per_mm * 0.35 * 2.2 / 2 + 1
    red = [x for x in range(image.width()) if image.pixelColor(x, int(area.center().y())).rgb() == FRAME]
    assert red, "no frame"
    assert min(red) == pytest.approx(area.left() - line + 1, abs=2)
    assert dark(image, area.left() + line, area.right() - line, area), "nothing is in the frame"
    assert not dark(image, area.left() - line - 1, area.left() + line, area)
    assert not dark(image, area.right() - line, area.right() + line + 1, area)
    assert area.right() + line < face.width()


@pytest.mark.parametrize(("era", "year"), [("昭和", "昭和○年"), ("西暦", "19○○年")])
def test_the_picture_shows_the_year_that_is_typed(shell_of: MakeShell, era: str, year: str) -> None:
    """Cards of foreign residents print the western year: no digits of one are asked for beside 昭和."""
    shell = shell_of(all_pages()["secret-code-b"])
    touch(shell, era)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert face_of(shell).printed("birth_print").startswith(year)
