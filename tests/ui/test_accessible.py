"""What a screen reader is told of every page: names, roles, order, titles and the focus. Heard: test_screen_reader."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from forms.japanese.furigana import plain
from kiosk.session.events import ProcedureMarked, SettingsChanged
from tests.support.assisted import WIDE, assisted, make_desk
from tests.support.atspi import Area, Seen, faults, problems
from tests.support.pages import all_pages
from tests.support.pictures import settle
from ui.shell import Shell
from ui.widgets.button import BigButton, Look
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
Role = QAccessible.Role
NAMES = {
    Role.Window: "frame",
    Role.Pane: "panel",
    Role.Grouping: "panel",
    Role.Client: "filler",
    Role.Button: "push button",
    Role.CheckBox: "check box",
    Role.RadioButton: "radio button",
    Role.EditableText: "text",
    Role.StaticText: "label",
    Role.Heading: "heading",
    Role.Graphic: "image",
}
"""Roles as Qt's bridge names them to AT-SPI."""


@pytest.fixture(autouse=True)
def listened_to(dressed: QApplication) -> Iterator[None]:
    """Somebody listens with a screen reader."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def tree(window: QWidget) -> list[Seen]:
    found: list[Seen] = []
    _walk(QAccessible.queryAccessibleInterface(window), -1, found)
    return found


def _walk(one: QAccessibleInterface, parent: int, found: list[Seen]) -> None:
    state = one.state()
    if state.invisible:
        return
    place = Area(*one.rect().getRect())
    states = frozenset({"focusable"} if state.focusable else ())
    role = NAMES.get(one.role(), one.role().name)
    if one.role() is Role.Tree:
        return  # the state of the form, as Qt tells of rows and columns
    found.append(Seen(one.text(QAccessible.Text.Name), role, states, place, place, "", parent))
    here = len(found) - 1
    for number in range(one.childCount()):
        _walk(one.child(number), here, found)


def test_every_page_is_named_roled_and_told_in_order(shell_of: MakeShell) -> None:
    wrong = []
    for name, state in all_pages().items():
        shell = shell_of(state)
        shown = shell.screen_shown
        assert shown is not None
        headed = bool([one for one in shown.findChildren(Sentence) if one.accessible_role and one.isVisible()])
        assert headed or name == "attract"
        wrong += [f"{name}: {one}" for one in problems(tree(shell), plain(shown.title), headed=headed)]
        wrong += [f"{name}: {one}" for one in marks(shell)]
        shell.hide()
    assert not wrong, "\n".join(wrong)


def test_the_clerk_hears_who_types_then_what_to_ask_then_the_page(dressed: QApplication) -> None:
    pages = all_pages()
    desk = make_desk(WIDE)
    wrong = []
    for name in ("attract", "doors", "secret-pin", "ask-juminhyo.relation", "ask-applicant.phone", "check", "paper"):
        desk.show_state(assisted(pages[name]))
        settle(dressed)
        told = tree(desk.clerk)
        wrong += [f"{name}: {one}" for one in faults(told)]
        order = [one.name for one in told if one.name]
        page = next(one.name for one in told if one.role == "panel")
        said = [desk.clerk.windowTitle(), desk.clerk.hand.words, desk.clerk.say.words, page]
        assert sorted(said, key=order.index) == said, name
    for window in (desk.resident, desk.clerk):
        window.unlock()
        window.close()
        window.deleteLater()
    assert not wrong, "\n".join(wrong)


def told_of(one: BigButton) -> tuple[Role, bool, bool]:
    """What a screen reader is told of a button: its role, whether it takes a mark, whether it has one."""
    told = QAccessible.queryAccessibleInterface(one)
    return told.role(), bool(told.state().checkable), bool(told.state().checked)


def marks(shell: Shell) -> Iterator[str]:
    """Say which button is told as another kind than it looks: a round mark or a key is one of several."""
    for one in shell.findChildren(BigButton):
        box = one.look is Look.RAIL or one.drawing == "square"
        role = (Role.CheckBox if box else Role.RadioButton) if one.isCheckable() else Role.Button
        if (told := told_of(one)) != (role, one.isCheckable(), one.isChecked()):
            yield f"{one.words} is told as {told}"


def test_what_a_screen_reader_does_is_a_touch(shell_of: MakeShell, dressed: QApplication) -> None:
    def act(name: str) -> None:
        told = QAccessible.queryAccessibleInterface(button(shell, name)).actionInterface()
        told.doAction(told.actionNames()[0])
        settle(dressed)

    shell = shell_of(all_pages()["procedures"])
    sent: list[object] = []
    card = next(one.accessibleName() for one in shell.findChildren(BigButton) if one.drawing == "square")
    shell.intent.connect(sent.append)
    act(card)
    assert [type(one) for one in sent] == [ProcedureMarked]
    assert told_of(button(shell, card)) == (Role.CheckBox, True, False), "the session marks, nobody else"

    act(shell.frame.language.accessibleName())
    assert not [*marks(shell)]
    assert told_of(button(shell, "日本語")) == (Role.RadioButton, True, True)
    assert told_of(button(shell, "English")) == (Role.RadioButton, True, False)
    act("English")
    assert isinstance(sent[-1], SettingsChanged)
    assert sent[-1].settings.language == "en"


def test_what_was_told_of_a_page_does_not_keep_it(shell_of: MakeShell, dressed: QApplication) -> None:
    pages = all_pages()
    shell = shell_of(pages["doors"])
    assert shell.screen_shown is not None
    buttons = shell.screen_shown.findChildren(BigButton)
    assert {told_of(one)[0] for one in buttons} == {Role.Button}
    gone = [ref(one) for one in buttons]
    del buttons
    shell.show_state(pages["person"])
    settle(dressed)
    gc.collect()
    assert [one() for one in gone] == [None] * len(gone)


def button(shell: Shell, name: str) -> BigButton:
    return next(one for one in shell.findChildren(BigButton) if one.accessibleName() == name and one.isVisible())


def test_the_next_page_gets_the_focus_and_nothing_before_it(shell_of: MakeShell, dressed: QApplication) -> None:
    pages = all_pages()
    shell = shell_of(pages["doors"])
    shell.activateWindow()
    moves: list[QWidget | None] = []
    dressed.focusChanged.connect(lambda _, now: moves.append(now))
    for name in ("present", "secret-pin", "take", "person", "staff", "person"):
        moves.clear()
        shell.show_state(pages[name])
        settle(dressed)
        shown = shell.screen_shown
        assert shown is not None
        # One's own data asks for はい, which is the footer's: the page has nothing that comes before it.
        begins = shell.frame.onward if name == "person" else shown.first() or shown
        assert [one for one in moves if one is not None] == [begins], name


def test_a_page_that_says_something_else_is_told_again(shell_of: MakeShell) -> None:
    """The card is read, now it is to be taken: whoever does not see it has to hear it."""
    pages = all_pages()
    shell = shell_of(pages["reading"])
    told: list[str] = []
    shell.appeared.connect(lambda screen: told.append(screen.title))
    shell.show_state(pages["take"])
    shell.show_state(pages["take"])
    assert told == ["カードをお取りください"]
    assert shell.windowTitle().endswith(told[0])


def test_each_step_of_the_printed_number_is_told(shell_of: MakeShell, dressed: QApplication) -> None:
    shell = shell_of(all_pages()["secret-code-b"])
    told: list[str] = []
    shell.appeared.connect(lambda screen: told.append(screen.title))
    QTest.mouseClick(button(shell, "昭和"), Qt.MouseButton.LeftButton)
    settle(dressed)
    for digit in "012345":
        QTest.mouseClick(button(shell, digit), Qt.MouseButton.LeftButton)
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    assert len(told) == len({*told}) == 2, told


def test_the_focus_does_not_follow_the_digits_of_a_secret(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["secret-pin"])
    shell.activateWindow()
    first = shell.focusWidget()
    for digit in "739":
        QTest.mouseClick(button(shell, digit), Qt.MouseButton.LeftButton)
        assert shell.focusWidget() is first
    assert button(shell, "全部消す").focusPolicy() is Qt.FocusPolicy.StrongFocus
