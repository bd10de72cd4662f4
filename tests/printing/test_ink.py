"""Strokes of a finger on paper: inside the box, in proportion, never larger than they were written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.content import Ink
from printing.form import draw_form
from printing.geometry import Box
from printing.ink import LINE_MM, MARGIN_X, MARGIN_Y, PAD_MM, paths
from tests.printing.test_form import LETTER
from tests.printing.test_picture import _layout, drawn, ink
from tests.support.pdf import poppler_text

_PLACES = st.floats(0, 1).map(lambda one: round(one, 4))
STROKES = st.lists(st.lists(st.tuples(_PLACES, _PLACES), min_size=1, max_size=6).map(tuple), min_size=1, max_size=4)
BOXES = st.builds(Box, st.floats(0, 100), st.floats(0, 100), st.floats(10, 120), st.floats(5, 40))
CROSS = Ink((((0.1, 0.05), (0.7, 0.25)), ((0.1, 0.25), (0.7, 0.05))))


@given(STROKES.map(lambda strokes: Ink(tuple(strokes))), BOXES)
def test_strokes_stay_in_their_box_and_in_proportion(strokes: Ink, box: Box) -> None:
    room = box.inset(MARGIN_X, MARGIN_Y)
    found = paths(strokes, box)
    drawn_points = [point for path in found for point in path]
    points = [point for stroke in strokes.strokes for point in stroke]
    assert [len(path) for path in found] == [len(stroke) for stroke in strokes.strokes]
    for x, y in drawn_points:
        assert room.holds(Box(x - LINE_MM / 2, y - LINE_MM / 2, LINE_MM, LINE_MM))
    # One scale for every distance in both directions: nothing is stretched, mirrored or turned.
    moves = [
        (there[axis] - here[axis], points[at + 1][axis] - points[at][axis])
        for at, (here, there) in enumerate(pairwise(drawn_points))
        for axis in (0, 1)
    ]
    longest = max(moves, key=lambda move: abs(move[1]), default=(0.0, 0.0))
    scale = longest[0] / longest[1] if longest[1] else PAD_MM
    assert 0 < scale <= PAD_MM + 1e-6
    assert all(on_paper == pytest.approx(scale * written, abs=1e-6) for on_paper, written in moves)


def test_no_strokes_and_no_room_draw_nothing() -> None:
    assert paths(Ink(()), Box(0, 0, 50, 10)) == ()
    assert paths(Ink(((),)), Box(0, 0, 50, 10)) == ()
    assert paths(CROSS, Box(0, 0, 4, 10)) == ()
    assert paths(CROSS, Box(0, 0, 50, 1.5)) == ()


def test_on_the_sheet_the_ink_stands_in_its_field() -> None:
    """``ink`` holds what a content adds to the page to the box of its field."""
    left, top, right, bottom = ink("name", CROSS)
    assert (right - left - LINE_MM) / (bottom - top - LINE_MM) == pytest.approx(3.0, rel=0.08)
    assert left == pytest.approx(MARGIN_X, abs=0.3)


def test_a_single_point_is_a_dot() -> None:
    left, top, right, bottom = ink("name", Ink((((0.5, 0.1),),)))
    assert right - left == pytest.approx(LINE_MM, abs=0.3)
    assert bottom - top == pytest.approx(LINE_MM, abs=0.3)


def test_the_same_strokes_give_the_same_bytes_and_no_repr_tells_them() -> None:
    assert drawn(name=CROSS).pdf == drawn(name=CROSS).pdf
    assert "0.1" not in repr(CROSS)


def test_ink_says_something_on_a_form() -> None:
    assert "署名をして" in poppler_text(draw_form(_layout(), {"name": CROSS}, LETTER, approved=True).pdf)
