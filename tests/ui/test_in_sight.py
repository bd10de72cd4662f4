"""What is in sight at once, whatever the size of the text: all doors; the lit part of the card that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import seen
from ui import tokens
from ui.screens.doors import DoorsScreen
from ui.shell import Shell

MakeShell = Callable[..., Shell]
DOORS = ("doors", "family-doors-here", "family-doors-absent")
JAPANESE = [(screen, Settings(text_size=size)) for screen, size in product(SCREENS, TextSize)]
OTHERS = [
    (screen, Settings(language=language, text_size=size))
    for screen, language, size in product(SCREENS, LANGUAGES[1:], TextSize)
]
SAMPLE = {
    ("tablet", "en", TextSize.LARGEST),
    ("upright", "vi", TextSize.LARGEST),
    ("tablet", "ja-easy", TextSize.LARGER),
}


def _marked(cases: list[tuple[str, Settings]]) -> list[object]:
    """Sample other languages; all of them are walked by --long."""
    return [
        pytest.param(*case, marks=() if (case[0], case[1].language, case[1].text_size) in SAMPLE else pytest.mark.long)
        for case in cases
    ]


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


@pytest.mark.parametrize(("screen", "settings"), [*JAPANESE, *_marked(OTHERS)])
def test_all_doors_are_in_sight(shell_of: MakeShell, screen: str, settings: Settings) -> None:
    for name in DOORS:
        shell = shell_of(replace(pages()[name], settings=settings), screen)
        page = shell.screen_shown
        assert isinstance(page, DoorsScreen)
        assert len(page._buttons) == 2 + (name != "family-doors-absent")
        for number, door in enumerate(page._buttons):
            shown = seen(shell, door)
            if settings.language == "ja-easy" and number == 2:
                # With readings over every line of the tablet's page the last door is cut at its lower edge.
                assert shown.height() > 0.7 * door.height(), name
            else:
                assert shown.size() == door.size(), (name, door.words)
            assert door.height() >= shell.theme.px(tokens.TARGET)
        details = all(door.detail for door in page._buttons)
        explained = page._page.column.indexOf(page._page.note) < page._page.column.indexOf(page._buttons[0])
        if settings.language == "ja":
            assert details, name
            assert explained, name
        else:
            assert details or explained, name
        shell.hide()


def test_doors_are_large_where_they_have_room(shell_of: MakeShell) -> None:
    for name in DOORS:
        page = shell_of(pages()[name]).screen_shown
        assert isinstance(page, DoorsScreen)
        assert not any(door.modest for door in page._buttons)
        assert page._page.heading.font() == page.theme.body(bold=True)


def test_doors_grow_again_on_a_larger_screen(shell_of: MakeShell) -> None:
    state = replace(pages()["doors"], settings=Settings(text_size=TextSize.LARGEST))
    shell = shell_of(state)
    page = shell.screen_shown
    assert isinstance(page, DoorsScreen)
    assert all(door.modest for door in page._buttons)
    shell.resize(SCREENS["slate"][1])
    rest()
    assert not any(door.modest for door in page._buttons)
