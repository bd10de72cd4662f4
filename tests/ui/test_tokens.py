"""Figures of design/ux.md: contrast of every pair, sizes of text in millimetres."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES, Words
from kiosk.session.settings import Scheme, TextSize
from tests.support.pictures import SCREENS, FakeClock
from ui import tokens
from ui.colours import COLOURS, contrast
from ui.theme import FACES, FALLBACK, FAMILY, Theme
from ui.widgets.look import coats


@pytest.mark.parametrize("scheme", Scheme)
def test_text_contrast(scheme: Scheme) -> None:
    least = 7.0 if scheme is Scheme.LIGHT else 20.0
    for pair in COLOURS[scheme].texts():
        assert contrast(*pair) >= least, pair


def test_body_text_stands_out_more() -> None:
    colours = COLOURS[Scheme.LIGHT]
    assert contrast(colours.text, colours.paper) >= 10.0


@pytest.mark.parametrize("scheme", Scheme)
def test_shape_contrast(scheme: Scheme) -> None:
    for pair in COLOURS[scheme].shapes():
        assert contrast(*pair) >= 4.5, pair


@pytest.mark.parametrize("scheme", Scheme)
def test_every_coat_of_a_button_is_a_listed_pair(scheme: Scheme) -> None:
    known = coats(COLOURS[scheme])
    for coat in (*known.looks.values(), known.chosen, known.down):
        assert (coat.text, coat.ground) in COLOURS[scheme].texts()
    assert contrast(known.off.text, known.off.ground) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
def test_a_pressed_button_looks_pressed(scheme: Scheme) -> None:
    known = coats(COLOURS[scheme])
    for coat in known.looks.values():
        assert (coat.ground, coat.edge) != (known.down.ground, known.down.edge)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_own_fonts_are_loaded(dressed: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert FALLBACK in QFontDatabase.families()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    ("size", "least_mm"),
    [(TextSize.STANDARD, 6.1), (TextSize.LARGE, 7.1), (TextSize.LARGER, 8.5), (TextSize.LARGEST, 10.0)],
)
def test_capital_height(dressed: QApplication, screen: str, size: TextSize, least_mm: float, language: str) -> None:
    display, _ = SCREENS[screen]
    font = Theme(display, FakeClock(), Words(language), size).body()
    assert font.families()[0] == (FACES[language][0] if language in FACES else FAMILY)
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
