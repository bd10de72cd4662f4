"""The window and the voice together: said when it appears, with names as their owners read them; silent at a touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain
from forms.settings import load_town
from kiosk.aloud import Aloud
from kiosk.app import Application
from kiosk.config import Card, Config
from kiosk.i18n import STAFF_TABLES, Words
from kiosk.session.events import VoiceChanged
from kiosk.session.settings import PACES, VOICED, VOLUMES, Settings
from kiosk.session.state import SessionState
from kiosk.speech.reading import phrases
from kiosk.speech.render import PACE, fixed_phrases
from tests.support.assisted import assisted
from tests.support.pages import PERSON, all_pages, card_pages, questions
from tests.support.pictures import make_shell, settle
from ui.notice_view import overlay
from ui.shell import Shell
from ui.theme import dress

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@cache
def clips() -> frozenset[str]:
    return fixed_phrases()


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


class Voice(QObject):
    """Keeps what it is told to say."""

    done = Signal()
    failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[list[str], float, float]] = []
        self.stops = 0
        self.told: list[VoiceChanged] = []
        """What the session hears of it."""

    @property
    def changes(self) -> list[bool]:
        return [one.speaking for one in self.told]

    def say(self, sentences: list[str], pace: float, volume: float, town: str) -> None:
        assert town == "上砂川町"
        self.said.append((sentences, pace, volume))

    def stop(self) -> None:
        self.stops += 1

    def end(self) -> None:
        self.done.emit()

    def break_down(self) -> None:
        self.failed.emit()


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[[SessionState], tuple[Shell, Voice]]]:
    dress(qapp)
    made: list[Shell] = []

    def show(state: SessionState) -> tuple[Shell, Voice]:
        shell, voice = make_shell("tablet"), Voice()
        made.append(shell)
        shell.town = load_town()
        aloud = Aloud(shell, voice)  # type: ignore[arg-type]  # what is used of the service
        aloud.told.connect(voice.told.append)
        shell.show()
        shell.show_state(state)
        settle(qapp)
        return shell, voice

    yield show
    for shell in made:
        shell.hide()
        shell.deleteLater()
    settle(qapp)


def test_a_page_is_said_when_it_appears_at_the_pace_and_loudness_chosen(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    settings = Settings(voice=True, pace=1, volume=4)
    _, voice = shown(replace(all_pages()["doors"], settings=settings))
    sentences, pace, volume = voice.said[-1]
    assert (pace, volume) == (PACES[1], VOLUMES[4])
    assert len(sentences) > 3
    assert any("《" in sentence for sentence in sentences)


@pytest.mark.parametrize("language", VOICED)
@pytest.mark.parametrize("page", ["attract", "purpose", "doors", "take", "categories", "event-tennyu-water"])
def test_all_that_a_page_without_values_says_has_clips(
    shown: Callable[[SessionState], tuple[Shell, Voice]], page: str, language: str
) -> None:
    _, voice = shown(replace(all_pages()[page], settings=Settings(language=language, voice=True)))
    sentences, pace, _ = voice.said[-1]
    assert pace == PACE
    assert len(sentences) > 1
    assert [phrase for sentence in sentences for phrase in phrases(sentence) if phrase not in clips()] == []


def test_nothing_is_said_unless_it_was_asked_for(shown: Callable[[SessionState], tuple[Shell, Voice]]) -> None:
    _, voice = shown(all_pages()["doors"])
    assert voice.said == []


@pytest.mark.parametrize("name", ["last-try", "my-number"])
def test_what_is_addressed_to_staff_is_never_said_and_ends_what_was_being_said(
    shown: Callable[[SessionState], tuple[Shell, Voice]], name: str
) -> None:
    state = replace(all_pages()[name], settings=Settings(voice=True))
    shell, voice = shown(replace(state, overlays=()))
    before, stops = len(voice.said), voice.stops
    assert before
    shell.show_state(state)
    rest()
    assert getattr(shell.stage.above, "to_staff", False)
    assert (len(voice.said), voice.stops > stops) == (before, True)


@pytest.mark.parametrize("name", ["last-try", "my-number"])
def test_where_a_clerk_assists_the_resident_hears_only_to_be_patient(
    shown: Callable[[SessionState], tuple[Shell, Voice]], name: str
) -> None:
    _, voice = shown(assisted(replace(all_pages()[name], settings=Settings(voice=True))))
    said = plain("".join(voice.said[-1][0]))
    assert Words().text("screen.hand.checking_body") in said
    assert "職員の方へ" not in said


def test_every_notice_in_the_words_of_staff_is_marked_as_theirs_and_has_no_clip() -> None:
    words = Words()
    staffs = {words.text(key) for key in words.keys() if key.rpartition(".")[0] in STAFF_TABLES}  # noqa: SIM118
    notices = [notice for state in all_pages().values() if (notice := overlay(state, words))]
    assert {one.kind for one in notices if one.to_staff} == {"last-try", "my-number"}
    assert all(one.to_staff == (one.title in staffs) for one in notices)
    assert not {plain(one) for one in clips()} & {"職員の方へ", words.text("screen.last_try.confirm")}


def test_a_board_in_place_of_the_question_is_said_and_the_question_again(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    shell, voice = shown(
        questions(card_pages(Settings(voice=True), ("jidoteate_nintei",))["person"])["ask-spouse.name"]
    )
    before = len(voice.said)
    shell.screen_shown._answer.open()  # type: ignore[union-attr]  # the line of the question
    rest()
    shell.go_back()
    rest()
    (board, _, _), (question, _, _) = voice.said[before:]
    assert "配偶者" in plain(board[0])
    assert len(question) > len(board)


def test_what_is_wrong_is_said_once_and_nothing_over_it(shown: Callable[[SessionState], tuple[Shell, Voice]]) -> None:
    shell, voice = shown(
        questions(card_pages(Settings(voice=True), ("jidoteate_nintei",))["person"])["ask-spouse.name"]
    )
    screen, before = shell.screen_shown, len(voice.said)
    assert screen is not None
    screen._answer.open()  # type: ignore[attr-defined]  # the line of the question
    screen.filled_by.close_face()  # type: ignore[union-attr]  # a page fills it
    screen.filled_by.complain("入れてください")  # type: ignore[union-attr]  # as above
    rest()
    assert [said for said, _, _ in voice.said[before:]] == [["入れてください"]]


@pytest.mark.parametrize("how", ["mouse", "finger", "key"])
def test_the_next_touch_ends_it(shown: Callable[[SessionState], tuple[Shell, Voice]], how: str) -> None:
    shell, voice = shown(replace(all_pages()["doors"], settings=Settings(voice=True)))
    before = voice.stops
    if how == "mouse":
        QTest.mouseClick(shell, Qt.MouseButton.LeftButton)
    elif how == "finger":
        screen = QTest.createTouchDevice()
        QTest.touchEvent(shell, screen).press(1, QPoint(4, 4), shell).commit()
        QTest.touchEvent(shell, screen).release(1, QPoint(4, 4), shell).commit()
    else:
        QTest.keyClick(shell, Qt.Key.Key_Tab)
    assert voice.stops > before


def test_the_session_hears_when_it_speaks_and_when_it_has_ended(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    state = replace(all_pages()["doors"], settings=Settings(voice=True))
    shell, voice = shown(state)
    assert voice.changes == [True]
    voice.end()
    assert voice.changes == [True, False]
    shell.show_state(replace(all_pages()["finished"], settings=state.settings))
    rest()
    QTest.mouseClick(shell, Qt.MouseButton.LeftButton)
    assert voice.changes == [True, False, True, False]
    assert voice.told[0].at < voice.told[1].at < shell.theme.clock.now()


def test_the_program_tells_its_session_of_the_voice_once_a_step_is_shown(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    shell, voice = shown(replace(all_pages()["doors"], settings=Settings(voice=True)))
    heard: list[object] = []
    application = object.__new__(Application)
    application.aloud, application.config = shell.findChild(Aloud), Config(card=Card(tone=False))
    kiosk = SimpleNamespace(runtime=SimpleNamespace(take=heard.append), start=lambda: heard.append("started"))
    application.begin(kiosk)  # type: ignore[arg-type]  # what is used of the kiosk
    voice.end()
    assert heard == ["started"]
    rest()
    assert heard == ["started", voice.told[-1]]


def test_nothing_is_waited_for_that_is_not_said(shown: Callable[[SessionState], tuple[Shell, Voice]]) -> None:
    state = replace(all_pages()["doors"], settings=Settings(voice=True))
    shell, voice = shown(state)
    shell.show_state(replace(state, settings=Settings()))
    rest()
    assert voice.changes == [True, False]
    _, silent = shown(replace(state, settings=Settings(language="en", voice=True)))
    assert silent.changes == []


def test_a_voice_that_breaks_down_is_not_waited_for(shown: Callable[[SessionState], tuple[Shell, Voice]]) -> None:
    _, voice = shown(replace(all_pages()["doors"], settings=Settings(voice=True)))
    voice.break_down()
    assert voice.changes == [True, False]


def test_the_town_is_said_as_it_is_read_and_a_name_of_unsure_reading_is_to_be_seen(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    shell, voice = shown(replace(all_pages()["person"], settings=Settings(voice=True)))
    said, words = voice.said[-1][0], shell.theme.words
    assert any("｜上砂川町《カミスナガワチョウ》" in sentence for sentence in said)
    assert words.text("screen.voice.name") in said
    assert PERSON.name not in "".join(map(plain, said))


def test_the_own_town_before_a_section_of_it_is_said_with_aza(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    state = card_pages(Settings(voice=True), person=replace(PERSON, address="北海道空知郡上砂川町字鶉4番地"))["person"]
    _, voice = shown(state)
    assert "北海道空知郡｜上砂川町字《カミスナガワチョウアザ》鶉4番地" in voice.said[-1][0]


def test_a_voice_that_goes_away_leaves_the_page_to_be_read(
    shown: Callable[[SessionState], tuple[Shell, Voice]],
) -> None:
    shell, voice = shown(replace(all_pages()["doors"], settings=Settings(voice=True)))
    voice.break_down()
    assert shell.panels.mute
