"""The pages where a secret is typed: no touch on the rail loses a digit, and no end leaves one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cardreader.secret import Door
from forms.japanese.furigana import plain
from kiosk.secretbox import SecretBox
from kiosk.session.events import Back
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.assisted import assisted
from tests.support.pages import after, card_pages
from tests.support.pictures import SCREENS, settle
from tests.ui.test_in_sight import whole
from ui.screens.secret import SecretScreen
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.card_face import Part
from ui.widgets.tries import Tries

MakeShell = Callable[..., Shell]
CHANGES = {
    "size": Settings(text_size=TextSize.LARGEST),
    "language": Settings(language="vi"),
    "colour": Settings(scheme=Scheme.BLACK_ON_WHITE),
    "furigana": Settings(furigana=True),
}
STEPS = {
    "era": ((), Part.BIRTH, 0),
    "birth begun": (("昭和", "55"), Part.BIRTH, 2),
    "western birth begun": (("西暦", "1980021"), Part.BIRTH, 7),
    "birth typed": (("昭和", "550217"), Part.BIRTH, 6),
    "expiry asked": (("昭和", "550217", "つぎへ"), Part.EXPIRY, 0),
    "expiry begun": (("昭和", "550217", "つぎへ", "20"), Part.EXPIRY, 2),
    "code begun": (("西暦", "19800217", "つぎへ", "2035", "つぎへ", "228"), Part.CODE, 3),
}
"""What is touched, the part of the card that is lit then, and how many dots are full."""


@cache
def pages() -> dict[str, SessionState]:
    return card_pages()


def show(shell: Shell, state: SessionState) -> None:
    shell.show_state(state)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def touch(shell: Shell, words: str) -> None:
    """Touch the button with these words, or the keys with these digits."""
    for one in words if words.isdigit() else [words]:
        buttons = [button for button in shell.findChildren(BigButton) if button.isVisible()]
        QTest.mouseClick(next(b for b in buttons if b.words == one), Qt.MouseButton.LeftButton)
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def held(box: SecretBox) -> list[bytes]:
    """Every byte in the box and in the parts of 照合番号B."""
    return [bytes(one._digits) for one in (box, *box.code_b.parts)]


def screen(shell: Shell) -> SecretScreen:
    shown = shell.screen_shown
    assert isinstance(shown, SecretScreen)
    return shown


def told(shell: Shell) -> tuple[object, ...]:
    """What the page of 照合番号B shows of where one is."""
    entry = screen(shell)._entry
    assert entry is not None
    lit = getattr(entry, "face", None)
    return (
        lit.lit if lit is not None else None,
        entry.dots.filled,
        entry.dots.length,
        entry.dots.isVisible(),
        entry.choosing_era(),
    )


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("step", STEPS)
def test_the_printed_number_stays_at_its_step_in_every_change(shell_of: MakeShell, step: str, change: str) -> None:
    state = pages()["secret-code-b"]
    shell = shell_of(state)
    touches, part, filled = STEPS[step]
    for words in touches:
        touch(shell, words)
    before, typed, title = told(shell), held(shell._box), screen(shell).title
    assert before[:2] == (part, filled)
    assert any(map(any, typed)) is bool(touches)
    show(shell, replace(state, settings=CHANGES[change]))
    assert told(shell) == before
    assert held(shell._box) == typed
    assert screen(shell).title == screen(shell)._page.heading.said
    show(shell, state)
    assert (told(shell), screen(shell).title) == (before, title)
    assert held(shell._box) == typed


@pytest.mark.parametrize("change", CHANGES)
def test_the_number_goes_on_after_a_change_at_each_step(shell_of: MakeShell, change: str) -> None:
    state = pages()["secret-code-b"]
    shell = shell_of(state)
    for number, words in enumerate(("昭和", "550217", "つぎへ", "2035", "つぎへ", "2285")):
        touch(shell, words)
        show(shell, replace(state, settings=CHANGES[change] if number % 2 else Settings()))
        show(shell, state)
    touch(shell, "つぎへ")
    assert bytes(shell._box._digits) == b"55021720352285"
    assert not any(map(any, held(shell._box)[1:]))


@pytest.mark.parametrize("change", CHANGES)
def test_a_pin_stays_in_every_change(shell_of: MakeShell, change: str) -> None:
    state = pages()["secret-pin"]
    shell = shell_of(state)
    touch(shell, "739")
    show(shell, replace(state, settings=CHANGES[change]))
    assert told(shell)[1] == 3
    assert bytes(shell._box._digits[:4]) == b"739\0"


COMPLAINTS = {
    "pin short": ("secret-pin", ("73", "つぎへ"), "secret.missing", 2),
    "pin full": ("secret-pin", ("73912",), "secret.full", 0),
    "no era": ("secret-code-b", ("つぎへ",), "secret.b_no_era", 6),
    "birth short": ("secret-code-b", ("昭和", "55", "つぎへ"), "secret.missing", 4),
    "wrong": ("secret-code-b", ("昭和", "550299", "つぎへ", "2035", "つぎへ", "2285", "つぎへ"), "secret.b_wrong", 6),
}
"""By what is touched: the page, the touches, the sentence, how many digits are missing then."""


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("case", COMPLAINTS)
def test_what_is_missing_is_said_again_after_a_change_and_holds_no_digit(
    shell_of: MakeShell, case: str, change: str
) -> None:
    name, touches, key, count = COMPLAINTS[case]
    state = pages()[name]
    shell = shell_of(state)
    for words in touches:
        touch(shell, words)
    assert shell.stage.draft() == (shell.stage.page_key, key), "which sentence it is, and nothing else"
    for settings in (CHANGES[change], Settings()):
        show(shell, replace(state, settings=settings))
        said = screen(shell)._page.problem
        assert said.words == plain(shell.theme.text(key, count=count))
        assert whole(shell, said)
    touch(shell, "昭和" if key.startswith("secret.b_") else "1つ\n消す")
    show(shell, replace(state, settings=CHANGES[change]))
    assert screen(shell)._page.problem.words == ""
    assert shell.stage.draft() == (shell.stage.page_key, None)


@pytest.mark.parametrize("turned", ["upright", "tablet"])
def test_the_number_stays_when_the_screen_is_turned(shell_of: MakeShell, turned: str) -> None:
    shell = shell_of(pages()["secret-code-b"], "tablet" if turned == "upright" else "upright")
    for words in STEPS["expiry begun"][0]:
        touch(shell, words)
    before, typed = told(shell), held(shell._box)
    shell.resize(SCREENS[turned][1])
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert (told(shell), held(shell._box)) == (before, typed)


@pytest.mark.parametrize("name", ["secret-pin", "secret-code-b"])
def test_no_draft_holds_a_digit(shell_of: MakeShell, name: str) -> None:
    shell = shell_of(pages()[name])
    for words in ("739",) if name == "secret-pin" else ("昭和", "55"):
        touch(shell, words)
    assert shell.stage.draft() == (shell.stage.page_key, None)


@pytest.mark.parametrize("change", [Settings(), *CHANGES.values()])
@pytest.mark.parametrize("name", ["secret-pin", "secret-code-b"])
def test_another_page_leaves_no_digit(shell_of: MakeShell, name: str, change: Settings) -> None:
    """Also where the page goes at the same moment as its frame: nobody tells the old one then but the stage."""
    for other in ("doors", "reading", "attract", "secret-pin" if name == "secret-code-b" else "secret-code-b"):
        shell = shell_of(pages()[name])
        for words in ("739",) if name == "secret-pin" else STEPS["expiry begun"][0]:
            touch(shell, words)
        assert any(map(any, held(shell._box)))
        show(shell, replace(pages()[other], settings=change))
        assert not any(map(any, held(shell._box))), other
        assert (shell._box.code_b.step, shell._box.code_b.era) == (0, None)
        shell.hide()


def test_a_new_pad_after_a_wrong_number_is_empty(shell_of: MakeShell) -> None:
    state = pages()["secret-code-b"]
    shell = shell_of(state)
    for words in STEPS["expiry begun"][0]:
        touch(shell, words)
    check = state.visit.check
    assert check is not None
    show(shell, replace(state, visit=replace(state.visit, check=replace(check, tries_left=9))))
    assert not any(map(any, held(shell._box)))
    assert told(shell) == (Part.BIRTH, 0, 6, False, True)


def test_choosing_the_era_puts_right_what_was_missing(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-code-b"])
    touch(shell, "つぎへ")
    page = screen(shell)._page
    assert page.problem.words == shell.theme.text("secret.b_no_era")
    touch(shell, "昭和")
    assert page.problem.words == ""


def test_going_back_keeps_every_step_and_leaving_the_page_overwrites_them(shell_of: MakeShell) -> None:
    state = pages()["secret-code-b"]
    shell = shell_of(state)
    events: list[object] = []
    shell.intent.connect(events.append)
    for words in STEPS["code begun"][0]:
        touch(shell, words)
    typed, filled = held(shell._box), told(shell)
    for step, choosing in ((1, False), (0, False), (0, True)):
        touch(shell, "もどる")
        code = shell._box.code_b
        assert (code.step, code.asks_era) == (step, choosing)
        assert held(shell._box) == typed
        show(shell, replace(state, settings=CHANGES["size"]))
        show(shell, state)
        assert (code.step, code.asks_era) == (step, choosing)
    for words in ("西暦", "つぎへ", "つぎへ"):
        touch(shell, words)
    assert (held(shell._box), told(shell)) == (typed, filled)
    assert not [one for one in events if isinstance(one, Back)]
    for _ in range(4):
        touch(shell, "もどる")
    assert [one for one in events if isinstance(one, Back)]
    assert not any(map(any, held(shell._box)))


@pytest.mark.parametrize(("name", "typed"), [("secret-pin", ("7391",)), ("secret-code-b", ("昭和", "550217"))])
def test_a_key_that_finds_no_room_says_how_to_begin_again(
    shell_of: MakeShell, name: str, typed: tuple[str, ...]
) -> None:
    shell = shell_of(pages()[name])
    problem = screen(shell)._page.problem
    full = shell.theme.text("secret.full")
    for words in typed:
        touch(shell, words)
    before = held(shell._box)
    assert problem.words == ""
    touch(shell, "8")
    assert (problem.words, held(shell._box)) == (full, before)
    touch(shell, "1つ\n消す")
    assert problem.words == ""
    touch(shell, "88")
    assert problem.words == full
    touch(shell, "全部\n消す")
    assert problem.words == ""
    assert not any(map(any, held(shell._box)))


def test_what_was_missing_on_one_step_is_not_said_on_another(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-code-b"])
    for words in (*STEPS["expiry begun"][0], "つぎへ"):
        touch(shell, words)
    problem = screen(shell)._page.problem
    assert problem.words == shell.theme.text("secret.missing", count=2)
    touch(shell, "もどる")
    assert problem.words == ""
    touch(shell, "9")
    assert problem.words == shell.theme.text("secret.full")
    touch(shell, "つぎへ")
    assert problem.words == ""


def test_the_box_emptied_from_outside_shows_the_first_step(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["secret-code-b"])
    for words in STEPS["code begun"][0]:
        touch(shell, words)
    shell._box.clear()
    shell.forget_secret()
    assert told(shell) == (Part.BIRTH, 0, 6, False, True)


def test_another_door_from_a_pad_in_another_language_is_empty(shell_of: MakeShell) -> None:
    state = pages()["secret-pin"]
    shell = shell_of(state)
    touch(shell, "739")
    other = replace(state, settings=CHANGES["language"])
    assert other.visit.door is Door.PIN
    show(shell, after(other, Back(60)))
    assert not any(map(any, held(shell._box)))


@pytest.mark.parametrize(("beside_a_clerk", "digits"), [(False, 2), (True, 0)])
def test_keys_of_the_clerk_are_no_digits_of_a_secret(shell_of: MakeShell, beside_a_clerk: bool, digits: int) -> None:
    """A touch makes the resident's window the active one: what the clerk types next would be tried on the card."""
    state = card_pages()["secret-pin"]
    shell = shell_of(assisted(state) if beside_a_clerk else state)
    for key in (Qt.Key.Key_3, Qt.Key.Key_4):
        QTest.keyClick(shell, key)
    assert len(shell._box) == digits


@pytest.mark.parametrize(
    ("language", "size"), [("ja", TextSize.LARGEST), ("vi", TextSize.LARGEST), ("en", TextSize.LARGE)]
)
def test_few_tries_left_are_in_sight_before_the_explanation(shell_of: MakeShell, language: str, size: TextSize) -> None:
    state = card_pages(Settings(language=language, text_size=size))["secret-code-b"]
    check = state.visit.check
    assert check is not None
    shell = shell_of(replace(state, visit=replace(state.visit, check=replace(check, tries_left=3))))
    tries = shell.findChild(Tries)
    assert tries is not None
    assert whole(shell, tries)
