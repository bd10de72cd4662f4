"""Every page and notice, in every language and text size: names, targets, room for the words, order, reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from math import gcd

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollArea, QWidget

from forms.japanese.furigana import plain
from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.inside import INSIDES, touch
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS
from ui import tokens
from ui.screens.ask import AskScreen
from ui.screens.marking import MarkingScreen
from ui.screens.person import PersonScreen
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.conversion_keys import Word
from ui.widgets.letter_keys import Key
from ui.widgets.letters import Letters
from ui.widgets.lot import Lot
from ui.widgets.sentence import Sentence
from ui.widgets.text_entry import TextEntry

WHOLE = [
    ("tablet", "ja", TextSize.STANDARD),
    ("tablet", "ja", TextSize.LARGEST),
    ("tablet", "en", TextSize.LARGEST),
    ("panel", "ja", TextSize.STANDARD),
    ("upright", "ja", TextSize.LARGEST),
]
"""Walked page by page; of the rest of the product each page is seen once in each language, ``--long`` sees all."""
TONGUES = {"furigana": Settings(furigana=True)} | {language: Settings(language=language) for language in LANGUAGES}
SIGHTS = list(product(SCREENS, TextSize, Scheme))
STRIDE = 7
"""Has no factor in common with the number of sights: page after page goes through all of them."""
Role = QAccessible.Role
ROLES = {Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText}
MakeShell = Callable[..., Shell]
Check = Callable[[Shell], Iterator[str]]


def targets(shell: Shell) -> list[QWidget]:
    """Everything that can be touched or reached by Tab now."""
    return [
        widget
        for widget in shell.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_area(widget)
    ]


def _is_area(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractScrollArea)


def seen(shell: Shell, widget: QWidget) -> QRect:
    """The part of a widget that is in sight, in the window's pixels."""
    rect = QRect(widget.mapTo(shell, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not shell:
        if isinstance(parent, QScrollArea):
            viewport = parent.viewport()
            rect &= QRect(viewport.mapTo(shell, QPoint(0, 0)), viewport.size())
        parent = parent.parentWidget()
    return rect


def names(shell: Shell) -> Iterator[str]:
    found: list[str] = []
    for widget in targets(shell):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        if not name.strip() or "..." in name:
            yield f"nameless {widget.objectName()}"
        if interface.role() not in ROLES:
            yield f"role {interface.role()} of {name}"
        if isinstance(widget, BigButton) and not _same(widget, name):
            yield f"{name!r} does not contain the words {widget.words!r}"
        found.append(name)
    yield from (f"twice {name}" for name in set(found) if found.count(name) > 1)


def _same(button: BigButton, name: str) -> bool:
    return "".join(button.words.split()) in "".join(name.split())


def of_board(widget: QWidget) -> bool:
    """Keys of letters and the text among them: 15 mm and 2.5 mm, so that all kana are in sight (design/ux.md)."""
    return isinstance(widget, Key) or isinstance(widget.parentWidget(), Letters)


def sizes(shell: Shell) -> Iterator[str]:
    for widget in targets(shell):
        least = (tokens.LETTER if of_board(widget) else tokens.TARGET) * shell.theme.screen.px_per_mm
        if min(widget.width(), widget.height()) < least - 0.5:
            yield f"{widget.accessibleName()} is {widget.width()} x {widget.height()} px, least {least:.0f}"


def gaps(shell: Shell) -> Iterator[str]:
    placed = [(widget, seen(shell, widget)) for widget in targets(shell)]
    placed = [(widget, rect) for widget, rect in placed if not rect.isEmpty()]
    for (one, a), (other, b) in combinations(placed, 2):
        across = max(b.left() - a.right(), a.left() - b.right()) - 1
        down = max(b.top() - a.bottom(), a.top() - b.bottom()) - 1
        gap = tokens.LETTER_GAP if of_board(one) or of_board(other) else tokens.GAP
        if max(across, down) < gap * shell.theme.screen.px_per_mm - 1.5:
            yield f"{one.accessibleName()} / {other.accessibleName()}: {across}, {down} px"


def room(shell: Shell) -> Iterator[str]:
    for button in shell.findChildren(BigButton):
        if button.isVisible():
            needed, available = button.room()
            if needed.width() > available.width() + 1 or needed.height() > available.height() + 1:
                yield f"button {button.words!r} needs {needed}, has {available}"
            # What somebody wrote has no phrases to keep whole.
            if not isinstance(button, Word) and (broken := button.parted()):
                yield f"button {button.words!r} parts {broken}"
    for label in shell.findChildren(QLabel):
        if label.isVisible() and isinstance(label, Sentence):
            if label.heightForWidth(label.width()) > label.height() + 1 and label.hasHeightForWidth():
                yield f"sentence {label.words!r} needs {label.heightForWidth(label.width())}, has {label.height()}"
            if broken := label.lines(label.width()).parted():
                yield f"sentence {label.words!r} parts {broken}"
            if label.sizeHint().width() > label.width() + 2 and not label.hasHeightForWidth():
                yield f"label {label.words!r} is cut"

    for entry in shell.findChildren(TextEntry):
        if entry.isVisible():
            yield from writing(shell, entry)


def writing(shell: Shell, entry: TextEntry) -> Iterator[str]:
    """All that is written is in sight on a page; among keys its end is, in two lines at least."""
    needed, available = entry.room()
    shown, count = entry.lines_in_sight()
    among_keys = isinstance(entry.parentWidget(), Letters | Lot)
    if needed.width() > available.width() or needed.height() > available.height():
        yield f"text of {entry.accessibleName()!r} needs {needed}, has {available}"
    if shown < (min(2, count) if among_keys else count):
        yield f"text of {entry.accessibleName()!r} shows {shown} of {count} lines"
    if shown < count and not entry.rect().contains(entry.cursor_area()):
        yield f"text of {entry.accessibleName()!r} does not show its end"


def inside(shell: Shell) -> Iterator[str]:
    for widget in shell.findChildren(QWidget):
        if widget.isVisible() and not _in_area(widget, shell):
            rect = QRect(widget.mapTo(shell, QPoint(0, 0)), widget.size())
            if not shell.rect().contains(rect):
                yield f"{type(widget).__name__} {widget.objectName()} at {rect} is outside the window"
    for area in shell.findChildren(QScrollArea):
        if area.isVisible() and area.widget().width() > area.viewport().width() + 1:
            yield f"page is {area.widget().width()} px wide, {area.viewport().width()} are in sight"


def _in_area(widget: QWidget, shell: Shell) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not shell:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def tab_order(shell: Shell) -> Iterator[str]:
    """Tab reaches everything once: the page in reading order, the footer, the rail; it begins on the page.

    Where all of the page that can be touched is out of sight, it begins in the footer: nobody presses what is unseen.
    So it does on はい where つぎへ is the answer itself (``Person``): the button there reads a family card, and
    Enter without a look must not.
    It begins on つぎへ as well where the page is answered: any control of it would take digits or marks away.
    """
    wanted = {id(widget) for widget in targets(shell) if widget.isEnabled()}
    if not wanted:
        return
    first = shell.focusWidget()
    if first is None:
        yield "nothing has the focus"
        return
    shown = [one for one in targets(shell) if seen(shell, one).size() == one.size()]
    answered = first is shell.frame.onward and isinstance(shell.screen_shown, AskScreen | MarkingScreen)
    if isinstance(shell.screen_shown, PersonScreen):
        if first is not shell.frame.onward:
            yield f"the focus begins at {first.accessibleName()} instead of はい"
    elif _zone(shell, first) != "page" and not answered and any(_zone(shell, one) == "page" for one in shown):
        yield f"the focus begins at {first.accessibleName()}"
    chain: list[QWidget] = []
    widget = first
    for _ in range(2000):
        if id(widget) in wanted:
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is first:
            break
    if {id(one) for one in chain} != wanted:
        yield f"unreachable: {[w.accessibleName() for w in targets(shell) if id(w) not in {id(c) for c in chain}]}"
    zones = [_zone(shell, one) for one in chain]
    turns = sum(1 for a, b in zip(zones, zones[1:] + zones[:1], strict=True) if a != b)
    if turns > len(set(zones)):
        yield f"Tab jumps between page, footer and rail: {zones}"


def _zone(shell: Shell, widget: QWidget) -> str:
    frame = shell.frame
    if widget in frame.rail_buttons:
        return "rail"
    return "footer" if widget in frame.footer_buttons else "page"


def titles(shell: Shell) -> Iterator[str]:
    shown = shell.screen_shown
    if shown is None or not shown.title:
        yield "no title"
    elif plain(shown.title) not in shell.windowTitle() or shown.accessibleName() != plain(shown.title):
        yield f"title {shown.title!r} is not told"


def marks(shell: Shell) -> Iterator[str]:
    """Nothing but painted words holds the marks of furigana."""
    for widget in (shell, *shell.findChildren(QWidget)):
        told = (widget.accessibleName(), widget.windowTitle(), getattr(widget, "words", ""))
        yield from (f"marks in {text!r}" for text in told if isinstance(text, str) and set(text) & set("｜《》"))


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


NAMES = (*pages(), *INSIDES)
"""Of the pages, then of what is inside some of them."""


def show(shell_of: MakeShell, name: str, settings: Settings, screen: str) -> Shell:
    if name not in INSIDES:
        return shell_of(replace(pages()[name], settings=settings), screen)
    inside = INSIDES[name]
    shell = shell_of(inside.state(pages(), settings), screen)
    touch(shell, inside.touches)
    return shell


def look(shell_of: MakeShell, name: str, settings: Settings, screen: str) -> list[str]:
    screen = getattr(INSIDES.get(name), "screen", "") or screen
    shell = show(shell_of, name, settings, screen)
    found = []
    for check in (names, sizes, gaps, room, inside, tab_order, titles, marks):
        where = f"{name}, {settings.text_size}, {screen}: {check.__name__}"
        found += [f"{where}: {problem}" for problem in check(shell)]
    shell.hide()
    return found


@pytest.mark.parametrize(("screen", "language", "size"), WHOLE)
def test_every_page(shell_of: MakeShell, screen: str, language: str, size: TextSize) -> None:
    settings = Settings(language=language, text_size=size)
    assert len(pages()) > 40
    found = [problem for name in NAMES for problem in look(shell_of, name, settings, screen)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_page_once_in_every_language(shell_of: MakeShell, tongue: str) -> None:
    assert gcd(STRIDE, len(SIGHTS)) == 1
    found: list[str] = []
    for number, name in enumerate(NAMES, list(TONGUES).index(tongue)):
        screen, size, scheme = SIGHTS[number * STRIDE % len(SIGHTS)]
        found += look(shell_of, name, replace(TONGUES[tongue], text_size=size, scheme=scheme), screen)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_whole_product(shell_of: MakeShell, tongue: str, screen: str, size: TextSize) -> None:
    """Colours change no size: each page has one of the schemes."""
    found: list[str] = []
    for number, name in enumerate(NAMES):
        scheme = list(Scheme)[number % len(Scheme)]
        found += look(shell_of, name, replace(TONGUES[tongue], text_size=size, scheme=scheme), screen)
    assert not found, "\n".join(found)
