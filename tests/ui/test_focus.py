"""Tab follows the layout, as a page is read; the focus is seen in every scheme and never goes to another window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from forms.answers import Giver
from kiosk.session.settings import Scheme, Settings, TextSize
from tests.support.pages import all_pages
from tests.support.pictures import settle
from tests.ui.test_every_page import targets
from tests.ui.test_finding import address_asked, find_centre
from tests.ui.test_letters import board, state_of, touch
from ui import tokens
from ui.arrows import controls
from ui.focus import in_reading_order, order_focus, reveal
from ui.screens.outcome import OutcomeScreen
from ui.shell import Shell
from ui.widgets.button import BigButton

MakeShell = Callable[..., Shell]
SAMPLE = (
    "purpose",
    "secret-pin",
    "event-tennyu-moved_on",
    "outcome-tennyu",
    "ask-record.head",
    "check",
    "help",
    "paper",
)


def test_the_layout_gives_the_order(dressed: QApplication) -> None:
    page = QWidget()
    last, second, first, third, fourth = (QPushButton(name, page) for name in ("5", "2", "1", "3", "4"))
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.addWidget(third, 1, 0)
    grid.addWidget(second, 0, 1)
    grid.addWidget(first, 0, 0)
    area = QScrollArea()
    area.setWidget(inside)
    column = QVBoxLayout(page)
    row = QHBoxLayout()
    column.addWidget(area)
    column.addLayout(row)
    row.addWidget(fourth)
    row.addWidget(last)
    wanted = [first, second, third, fourth, last]
    assert [one for one in in_reading_order(page) if isinstance(one, QPushButton)] == wanted
    order_focus(page)
    widget, chain = first, [first]
    while len(chain) < len(wanted):
        widget = widget.nextInFocusChain()  # type: ignore[assignment]  # any widget; only buttons count
        if isinstance(widget, QPushButton):
            chain.append(widget)
    assert chain == wanted
    page.deleteLater()


def backwards(shell: Shell) -> list[str]:
    """Return where the order of a page goes up or left: what comes next is below or at the right of what was before."""
    page = [widget for widget, part in controls(shell) if part == "page"]
    found = []
    for one, following in pairwise(page):
        reveal(one)
        here, there = (widget.mapTo(shell, widget.rect().topLeft()) for widget in (one, following))
        if there.y() < here.y() + one.height() and there.x() < here.x() + one.width():
            found.append(f"{one.accessibleName()} before {following.accessibleName()}")
    return found


def tabbed(shell: Shell) -> list[QWidget]:
    """Return where Tab leads from the first control of the page until it is there again."""
    wanted = {id(widget) for widget in targets(shell) if widget.isEnabled()}
    first = next(controls(shell))[0]
    chain, widget = [first], first.nextInFocusChain()
    while widget is not first:
        chain += [widget] if widget is not None and id(widget) in wanted else []
        widget = widget.nextInFocusChain() if widget is not None else first
    return chain


def out_of_order(shell: Shell) -> list[str]:
    """Return what is wrong with the order of Tab: the page as it is read, then the footer, then the rail."""
    wanted = [widget for widget, _ in controls(shell)]
    wrong = [one.accessibleName() for one, tab in zip(wanted, tabbed(shell), strict=True) if one is not tab]
    return backwards(shell) + wrong


@pytest.mark.parametrize("screen", ["tablet", "panel", "upright"])
def test_focus_order_is_reading_order(shell_of: MakeShell, screen: str) -> None:
    pages = all_pages()
    for name in SAMPLE:
        shell = shell_of(pages[name], screen)
        assert not out_of_order(shell), name
        shell.hide()


@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_focus_order_is_reading_order_on_the_boards(shell_of: MakeShell, screen: str) -> None:
    shell = shell_of(state_of("spouse.name"), screen)
    board(shell)
    assert not out_of_order(shell)
    shell = shell_of(address_asked())
    find_centre(shell)
    assert not out_of_order(shell)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", ["tablet", "panel", "upright"])
def test_focus_order_is_reading_order_on_every_page(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    for name, state in all_pages(Settings(text_size=size)).items():
        shell = shell_of(state, screen)
        assert not out_of_order(shell), name
        shell.hide()


def unseen(shell: Shell) -> list[str]:
    """Return each control on which the focus does not paint its mark, or which has the mark without the focus."""
    colours = shell.theme.colours
    found = []
    for widget, _ in controls(shell):
        painted = []
        for focused in (shell, widget):
            shell.focus_on(focused)
            image = widget.grab().toImage()
            edge = [image.pixelColor(x, image.height() // 2).name() for x in range(2 * tokens.FOCUS_PX)]
            painted.append((edge.count(colours.ring) >= tokens.FOCUS_PX - 1, edge.count(colours.focus)))
        if painted[0][1] or not painted[1][0] or painted[1][1] < tokens.FOCUS_PX - 1:
            found.append(f"{widget.accessibleName()}: {painted}")
    return found


@pytest.mark.parametrize("scheme", Scheme)
def test_the_focus_is_seen(shell_of: MakeShell, scheme: Scheme) -> None:
    pages = all_pages(Settings(scheme=scheme))
    for name in ("ask-record.head", "secret-pin", "outcome-tennyu"):
        shell = shell_of(pages[name])
        shell.activateWindow()
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        assert not unseen(shell), name
        shell.hide()


@pytest.mark.long
@pytest.mark.parametrize("scheme", Scheme)
def test_the_focus_is_seen_on_every_page(shell_of: MakeShell, scheme: Scheme) -> None:
    for name, state in all_pages(Settings(scheme=scheme)).items():
        shell = shell_of(state)
        shell.activateWindow()
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        assert not unseen(shell), name
        shell.hide()


class _Windows(QObject):
    """Keeps the name of every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched.objectName() or type(watched).__name__)
        return False


def test_no_page_shows_a_second_window_even_for_a_moment(dressed: QApplication, shell_of: MakeShell) -> None:
    """It would take the keyboard away: switches and keys would be heard by nobody."""
    shell = shell_of(all_pages()["attract"])
    windows = _Windows()
    dressed.installEventFilter(windows)
    for state in (*all_pages().values(), address_asked(), state_of("spouse.name")):
        shell.show_state(state)
        settle(dressed)
    board(shell)
    touch(shell, "あ", shell.theme.text("board.kanji"))
    shell.resize(shell.size().transposed())
    settle(dressed)
    dressed.removeEventFilter(windows)
    assert windows.shown == []


def test_enter_alone_says_the_same_again_where_a_page_is_answered(shell_of: MakeShell, dressed: QApplication) -> None:
    """The marked answer has the focus, or つぎへ where any control would take a mark or a digit away."""
    pages = all_pages()
    asked = pages["ask-juminhyo.use"]
    known = asked.visit.answers.set(asked.visit.question or "", "年金", Giver.RESIDENT)
    shell = shell_of(replace(asked, visit=replace(asked.visit, answers=known)))
    focus = shell.focusWidget()
    assert isinstance(focus, BigButton)
    assert (focus.words, focus.isChecked()) == ("年金", True)
    shell.show_state(pages["outcome-tennyu"])
    settle(dressed)
    assert shell.focusWidget() is shell.frame.onward
    unmarked = replace(pages["outcome-tennyu"].visit, procedures=())
    shell.show_state(replace(pages["outcome-tennyu"], visit=unmarked))
    shell.focus_anew()
    settle(dressed)
    assert isinstance(shell.screen_shown, OutcomeScreen)
    assert shell.focusWidget() is next(iter(shell.screen_shown.marks.values()))
