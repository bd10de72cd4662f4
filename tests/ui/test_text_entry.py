"""What is written is seen: wrapped on the page and on the board, with the cursor in sight and put where one touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import card_pages, questions
from tests.support.pictures import SCREENS, settle
from tests.ui.test_letters import board, sent, touch
from ui.colours import COLOURS, contrast
from ui.composition import Composition
from ui.shell import Shell
from ui.widgets.letter_keys import Key
from ui.widgets.text_entry import TextEntry

MakeShell = Callable[..., Shell]

STORM = "台風の大雨で床上まで水につかり、畳と家具、冷蔵庫、洗濯機が使えなくなりました。屋根の瓦も飛んで雨もりがします。"
LONG = (STORM * 8)[:400]


@cache
def asked(form: str) -> dict[str, SessionState]:
    return questions(card_pages(None, (form,))["person"])


def state_of(key: str, settings: Settings | None = None) -> SessionState:
    return replace(asked(key.partition(".")[0])[f"ask-{key}"], settings=settings or Settings())


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def written(shell: Shell, text: str = "") -> TextEntry:
    """Return what is in sight, and write ``text`` there."""
    entry = next(one for one in shell.findChildren(TextEntry) if one.isVisible())
    if text:
        entry.set_value(text)
        rest()
    return entry


def at(entry: TextEntry, place: int) -> QPoint:
    """Return where the character behind ``place`` others has its left half."""
    before = entry.composition.cursor
    entry.composition.move_to(place)
    bar = entry.cursor_area()
    entry.composition.move_to(before)
    rest()
    return bar.center() + QPoint(entry.font().pixelSize() // 4, 0)


def keys(shell: Shell) -> dict[str, QPoint]:
    return {one.words: one.mapTo(shell, QPoint(0, 0)) for one in shell.findChildren(Key) if one.isVisible()}


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_all_of_a_long_text_is_on_the_page(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    shell = shell_of(state_of("hisai.detail", Settings(text_size=size)), screen)
    entry = written(shell)
    one_line = entry.height()
    written(shell, LONG)
    shown, count = entry.lines_in_sight()
    assert shown == count > 5
    assert entry.height() >= entry.heightForWidth(entry.width()) > one_line
    assert len(sent(shell)[0]) == len(LONG)


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_board_shows_the_end_in_two_lines_at_least(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    shell = shell_of(state_of("hisai.detail", Settings(text_size=size)), screen)
    letters = board(shell)
    before = keys(shell)
    for text in (STORM[:1], STORM[:30], LONG):
        entry = written(shell, text)
        shown, count = entry.lines_in_sight()
        assert shown >= min(2, count)
        assert entry.rect().contains(entry.cursor_area())
        assert entry.line_of_cursor() == count - 1
        assert keys(shell) == before, "no key moves while one writes"
    assert letters.rect().contains(entry.geometry())


def test_a_name_stands_on_one_line_as_large_as_the_page(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    entry = written(shell, "空知　花子")
    assert entry.lines_in_sight() == (1, 1)
    assert entry.height() == shell.theme.px(20.0)


def test_typing_keeps_the_end_in_sight(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail", Settings(text_size=TextSize.LARGEST)))
    entry = written(shell, LONG)
    for letter in "yane":
        QTest.keyClick(entry, letter)
    rest()
    scroller = shell.screen_shown.scroller if shell.screen_shown else None
    assert scroller is not None
    bar = entry.cursor_area()
    seen = scroller.viewport().rect()
    assert seen.contains(entry.mapTo(scroller.viewport(), bar.center()))
    assert scroller.can_go(-1)


def test_a_touch_on_the_page_opens_the_board_at_that_word(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    entry = written(shell, STORM)
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton, pos=at(entry, STORM.index("水")))
    rest()
    assert written(shell) is not entry
    touch(shell, "消す", "消す", "に")
    assert sent(shell) == [STORM.replace("まで水", "に水")]


def test_a_touch_on_the_board_puts_the_cursor_there(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    board(shell)
    entry = written(shell, STORM)
    place = STORM.index("瓦")
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton, pos=at(entry, place))
    assert entry.composition.cursor == place
    QTest.mouseClick(entry, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert entry.composition.cursor == place
    touch(shell, "と")
    assert entry.value() == STORM.replace("瓦", "と瓦")


def test_arrows_of_a_keyboard_move_the_cursor_as_far_as_there_is_text(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    shell.activateWindow()
    entry = written(shell, "雨戸")
    for _ in range(2):
        QTest.keyClick(entry, Qt.Key.Key_Left)
    assert entry.composition.cursor == 0
    assert shell.focusWidget() is entry
    QTest.keyClick(entry, Qt.Key.Key_Right)
    QTest.keyClick(entry, Qt.Key.Key_Backspace)
    assert entry.value() == "戸"
    QTest.keyClick(entry, Qt.Key.Key_Left)
    assert shell.focusWidget() is not entry, "at its beginning the arrow leads on"


def test_keys_move_the_cursor(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    board(shell)
    entry = written(shell, "屋根瓦")
    touch(shell, "ABC", "←", "←", "1", "→", "2")
    assert entry.value() == "屋1根2瓦"


@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_a_reading_has_them_beside_its_kana(shell_of: MakeShell, screen: str) -> None:
    shell = shell_of(questions(card_pages(None, ("jidoteate_nintei",))["person"])["ask-applicant.kana"], screen)
    board(shell)
    touch(shell, "さ", "う", "←", "と")
    assert sent(shell) == ["サトウ"]


def test_a_screen_reader_is_told_what_is_written(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    entry = written(shell, "𠮷野の雨戸")
    entry.composition.move_to(1)
    told = QAccessible.queryAccessibleInterface(entry)
    assert told.role() is QAccessible.Role.EditableText
    assert told.text(QAccessible.Text.Name) == shell.screen_shown.title if shell.screen_shown else False
    assert told.text(QAccessible.Text.Value) == "𠮷野の雨戸"
    assert told.textInterface().cursorPosition() == 2, "in UTF-16"


def test_nothing_of_the_system_writes_or_keeps_it(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    entry = written(shell, "雨戸")
    assert not entry.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not entry.isUndoAvailable()
    QTest.mouseDClick(entry, Qt.MouseButton.LeftButton)
    assert entry.selectedText() == ""
    assert entry.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_the_cursor_stands_out(shell_of: MakeShell) -> None:
    for scheme in Scheme:
        shell = shell_of(state_of("hisai.detail", Settings(scheme=scheme)))
        entry = written(shell, "雨戸")
        image = entry.grab().toImage()
        colours = COLOURS[scheme]
        assert image.pixelColor(entry.cursor_area().center()).name() == colours.primary
        assert contrast(colours.primary, colours.paper) >= 4.5
        shell.hide()


def test_what_is_above_is_told_by_a_bar(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("hisai.detail"))
    board(shell)
    entry = written(shell, LONG)

    def bar() -> list[int]:
        image, x = entry.grab().toImage(), entry.width() - shell.theme.px(1.0) - 2
        return [y for y in range(entry.height()) if image.pixelColor(x, y).name() == shell.theme.colours.edge]

    assert len(bar()) > shell.theme.px(1.0)
    assert min(bar()) > entry.height() // 2
    entry.composition.move_to(0)
    assert max(bar()) < entry.height() // 2
    written(shell, "雨戸")
    assert not bar()


def test_every_entry_of_a_composition_shows_the_same(dressed: QApplication, shell_of: MakeShell) -> None:
    theme = shell_of(state_of("hisai.detail")).theme
    shared = Composition()
    one, other = (TextEntry(theme, "名", shared) for _ in range(2))
    shared.put_kana("あ")
    assert one.text() == other.text() == "あ"


def test_what_is_pending_is_underlined_until_it_is_settled(shell_of: MakeShell) -> None:
    """Else the first Enter of a keyboard, which leaves the kana as they are, would change nothing to be seen."""
    entry = written(shell_of(state_of("hisai.detail")))
    for letter in "satou":
        entry.composition.type(letter)
    pending = entry.grab().toImage()
    entry.composition.finish()
    assert entry.value() == "さとう"
    settled = entry.grab().toImage()
    assert pending != settled
    entry.set_value("さとう")
    assert entry.grab().toImage() == settled
