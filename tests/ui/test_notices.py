"""What lies above a page: what happened, what to do (or how long there is) and the buttons are in sight at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.failures import Action
from kiosk.i18n import Words
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, SessionState, StillThere
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_in_sight import whole
from ui import tokens
from ui.notice_view import overlay
from ui.screens.notice import NoticeScreen
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
LANGUAGES = ("ja", "en", "vi", "ja-easy")
IN_TEST = {
    *product(("tablet",), LANGUAGES, (TextSize.STANDARD, TextSize.LARGEST)),
    *product(("upright",), ("ja", "ja-easy"), (TextSize.LARGEST,)),
}
CASES = [
    pytest.param(screen, language, size, marks=() if (screen, language, size) in IN_TEST else pytest.mark.long)
    for screen, language, size in product(("tablet", "upright"), LANGUAGES, TextSize)
]
BELOW = {
    "ja": {"PIN-03"},
    "en": {"CARD-03", "PIN-02", "my-number"},
    "vi": {"CARD-03", "CARD-07"},
    "ja-easy": {"CARD-01", "CARD-06", "PIN-02", "PIN-03", "PIN-05", "READ-02", "FORM-01", "RDR-01", "stopped"},
}
"""Where the explanation stands below what is to be done and is in part out of sight, till 下へ shows it.

Long words, or readings above every line, beside buttons in two rows: even in the least type there is no room for both.
"""


@cache
def notices() -> dict[str, SessionState]:
    return {name: state for name, state in all_pages().items() if state.overlay is not None}


def notice_of(shell: Shell) -> NoticeScreen:
    return next(one for one in shell.findChildren(NoticeScreen) if one.isVisible())


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def pixels(sentence: Sentence) -> int:
    """How large it is painted, px."""
    return sentence.lines(sentence.width())._font.pixelSize()


def look(shell: Shell, name: str, language: str) -> None:
    screen = notice_of(shell)
    told, page = screen._told, screen._page
    asked = [one for one in (page.heading, told.todo, told.count) if one.words]
    assert asked[0] is page.heading
    shown: list[Sentence | BigButton] = [*asked, *screen._buttons]
    unseen = [one.words for one in shown if not whole(shell, one)]
    assert unseen == [], name
    least = shell.theme.frame().pixelSize()
    assert [one.words for one in (*asked, page.note) if pixels(one) < least] == []
    below = page.column.indexOf(page.note) > page.column.indexOf(told.count)
    if below:
        assert name.removeprefix("failure-") in BELOW[language] or whole(shell, page.note), name
    elif len(asked) > 1:
        assert whole(shell, page.note), name
    assert whole(shell, page.note) or shell.frame.down.isEnabled()


def test_every_kind_of_notice_is_looked_at() -> None:
    kinds = {type(state.overlay).__name__ for state in notices().values()}
    assert kinds == {"Failed", "Help", "Staff", "StillThere", "Stopped"}
    assert len(notices()) >= 28


@pytest.mark.parametrize(("screen", "language", "size"), CASES)
def test_what_to_do_is_in_sight(shell_of: MakeShell, screen: str, language: str, size: TextSize) -> None:
    settings = Settings(language=language, text_size=size)
    for name, state in notices().items():
        shell = shell_of(replace(state, settings=settings), screen)
        look(shell, name, language)
        shell.hide()


@pytest.mark.parametrize(("screen", "language", "size"), CASES)
def test_the_question_before_the_end_is_in_sight(
    shell_of: MakeShell, screen: str, language: str, size: TextSize
) -> None:
    settings = Settings(language=language, text_size=size)
    shell = shell_of(replace(all_pages()["doors"], settings=settings), screen)
    shell.frame.stop.click()
    rest()
    look(shell, "stop", language)


@pytest.mark.parametrize(("screen", "language", "size"), CASES)
def test_the_countdown_stays_in_sight_to_the_last_second(
    shell_of: MakeShell, screen: str, language: str, size: TextSize
) -> None:
    state = replace(notices()["still-there"], settings=Settings(language=language, text_size=size))
    shell = shell_of(state, screen)
    count = notice_of(shell)._told.count
    assert isinstance(state.overlay, StillThere)
    left = state.overlay.seconds(state.now)
    for passed in (0, 16, 32, left - 9, left - 1):
        shell.show_state(replace(state, now=state.now + passed))
        rest()
        assert str(left - passed) in count.words
        assert whole(shell, count), count.words


def test_a_countdown_that_grows_is_made_smaller_and_stays_so(shell_of: MakeShell) -> None:
    state = replace(notices()["still-there"], settings=Settings(text_size=TextSize.LARGEST))
    shell = shell_of(state)
    screen = notice_of(shell)
    count, view = screen._told.count, overlay(state, Words("ja"))
    assert view is not None
    before = pixels(count)
    screen.present(view._replace(seconds=10**24))
    rest()
    assert whole(shell, count)
    small = pixels(count)
    assert small < before
    screen.present(view)
    rest()
    assert pixels(count) == small


def test_all_is_large_where_it_has_room(shell_of: MakeShell) -> None:
    state = replace(notices()["still-there"], settings=Settings("en", TextSize.LARGEST))
    shell = shell_of(state)
    screen = notice_of(shell)
    told, heading = screen._told, screen._page.heading
    own = shell.theme.body(bold=True).pixelSize()
    assert told.count.font().pixelSize() < own
    shell.resize(SCREENS["tablet"][1] * 2)
    rest()
    assert heading.font().pixelSize() == told.count.font().pixelSize() == own
    assert screen._page.column.spacing() == shell.theme.px(tokens.GAP)


def test_what_is_said_aloud_follows_the_page(shell_of: MakeShell) -> None:
    settings = Settings(language="en", text_size=TextSize.LARGEST)
    state = notices()["failure-PIN-02"]
    for size, first in ((TextSize.STANDARD, "note"), (TextSize.LARGEST, "todo")):
        shell = shell_of(replace(state, settings=replace(settings, text_size=size)))
        screen = notice_of(shell)
        parts = {"note": screen._page.note.words, "todo": screen._told.todo.words}
        assert screen._told.words()[0] == parts[first]
        assert screen.spoken().startswith(f"{screen.title} {parts[first]}")
        shell.hide()


@pytest.mark.parametrize("hand", Hand)
def test_the_button_that_spends_another_try_says_so(hand: Hand) -> None:
    """「このまま続ける」 over 「同じ番号です」 would not tell that the number goes to the card."""
    notice = overlay(notices()["failure-PIN-05"], Words("ja"), hand)
    assert notice is not None
    said = {button.act: button.text for button in notice.buttons}
    assert (said[Action.RETRY], said[Action.CONFIRM]) == ("番号を入れなおす", "この番号を送る")
    assert notice.buttons[0].act is Action.RETRY
