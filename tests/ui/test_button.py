"""The one button: acts on release inside, once in 300 ms, never by a key held down."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES, Words
from kiosk.session.settings import TextSize
from tests.support.pictures import FakeClock
from ui import tokens
from ui.colours import LIGHT
from ui.theme import Theme
from ui.widgets.button import DEBOUNCE_S, TURNED_S, BigButton
from ui.widgets.look import Coat, Look, paint_focus, ring_px

LEFT = Qt.MouseButton.LeftButton
SAID = ("screen.sign.pen", "screen.action.by-hand", "screen.action.staff", "screen.rail.staff")
"""Words of two and more lines on a third of a page; in Vietnamese with marks above and below the letters."""


@pytest.fixture
def clock() -> FakeClock:
    clock = FakeClock()
    clock.held = True
    return clock


@pytest.fixture
def make(dressed: QApplication, clock: FakeClock) -> Callable[..., BigButton]:
    made: list[BigButton] = []

    def button(text: str = "つぎへ", look: Look = Look.PRIMARY) -> BigButton:
        one = BigButton(Theme(tokens.PANEL_15, clock, Words()), text, look)
        made.append(one)
        one.resize(300, 150)
        one.show()
        clock.at += 1.0
        return one

    return button


def heard(button: BigButton) -> list[bool]:
    times: list[bool] = []
    button.activated.connect(lambda: times.append(True))
    return times


def test_acts_on_release_inside(make: Callable[..., BigButton]) -> None:
    button = make()
    times = heard(button)
    QTest.mousePress(button, LEFT, pos=QPoint(50, 50))
    assert not times
    QTest.mouseRelease(button, LEFT, pos=QPoint(60, 60))
    assert len(times) == 1


def test_a_release_outside_is_a_change_of_mind(make: Callable[..., BigButton]) -> None:
    button = make()
    times = heard(button)
    QTest.mousePress(button, LEFT, pos=QPoint(50, 50))
    QTest.mouseRelease(button, LEFT, pos=QPoint(900, 900))
    assert not times


def test_a_second_tap_within_300_ms_is_one_tap(make: Callable[..., BigButton], clock: FakeClock) -> None:
    button = make()
    times = heard(button)
    QTest.mouseClick(button, LEFT)
    clock.at += DEBOUNCE_S - 0.01
    QTest.mouseClick(button, LEFT)
    assert len(times) == 1
    clock.at += 0.02
    QTest.mouseClick(button, LEFT)
    assert len(times) == 2


def test_showing_it_does_not_shorten_how_long_it_is_quiet(make: Callable[..., BigButton], clock: FakeClock) -> None:
    button = make()
    times = heard(button)
    button.hide()
    button.hush(TURNED_S)
    button.show()
    for passed, acts in ((TURNED_S - 0.01, 0), (0.02, 1)):
        clock.at += passed
        QTest.mouseClick(button, LEFT)
        assert len(times) == acts, passed


def test_a_page_just_shown_does_not_take_the_end_of_a_double_tap(
    make: Callable[..., BigButton], clock: FakeClock
) -> None:
    button = make()
    times = heard(button)
    button.hide()
    button.show()
    QTest.mouseClick(button, LEFT)
    assert not times
    clock.at += DEBOUNCE_S
    QTest.mouseClick(button, LEFT)
    assert len(times) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_act_once_however_long_they_are_held(
    make: Callable[..., BigButton], clock: FakeClock, key: Qt.Key
) -> None:
    button = make()
    times = heard(button)
    QTest.keyClick(button, key)
    assert len(times) == 1
    clock.at += 1.0
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(button, held)
    assert len(times) == 1


def test_a_mark_changes_only_when_the_page_says_so(make: Callable[..., BigButton]) -> None:
    button = make("本人", Look.CHOICE)
    button.setCheckable(True)
    QTest.mouseClick(button, LEFT)
    assert not button.isChecked()


def test_the_pressed_look_can_be_kept_secret(make: Callable[..., BigButton]) -> None:
    button = make("1", Look.KEY)
    button.setDown(True)
    shown = button.coat()
    button.shows_press = False
    assert button.coat() != shown


def test_long_words_wrap_and_make_the_button_higher(make: Callable[..., BigButton]) -> None:
    button = make("介護保険　要介護・要支援認定申請書（新規）", Look.CHOICE)
    assert button.heightForWidth(300) > button.heightForWidth(2000)


def test_the_focus_ring_is_black_and_yellow(make: Callable[..., BigButton]) -> None:
    button = make()
    button.activateWindow()
    button.setFocus()
    QApplication.processEvents()
    button.hasFocus = lambda: True  # type: ignore[method-assign]  # offscreen, no window is active
    image = button.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(1, middle).name() == LIGHT.ring
    assert image.pixelColor(tokens.FOCUS_PX + 2, middle).name() == LIGHT.focus


def test_the_focus_ring_is_no_wider_than_a_millimetre_where_pixels_are_large(dressed: QApplication) -> None:
    """On a desk's monitor in the clerk's scale 8 px lay over the words."""
    for density, width in ((2.1, 2), (3.8, 4), (8.8, 4)):
        image = QImage(200, 100, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.paper))
        painter = QPainter(image)
        paint_focus(painter, QRectF(image.rect()), Theme(tokens.Screen(density), FakeClock(), Words()))
        painter.end()
        edge = [image.pixelColor(x, 50).name() for x in range(12)]
        assert (edge.count(LIGHT.ring), edge.count(LIGHT.focus)) == (width, width)


def test_a_short_footer_word_is_made_smaller_rather_than_broken(make: Callable[..., BigButton]) -> None:
    button = make("もどる", Look.PLAIN)
    button.modest = True
    button.theme.size = TextSize.LARGEST
    small = button.theme.small(bold=True)
    assert button._font(3 * small.pixelSize()).pixelSize() == small.pixelSize()
    assert button._font(3 * small.pixelSize() - 8).pixelSize() < small.pixelSize()


def ends_of_ink(button: BigButton) -> tuple[int, int]:
    """Return how far the words stay from the upper and the lower edge, px."""
    button.coat = lambda: Coat("#ffffff", "#ff0000", "#ffffff")  # type: ignore[method-assign]
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels, step = bytes(image.constBits()), image.bytesPerLine()
    rows = [y for y in range(image.height()) if min(pixels[y * step : y * step + image.width()]) < 200]
    return rows[0], image.height() - 1 - rows[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [Look.PLAIN, Look.CARD, Look.CHOICE])
def test_no_words_reach_the_focus_ring(dressed: QApplication, language: str, look: Look) -> None:
    for size, key in product((TextSize.STANDARD, TextSize.LARGEST), SAID):
        theme = Theme(tokens.TABLET_10, FakeClock(), Words(language), size, reads=language == "ja-easy")
        words = theme.words.text(key)
        detail, icon = (words, "staff") if look is Look.CARD else ("", "")
        button = BigButton(theme, words, look, detail=detail, icon=icon)
        button.modest = look is Look.PLAIN
        width = theme.px(58.0)
        button.resize(width, button.heightForWidth(width))
        assert min(ends_of_ink(button)) > 2 * ring_px(theme), (size, words)


def test_words_stand_in_the_middle_where_they_reach_no_ring(make: Callable[..., BigButton]) -> None:
    """Letters with tails and none above: their foot stands where that of all other words stands."""
    button = make("gaçy", Look.PLAIN)
    button.resize(300, 400)
    width = button._words_width(300)
    assert button._top(width, button._words_height(width)) == (400 - button._words_height(width)) // 2
