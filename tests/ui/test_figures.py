"""Boxes for digits: one row where there is room, more where there is not, never wider than the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import Words
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import card_pages, questions
from tests.support.pictures import FakeClock
from tests.ui.test_every_page import inside
from ui import tokens, view
from ui.shell import Shell
from ui.theme import Theme
from ui.widgets.figures import LEAST_BOX_MM, Boxes, Shape

MakeShell = Callable[..., Shell]
LONGEST = (("dog_toroku", "ask-dog_toroku.d_chip"), ("shisetsu", "ask-shisetsu.slots[0].d_from"))


@cache
def page(form: str, name: str) -> SessionState:
    return questions(card_pages(None, (form,))["person"])[name]


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
@pytest.mark.parametrize(("form", "name"), LONGEST)
def test_the_longest_numbers_stay_on_their_page(shell_of: MakeShell, form: str, name: str, size: TextSize) -> None:
    shell = shell_of(replace(page(form, name), settings=Settings(text_size=size)))
    assert list(inside(shell)) == []
    boxes = shell.findChild(Boxes)
    assert boxes is not None
    assert boxes.height() >= boxes.heightForWidth(boxes.width()) > boxes.sizeHint().height()


def test_a_number_goes_on_in_another_row_between_its_groups(dressed: QApplication) -> None:
    del dressed
    theme = Theme(tokens.PANEL_15, FakeClock(), Words())
    boxes = Boxes(theme)
    boxes.show_text("", Shape((4, 2, 2, 2, 2), ("年", "月", "日", "時", "分")), "")
    one, wide = boxes.sizeHint().height(), boxes.sizeHint().width()
    assert [boxes.heightForWidth(width) // one for width in (wide, theme.px(80), theme.px(60))] == [1, 2, 3]


def test_a_long_number_is_parted_in_the_middle(dressed: QApplication) -> None:
    del dressed
    theme = Theme(tokens.PANEL_15, FakeClock(), Words())
    boxes = Boxes(theme)
    boxes.show_text("", Shape((15,)), "")
    assert boxes.minimumSizeHint().width() <= theme.px(LEAST_BOX_MM) * 8 + theme.px(2.0) + 2
    assert boxes.heightForWidth(theme.px(60)) == 2 * boxes.sizeHint().height()


def test_rows_of_things_are_not_counted_as_people() -> None:
    def above(form: str, name: str) -> str:
        shown = view.page(page(form, name), Words(), {"ja": "", "en": ""}, None)
        assert isinstance(shown, view.Ask)
        return shown.above

    assert above(*LONGEST[1]) == "使用日時　1番目"
    assert above("jidoteate_nintei", "ask-jidoteate_nintei.children[0].c_name") == "児童　1人目"
