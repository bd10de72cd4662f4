"""Languages and furigana: chosen on any page, nothing typed is lost, gone when the visit ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain, readings
from kiosk.session.events import SettingsChanged, StartOver
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import after, all_pages, card_pages, questions
from tests.support.pictures import SCREENS, settle
from ui.screens.ask import AskScreen, Draft
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
SIX = MappingProxyType(
    {
        "ja": "日本語",
        "ja-easy": "やさしい日本語",
        "en": "English",
        "zh-Hans": "简体中文",
        "vi": "Tiếng Việt",
        "ko": "한국어",
    }
)
FURIGANA = Settings(furigana=True)
WITH_READINGS = "ふりがな"


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


def show(shell: Shell, state: SessionState) -> None:
    shell.show_state(state)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def shown(shell: Shell) -> list[str]:
    """The words of the page in sight, with their readings as they are marked."""
    labels = [one for one in shell.findChildren(Sentence) if one.isVisible()]
    buttons = [one for one in shell.findChildren(BigButton) if one.isVisible()]
    return [one._marked for one in (*labels, *buttons)]


def touched(shell: Shell, button: BigButton) -> list[object]:
    heard: list[object] = []
    shell.intent.connect(heard.append)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shell.intent.disconnect(heard.append)
    return heard


def chosen(shell: Shell, words: str) -> object:
    """Touch ことば, then a card of its page; return what the session is told."""
    touched(shell, shell.frame.language)
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    page = shell.screen_shown
    assert page is not None
    (event,) = touched(shell, next(one for one in page.findChildren(BigButton) if one.words == words))
    return event


@pytest.mark.parametrize("name", ["attract", "purpose", "doors", "person", "check", "finished"])
def test_furigana_is_chosen_with_the_language_and_leaves_the_words_as_they_are(shell_of: MakeShell, name: str) -> None:
    state = pages()[name]
    shell = shell_of(state)
    before = shown(shell)
    assert not any(readings(text) for text in before)
    event = chosen(shell, WITH_READINGS)
    assert event == SettingsChanged(event.at, FURIGANA)  # type: ignore[attr-defined]  # a session event
    show(shell, after(state, event))  # type: ignore[arg-type]  # as above
    marked = shown(shell)
    assert sum(bool(readings(text)) for text in marked) >= 4
    assert [plain(text) for text in marked] == before
    assert "｜" not in shell.windowTitle()
    event = chosen(shell, WITH_READINGS)
    show(shell, after(state, event))  # type: ignore[arg-type]  # as above
    assert shown(shell) == before


def test_furigana_belongs_to_standard_japanese_and_to_one_visit() -> None:
    assert replace(FURIGANA, language="en").words == "en"
    visit = after(pages()["doors"], SettingsChanged(50, FURIGANA))
    assert visit.settings.words == "ja-ruby"
    assert after(visit, StartOver(51)).settings == Settings()


def test_easy_japanese_always_has_its_readings(shell_of: MakeShell) -> None:
    shell = shell_of(replace(pages()["doors"], settings=Settings(language="ja-easy")))
    assert any(readings(text) for text in shown(shell))
    assert all("《" not in plain(text) for text in shown(shell))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", TextSize)
def test_six_languages_fit_a_page_without_scrolling(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    for settings in (Settings(text_size=size), Settings(text_size=size, language="ja-easy")):
        shell = shell_of(replace(pages()["attract"], settings=settings), screen)
        touched(shell, shell.frame.language)
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        page = shell.screen_shown
        assert page is not None
        assert page.scroller is not None
        cards = {one.words: one for one in page.findChildren(BigButton)}
        assert [name for name in cards if name != WITH_READINGS] == list(SIX.values())
        assert not page.scroller.overflows
        assert all(one.room()[0].height() <= one.height() for one in cards.values())
        faces = {one.words: one.theme.families[0] for one in cards.values()}
        assert faces["简体中文"] == "Noto Sans SC"
        assert faces["한국어"] == "Noto Sans KR"
        (event,) = touched(shell, cards["English"])
        assert isinstance(event, SettingsChanged)
        assert event.settings.language == "en"
        shell.hide()


def test_what_is_typed_stays_when_the_screen_is_turned(shell_of: MakeShell) -> None:
    state = questions(card_pages(None, ("jidoteate_nintei",))["person"])["ask-applicant.phone"]
    shell = shell_of(state)
    screen = shell.screen_shown
    assert isinstance(screen, AskScreen)
    typed = Draft("0125", wrong=False)
    screen.restore(typed)
    assert screen.draft() == typed
    for name in ("upright", "tablet"):
        shell.resize(SCREENS[name][1])
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        assert screen._page.stacked is (name == "upright")
        assert shell.screen_shown is screen
        assert screen.draft() == typed
