"""What is written in lines: no character is lost, and each is found by a touch where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from kiosk.i18n import Words
from tests.support.pictures import SCREENS, FakeClock
from ui.theme import Theme
from ui.wrapped import Wrapped

LETTERS = "あんカ漢畳、。（」𠮷辻1Aab -\u3000\n"
TEXTS = st.text(LETTERS, max_size=60)
WIDTHS = st.integers(80, 1500)


@pytest.fixture(scope="module")
def theme(dressed: QApplication) -> Theme:
    return Theme(SCREENS["tablet"][0], FakeClock(), Words())


def wrapped(theme: Theme, text: str, width: int) -> Wrapped:
    return Wrapped(text, theme.body(), width, 100)


@given(text=TEXTS, width=WIDTHS)
@settings(max_examples=150)
def test_no_character_is_lost_and_no_line_is_too_wide(theme: Theme, text: str, width: int) -> None:
    # Nobody can write a space at the beginning; Qt would break no line right behind it.
    text = "\n".join(part.lstrip() for part in text.split("\n"))
    lines = wrapped(theme, text, width)
    assert "".join(text[start:end] for start, end in lines.lines()) == text
    assert [start for start, _ in lines.lines()][1:] == [end for _, end in lines.lines()][:-1]
    assert lines.widest <= width
    assert lines.count == max(1, len(lines.lines()))


@given(text=TEXTS, width=WIDTHS, data=st.data())
@settings(max_examples=150)
def test_a_touch_on_the_cursor_finds_its_place(theme: Theme, text: str, width: int, data: st.DataObject) -> None:
    lines = wrapped(theme, text, width)
    place = data.draw(st.integers(0, len(text)))
    bar = lines.cursor(place, 4)
    assert 0 <= bar.left() <= bar.right() <= width
    found = lines.at(bar.center())
    # Spaces that hang over the end of a line all show the cursor at its edge.
    assert not text[min(place, found) : max(place, found)].strip()
    assert lines.line_of(place) * 100 <= bar.top() <= bar.bottom() <= (lines.line_of(place) + 1) * 100


def test_the_nearest_place_is_found(theme: Theme) -> None:
    text = "台風の大雨で床上まで水につかり"
    side = QFontMetrics(theme.body()).horizontalAdvance("台")
    lines = wrapped(theme, text, 5 * side + 2)
    assert lines.lines() == [(0, 5), (5, 10), (10, 15)]
    assert lines.at(QPointF(side * 1.4, 50)) == 1
    assert lines.at(QPointF(side * 1.6, 150)) == 7
    assert lines.at(QPointF(-20, -20)) == 0
    assert lines.at(QPointF(9999, 9999)) == 15
    assert wrapped(theme, "", 200).at(QPointF(50, 50)) == 0


def test_words_of_other_scripts_stay_whole(theme: Theme) -> None:
    side = QFontMetrics(theme.body()).horizontalAdvance("あ")
    assert wrapped(theme, "あああ Madobe", 6 * side).lines() == [(0, 4), (4, 10)]


def test_a_character_of_two_units_is_one_place(theme: Theme) -> None:
    side = QFontMetrics(theme.body()).horizontalAdvance("𠮷")
    lines = wrapped(theme, "𠮷𠮷𠮷野辻\U000e0100町", 2 * side + 2)
    assert lines.lines() == [(0, 2), (2, 4), (4, 7)]
    assert lines.at(QPointF(side * 0.9, 50)) == 1
    assert lines.at(QPointF(side * 0.9, 250)) == 6
    assert [lines.line_of(place) for place in (1, 2, 3, 6)] == [0, 1, 1, 2]
