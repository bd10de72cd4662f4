"""What is missing is said at the top; the focus goes to where it is put right, which is described by the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from forms.japanese.furigana import plain
from forms.problems import Problem, ProblemCode
from kiosk.session.events import ProcedureMarked
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Hand, SessionState
from kiosk.session.step import step
from tests.support.assisted import assisted
from tests.support.pages import after, all_pages, card_pages
from tests.support.pictures import FakeClock, settle
from tests.ui.test_finding import address_asked
from tests.ui.test_letters import state_of, touch
from tests.ui.test_page import page_of
from ui.desk import Desk
from ui.screens.ask import AskScreen
from ui.screens.secret import SecretScreen
from ui.shell import Shell
from ui.widgets.button import DEBOUNCE_S, TURNED_S
from ui.widgets.complaint import Complaint

MakeShell = Callable[..., Shell]
ASKED = {
    "text": lambda: state_of("spouse.name"),
    "relation": lambda: all_pages()["ask-juminhyo.relation"],
    "choice": lambda: state_of("applicant.job"),
    "digits": lambda: state_of("applicant.phone"),
    "date": lambda: state_of("spouse.birth"),
    "address": address_asked,
    "yes": lambda: state_of("jidoteate_nintei.consent"),
    "mark": lambda: after(all_pages()["procedures"], ProcedureMarked(10, "kaigo_koshin")),
}


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def lived(shell: Shell, state: SessionState) -> list[object]:
    """Have the session answer what is touched; return what was sent."""
    sent: list[object] = []
    states = [state]

    def act(event: object) -> None:
        sent.append(event)
        states.append(step(states[-1], event)[0])  # type: ignore[arg-type]  # an event of the session
        shell.show_state(states[-1])

    shell.intent.connect(act)
    return sent


def missing(shell: Shell) -> QWidget:
    """Go on without an answer; return what has the focus then."""
    shell.activateWindow()
    rest()
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    rest()
    focus = shell.focusWidget()
    assert focus is not None
    return focus


def control(shell: Shell) -> QWidget:
    shown = shell.screen_shown
    first = shown.about() if isinstance(shown, AskScreen) else shown.first() if shown is not None else None
    assert first is not None
    return first.focusProxy() or first


@pytest.mark.parametrize("screen", ["tablet", "upright"])
@pytest.mark.parametrize("kind", ASKED)
def test_the_focus_goes_to_the_control_which_says_what_is_missing(shell_of: MakeShell, kind: str, screen: str) -> None:
    state = ASKED[kind]()
    shell = shell_of(state, screen)
    lived(shell, state)
    focus = missing(shell)
    page = page_of(shell)
    assert page.problem.words
    assert focus is control(shell)
    assert focus.accessibleDescription() == page.problem.words
    # Nothing was opened, and what was said is in sight from its beginning.
    assert page.isVisible()
    assert page.problem.visibleRegion().boundingRect().topLeft() == page.problem.rect().topLeft()


def test_a_date_that_is_half_entered_and_a_number_too_short_say_so_at_their_keys(shell_of: MakeShell) -> None:
    shell = shell_of(ASKED["date"]())
    touch(shell, "昭和", "2")
    focus = missing(shell)
    assert focus is control(shell)
    assert focus.accessibleDescription() == page_of(shell).problem.words != ""
    shell.hide()
    shell = shell_of(address_asked())
    touch(shell, shell.theme.text("address.by_postcode"), "0")
    focus = missing(shell)
    assert focus.accessibleDescription() == page_of(shell).problem.words != ""


def test_what_is_put_right_is_described_by_nothing(shell_of: MakeShell) -> None:
    state = ASKED["digits"]()
    shell = shell_of(state)
    lived(shell, state)
    focus = missing(shell)
    assert focus.accessibleDescription()
    QTest.keyClick(focus, Qt.Key.Key_7)
    assert focus.accessibleDescription() == ""


def postcode(shell: Shell, digits: str) -> None:
    touch(shell, shell.theme.text("address.by_postcode"), *digits)


def lines(shell: Shell) -> None:
    touch(shell, shell.theme.text("address.by_postcode"), *"4980000")
    missing(shell)


SELF_TOLD: dict[str, tuple[str, Callable[[Shell], None], str]] = {
    "date": ("date", lambda shell: touch(shell, "昭和", *"2311"), "date.one_digit"),
    "era": ("date", lambda shell: touch(shell, *"231101"), "date.no_era"),
    "no such number": ("address", lambda shell: postcode(shell, "9999999"), "find.no_number"),
    "a line": ("address", lines, "address.place_title"),
    "mark": ("mark", lambda shell: None, "procedures.none"),
}
"""What is asked, what is touched before つぎへ, and the words of the page's own complaint."""
CHANGES = (
    Settings(text_size=TextSize.LARGEST),
    Settings(language="en", scheme=Scheme.BLACK_ON_WHITE),
    Settings(language="ja-easy", text_size=TextSize.LARGER),
)


def complaint_of(shell: Shell) -> Complaint:
    """The one complaint in sight, from its beginning."""
    (said,) = [one for one in shell.screen_shown.findChildren(Complaint) if one.isVisible()]  # type: ignore[union-attr]
    assert said.visibleRegion().boundingRect().topLeft() == said.rect().topLeft()
    return said


@pytest.mark.parametrize("case", SELF_TOLD)
def test_what_a_page_itself_finds_missing_stays_said_in_every_size_and_language(shell_of: MakeShell, case: str) -> None:
    asked, touches, key = SELF_TOLD[case]
    state = ASKED[asked]()
    shell = shell_of(state)
    touches(shell)
    missing(shell)
    for settings in CHANGES:
        shell.show_state(replace(state, settings=settings))
        rest()
        assert complaint_of(shell).words == plain(shell.theme.text(key)), settings


def test_what_is_put_right_is_not_said_again_in_another_size(shell_of: MakeShell) -> None:
    """The session still knows what was wrong with the answer sent."""
    state = ASKED["digits"]()
    wrong = replace(state, visit=replace(state.visit, problems=(Problem(ProblemCode.REQUIRED, "applicant.phone"),)))
    shell = shell_of(wrong)
    assert page_of(shell).complaining
    for typed, said in (("", True), ("0", False)):
        touch(shell, *typed)
        for settings in CHANGES:
            shell.show_state(replace(wrong, settings=settings))
            rest()
            assert page_of(shell).complaining is said


def test_a_second_press_at_once_answers_nothing(shell_of: MakeShell) -> None:
    """Enter on つぎへ brought the focus to the first answer: Enter again would be that answer."""
    state = ASKED["choice"]()
    shell = shell_of(state)
    sent = lived(shell, state)
    shell.activateWindow()
    shell.frame.onward.setFocus()
    shell._clock.held = True  # type: ignore[attr-defined]  # the clock of the tests
    for _ in range(2):
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
        QApplication.sendPostedEvents()
    assert len(sent) == 1
    shell._clock.held = False  # type: ignore[attr-defined]  # as above
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    assert len(sent) == 2


def test_the_focus_of_a_secret_s_page_stays(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    focus = missing(shell)
    assert isinstance(shell.screen_shown, SecretScreen)
    assert page_of(shell).problem.words
    assert focus is shell.frame.onward


def test_whoever_only_watches_keeps_the_focus(desk_of: Callable[..., Desk]) -> None:
    state = assisted(state_of("spouse.name"), Hand.CLERK)
    desk = desk_of(state)
    focus = desk.resident.focusWidget()
    wrong = Problem(ProblemCode.REQUIRED, "spouse.name")
    desk.show_state(replace(state, visit=replace(state.visit, problems=(wrong,))))
    rest()
    assert page_of(desk.resident).problem.words
    assert desk.resident.focusWidget() is focus is desk.resident.frame.staff
    assert desk.clerk.focusWidget() is control(desk.clerk.shell)


@pytest.mark.parametrize("words", ["はい", "わからない"])
def test_after_a_choice_that_goes_on_by_itself_the_button_onward_is_quiet(shell_of: MakeShell, words: str) -> None:
    """はい and then つぎへ, as on other pages, finds the next page: it is not called empty before it is read."""
    state = all_pages()["event-tennyu-water"]
    shell = shell_of(state)
    lived(shell, state)
    clock = shell.theme.clock
    assert isinstance(clock, FakeClock)
    clock.held = True
    touch(shell, words)
    for passed, complains in ((TURNED_S - 0.1, False), (0.2, True)):
        clock.at += passed
        QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
        rest()
        assert bool(page_of(shell).problem.words) is complains


def test_whoever_goes_on_by_the_button_onward_may_do_so_again_after_the_debounce(shell_of: MakeShell) -> None:
    state = all_pages()["event-tennyu-water"]
    shell = shell_of(state)
    lived(shell, state)
    touch(shell, "はい")
    shell.go_back()
    rest()
    clock = shell.theme.clock
    assert isinstance(clock, FakeClock)
    clock.at += 2 * TURNED_S
    clock.held = True
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    rest()
    assert not page_of(shell).problem.words
    clock.at += DEBOUNCE_S + 0.1
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    rest()
    assert page_of(shell).problem.words
