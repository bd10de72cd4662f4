"""The page on which staff hold a card to the glass: what it draws, what buttons and keys change, what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import STAFF_LANGUAGES
from kiosk.screens import CARD_MM
from tests.support.pictures import FakeClock, settle
from ui.calibration import COARSE, FINE, Calibration
from ui.tokens import Screen
from ui.widgets.sentence import Sentence

TRUE = 8.82
SCREENS = {
    "tablet": (QSize(1920, 1200), TRUE),
    "upright": (QSize(1200, 1920), TRUE),
    "panel": (QSize(1366, 768), 3.97),
    "fine": (QSize(3840, 2160), 11.1),
    "scaled": (QSize(960, 600), 4.41),
}
Make = Callable[..., Calibration]


@pytest.fixture
def page_of(dressed: QApplication) -> Iterator[Make]:
    made: list[Calibration] = []

    def make(screen: str = "tablet", language: str = "ja", said: float | None = None) -> Calibration:
        size, true = SCREENS[screen]
        page = Calibration(size, Screen(said or true), FakeClock(), language)
        made.append(page)
        page.show()
        settle(dressed)
        return page

    yield make
    for page in made:
        page.hide()
        page.deleteLater()
    settle(dressed)


def dark(image: QImage, at: QPoint) -> bool:
    return QColor(image.pixel(at)).lightness() < 90


def drawn(page: Calibration) -> QRect:
    """Where the outline of the card is seen in a picture of the glass."""
    image = page.glass.grab().toImage()
    middle, below = 30, image.height() - 1
    across = [x for x in range(image.width()) if dark(image, QPoint(x, middle))]
    # Under the words, so that only the line is met.
    down = [y for y in range(below) if dark(image, QPoint(60, y))]
    return QRect(QPoint(across[0], down[0]), QPoint(across[-1], down[-1]))


@pytest.mark.parametrize("screen", ["tablet", "upright", "panel"])
def test_a_card_fits_what_is_drawn(page_of: Make, screen: str) -> None:
    page, (_, true) = page_of(screen), SCREENS[screen]
    seen = drawn(page)
    assert seen.width() == pytest.approx(CARD_MM[0] * true, abs=1.5)
    assert seen.height() == pytest.approx(CARD_MM[1] * true, abs=1.5)


@pytest.mark.parametrize(
    ("name", "key", "across", "down"),
    [
        ("larger", Qt.Key.Key_Plus, COARSE, COARSE),
        ("smaller", Qt.Key.Key_Minus, 1 / COARSE, 1 / COARSE),
        ("wider", Qt.Key.Key_Right, FINE, 1),
        ("narrower", Qt.Key.Key_Left, 1 / FINE, 1),
        ("taller", Qt.Key.Key_Up, 1, FINE),
        ("lower", Qt.Key.Key_Down, 1, 1 / FINE),
    ],
)
def test_a_press_and_a_key_change_the_card(page_of: Make, name: str, key: Qt.Key, across: float, down: float) -> None:
    page = page_of()
    QTest.mouseClick(page.steps[name], Qt.MouseButton.LeftButton)
    assert page.density == pytest.approx((TRUE * across, TRUE * down))
    QTest.keyClick(page.focusWidget() or page, key)
    assert page.density == pytest.approx((TRUE * across**2, TRUE * down**2))


def test_a_wrong_guess_is_brought_to_the_truth_within_a_minute(page_of: Make) -> None:
    """A driver that knows nothing: 96 pixels an inch, less than half. Quarter millimetres at the end."""
    page, presses = page_of(said=96 / 25.4), 0
    while page.density[0] * COARSE <= TRUE:
        page.steps["larger"].click()
        presses += 1
    for name, side in (("wider", 0), ("taller", 1)):
        while page.density[side] * FINE <= TRUE:
            page.steps[name].click()
            presses += 1
    assert page.density == pytest.approx((TRUE, TRUE), rel=FINE - 1)
    assert presses <= 50


def test_the_card_never_leaves_the_glass(page_of: Make) -> None:
    page = page_of()
    for _ in range(60):
        page.change(COARSE, COARSE)
    room = page.glass.room()
    assert tuple(page.glass.outline) == (room.width(), room.height())
    for _ in range(200):
        page.change(1 / COARSE, 1 / COARSE)
    assert page.glass.outline.width == pytest.approx(room.width() / 10)


def test_a_shape_that_is_no_card_is_refused(page_of: Make) -> None:
    page, results = page_of(), list[object]()
    page.done.connect(results.append)
    page.change(1.06, 1)
    page.onward.click()
    assert not page.glass.scales
    assert page.problem.isVisible()
    assert page.problem.words == "カードの形と合いません。もう一度合わせてください。"
    page.change(1 / 1.06, 1)
    assert not page.problem.isVisible()
    page.onward.click()
    assert page.glass.scales
    assert results == []


def test_what_was_fitted_is_told_after_the_ruler(page_of: Make) -> None:
    page, results = page_of(), list[object]()
    page.done.connect(results.append)
    page.change(1.01, 1)
    page.onward.click()
    page.change(2, 2)  # the arrows rest while the ruler is held
    page.back.click()
    assert not page.glass.scales
    assert not page.back.isVisible()
    page.onward.click()
    assert page.onward.words == "保存する"
    page.onward.click()
    assert results == [pytest.approx((TRUE * 1.01, TRUE))]


@pytest.mark.parametrize("by_key", [True, False])
def test_staff_may_stop(page_of: Make, *, by_key: bool) -> None:
    page, results = page_of(), list[object]()
    page.done.connect(results.append)
    if by_key:
        QTest.keyClick(page.onward, Qt.Key.Key_Escape)
    else:
        page.stop.click()
    assert results == [None]


def test_the_scale_is_in_millimetres(page_of: Make) -> None:
    """Strokes are counted in the picture, from the first to the last."""
    page = page_of("panel")
    page.onward.click()
    QApplication.processEvents()
    image = page.glass.grab().toImage()
    row = [dark(image, QPoint(x, 3)) for x in range(image.width())]
    edges = [x for x in range(1, len(row)) if row[x] and not row[x - 1]]
    assert len(edges) == 151
    assert edges[-1] - edges[0] == pytest.approx(150 * SCREENS["panel"][1], abs=1.5)


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_everything_fits(page_of: Make, screen: str, language: str) -> None:
    page = page_of(screen, language)
    least = page.theme.px(20)
    size = SCREENS[screen][0]
    for scales in (False, True):
        buttons = [one for one in (*page.steps.values(), page.stop, page.back, page.onward) if one.isVisible()]
        assert len(buttons) == (3 if scales else 8)
        assert page.size() == size
        for button in buttons:
            needed, there = button.room()
            assert min(button.width(), button.height()) >= least - 1, button.words
            assert button.parted() == []
            assert needed.width() <= there.width() + 1, button.words
            assert needed.height() <= there.height() + 1, button.words
            place = QRect(button.mapTo(page, QPoint(0, 0)), button.size())
            assert page.rect().contains(place), button.words
            assert not place.intersects(page.glass.geometry()), button.words
        for sentence in page.findChildren(Sentence):
            if sentence.isVisible():
                assert sentence.heightForWidth(sentence.width()) <= sentence.height() + 1, sentence.words
        assert page.glass.outline.width <= page.glass.room().width()
        assert page.glass.outline.height <= page.glass.room().height()
        page.onward.click()
        QApplication.processEvents()
