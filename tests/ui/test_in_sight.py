"""What is in sight at once, whatever the size of the text: all doors; the lit part of the card that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import seen
from tests.ui.test_letters import state_of, touch
from ui import tokens
from ui.focus import in_layout_order, in_reading_order
from ui.page import Page
from ui.screens.ask import AskScreen
from ui.screens.doors import DoorsScreen
from ui.screens.person import PersonScreen
from ui.screens.pick import PickScreen
from ui.screens.secret import SecretScreen
from ui.shell import Shell
from ui.widgets.card_face import LEAST_MM, CardFace, Part
from ui.widgets.figures import Boxes
from ui.widgets.pad import Dots
from ui.widgets.sentence import Sentence

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
    ("upright", "ja-easy", TextSize.LARGER),
    ("upright", "ja-easy", TextSize.LARGEST),
    ("tablet", "vi", TextSize.LARGEST),
    ("tablet", "ja-easy", TextSize.LARGER),
    ("tablet", "ja-easy", TextSize.LARGEST),
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
        assert len(page._doors.buttons) == 2 + (name != "family-doors-absent")
        for number, door in enumerate(page._doors.buttons):
            shown = seen(shell, door)
            if settings.language == "ja-easy" and number == 2:
                # With readings over every line of the tablet's page the last door is cut at its lower edge.
                assert shown.height() > 0.7 * door.height(), name
            else:
                assert shown.size() == door.size(), (name, door.words)
            assert door.height() >= shell.theme.px(tokens.TARGET)
        details = all(door.detail for door in page._doors.buttons)
        explained = page._page.column.indexOf(page._page.note) < page._page.column.indexOf(page._doors.buttons[0])
        if settings.language == "ja":
            assert details, name
            assert explained, name
        else:
            assert details or explained, name
        shell.hide()


@pytest.mark.parametrize(("screen", "settings"), [*JAPANESE, *_marked(OTHERS)])
def test_whoever_is_asked_yes_or_no_sees_both(shell_of: MakeShell, screen: str, settings: Settings) -> None:
    for name in ("letter", "family-here"):
        shell = shell_of(replace(pages()[name], settings=settings), screen)
        page = shell.screen_shown
        assert isinstance(page, PickScreen)
        for button in page._buttons:
            assert whole(shell, button), (name, button.words)
            assert button.detail, (name, button.words)
        shell.hide()


@pytest.mark.parametrize(("screen", "settings"), [*JAPANESE, *_marked(OTHERS)])
def test_all_that_is_confirmed_is_in_sight(shell_of: MakeShell, screen: str, settings: Settings) -> None:
    for name in ("person", "family-person"):
        shell = shell_of(replace(pages()[name], settings=settings), screen)
        page = shell.screen_shown
        assert isinstance(page, PersonScreen)
        told = [one for one in page._rows.findChildren(Sentence) if one.isVisible()]
        unseen = [one.words for one in told if not whole(shell, one)]
        assert len(told) == 8
        assert unseen == [], name
        focused = shell.focusWidget()
        assert focused is not None
        assert whole(shell, focused), name
        shell.hide()


def test_who_it_is_stands_large_where_it_has_room(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["person"], settings=Settings(text_size=TextSize.LARGEST)))
    page = shell.screen_shown
    assert isinstance(page, PersonScreen)
    name = page._rows.findChildren(Sentence)[1]
    own = page.theme.body(bold=True)
    assert name.font().pixelSize() < own.pixelSize()
    shell.resize(2 * SCREENS["slate"][1])
    rest()
    assert name.font() == page._page.heading.font() == own


NUMBERS = (
    "control-time",
    "control-date",
    "ask-applicant.phone",
    "ask-seal.number",
    "event-tennyu-moved_on",
    "secret-pin",
    "insured.level_from",
    "jidoteate_bekkyo.children[0].c_since",
)
"""The last two: the longest question in やさしい日本語 that has a pad beside it, and one with all keys of a day."""


@cache
def numbers() -> dict[str, SessionState]:
    longest, all_keys = NUMBERS[-2:]
    asked = {longest: "kaigo_koshin", all_keys: all_keys.partition(".")[0]}
    return pages() | {key: state_of(key, form=form) for key, form in asked.items()}


@pytest.mark.parametrize(("screen", "settings"), [*JAPANESE, *_marked(OTHERS)])
def test_what_is_typed_is_in_sight_while_the_pad_is_used(shell_of: MakeShell, screen: str, settings: Settings) -> None:
    for name in NUMBERS:
        shell = shell_of(replace(numbers()[name], settings=settings), screen)
        found: list[QWidget] = [*shell.findChildren(Boxes), *shell.findChildren(Dots)]
        typed = [one for one in found if one.isVisible()]
        assert len(typed) == 1, name
        assert whole(shell, typed[0]), name
        shell.hide()


def test_a_question_beside_the_pad_is_in_its_own_size_where_it_has_room(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["control-time"], settings=Settings(text_size=TextSize.LARGEST)))
    page = shell.screen_shown
    assert isinstance(page, AskScreen)
    assert page._page is not None
    heading, (boxes,) = page._page.heading, shell.findChildren(Boxes)
    own = page.theme.body(bold=True)
    assert heading.font().pixelSize() < own.pixelSize()
    assert heading.lines(heading.width()).count == 2
    low = boxes._row_height()
    shell.resize(2 * SCREENS["tablet"][1])
    rest()
    assert heading.font() == own
    assert boxes._row_height() > low


def test_doors_are_large_where_they_have_room(shell_of: MakeShell) -> None:
    for name in DOORS:
        page = shell_of(pages()[name]).screen_shown
        assert isinstance(page, DoorsScreen)
        assert not any(door.modest for door in page._doors.buttons)
        assert page._page.heading.font() == page.theme.body(bold=True)


def test_doors_grow_again_on_a_larger_screen(shell_of: MakeShell) -> None:
    state = replace(pages()["doors"], settings=Settings(text_size=TextSize.LARGEST))
    shell = shell_of(state)
    page = shell.screen_shown
    assert isinstance(page, DoorsScreen)
    assert all(door.modest for door in page._doors.buttons)
    shell.resize(SCREENS["slate"][1])
    rest()
    assert not any(door.modest for door in page._doors.buttons)


# --- the card whose number is asked for ---


def lit(shell: Shell) -> tuple[QRect, QRect]:
    """Return the whole card in the window, px, and what of it can be seen."""
    face = shell.findChild(CardFace)
    assert face is not None
    return QRect(face.mapTo(shell, face.rect().topLeft()), face.size()), seen(shell, face)


def whole(shell: Shell, widget: QWidget) -> bool:
    return seen(shell, widget).size() == widget.size()


def look_at_card(shell: Shell, part: Part) -> None:
    page = shell.screen_shown
    assert isinstance(page, SecretScreen)
    entry = page._entry
    face = shell.findChild(CardFace)
    assert face is not None
    assert entry is not None
    assert face.lit is part
    there, shown = lit(shell)
    assert shown == there, f"{part}: {shown} of {there}"
    assert face.width() >= shell.theme.px(LEAST_MM)
    assert whole(shell, page._page.heading), part
    assert entry.dots.isHidden() or whole(shell, entry.dots), part


@pytest.mark.parametrize(("screen", "settings"), [*JAPANESE, *_marked(OTHERS)])
def test_the_card_is_in_sight_while_its_number_is_asked_for(
    shell_of: MakeShell, screen: str, settings: Settings
) -> None:
    shell = shell_of(replace(pages()["secret-code-b"], settings=settings), screen)
    look_at_card(shell, Part.BIRTH)
    era = shell.theme.text("era.showa")
    touch(shell, era)
    look_at_card(shell, Part.BIRTH)
    touch(shell, *"550217")
    look_at_card(shell, Part.BIRTH)
    shell.go_on()
    rest()
    look_at_card(shell, Part.EXPIRY)
    touch(shell, *"2035")
    shell.stage.scroll(1)
    rest()
    shell.go_on()
    rest()
    look_at_card(shell, Part.CODE)


@pytest.mark.parametrize("size", TextSize)
def test_how_a_birth_date_is_typed_is_read_beside_the_card(shell_of: MakeShell, size: TextSize) -> None:
    shell = shell_of(replace(pages()["secret-code-b"], settings=Settings(text_size=size)))
    touch(shell, "昭和")
    page = shell.screen_shown
    assert isinstance(page, SecretScreen)
    assert whole(shell, page._page.note)


def test_the_card_grows_again_when_the_screen_is_turned_back(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["secret-code-b"], settings=Settings(text_size=TextSize.LARGE)))
    touch(shell, "昭和")
    before = lit(shell)[0].size()
    for name in ("upright", "tablet"):
        shell.resize(SCREENS[name][1])
        rest()
        look_at_card(shell, Part.BIRTH)
        assert (lit(shell)[0].size() == before) is (name == "tablet")


# --- the first control of a question ---


@cache
def bare(language: str) -> dict[str, SessionState]:
    """Return the questions without a pad, whose control stands below all that is said."""
    found = all_pages(Settings(language=language, text_size=TextSize.LARGEST))
    return {name: state for name, state in found.items() if name.startswith(("ask-", "control-", "event-"))}


@pytest.mark.parametrize("screen", ["tablet", "upright"])
@pytest.mark.parametrize("language", ["ja", "en", "vi"])
def test_the_first_control_of_a_question_is_in_sight(shell_of: MakeShell, language: str, screen: str) -> None:
    """Or its upper half, with 下へ: white down to the edge, with つぎへ below, the page would seem answered."""
    looked = 0
    for name, state in bare(language).items():
        shell = shell_of(state, screen)
        page = shell.screen_shown
        assert isinstance(page, AskScreen)
        assert page._page is not None
        if page._page.side is None:
            looked += 1
            first = next(in_reading_order(page._page.scroller.content))
            shown = seen(shell, first).height()
            assert 2 * shown >= first.height() - 1, (name, shown, first.height())
            assert shown == first.height() or shell.frame.down.isEnabled(), name
        shell.hide()
    assert looked > 10


def test_a_question_is_as_large_as_its_first_control_leaves_room(shell_of: MakeShell) -> None:
    shell = shell_of(bare("en")["event-tennyu-same_insurer"])
    page = shell.screen_shown
    assert isinstance(page, AskScreen)
    assert page._page is not None
    heading, own = page._page.heading, page.theme.body(bold=True)
    assert page.theme.small(bold=True).pixelSize() <= heading.font().pixelSize() < own.pixelSize()
    shell.resize(2 * SCREENS["slate"][1])
    rest()
    assert heading.font() == own


@pytest.mark.parametrize("screen", ["tablet", "upright"])
@pytest.mark.parametrize("language", ["ja", "en", "vi"])
def test_a_check_shows_more_than_its_heading_beside_print(shell_of: MakeShell, language: str, screen: str) -> None:
    state = replace(all_pages()["check-proxy"], settings=Settings(language=language, text_size=TextSize.LARGEST))
    shell = shell_of(state, screen)
    page = shell.findChild(Page)
    assert page is not None
    told = [one for one in in_layout_order(page) if isinstance(one, Sentence) and one.words]
    below = told[told.index(page.note) + 1]
    assert seen(shell, below).height() > tokens.SMALL_PT[TextSize.STANDARD] * 0.353 * shell.theme.screen.px_per_mm / 2
