"""The drawing of card and reader moves for some seconds, then stands still; without the token it never moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from kiosk.i18n import Words
from tests.support.pictures import FakeClock
from tests.ui.conftest import dispose
from ui import tokens
from ui.theme import Theme
from ui.widgets.moving_card import MovingCard


@pytest.fixture
def card(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[MovingCard]:
    monkeypatch.setattr(tokens, "MOTION_MS", 100)
    made = MovingCard(Theme(tokens.PANEL_15, FakeClock(), Words()), 60, 52)
    made.resize(made.sizeHint())
    made.show()
    yield made
    dispose(dressed, made)


def portrait(card: MovingCard, rect: QRect) -> int:
    """Return how much of the card's portrait lies there, by its ground, which nothing else in the drawing has."""
    image = card.grab(rect).toImage()
    places = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return sum(image.pixelColor(x, y).name() == "#e6ebfb" for x, y in places)


def heights(card: MovingCard, steps: int) -> list[bool]:
    """Return, before each step, whether the card is in the upper half."""
    found = []
    half = QRect(0, 0, card.width(), card.height() // 2)
    other = QRect(0, half.height(), card.width(), card.height() - half.height())
    for _ in range(steps):
        found.append(portrait(card, half) > portrait(card, other))
        card._timer.timeout.emit()
    return found


def test_the_card_goes_down_onto_the_reader_twice_and_rests(card: MovingCard) -> None:
    assert card.moving
    found = heights(card, 46)
    assert (found[0], found[14], found[22], found[23], found[37]) == (True, False, False, True, False)
    assert not card.moving, "no longer than five seconds (WCAG 2.2, 2.2.2)"
    assert heights(card, 1) == [True]


def test_the_card_comes_up_from_the_reader(card: MovingCard) -> None:
    card.show_drawing("take")
    assert card.moving
    found = heights(card, 15)
    assert (found[0], found[14]) == (False, True)


def test_other_drawings_stand_still_and_a_hidden_one_too(card: MovingCard) -> None:
    card.show_drawing("reading")
    assert not card.moving
    card.show_drawing("take")
    card.hide()
    assert not card.moving


def test_without_the_token_nothing_moves(card: MovingCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOTION_MS", 0)
    card.show_drawing("take")
    assert not card.moving
