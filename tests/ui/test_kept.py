"""What is typed on a question stays when size, language or colour change: every control, each of its faces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.session.events import Answered
from kiosk.session.moves import over
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Hand, SessionState, StillThere
from tests.support.assisted import TABLET, assisted
from tests.support.pages import card_pages, questions
from tests.support.pictures import settle
from tests.ui.test_finding import CENTRE, address_asked, bank_asked
from tests.ui.test_letters import touch
from ui.desk import Desk
from ui.screens.ask import AskScreen
from ui.shell import Shell
from ui.view import Ask
from ui.widgets.answer import _CONTROLS, control_of
from ui.widgets.button import BigButton
from ui.widgets.figures import Boxes
from ui.widgets.letters import Letters
from ui.widgets.ways import Ways

MakeShell = Callable[..., Shell]
CHANGES = (
    Settings(language="ja-easy", text_size=TextSize.LARGE),
    Settings(language="en", text_size=TextSize.LARGER),
    Settings(language="zh-Hans", text_size=TextSize.LARGEST),
    Settings(language="vi", text_size=TextSize.LARGEST),
    Settings(language="ko"),
    Settings(furigana=True),
    Settings(scheme=Scheme.WHITE_ON_BLACK),
    Settings(),
)
"""One after the other, the last as it was."""
PLACE, POSTCODE, OTHER, NOT_HERE = "町の名前で入れる", "郵便番号で入れる", "ほかの市町村", "この中にない"
BOARD, LETTERS, ONWARD, BACK, NONE = "文字の表で入れる", "ほかの文字", "つぎへ", "もどる", "ない（記入なし）"
KANA = "五十音でさがす"


@cache
def asked(form: str, key: str) -> SessionState:
    return questions(card_pages(None, (form,))["person"])[f"ask-{key}"]


class Case(NamedTuple):
    """What is touched, which faces are open then, and what finishes it to the answer."""

    asked: Callable[[], SessionState]
    touches: tuple[str, ...]
    faces: tuple[str, ...] = ()
    then: tuple[str, ...] = (ONWARD,)
    answer: object = None


def of(form: str, key: str) -> Callable[[], SessionState]:
    return lambda: asked(form, key)


HEAD, NAME = of("juminhyo", "record.head"), of("jidoteate_nintei", "spouse.name")
CASES = {
    "digits": Case(of("juminhyo", "applicant.phone"), tuple("0125"), (), (*"620101", ONWARD), "0125620101"),
    "date": Case(of("jidoteate_nintei", "spouse.birth"), ("昭和", *"2103"), (), (*"04", ONWARD), "昭和21年03月04日"),
    "time": Case(of("hoiku_riyo", "hoiku_riyo.t_from"), ("午後", "0", "1"), (), (*"30", ONWARD), "午後01時30分"),
    "text": Case(NAME, (BOARD, *"さと"), ("board",), ("う", "漢字", "佐藤", ONWARD), "佐藤"),
    "text, kanji offered": Case(NAME, (BOARD, *"さとう", "漢字"), ("board",), ("佐藤", ONWARD), "佐藤"),
    "text, more kanji": Case(NAME, (BOARD, *"こう", "漢字", "もっと"), ("board",), (), None),
    "text, letters": Case(NAME, (BOARD, "ABC", "A"), ("board",), ("B", ONWARD), "AB"),
    "relation": Case(
        of("hoiku_genkyo", "hoiku_genkyo.family[0].f_rel"), (BOARD, "い"), ("board",), (*"と", ONWARD), "いと"
    ),
    "address, list": Case(address_asked, (PLACE,), ("areas",), ("中央", *"5", ONWARD, NONE, ONWARD), f"{CENTRE}５"),
    "address, marked": Case(
        address_asked, (PLACE, "中央", BACK), ("areas",), (ONWARD, "5", ONWARD, NONE, ONWARD), f"{CENTRE}５"
    ),
    "address, towns": Case(
        address_asked,
        (PLACE, OTHER, "す"),
        ("areas", "towns", "towns"),
        ("砂川市", *"ひか1", "東一条北", "3", ONWARD, NONE, ONWARD),
        "北海道砂川市東一条北３",
    ),
    "address, letters of a town": Case(
        address_asked,
        (PLACE, OTHER, "す", "砂川市", "ひ"),
        ("areas", "towns", "towns", "areas", "areas"),
        ("か", "1", "東一条北", "3", ONWARD, NONE, ONWARD),
        "北海道砂川市東一条北３",
    ),
    "address, all of a letter": Case(
        address_asked,
        (PLACE, OTHER, "す", "砂川市", "ひ", "全部"),
        ("areas", "towns", "towns", "areas", "areas", "areas"),
        (),
    ),
    "address, postcode": Case(
        address_asked, (POSTCODE, *"07302"), ("postcode",), (*"01", ONWARD, *"7", ONWARD, NONE, ONWARD), f"{CENTRE}７"
    ),
    "address, places of a postcode": Case(
        address_asked,
        (POSTCODE, *"4980000", ONWARD),
        ("postcode", "places"),
        ("愛知県弥富市", "7", ONWARD, NONE, ONWARD),
        "愛知県弥富市７",
    ),
    "address, number": Case(
        address_asked, (PLACE, "中央", "北", "1"), ("areas", "lot"), ("条", ONWARD, NONE, ONWARD), f"{CENTRE}北１条"
    ),
    "address, number in letters": Case(
        address_asked,
        (PLACE, NOT_HERE, LETTERS, "あ"),
        ("areas", "lot", "board"),
        ("さ", ONWARD, NONE, ONWARD),
        "北海道空知郡上砂川町あさ",
    ),
    "address, whether a building": Case(
        address_asked, (PLACE, "中央", "1", ONWARD), ("areas", "lot", "building"), (NONE, ONWARD), f"{CENTRE}１"
    ),
    "address, building": Case(
        address_asked,
        (PLACE, "中央", "1", ONWARD, BOARD, *"あお"),
        ("areas", "lot", "building", "board"),
        ("い", ONWARD, ONWARD),
        f"{CENTRE}１\u3000あおい",
    ),
    "address, written": Case(address_asked, (BOARD, *"そら"), ("board",), ("ち", ONWARD, ONWARD), "そらち"),
    "bank, kana": Case(lambda: bank_asked(kind="銀行"), (KANA, "ほ"), ("kana", "kana"), ("北洋",), "北洋"),
    "bank, number": Case(bank_asked, ("4けたの番号でさがす", *"10"), ("number",), (*"04", ONWARD), "空知"),
    "bank, written": Case(
        bank_asked, (KANA, "そ", NOT_HERE, "ま"), ("kana", "kana", "board"), ("と", ONWARD, ONWARD), "まと"
    ),
    "branch, number": Case(
        lambda: bank_asked(name="空知"), ("3けたの番号でさがす", *"05"), ("number",), ("6", ONWARD), "厚別"
    ),
    "several": Case(of("hisai", "hisai.things"), (), (), ()),
    "choice": Case(of("dog_chusha", "dog.applied_by"), (), (), ()),
    "count": Case(of("event", "event.members.count"), (), (), ()),
}
"""Where a case ends without an answer, it only shows that everything stays."""


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def show(shell: Shell, state: SessionState) -> None:
    shell.show_state(state)
    rest()


def go(shell: Shell, *words: str) -> None:
    """Touch what stands on the page, or つぎへ and もどる of the footer."""
    for word in words:
        if word == ONWARD:
            shell.go_on()
        elif word == BACK:
            shell.go_back()
        else:
            touch(shell, word)
        rest()


def screen(shell: Shell) -> AskScreen:
    shown = shell.screen_shown
    assert isinstance(shown, AskScreen)
    return shown


def faces(shell: Shell) -> tuple[str, ...]:
    """The names of the faces that are open."""
    answer = screen(shell)._answer
    if isinstance(answer, Ways):
        return tuple(one.name for one in answer.faces.draft())
    assert screen(shell)._page is not None
    return ("board",) if isinstance(screen(shell)._page.face, Letters) else ()  # type: ignore[union-attr]


def typed(shell: Shell) -> list[object]:
    """What can be seen of it, whatever the language: boxes, lines, ways to write a word, what is marked."""
    page = screen(shell)
    boxes: list[object] = [one.text for one in page.findChildren(Boxes) if one.isVisible()]
    lines = [one.text() for one in page.findChildren(QLineEdit) if one.isVisible()]
    ways = [b.words for one in page.findChildren(Letters) for b in one._ways if b.isVisible()]
    choices = [one for one in page.findChildren(BigButton) if one.isVisible() and one.isCheckable()]
    marked = [number for number, one in enumerate(choices) if one.isChecked()]
    return [*boxes, *lines, *ways, *marked]


@pytest.mark.parametrize("name", CASES)
def test_what_is_typed_stays_in_every_language(shell_of: MakeShell, name: str) -> None:
    case = CASES[name]
    state = case.asked()
    shell = shell_of(state)
    go(shell, *case.touches)
    if not case.touches:
        answer = screen(shell)._answer
        answer._choices.choose(["", *(one.value for one in answer._choices._options[1:2])])  # type: ignore[union-attr]
    draft, seen = screen(shell).draft(), typed(shell)
    assert faces(shell) == case.faces
    assert seen or case.faces
    for settings in CHANGES:
        show(shell, replace(state, settings=settings))
        assert screen(shell).draft() == draft, settings
        assert typed(shell) == seen, settings
        assert faces(shell) == case.faces, settings
        # Where digits stand on a pad, つぎへ comes first.
        first = screen(shell).first_in_sight() or shell.frame.onward
        assert first.isVisible(), settings
    events: list[object] = []
    shell.intent.connect(events.append)
    go(shell, *case.then)
    if case.answer is not None:
        assert [one.raw for one in events if isinstance(one, Answered)] == [case.answer]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.faces])
def test_the_focus_comes_back_to_the_open_face_when_nothing_lies_above_it_any_more(
    shell_of: MakeShell, name: str
) -> None:
    case = CASES[name]
    state = case.asked()
    shell = shell_of(state)
    go(shell, *case.touches)
    show(shell, over(state, StillThere(ends=state.now + 60)))
    show(shell, state)
    focused, page = shell.focusWidget(), screen(shell)._page
    assert faces(shell) == case.faces
    assert focused is not None
    assert focused.isVisible()
    assert page is not None
    assert page.face is not None
    assert page.face.isAncestorOf(focused)


def test_every_control_and_every_face_of_it_is_among_the_cases(shell_of: MakeShell) -> None:
    controls: set[str] = set()
    made: set[tuple[type, str]] = set()
    opened: set[tuple[type, str]] = set()
    for case in CASES.values():
        shell = shell_of(case.asked())
        view = shell._page_of(case.asked())
        assert isinstance(view, Ask)
        controls.add(control_of(view))
        answer = screen(shell)._answer
        if isinstance(answer, Ways):
            made |= {(type(answer), one) for one in answer.faces._makers}
            opened |= {(type(answer), one) for one in case.faces}
        shell.hide()
    assert controls == set(_CONTROLS)
    assert opened == made


@pytest.mark.parametrize("name", ["address, building", "address, towns", "bank, number", "text, kanji offered"])
def test_back_leads_through_the_same_faces_after_a_change(shell_of: MakeShell, name: str) -> None:
    state = CASES[name].asked()
    shell = shell_of(state)
    go(shell, *CASES[name].touches)
    before = []
    draft = screen(shell).draft()
    while faces(shell):
        before.append((faces(shell), typed(shell)))
        go(shell, BACK)
    screen(shell).restore(draft)
    rest()
    show(shell, replace(state, settings=CHANGES[1]))
    after = []
    while faces(shell):
        after.append((faces(shell), typed(shell)))
        go(shell, BACK)
    assert after == before


def test_a_letter_of_a_real_keyboard_waits_for_the_next_one_whoever_looks(shell_of: MakeShell) -> None:
    """A draft changes nothing: K stays K until a vowel follows, also while the other window mirrors it."""
    shell = shell_of(HEAD())
    line = screen(shell).first_in_sight()
    for key in (Qt.Key.Key_K, Qt.Key.Key_A):
        QTest.keyClick(line.focusProxy() or line, key)  # type: ignore[union-attr]  # the line
        screen(shell).draft()
    show(shell, replace(HEAD(), settings=CHANGES[0]))
    assert typed(shell) == ["か"]


@pytest.mark.parametrize("name", ["address, building", "address, postcode", "text", "bank, written"])
def test_an_open_face_goes_over_with_the_input(desk_of: Callable[..., Desk], name: str) -> None:
    state = CASES[name].asked()
    made = desk_of(assisted(state, Hand.CLERK), TABLET)
    clerk, resident = made.clerk.shell, made.resident
    screen(clerk)
    go(clerk, *CASES[name].touches)
    made.show_state(assisted(state, Hand.RESIDENT))
    rest()
    assert faces(resident) == CASES[name].faces
    assert screen(resident).draft() == screen(clerk).draft()
    go(resident, BACK)
    made.mirror()
    assert faces(clerk) == faces(resident)


def test_what_was_written_before_a_way_was_tried_comes_back_after_a_change(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    go(shell, BOARD, *"そら", ONWARD, PLACE, "中央", "5")
    show(shell, replace(address_asked(), settings=CHANGES[1]))
    go(shell, BACK, BACK)
    assert faces(shell) == ()
    assert screen(shell)._answer.raw() == "そら"  # type: ignore[union-attr]  # the control
