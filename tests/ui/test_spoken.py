"""What pages say aloud: every word that stands on them, with its reading; nothing of a secret; no staff's frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain, readings
from kiosk.session.events import SettingsChanged, Touched
from kiosk.session.settings import PACES, VOLUMES, Settings
from kiosk.session.state import SessionState
from tests.support.pages import after, all_pages
from tests.support.pictures import settle
from ui.shell import Shell
from ui.spoken import spoken
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
VOICED = Settings(voice=True)
SOME = (
    *("attract", "purpose", "outcome-tennyu", "doors", "secret-pin", "person", "check", "paper", "finished"),
    *("still-there", "failure-PIN-01"),
)


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def voiced(name: str) -> SessionState:
    return replace(pages()[name], settings=VOICED)


def button(shell: Shell, words: str) -> BigButton:
    return next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible())


def driven(shell: Shell, state: SessionState) -> list[Settings]:
    """Let the shell's own events change its settings; return each."""
    found: list[Settings] = []
    now = [state]

    def take(event: object) -> None:
        now[0] = after(now[0], event)  # type: ignore[arg-type]  # a session event
        if isinstance(event, SettingsChanged):
            found.append(event.settings)
        shell.show_state(now[0])

    shell.intent.connect(take)
    return found


@pytest.mark.parametrize("name", [name for name in all_pages() if name in SOME or name.startswith("ask-")])
def test_every_word_of_the_page_is_said_with_its_reading(shell_of: MakeShell, name: str) -> None:
    shell = shell_of(voiced(name))
    screen = shell.screen_shown
    assert screen is not None
    said = " ".join(spoken(screen))
    for one in screen.findChildren(Sentence):
        if one.isVisible():
            assert one.words in plain(said), name
    for each in screen.findChildren(BigButton):
        if each.isVisible():
            assert plain(each.said) in plain(said), name
    assert readings(said)
    assert shell.theme.words.language == "ja-ruby"


def test_the_pages_looked_at_are_pages() -> None:
    assert set(SOME) <= set(pages())
    assert len(PACES) == 7
    assert list(PACES) == sorted(set(PACES))


def test_readings_that_are_only_said_are_not_painted(shell_of: MakeShell) -> None:
    silent = shell_of(pages()["doors"]).grab().toImage()
    shell = shell_of(voiced("doors"))
    shell.frame.voice.setChecked(False)
    assert shell.grab().toImage() == silent
    assert shell_of(replace(pages()["doors"], settings=replace(VOICED, furigana=True))).grab().toImage() != silent


@pytest.mark.parametrize(("name", "keys"), [("secret-pin", "12"), ("secret-code-b", ("昭和", "2", "3"))])
def test_a_pad_says_no_digit(shell_of: MakeShell, name: str, keys: tuple[str, ...]) -> None:
    shell = shell_of(voiced(name))
    screen = shell.screen_shown
    assert screen is not None
    *first, last, digit = keys
    for key in (*first, last):
        QTest.mouseClick(button(shell, key), Qt.MouseButton.LeftButton)
        rest()
    before = spoken(screen)
    told: list[str] = []
    shell.complained.connect(told.append)
    QTest.mouseClick(button(shell, digit), Qt.MouseButton.LeftButton)
    rest()
    assert spoken(screen) == before
    assert not [text for text in before if len(plain(text).strip()) == 1]
    # That the key was taken is told by how many there are: the second digit, of either secret, whichever it was.
    QTest.mouseClick(button(shell, "1つ\n消す"), Qt.MouseButton.LeftButton)
    assert [plain(text) for text in told] == ["2文字", "1文字"]


def test_a_page_that_appears_is_told_and_a_complaint_is_said(shell_of: MakeShell) -> None:
    shell = shell_of(voiced("secret-pin"))
    appeared: list[object] = []
    complained: list[str] = []
    shell.appeared.connect(appeared.append)
    shell.complained.connect(complained.append)
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    assert len(complained) == 1
    shell.show_state(voiced("person"))
    assert appeared == [shell.screen_shown]


def test_one_touch_turns_the_voice_on_the_next_opens_its_page(shell_of: MakeShell) -> None:
    state = pages()["doors"]
    shell = shell_of(state)
    settings = driven(shell, state)
    QTest.mouseClick(shell.frame.voice, Qt.MouseButton.LeftButton)
    assert settings == [VOICED]
    assert shell.frame.voice.isChecked()
    rest()
    QTest.mouseClick(shell.frame.voice, Qt.MouseButton.LeftButton)
    rest()
    for words, changed in (
        ("速く", replace(VOICED, pace=3)),
        ("小さく", replace(VOICED, pace=3, volume=2)),
        ("ゆっくり", replace(VOICED, volume=2)),
        ("大きく", VOICED),
        ("音声を止める", Settings()),
    ):
        QTest.mouseClick(button(shell, words), Qt.MouseButton.LeftButton)
        assert settings[-1] == changed, words
        rest()
    assert not shell.frame.voice.isChecked()


@pytest.mark.parametrize(
    ("settings", "off", "on"),
    [
        (replace(VOICED, pace=0, volume=0), ("ゆっくり", "小さく"), ("速く", "大きく")),
        (replace(VOICED, pace=len(PACES) - 1, volume=len(VOLUMES) - 1), ("速く", "大きく"), ("ゆっくり", "小さく")),
    ],
)
def test_there_is_an_end_to_slow_and_loud(
    shell_of: MakeShell, settings: Settings, off: tuple[str, ...], on: tuple[str, ...]
) -> None:
    shell = shell_of(replace(pages()["doors"], settings=settings))
    QTest.mouseClick(shell.frame.voice, Qt.MouseButton.LeftButton)
    rest()
    assert [button(shell, words).isEnabled() for words in (*off, *on)] == [False, False, True, True]


def test_again_says_the_page_again(shell_of: MakeShell) -> None:
    shell = shell_of(voiced("doors"))
    QTest.mouseClick(shell.frame.voice, Qt.MouseButton.LeftButton)
    rest()
    appeared: list[object] = []
    shell.appeared.connect(appeared.append)
    QTest.mouseClick(button(shell, "もう一度\n聞く"), Qt.MouseButton.LeftButton)
    assert appeared == [shell.stage.page]


def test_a_language_without_a_voice_says_so_in_its_own_words(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["doors"], settings=Settings(language="en")))
    heard: list[object] = []
    shell.intent.connect(heard.append)
    QTest.mouseClick(shell.frame.voice, Qt.MouseButton.LeftButton)
    rest()
    assert [type(event) for event in heard] == [Touched]
    assert shell.theme.text("voice.none") in [one.words for one in shell.findChildren(Sentence) if one.isVisible()]
    QTest.mouseClick(button(shell, "Close"), Qt.MouseButton.LeftButton)
    rest()
    assert shell.screen_shown is shell.stage.page


def test_a_missing_loudspeaker_is_told_on_the_page_and_nothing_is_lost(shell_of: MakeShell) -> None:
    state = voiced("doors")
    shell = shell_of(state)
    settings = driven(shell, state)
    shell.fall_silent()
    rest()
    assert settings == [Settings()]
    shown = [one.words for one in shell.findChildren(Sentence) if one.isVisible()]
    assert shell.theme.text("voice.failed") in shown
    assert not shell.frame.voice.isChecked()
    QTest.mouseClick(button(shell, "とじる"), Qt.MouseButton.LeftButton)
    rest()
    assert shell.screen_shown is shell.stage.page
