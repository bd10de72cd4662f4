"""What stays in sight on a page that is longer than the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import gcd

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Settings, TextSize
from tests.support.pads import pads
from tests.support.pages import all_pages
from tests.support.pictures import settle
from tests.support.sights import pages
from ui import tokens
from ui.page import Page
from ui.shell import Shell
from ui.typeset import Lines
from ui.widgets.button import BigButton
from ui.widgets.foot import Foot

MakeShell = Callable[..., Shell]
TONGUES = {"furigana": Settings(furigana=True)} | {language: Settings(language=language) for language in LANGUAGES}
SIGHTS = tuple(product(TONGUES, TextSize))
STRIDE = 5
"""Has no factor in common with the number of sights: question after question goes through all of them."""
SHORT = ("attract", "out-of-service", "present", "checking", "reading", "take", "paper")


def page_of(shell: Shell) -> Page:
    found = [one for one in shell.screen_shown.findChildren(Page) if one.isVisible()]  # type: ignore[union-attr]
    assert len(found) == 1
    return found[0]


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("ask-applicant.phone", TextSize.STANDARD),
        ("ask-applicant.phone", TextSize.LARGE),
        ("event-tennyu-moved_on", TextSize.STANDARD),
        ("ask-seal.number", TextSize.STANDARD),
        ("secret-pin", TextSize.LARGEST),
    ],
)
def test_the_question_stays_above_a_pad(shell_of: MakeShell, name: str, size: TextSize) -> None:
    shell = shell_of(replace(pages()[name], settings=Settings(text_size=size)), "upright")
    page = page_of(shell)
    assert page.stacked
    for _ in range(5):
        shell.frame.down.activated.emit()
        rest()
    heading = page.heading
    assert heading.visibleRegion().boundingRect() == heading.rect()
    assert page.scroller.height() >= shell.theme.px(20)
    shell.resize(shell.size().transposed())
    rest()
    assert not page.stacked
    assert page.scroller.isAncestorOf(page.heading)
    assert heading.font() == shell.theme.body(bold=True)


def lost(shell_of: MakeShell, name: str, tongue: str, size: TextSize) -> list[str]:
    """Say what is lost above a pad on a standing 10.1 inch screen: the question, or room for a button to be touched."""
    shell = shell_of(replace(pads()[name], settings=replace(TONGUES[tongue], text_size=size)), "upright")
    page, bar = page_of(shell), page_of(shell).scroller.verticalScrollBar()
    found = [] if page.scroller.height() >= shell.theme.px(tokens.TARGET) else ["a button"]
    for place in (bar.minimum(), bar.maximum()):
        bar.setValue(place)
        if page.heading.visibleRegion().boundingRect() != page.heading.rect() and is_short(page):
            found.append(f"the question at {place}")
    shell.hide()
    return [f"{name}, {tongue}, {size}: no room for {one}" for one in found]


def is_short(page: Page) -> bool:
    """Say whether boxes stand in one row, and the question in three of the smallest type, with readings in two."""
    theme, font, width, side = page._theme, page._theme.frame(bold=True), page.scroller.width(), page.side
    lines = Lines(theme.shown(page.heading.said), font, width, pitch=round(font.pixelSize() * tokens.CLOSE_LINE_HEIGHT))
    assert side is not None
    one_row = side.heightForWidth(width) <= side.sizeHint().height()
    return one_row and lines.size.height() <= theme.px(22.5 if theme.reads else 26.5)


def test_the_question_stays_above_a_pad_in_every_language_and_size(shell_of: MakeShell) -> None:
    assert gcd(STRIDE, len(SIGHTS)) == 1
    seen = [(name, *SIGHTS[number * STRIDE % len(SIGHTS)]) for number, name in enumerate(list(pads())[::4])]
    assert len(seen) > len(SIGHTS)
    found = [problem for one in seen for problem in lost(shell_of, *one)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "tongue"),
    [
        # Boxes in two rows were counted as one: a strip of 8 mm was left, too low for any button.
        ("soudan.want1", "vi"),
        # There is no room for the line that says whose birth it is.
        ("hoiku_genkyo.f_birth", "ja-easy"),
        # Only in the smallest type.
        ("dog_chusha.shot_date", "ja-easy"),
    ],
)
def test_where_there_is_hardly_room(shell_of: MakeShell, name: str, tongue: str) -> None:
    assert not lost(shell_of, name, tongue, TextSize.LARGEST)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("tongue", TONGUES)
def test_it_stays_above_every_pad(shell_of: MakeShell, tongue: str, size: TextSize) -> None:
    found = [problem for name in pads() for problem in lost(shell_of, name, tongue, size)]
    assert not found, "\n".join(found)


def test_where_a_low_screen_has_no_room_for_a_button_the_question_scrolls_too(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["ask-applicant.phone"], settings=Settings(text_size=TextSize.LARGEST)), "upright")
    page = page_of(shell)
    assert page.heading.font() == page._theme.small(bold=True)
    shell.resize(shell.width(), shell.height() - shell.theme.px(15))
    rest()
    assert page.scroller.isAncestorOf(page.heading)
    assert page.heading.font() == page._theme.body(bold=True)


def test_the_row_of_scroll_buttons_comes_to_rest_however_long_the_page_is(shell_of: MakeShell) -> None:
    """A page that the row makes low begins 7 mm higher: less is out of sight than the row takes. It came and went."""
    shell = shell_of(pages()["still-there"], "upright")
    page, filler, rows = page_of(shell), QWidget(), []
    page.put(filler)
    for mm in range(40, 70, 3):
        filler.setFixedHeight(shell.theme.px(mm))
        rest()
        seen = []
        for _ in range(4):
            QApplication.processEvents()
            seen.append((shell.frame.down.isVisible(), page.scroller.overflows))
        assert len(set(seen)) == 1, (mm, seen)
        assert seen[0][0] is seen[0][1], mm
        rows.append(seen[0][0])
    assert rows == sorted(rows)
    assert rows[0] is not rows[-1]


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
def test_short_pages_are_in_sight_whole(shell_of: MakeShell, size: TextSize) -> None:
    for name, screen in ((name, screen) for name in SHORT for screen in ("tablet", "upright")):
        shell = shell_of(replace(pages()[name], settings=Settings(text_size=size)), screen)
        assert shell.screen_shown is not None
        assert shell.screen_shown.scroller is not None
        assert not shell.screen_shown.scroller.overflows, (name, screen)
        shell.hide()


def test_longer_ones_scroll_and_their_buttons_stay(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["paper"])
    shell.resize(shell.width(), shell.height() // 2)
    rest()
    assert shell.screen_shown is not None
    scroller = shell.screen_shown.scroller
    assert scroller is not None
    assert scroller.overflows
    assert shell.frame.down.isVisible()
    buttons = shell.screen_shown.findChildren(BigButton)
    assert len(buttons) == 2
    assert not any(scroller.isAncestorOf(one) for one in buttons)


@pytest.mark.parametrize("upright", [False, True])
def test_buttons_at_the_foot_stand_in_two_rows_where_one_is_too_narrow(shell_of: MakeShell, *, upright: bool) -> None:
    state = replace(pages()["failure-PIN-05"], settings=Settings(language="en"))
    shell = shell_of(state, "upright" if upright else "tablet")
    buttons = [one for one in shell.screen_shown.findChildren(BigButton) if one.isVisible()]  # type: ignore[union-attr]
    assert len(buttons) == 4
    assert len({one.y() for one in buttons}) == (2 if upright else 1)


def test_a_long_word_at_the_foot_has_a_row_and_the_others_share_theirs(shell_of: MakeShell) -> None:
    theme = shell_of(pages()["doors"]).theme
    buttons = [BigButton(theme, words) for words in ("職員", "カード", "このままつづける")]
    foot, gap = Foot(theme, buttons), theme.px(tokens.GAP)
    long = buttons[-1].least_width()
    down, across = Foot.Direction.TopToBottom, Foot.Direction.LeftToRight
    for width, whole, first in (
        (3 * long + 2 * gap, across, across),
        (3 * long + 2 * gap - 1, down, across),
        (2 * buttons[1].least_width() + gap, down, across),
        (2 * buttons[1].least_width() + gap - 1, down, down),
    ):
        foot.turn(width)
        assert (foot.direction(), foot._halves[0].direction()) == (whole, first), width
