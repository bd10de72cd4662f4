"""Figures of design/ux.md: contrast of every pair, sizes of text in millimetres."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from kiosk.i18n import Words
from kiosk.session.settings import TextSize
from tests.support.pictures import SCREENS, FakeClock
from ui import tokens
from ui.theme import FALLBACK, FAMILY, Theme
from ui.widgets.button import _CHOSEN, _COATS, _DOWN, _OFF


@pytest.mark.parametrize("pair", tokens.TEXT_PAIRS)
def test_text_contrast(pair: tuple[str, str]) -> None:
    assert tokens.contrast(*pair) >= 7.0


@pytest.mark.parametrize("pair", tokens.SHAPE_PAIRS)
def test_shape_contrast(pair: tuple[str, str]) -> None:
    assert tokens.contrast(*pair) >= 4.5


@pytest.mark.parametrize("coat", [*_COATS.values(), _CHOSEN, _DOWN])
def test_every_coat_of_a_button_is_a_listed_pair(coat: object) -> None:
    assert (coat.text, coat.ground) in tokens.TEXT_PAIRS  # type: ignore[attr-defined]


def test_words_on_a_button_that_is_off_can_still_be_read() -> None:
    assert tokens.contrast(_OFF.text, _OFF.ground) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_own_fonts_are_loaded(dressed: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert FALLBACK in QFontDatabase.families()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    ("size", "least_mm"), [(TextSize.STANDARD, 6.1), (TextSize.LARGE, 7.1), (TextSize.LARGEST, 8.5)]
)
def test_capital_height(dressed: QApplication, screen: str, size: TextSize, least_mm: float) -> None:
    display, _ = SCREENS[screen]
    font = Theme(display, FakeClock(), Words(), size).body()
    assert font.families()[0] == FAMILY
    # ux.md asks for the height of capitals; a kanji is higher.
    assert QFontMetricsF(font).capHeight() / display.px_per_mm >= least_mm


@pytest.mark.parametrize("points", [*tokens.BODY_PT.values(), *tokens.SMALL_PT.values(), tokens.FRAME_PT])
def test_nothing_is_smaller_than_20_points(points: float) -> None:
    assert points >= 20


def test_a_millimetre_is_never_rounded_down() -> None:
    screen = tokens.Screen(8.82)
    assert screen.px(20) / screen.px_per_mm >= 20


def test_the_figures_of_the_notes() -> None:
    assert tokens.TARGET >= 20.0
    assert tokens.GAP >= 3.2
    assert tokens.LINE_CHARACTERS <= 25
    assert tokens.FOCUS_PX >= 4
    assert 1.5 <= tokens.LINE_HEIGHT <= 1.6
