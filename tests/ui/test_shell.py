"""What the window does around its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields, replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.failures import Failure, FailureCode
from kiosk.i18n import LANGUAGE_NAMES, Words
from kiosk.session.events import ResidentEvent, SettingsChanged, StaffCalled, Started, StartOver, Tick, Touched
from kiosk.session.moves import tell
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Phase, SessionState
from tests.support.pages import after, all_pages, card_pages, start
from tests.support.pictures import FakeClock, make_shell, settle
from tests.support.visit import Visit
from ui.notice_view import overlay
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.pad import DigitPad
from ui.widgets.sentence import Sentence
from ui.widgets.text_entry import TextEntry

MakeShell = Callable[..., Shell]


def heard(shell: Shell) -> list[ResidentEvent]:
    events: list[ResidentEvent] = []
    shell.intent.connect(events.append)
    return events


@pytest.mark.parametrize("name", ["attract", "doors", "secret-pin", "take", "check", "failure-PIN-01", "finished"])
def test_the_frame_stays_where_it_is(shell_of: MakeShell, name: str) -> None:
    state = all_pages()[name]
    first = shell_of(start())
    other = shell_of(state)
    for part in ("text_size", "language", "staff", "back", "stop", "onward"):
        places = [getattr(shell.frame, part).geometry() for shell in (first, other)]
        assert places[0] == places[1], part


def visible(shell: Shell) -> list[BigButton]:
    return [one for one in shell.findChildren(BigButton) if one.isVisible()]


@pytest.mark.parametrize("name", ["secret-pin", "event-tennyu-moved_on"])
def test_a_page_stands_the_same_wherever_one_comes_from(shell_of: MakeShell, name: str) -> None:
    pages = all_pages()
    first, second = shell_of(pages[name], "upright"), shell_of(pages["doors"], "upright")
    second.show_state(pages[name])
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    places = [
        {one.words: QRect(one.mapTo(shell, QPoint(0, 0)), one.size()) for one in visible(shell)}
        for shell in (first, second)
    ]
    assert places[0] == places[1]


def test_the_rail_speaks_to_the_session(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    events = heard(shell)
    for button in (shell.frame.text_size, shell.frame.scheme, shell.frame.staff):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    size, scheme, staff = events
    assert isinstance(size, SettingsChanged)
    assert size.settings.text_size is TextSize.LARGE
    assert isinstance(scheme, SettingsChanged)
    assert scheme.settings.scheme is Scheme.BLACK_ON_WHITE
    assert isinstance(staff, StaffCalled)


def test_help_for_the_page_is_where_staff_are_called(shell_of: MakeShell) -> None:
    """The rail has no room for a button of its own on a 10.1 inch screen."""
    visit = Visit().to_questions()
    shell = shell_of(visit.state)
    shell.intent.connect(lambda event: shell.show_state(visit.do(type(event)).state))
    shell.frame.staff.activated.emit()
    titles = []
    for words in ("この画面の説明", "とじる", "とじる"):
        assert shell.screen_shown is not None
        titles.append(shell.screen_shown.title)
        next(one for one in visible(shell) if one.words == words).activated.emit()
    assert titles == ["職員を呼びました", "この画面について", "職員を呼びました"]
    assert not visit.state.overlays


def test_each_size_and_scheme_is_one_touch_after_the_other(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    shell.intent.connect(lambda event: shell.show_state(after(shell._state or start(), event)))
    sizes, schemes = [], []
    for _ in TextSize:
        QTest.mouseClick(shell.frame.text_size, Qt.MouseButton.LeftButton)
        sizes.append(shell.theme.size)
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    for _ in Scheme:
        QTest.mouseClick(shell.frame.scheme, Qt.MouseButton.LeftButton)
        schemes.append(shell.theme.scheme)
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    assert sizes == [*list(TextSize)[1:], TextSize.STANDARD]
    assert schemes == [*list(Scheme)[1:], Scheme.LIGHT]


def test_every_language_is_on_a_page_above(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["ask-record.head"])
    events = heard(shell)
    QTest.mouseClick(shell.frame.language, Qt.MouseButton.LeftButton)
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    page = shell.screen_shown
    assert page is not None
    cards = {button.words: button for button in page.findChildren(BigButton)}
    assert set(cards) == {*LANGUAGE_NAMES.values(), "ふりがな"}
    assert cards["日本語"].isChecked()
    QTest.mouseClick(cards["English"], Qt.MouseButton.LeftButton)
    changed = events[-1]
    assert isinstance(changed, SettingsChanged)
    assert changed.settings.language == "en"


def test_the_page_of_languages_closes_without_a_choice(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["ask-record.head"])
    below = shell.screen_shown
    QTest.mouseClick(shell.frame.language, Qt.MouseButton.LeftButton)
    assert shell.screen_shown is not below
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    shell.show_state(shell._state or start())
    assert shell.screen_shown is below


def test_a_touch_beside_every_button_says_that_somebody_is_there(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["present"])
    events = heard(shell)
    QTest.mouseClick(shell, Qt.MouseButton.LeftButton, pos=QPoint(900, 500))
    assert [type(event) for event in events] == [Touched]


def test_a_locked_window_does_not_close(dressed: QApplication) -> None:
    shell = make_shell()
    shell._locked = True
    event = QCloseEvent()
    shell.closeEvent(event)
    assert not event.isAccepted()
    shell.unlock()
    event = QCloseEvent()
    shell.closeEvent(event)
    assert event.isAccepted()
    shell.deleteLater()


def test_there_is_no_context_menu(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    point = QPoint(900, 500)
    QApplication.sendEvent(shell, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point))
    assert QApplication.activePopupWidget() is None


def test_a_text_line_has_no_clipboard(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["ask-record.head"])
    entry = shell.findChild(TextEntry)
    assert entry is not None
    QApplication.clipboard().setText("former resident")
    QTest.keyClick(entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(entry, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    assert entry.value() == ""
    entry.set_value("空知")
    entry.selectAll()
    QTest.keyClick(entry, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "former resident"
    QApplication.clipboard().clear()


def test_shuffled_digits_are_all_there_and_type_what_they_show(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    pad = shell.findChild(DigitPad)
    assert pad is not None
    before = pad.order
    for _ in range(20):
        pad.shuffle()
        if pad.order != before:
            break
    assert sorted(pad.order) == list(range(10))
    assert pad.order != before
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    QTest.mouseClick(pad.keys[7], Qt.MouseButton.LeftButton)
    assert shell._box.take() == b"7"


def test_leaving_the_pad_overwrites_the_digits(shell_of: MakeShell) -> None:
    pages = card_pages()
    shell = shell_of(pages["secret-pin"])
    pad = shell.findChild(DigitPad)
    assert pad is not None
    QTest.mouseClick(pad.keys[7], Qt.MouseButton.LeftButton)
    assert len(shell._box) == 1
    shell.show_state(pages["doors"])
    assert len(shell._box) == 0


def test_too_few_digits_are_not_sent(shell_of: MakeShell) -> None:
    shell = shell_of(card_pages()["secret-pin"])
    events = heard(shell)
    QTest.mouseClick(shell.frame.onward, Qt.MouseButton.LeftButton)
    assert events == []
    told = [label.words for label in shell.findChildren(Sentence) if label.objectName() == "error" and label.words]
    assert told == ["あと4文字です。"]


def test_settings_dress_the_whole_window_anew(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    shell.show_state(start(Settings(language="en", text_size=TextSize.LARGEST)))
    assert shell.theme.words.language == "en"
    assert shell.frame.staff.words == "Call\nstaff"
    assert shell.theme.size is TextSize.LARGEST


def test_the_attract_page_starts_wherever_it_is_touched(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    events = heard(shell)
    page = shell.screen_shown
    assert page is not None
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert [type(event) for event in events] == [Started]


def test_the_rail_of_an_upright_screen_has_room_for_its_words(shell_of: MakeShell) -> None:
    shell = shell_of(start())
    shell.resize(1200, 1920)
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    for button in shell.frame.rail_buttons:
        needed, available = button.room()
        assert needed.height() <= available.height() + 1, button.words
        assert needed.width() <= available.width() + 1, button.words


@pytest.mark.parametrize("button", ["language", "voice"])
def test_what_the_window_laid_over_the_last_page_does_not_lie_over_the_next_visit(
    shell_of: MakeShell, button: str
) -> None:
    shell = shell_of(replace(all_pages()["finished"], settings=Settings(voice=True)))
    getattr(shell.frame, button).activated.emit()
    assert shell.screen_shown is not shell.stage.page
    shell.show_state(start())
    assert shell.screen_shown is shell.stage.page


@pytest.mark.parametrize(("button", "wait"), [("language", "warn_s"), ("voice", "slow_warn_s")])
def test_what_a_passer_by_left_lying_over_the_first_page_goes_when_nobody_touches_it(
    shell_of: MakeShell, button: str, wait: str
) -> None:
    # Nobody came for an hour; a panel that is opened now is no hour old.
    shell = shell_of(replace(start(), now=3600.0))
    clock = shell.theme.clock
    assert isinstance(clock, FakeClock)
    clock.at, clock.held = 3600.0, True
    shell.intent.connect(lambda event: shell.show_state(after(shell._state or start(), event)))
    limit = getattr(start().station.policy, wait)
    getattr(shell.frame, button).activated.emit()
    if button == "voice":
        assert shell.settings.voice, "the first touch turns it on"
        shell.frame.voice.activated.emit()
    for passed, lies in ((1.0, True), (limit - 1, True), (limit, False)):
        shell.show_state(after(shell._state or start(), Tick(3600.0 + passed)))
        assert (shell.screen_shown is not shell.stage.page) is lies, passed
    assert shell.settings == Settings()
    assert not shell.frame.voice.isChecked()


def test_nothing_that_was_chosen_outlives_the_visit(shell_of: MakeShell) -> None:
    changed = Settings("en", TextSize.LARGEST, Scheme.WHITE_ON_BLACK, furigana=True, voice=True, pace=0, volume=0)
    state = after(all_pages()["doors"], SettingsChanged(1.0, changed))
    for step in range(len(fields(Settings))):
        assert astuple(state.settings)[step] != astuple(Settings())[step]
    shell = shell_of(state)
    shell.frame.voice.activated.emit()
    assert shell.panels.open == "voice"
    shell.show_state(after(state, StartOver(2.0)))
    assert shell.settings == Settings()
    assert shell.panels.open == ""
    assert shell.screen_shown is shell.stage.page
    assert (shell.theme.size, shell.theme.scheme, shell.theme.words.language) == ("standard", "light", "ja")
    assert not shell.theme.reads
    assert not shell.frame.voice.isChecked()


def test_a_voice_that_went_away_may_be_asked_for_at_the_next_visit(shell_of: MakeShell) -> None:
    shell = shell_of(replace(all_pages()["doors"], settings=Settings(voice=True)))
    shell.fall_silent()
    shell.show_state(all_pages()["doors"])
    assert shell.panels.mute
    shell.show_state(start())
    assert not shell.panels.mute


def names_on(shell: Shell) -> list[str]:
    """Return the buttons of what lies above the page, as they stand."""
    screen = shell.screen_shown
    assert screen is not None
    return [one.words for one in screen.findChildren(BigButton) if one.isVisible()]


def press(shell: Shell, words: str) -> None:
    screen = shell.screen_shown
    assert screen is not None
    next(one for one in screen.findChildren(BigButton) if one.words == words and one.isVisible()).activated.emit()
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication


def ended_by_a_notice() -> dict[str, SessionState]:
    """Return every page below a notice that offers to end the visit."""
    return {name: state for name, state in all_pages().items() if (told := overlay(state, Words())) and told.ends}


def test_nothing_that_was_entered_is_thrown_away_by_one_touch(shell_of: MakeShell) -> None:
    found = ended_by_a_notice()
    assert {"printer-unsure", "printer-jam", "failure-PRN-01", "failure-PRN-03", "failure-CARD-04", "stopped"} <= set(
        found
    )
    for name, state in found.items():
        shell = shell_of(state)
        events = heard(shell)
        offered = names_on(shell)
        press(shell, "おわる")
        assert names_on(shell) == ["やめる", "続ける"], name
        press(shell, "続ける")
        shell.show_state(after(state, *events))
        assert names_on(shell) == offered, name
        assert [type(one) for one in events] == [Touched] * 2, name
        press(shell, "おわる")
        press(shell, "やめる")
        assert isinstance(events[-1], StartOver), name
        assert after(state, *events).phase is Phase.ATTRACT, name
        shell.hide()


def test_what_is_told_meanwhile_goes_before_the_question(shell_of: MakeShell) -> None:
    state = all_pages()["printer-jam"]
    shell = shell_of(state)
    press(shell, "おわる")
    shell.show_state(tell(state, Failure(FailureCode.PRINTER_GONE)))
    assert "おわる" in names_on(shell)
    press(shell, "おわる")
    shell.show_state(after(state, Tick(state.touched + 10_000)))
    assert names_on(shell) == [Words().text("screen.still.go_on")]


def test_the_last_page_ends_the_visit_at_once(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages()["finished"])
    events = heard(shell)
    shell.go_on()
    assert [type(one) for one in events] == [StartOver]
