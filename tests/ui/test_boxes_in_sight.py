"""Whoever types a number or a date sees it, and whoever typed too little sees what is missing: on every screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Settings, TextSize
from tests.support.pictures import SCREENS
from tests.ui.test_complaints import lived, rest
from tests.ui.test_in_sight import pages, whole
from tests.ui.test_page import page_of
from ui.screens.ask import AskScreen
from ui.shell import Shell
from ui.widgets.figures import Figures
from ui.widgets.marked_keys import MarkedKeys

MakeShell = Callable[..., Shell]
ASKED = ("ask-applicant.phone", "control-date", "control-time")
IN_TEST = {("tablet", "ja"), ("tablet", "en"), ("upright", "ja-easy"), ("upright", "en")}
"""The rest is walked by --long."""


def begun(shell: Shell) -> Figures:
    """Choose what has to be chosen before the digits, and return them."""
    asked = shell.screen_shown
    assert isinstance(asked, AskScreen)
    figures = asked._answer._figures  # type: ignore[union-attr]  # the control of digits and of dates
    assert isinstance(figures, Figures)
    for keys in asked.findChildren(MarkedKeys):
        keys.buttons[0].activated.emit()
        rest()
        assert whole(shell, figures.boxes)
    return figures


CASES = [
    pytest.param(screen, language, marks=() if (screen, language) in IN_TEST else pytest.mark.long)
    for screen, language in product(SCREENS, LANGUAGES)
]


@pytest.mark.parametrize(("screen", "language"), CASES)
@pytest.mark.parametrize("name", ASKED)
def test_what_is_typed_and_what_is_missing_are_seen(shell_of: MakeShell, name: str, screen: str, language: str) -> None:
    for size in TextSize:
        state = replace(pages()[name], settings=Settings(language=language, text_size=size))
        shell = shell_of(state, screen)
        lived(shell, state)
        figures, page = begun(shell), page_of(shell)
        figures.press(2)
        rest()
        assert whole(shell, figures.boxes), size
        figures.press(3)
        page.scroller.verticalScrollBar().setValue(0)
        rest()
        shell.go_on()
        rest()
        assert page.complaining, size
        assert whole(shell, page.problem), size
        figures.erase()
        rest()
        assert not page.complaining
        assert whole(shell, figures.boxes), size
        shell.hide()
