"""Two windows of one visit: who sees what, where they stand, what goes over when the input does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QTreeWidgetItem, QWidget

from forms import journey
from forms.answers import Giver
from forms.japanese.furigana import plain
from forms.japanese.kana import katakana
from kiosk.failures import failure_rules
from kiosk.i18n import LANGUAGES, Words
from kiosk.session.events import Answered, By, Closed, HandGiven, HelpAsked, StaffCalled, StartOver, Tick, Touched
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, Phase, SessionState, Staff
from kiosk.session.step import step
from tests.support.assisted import TABLET, TOUCH, WIDE, assisted
from tests.support.pages import after, all_pages, card_pages, procedures, questions, signature_page
from tests.support.pictures import FakeClock, settle
from tests.ui.test_every_page import gaps, inside, names, room, sizes, tab_order
from tests.ui.test_letters import state_of
from ui import clerk_view
from ui.desk import Desk
from ui.form_tree import COLUMNS, FormTree
from ui.places import CLERK_LEAST_MM, RESIDENT_LEAST_MM, Arrangement, Monitor, places
from ui.screens.ask import AskScreen, Draft
from ui.screens.secret import SecretScreen
from ui.shell import Shell
from ui.tokens import Screen as Display
from ui.widgets.button import BigButton
from ui.widgets.finder import NumberFace
from ui.widgets.letters import Letters
from ui.widgets.pad import DigitPad
from ui.widgets.sentence import Sentence

TABLET_UPRIGHT = TABLET._replace(width=TABLET.height, height=TABLET.width)
TURNED = TOUCH._replace(width=TOUCH.height, height=TOUCH.width)
PHONE = "ask-applicant.phone"
STAFF_KEYS = [key for key in sorted(Words("ja").keys()) if key.startswith(("staff.say", "staff.do"))]


@pytest.fixture(scope="module")
def pages() -> dict[str, SessionState]:
    return all_pages()


def one_of_each(pages: dict[str, SessionState]) -> dict[str, SessionState]:
    """Return one page of each phase, and one of each kind of notice: what a page holds is for test_every_page."""
    found: dict[object, tuple[str, SessionState]] = {}
    for name, state in pages.items():
        found.setdefault(repr(state.overlay)[:20] if state.overlay else state.phase, (name, state))
    return dict(found.values())


def painted(window: QWidget) -> str:
    """Return every word that is to be seen in a window, and every name a screen reader says."""
    found = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            found += [widget.accessibleName(), widget.toolTip()]
            found += [widget.words, widget.detail] if isinstance(widget, BigButton) else []
            found += [widget.text()] if isinstance(widget, QLabel) else []
    return "\n".join(found)


def touch(window: QWidget, name: str) -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    found = {"".join(one.words.split()): one for one in window.findChildren(BigButton) if one.isVisible()}
    QTest.mouseClick(found[name], Qt.MouseButton.LeftButton)


class Painted(QObject):
    """Whether ``window`` has painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.done = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt paints what changed in answer to this event."""
        self.done = self.done or event.type() is QEvent.Type.UpdateRequest
        return super().eventFilter(watched, event)


def heard(desk: Desk) -> list[Any]:
    events: list[Any] = []
    desk.intent.connect(events.append)
    return events


def alive(desk: Desk) -> None:
    """Have the session follow what is touched; nothing else of it runs."""

    def follow(event: Any) -> None:
        assert desk._state is not None
        desk.show_state(step(desk._state, event)[0])

    desk.intent.connect(follow)


class TestWhoSeesWhat:
    @pytest.mark.parametrize("hand", Hand)
    def test_no_staff_word_in_the_resident_s_window(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By the keys that are looked up for it, and by what is painted in it, over every page and notice."""
        asked: list[tuple[str, str]] = []
        look_up = Words.text

        def noted(self: Words, key: str, /, **params: object) -> str:
            asked.append(((desk.resident.theme.words is self and "resident") or "other", key))
            return look_up(self, key, **params)

        desk = desk_of(assisted(pages["attract"], hand))
        monkeypatch.setattr(Words, "text", noted)
        clerk_words = Words("ja")
        said = {clerk_words.text(key) for key in STAFF_KEYS}
        said |= {clerk_words.text(f"screen.{name}.title") for name in ("last_try", "my_number")}
        said -= {"{question}"}
        asked.clear()
        phases = set()
        for name, state in one_of_each(pages).items():
            desk.show_state(assisted(state, hand))
            desk.follow()
            phases.add(state.phase)
            words = painted(desk.resident)
            assert not [one for one in said if one in words], name
        own = [key for whose, key in asked if whose == "resident"]
        assert phases == set(Phase)
        assert len(own) > 100
        assert not [key for key in own if key.startswith(("staff.", "screen.last_try", "screen.my_number"))]
        assert not [key for key in own if key.startswith("failures.") and key.endswith(".staff")]
        assert [key for whose, key in asked if whose == "other" and key.startswith("staff.")]

    @pytest.mark.parametrize("name", ["secret-pin", "secret-code-b"])
    def test_no_secret_in_the_clerk_s_window(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], name: str
    ) -> None:
        state = assisted(pages[name], Hand.CLERK)
        desk = desk_of(state)
        assert not desk.clerk.findChildren(DigitPad)
        assert not desk.clerk.findChildren(SecretScreen)
        before, picture = painted(desk.clerk), desk.clerk.grab().toImage()
        touch(desk.resident, "数字をならべかえる") if name == "secret-pin" else touch(desk.resident, "昭和")
        for digit in "1234":
            touch(desk.resident, digit)
        desk.show_state(state)
        desk.mirror()
        assert painted(desk.clerk) == before
        assert desk.clerk.grab().toImage() == picture
        assert desk.clerk.shell.stage.draft() == (desk.clerk.shell.stage.page_key, None)
        tries = state.visit.check.tries_left if state.visit.check else 0
        assert f"残り{tries}回" in before
        assert "わたす" not in before

    @pytest.mark.parametrize("overlay", [Staff(last_try=True), Staff(my_number=True)])
    def test_what_a_clerk_decides_is_asked_in_the_clerk_s_window(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], overlay: Staff
    ) -> None:
        state = replace(assisted(pages["my-number"]), overlays=(overlay,))
        desk = desk_of(state)
        events = heard(desk)
        assert "職員が確かめています" in painted(desk.resident)
        assert not [one for one in desk.resident.frame.body.findChildren(BigButton) if one.isVisible()]
        touch(desk.clerk, "職員が確かめました")
        assert events[0].hand is Hand.CLERK

    @pytest.mark.parametrize("overlay", [Staff(last_try=True), Staff(my_number=True)])
    def test_enter_alone_risks_nothing_that_a_clerk_decides(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], overlay: Staff
    ) -> None:
        desk = desk_of(replace(assisted(pages["my-number"]), overlays=(overlay,)))
        events = heard(desk)
        focus = desk.clerk.shell.focusWidget()
        assert isinstance(focus, BigButton)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        assert [type(one.event) for one in events] == [Closed]

    def test_the_clerk_never_has_the_button_that_prints(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["check"], Hand.CLERK))
        assert not desk.clerk.shell.frame.onward.isVisible()
        desk.show_state(assisted(pages["check"], Hand.RESIDENT))
        assert desk.resident.frame.onward.isVisible()

    def test_the_resident_keeps_their_own_language_and_size(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        settings = Settings("en", TextSize.LARGEST)
        desk = desk_of(replace(assisted(pages[PHONE], Hand.CLERK), settings=settings))
        assert (desk.resident.theme.words.language, desk.resident.theme.size) == ("en", TextSize.LARGEST)
        assert (desk.clerk.shell.theme.words.language, desk.clerk.shell.theme.size) == ("ja", TextSize.STANDARD)
        assert "昼間に連絡がつく電話番号" in painted(desk.clerk)


class TestTheSideOfThePage:
    @pytest.mark.parametrize("hand", Hand)
    def test_every_page_has_a_line_to_say_and_something_to_do(self, pages: dict[str, SessionState], hand: Hand) -> None:
        for name, state in pages.items():
            side = clerk_view.side(assisted(state, hand), Words("ja"))
            assert side.say.strip(), name
            assert side.do.strip(), name
            assert "{" not in side.say + side.do, name

    def test_words_for_every_phase_and_none_besides(self) -> None:
        keys = Words("ja").keys()
        told = {code.value for code, rule in failure_rules().items() if rule.back}
        both = {phase.value for phase in Phase} | {"called", "help", "still-there", "stopped", "leaving"}
        asked = {"last-try", "my-number"}
        done = {"decide", "watch", "correct", "called-alone", "called-over", "PIN-04", "FORM-01", "FORM-02"}
        for table, further in (("say", told | asked), ("do", done)):
            found = {key.rpartition(".")[2] for key in keys if key.startswith(f"staff.{table}.")}
            assert found == both | further

    @pytest.mark.parametrize("overlay", [Staff(last_try=True), Staff(my_number=True)])
    def test_the_script_follows_what_lies_above_the_same_page(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], overlay: Staff
    ) -> None:
        below = assisted(pages["secret-pin"])
        desk = desk_of(below)
        said = [desk.clerk.say.words]
        for overlays in ((overlay,), ()):
            desk.show_state(replace(below, overlays=overlays))
            desk.follow()
            said.append(desk.clerk.say.words)
        words = desk.clerk.theme.words
        assert said[1] == words.text(f"staff.say.{'last-try' if overlay.last_try else 'my-number'}")
        assert said[0] == said[2] != said[1]

    def test_beside_the_code_of_a_failure_stands_whose_touch_counts(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["printer-jam"], Hand.CLERK))
        frame = desk.resident.frame
        assert not frame.body.isEnabled()
        assert (frame.code.words, frame.watching.words) == ("PRN-02", "職員操作中")
        assert frame.code.isVisible()
        assert frame.watching.isVisible()
        assert frame.code.geometry().right() < frame.watching.geometry().left()

    def test_rows_are_counted_as_on_the_residents_page(self) -> None:
        state = questions(card_pages(None, ("koseki",))["person"])
        rows = [one for name, one in state.items() if "items[0]" in name]
        assert rows
        for one in rows:
            side = clerk_view.side(assisted(one, Hand.CLERK), Words("ja"))
            assert "1番目" in side.say
            assert "1番目" in side.term
            assert "人目" not in side.say + side.term

    def test_the_question_as_it_is_said_and_as_the_form_has_it(self, pages: dict[str, SessionState]) -> None:
        side = clerk_view.side(assisted(pages[PHONE], Hand.CLERK), Words("ja"))
        assert side.say == "昼間に連絡がつく電話番号を教えてください"
        assert side.term == "電話番号（日中連絡がつく番号）"
        assert side.where == "住民票の写し等交付請求書　窓口に来た方"

    def test_each_field_says_its_state_and_who_gave_it(self, pages: dict[str, SessionState]) -> None:
        state = pages["check"]
        answers = state.visit.answers
        phone = answers.get("applicant.phone")
        assert phone is not None
        by_staff = answers.set("juminhyo.use", "年金", Giver.STAFF)
        state = assisted(replace(state, visit=replace(state.visit, answers=by_staff)))
        shown = clerk_view.progress(state, Words("ja"))
        lines = {line.label: line for form in shown.forms for part in form.parts for line in part.lines}
        assert [form.title for form in shown.forms] == ["住民票の写し等交付請求書", "印鑑登録証明書交付申請書"]
        assert lines["氏名"][1:] == ("髙﨑　𠮷郎", "カード", "ずみ", "done")
        assert lines["使いみち"][1:] == ("年金", "職員", "ずみ", "done")
        assert lines["電話番号（日中連絡がつく番号）"][1:] == ("", "ご本人", "不明", "unknown")
        assert lines["フリガナ"][1:] == ("", "", "手書き", "pen")
        now = clerk_view.progress(assisted(pages[PHONE]), Words("ja"))
        marks = {line.label: line.mark for form in now.forms for part in form.parts for line in part.lines}
        assert marks["電話番号（日中連絡がつく番号）"] == "now"
        assert marks["使いみち"] == "open"

    def test_what_is_wrong_stands_there_with_its_sentence(self, pages: dict[str, SessionState]) -> None:
        state = after(assisted(pages[PHONE]), Answered(10, "applicant.phone", "1"))
        shown = clerk_view.progress(state, Words("ja"))
        assert len(shown.problems) == 1
        assert shown.problems[0].startswith("電話番号（日中連絡がつく番号）：電話番号を")


class TestHandOver:
    def test_either_window_gives_and_takes_with_one_touch(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        for hand, resident, clerk in (
            (Hand.CLERK, "自分で入れる", "住民の方にわたす"),
            (Hand.RESIDENT, "職員にまかせる", "職員が入力する"),
        ):
            desk = desk_of(assisted(pages[PHONE], hand))
            events = heard(desk)
            touch(desk.resident, resident)
            touch(desk.clerk, clerk)
            other = Hand.RESIDENT if hand is Hand.CLERK else Hand.CLERK
            assert [(one.hand, one.event.to) for one in events] == [(Hand.RESIDENT, other), (Hand.CLERK, other)]
            assert all(isinstance(one.event, HandGiven) for one in events)

    @pytest.mark.parametrize("by", ["resident", "clerk"])
    def test_a_slow_double_touch_does_not_take_back_what_it_gave(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], by: str
    ) -> None:
        state = assisted(pages[PHONE], Hand.CLERK)
        desk = desk_of(state)
        events = heard(desk)
        window, button = {
            "resident": (desk.resident, desk.resident.frame.staff),
            "clerk": (desk.clerk, desk.clerk.give),
        }[by]
        clock = window.theme.clock
        assert isinstance(clock, FakeClock)
        clock.held = True
        for passed, given in ((0.9, 1), (0.7, 1), (0.15, 2)):
            clock.at += passed
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            assert len(events) == given, passed
            state = step(state, events[-1])[0]
            desk.show_state(state)
        assert [one.event.to for one in events] == [Hand.RESIDENT, Hand.CLERK]

    def test_on_one_tablet_a_double_touch_does_not_reach_the_other_window(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        state = assisted(pages[PHONE], Hand.RESIDENT)
        desk = desk_of(state, TABLET)
        events = heard(desk)
        clock = desk.resident.theme.clock
        assert isinstance(clock, FakeClock)
        clock.held = True
        clock.at += 1.0
        QTest.mouseClick(desk.resident.frame.staff, Qt.MouseButton.LeftButton)
        desk.show_state(step(state, events[-1])[0])
        assert desk.clerk.isVisible()
        for passed, more in ((0.7, 0), (0.15, 1)):
            clock.at += passed
            QTest.mouseClick(desk.clerk.shell.frame.back, Qt.MouseButton.LeftButton)
            assert len(events) == 1 + more, passed

    @pytest.mark.parametrize("name", ["printer-jam", "help", PHONE])
    @pytest.mark.parametrize("by", list(Hand))
    def test_the_button_that_gave_has_the_focus_no_more(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], name: str, by: Hand
    ) -> None:
        """Enter there would take back what it just took."""
        other = Hand.CLERK if by is Hand.RESIDENT else Hand.RESIDENT
        state = assisted(pages[name], other)
        desk = desk_of(state)
        events = heard(desk)
        window, button = (desk.clerk, desk.clerk.give)
        if by is Hand.RESIDENT:
            window, button = (desk.resident, desk.resident.frame.staff)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert events[-1].event.to is by
        desk.show_state(step(state, events[-1])[0])
        settle(dressed)
        assert window.focusWidget() not in {button, None}

    @pytest.mark.parametrize(("name", "typed"), [(PHONE, "0125"), ("control-date", "令54")])
    def test_enter_of_whoever_takes_over_changes_nothing_that_is_typed(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], name: str, typed: str
    ) -> None:
        desk = desk_of(assisted(pages[name], Hand.RESIDENT))
        for key in typed:
            touch(desk.resident, {"令": "令和"}.get(key, key))
        desk.mirror()
        draft = desk.clerk.shell.stage.draft()
        desk.show_state(assisted(pages[name], Hand.CLERK))
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
        focus = desk.clerk.shell.focusWidget()
        assert focus is desk.clerk.shell.frame.onward
        assert desk.clerk.shell.stage.draft() == draft

    def test_the_question_before_the_end_goes_with_the_page_it_was_asked_on(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        touch(desk.resident, "やめる")
        settle(dressed)
        assert "手続きをやめますか" in painted(desk.resident)
        desk.show_state(replace(assisted(pages[PHONE], Hand.CLERK), now=77))
        settle(dressed)
        assert "手続きをやめますか" in painted(desk.resident), "time alone takes nothing away"
        desk.show_state(assisted(pages["secret-pin"], Hand.CLERK))
        desk.follow()
        settle(dressed)
        assert "手続きをやめますか" not in painted(desk.resident)

    def test_esc_of_whoever_watches_closes_nothing(self, dressed: QApplication, desk_of: Callable[..., Desk]) -> None:
        desk = desk_of(assisted(state_of("spouse.name"), Hand.RESIDENT))
        touch(desk.resident, "文字の表で入れる")
        touch(desk.resident, "さ")
        desk.mirror()
        settle(dressed)
        events = heard(desk)
        QTest.keyClick(desk.clerk, Qt.Key.Key_Escape)
        settle(dressed)
        (board,) = desk.clerk.shell.findChildren(Letters)
        assert board.isVisible()
        assert events == []

    def test_at_the_pad_the_button_calls_staff(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["secret-pin"], Hand.CLERK))
        events = heard(desk)
        touch(desk.resident, "職員を呼ぶ")
        assert isinstance(events[0].event, StaffCalled)
        assert not desk.clerk.give.isVisible()

    @pytest.mark.parametrize("hand", Hand)
    def test_the_page_of_the_other_hand_is_only_to_be_read(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], hand))
        live, still = (desk.resident, desk.clerk.shell) if hand is Hand.RESIDENT else (desk.clerk.shell, desk.resident)
        assert live.frame.body.isEnabled()
        assert not still.frame.body.isEnabled()
        assert still.frame.watching.words
        assert not live.frame.watching.words
        key = next(one for one in still.findChildren(BigButton) if one.words == "7")
        assert key.coat().text != still.theme.colours.off_text, "a mirrored page keeps its colours"
        before = still.stage.draft()
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        assert still.stage.draft() == before

    def test_what_is_half_typed_goes_over_with_the_input(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        state = pages[PHONE]
        desk = desk_of(assisted(state, Hand.CLERK))
        for digit in "0125":
            touch(desk.clerk, digit)
        desk.show_state(assisted(state, Hand.RESIDENT))
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
        touch(desk.resident, "6")
        desk.show_state(assisted(state, Hand.CLERK))
        assert desk.clerk.shell.stage.draft() == desk.resident.stage.draft()
        assert desk.clerk.shell.stage.draft()[1].typed == "01256"  # type: ignore[index]  # (page, draft)

    def test_what_is_open_stays_open_though_the_page_complains(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        asked = assisted(pages["control-address"], Hand.CLERK)
        desk = desk_of(asked)
        assert asked.visit.question
        wrong, _ = step(asked, By(Hand.CLERK, Answered(1, asked.visit.question, "")))
        assert wrong.visit.problems
        desk.show_state(wrong)
        touch(desk.clerk, "郵便番号で入れる")
        for digit in "07302":
            touch(desk.clerk, digit)
        desk.show_state(step(wrong, By(Hand.CLERK, HandGiven(2, Hand.RESIDENT)))[0])
        touch(desk.resident, "0")
        desk.mirror()
        for shell in (desk.resident, desk.clerk.shell):
            face = next(one for one in shell.findChildren(NumberFace) if one.isVisible())
            assert face.draft() == ("073020", False)

    def test_enter_takes_nothing_back_where_the_page_is_only_watched(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        desk.clerk.activateWindow()
        desk.show_state(assisted(pages[PHONE], Hand.RESIDENT))
        settle(dressed)
        sent: list[object] = []
        desk.intent.connect(sent.append)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            focus = desk.clerk.focusWidget()
            assert focus is not None
            assert focus.isVisible()
            QTest.keyClick(focus, key)
        assert not [one for one in sent if isinstance(one, By) and isinstance(one.event, HandGiven)]

    def test_a_clerk_who_corrects_is_told_to_hand_over(self, pages: dict[str, SessionState]) -> None:
        words = Words("ja")
        done = {hand: clerk_view.side(assisted(pages["check"], hand), words).do for hand in Hand}
        assert words.text("staff.hand.give") in done[Hand.CLERK]
        assert words.text("staff.hand.take") in done[Hand.RESIDENT]

    def test_whoever_watches_sees_what_is_typed(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        touch(desk.clerk, "0")
        assert desk.resident.stage.draft()[1].typed == ""  # type: ignore[index]  # (page, draft)
        desk.mirror()
        assert desk.resident.stage.draft()[1].typed == "0"  # type: ignore[index]  # (page, draft)
        touch(desk.clerk, "全部消す")
        desk.mirror()
        assert desk.resident.stage.draft()[1].typed == ""  # type: ignore[index]  # (page, draft)

    @pytest.mark.parametrize("key", ["spouse.name", "applicant.kana", "applicant.address_in_january"])
    def test_roman_letters_are_whole_syllables_with_a_mirror_between_every_two(
        self, desk_of: Callable[..., Desk], key: str
    ) -> None:
        desk = desk_of(assisted(state_of(key), Hand.CLERK))
        seen = []
        for letter in "satou":
            QTest.keyClicks(desk.clerk.focusWidget(), letter)
            desk.mirror()
            screen = desk.resident.screen_shown
            assert isinstance(screen, AskScreen)
            assert screen._answer is not None
            seen.append(katakana(str(screen._answer.raw())))
        assert seen == ["s", "サ", "サt", "サト", "サトウ"]

    @pytest.mark.long
    def test_every_kind_of_field_is_mirrored(self, dressed: QApplication, desk_of: Callable[..., Desk]) -> None:
        """Touch a few buttons of each kind's control in one window, then in the other: both hold the same."""
        kinds: dict[object, SessionState] = {}
        for name in sorted(procedures()):
            for state in questions(card_pages(None, (name,))["person"], 60).values():
                asked = journey.question(state.procedures, state.visit.answers, state.visit.question or "")
                if asked is not None:
                    key = (asked.field.kind, asked.field.about, bool(asked.field.options), asked.key.endswith("count"))
                    kinds.setdefault(key, state)
        assert len(kinds) > 15
        desk = desk_of(assisted(next(iter(kinds.values()))), WIDE, TOUCH)
        for kind, state in kinds.items():
            for hand in Hand:
                desk.show_state(assisted(state, hand))
                settle(dressed)
                page = (desk.resident if hand is Hand.RESIDENT else desk.clerk.shell).frame.body
                touched = [one for one in page.findChildren(BigButton) if one.isVisible() and one.isEnabled()]
                for button in touched[:4]:
                    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                    settle(dressed)
                desk.mirror()
                assert desk.clerk.shell.stage.draft() == desk.resident.stage.draft(), (kind, hand)

    def test_the_keyboard_goes_to_the_clerk_with_the_input(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.RESIDENT), WIDE, TOUCH)
        desk.resident.activateWindow()
        settle(dressed)
        assert dressed.activeWindow() is desk.resident
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        settle(dressed)
        assert dressed.activeWindow() is desk.clerk

    def test_nothing_of_a_visit_stays_when_it_ends(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["check"], Hand.CLERK))
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        touch(desk.clerk, "7")
        desk.mirror()
        desk.show_state(assisted(pages["attract"]))
        settle(dressed)
        assert desk._mirrored is None
        assert desk.clerk.tree.topLevelItemCount() == 0
        name = "髙﨑"
        for window in (desk.resident, desk.clerk):
            for widget in window.findChildren(QWidget):
                said = (widget.accessibleName(), widget.toolTip(), getattr(widget, "words", ""))
                assert not any(name in one for one in said), widget
        assert name not in repr((desk.clerk._side, desk.clerk._progress))

    def test_still_there_can_be_answered_in_both(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["still-there"], Hand.CLERK))
        events = heard(desk)
        touch(desk.resident, "続ける")
        touch(desk.clerk, "続ける")
        assert [(one.hand, type(one.event)) for one in events] == [(Hand.RESIDENT, Touched), (Hand.CLERK, Touched)]

    @pytest.mark.parametrize("page", [PHONE, "secret-pin"])
    @pytest.mark.parametrize("hand", Hand)
    def test_help_is_closed_by_whoever_reads_it(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], page: str, hand: Hand
    ) -> None:
        helped, _ = step(assisted(pages[page], Hand.CLERK), HelpAsked(1))
        desk = desk_of(helped)
        sent: list[object] = []
        desk.intent.connect(sent.append)
        touch(desk.clerk if hand is Hand.CLERK else desk.resident, "とじる")
        (closed,) = sent
        assert isinstance(closed, By)
        assert isinstance(closed.event, Closed)
        assert step(helped, closed)[0].overlay is None

    def test_stopping_can_be_thought_over_while_the_clerk_types(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        touch(desk.resident, "やめる")
        touch(desk.resident, "続ける")
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        desk.follow()
        assert "消えます" not in painted(desk.resident)

    def test_what_the_resident_opens_below_a_question_takes_no_focus_from_it(
        self, dressed: QApplication, desk_of: Callable[..., Desk]
    ) -> None:
        desk = desk_of(assisted(state_of("spouse.name"), Hand.RESIDENT), WIDE, TOUCH)
        holds, asks = desk.resident, desk.clerk.shell
        desk.clerk.activateWindow()
        touch(asks, "やめる")
        settle(dressed)
        asked = asks.focusWidget()
        assert isinstance(asked, BigButton)
        assert asked.words == "続ける"
        touch(holds, "文字の表で入れる")
        desk.mirror()
        settle(dressed)
        assert asks.focusWidget() is asked
        QTest.keyClicks(asks.focusWidget(), "sa")
        assert asks.stage.draft() == holds.stage.draft()
        touch(asks, "続ける")
        desk.show_state(assisted(state_of("spouse.name"), Hand.RESIDENT))
        desk.follow()
        assert any(one.isVisible() for one in asks.findChildren(Letters))

    @pytest.mark.parametrize("hand", Hand)
    def test_a_clerk_prints_again_whoever_holds_the_input(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages["printer-jam"], hand), WIDE, TOUCH)
        alive(desk)
        focus = desk.clerk.focusWidget()
        assert isinstance(focus, BigButton)
        assert focus.words == "もう一度印刷する"
        touch(desk.clerk, "もう一度印刷する")
        settle(dressed)
        assert desk._state is not None
        assert (desk._state.phase, desk._state.overlays) == (Phase.PRINT, ())

    @pytest.mark.parametrize("hand", Hand)
    def test_nothing_is_thrown_away_by_one_touch_of_either_hand(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages["printer-unsure"], hand))
        holds, watches = (desk.clerk, desk.resident) if hand is Hand.CLERK else (desk.resident, desk.clerk)
        events = heard(desk)
        touch(holds, "おわる")
        assert "消えます" in painted(holds)
        assert "消えます" not in painted(watches)
        assert [type(one.event) for one in events] == [Touched]
        touch(holds, "やめる")
        assert isinstance(events[-1].event, StartOver)


class TestTheResidentWantsToStop:
    """やめる asks in the resident's window alone; the clerk knows of it, and why the visit is gone."""

    @pytest.mark.parametrize("hand", Hand)
    @pytest.mark.parametrize("name", [PHONE, "secret-pin", "person", "event-tennyu-moved_on"])
    def test_the_clerk_s_window_says_so_in_its_own_words(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], name: str, hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages[name], hand))
        alive(desk)
        before = painted(desk.clerk)
        touch(desk.resident, "やめる")
        for said in (painted(desk.clerk), desk.clerk.do.words + desk.clerk.shell.windowTitle()):
            assert "住民の方" in said
            assert "やめる" in said
        assert desk.clerk.say.words == Words("ja").text("staff.say.leaving")
        assert "手続きをやめますか" in painted(desk.resident)
        assert "住民の方" not in painted(desk.resident)
        touch(desk.resident, "続ける")
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
        assert painted(desk.clerk) == before

    def test_no_answer_of_the_clerk_takes_the_question_away(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        state = assisted(pages[PHONE], Hand.CLERK)
        desk = desk_of(state, WIDE, TOUCH)
        alive(desk)
        for digit in "0125620101":
            touch(desk.clerk, digit)
        onward = desk.clerk.shell.frame.onward
        touch(desk.resident, "やめる")
        QTest.mouseClick(onward, Qt.MouseButton.LeftButton)
        settle(dressed)
        for key in (Qt.Key.Key_9, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
            QTest.keyClick(desk.clerk.focusWidget() or desk.clerk, key)
            settle(dressed)
        assert desk._state is not None
        assert desk._state.visit == state.visit
        assert "手続きをやめますか" in painted(desk.resident)
        touch(desk.resident, "続ける")
        settle(dressed)
        assert desk.clerk.shell.stage.draft()[1].typed == "0125620101"  # type: ignore[index]  # (page, draft)
        QTest.mouseClick(onward, Qt.MouseButton.LeftButton)
        assert desk._state.visit.question != state.visit.question

    @pytest.mark.parametrize("hand", Hand)
    def test_either_window_goes_on(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand
    ) -> None:
        state = assisted(pages[PHONE], hand)
        desk = desk_of(state)
        alive(desk)
        touch(desk.resident, "やめる")
        touch(desk.clerk, "続ける")
        settle(dressed)
        assert desk._state is not None
        assert desk._state.visit == state.visit
        assert "手続きをやめますか" not in painted(desk.resident)
        assert "「やめる」を押しました" not in painted(desk.clerk)

    def test_a_touch_meant_for_the_page_does_not_go_on(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        alive(desk)
        clock = desk.clerk.theme.clock
        assert isinstance(clock, FakeClock)
        clock.held = True
        clock.at += 1.0
        QTest.mouseClick(desk.resident.frame.stop, Qt.MouseButton.LeftButton)
        for passed, open_ in ((0.0, True), (0.7, True), (0.15, False)):
            clock.at += passed
            touch(desk.clerk, "続ける")
            assert (desk.resident.panels.open == "stop") is open_, passed

    def test_it_goes_before_the_clerk_s_own_question(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        alive(desk)
        touch(desk.clerk, "やめる")
        assert "手続きをやめますか" in painted(desk.clerk)
        assert "手続きをやめますか" not in painted(desk.resident)
        touch(desk.resident, "やめる")
        settle(dressed)
        assert "手続きをやめますか" not in painted(desk.clerk)
        assert "「やめる」を押しました" in painted(desk.clerk)

    def test_it_is_told_above_a_failure_and_on_another_screen(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["printer-unsure"], Hand.RESIDENT))
        alive(desk)
        touch(desk.resident, "おわる")
        desk.clerk.set_display(Display(TOUCH.px_per_mm))
        settle(dressed)
        assert "「やめる」を押しました" in painted(desk.clerk)
        touch(desk.resident, "続ける")
        settle(dressed)
        assert "「やめる」を押しました" not in painted(desk.clerk)

    @pytest.mark.parametrize("name", [PHONE, "printer-unsure"])
    def test_the_waiting_page_says_why_until_the_next_visit(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], name: str
    ) -> None:
        desk = desk_of(assisted(pages[name], Hand.RESIDENT))
        alive(desk)
        idle, left = (desk.clerk.theme.words.text(f"staff.hand.{one}") for one in ("idle", "left"))
        touch(desk.resident, "おわる" if name == "printer-unsure" else "やめる")
        touch(desk.resident, "やめる")
        settle(dressed)
        assert desk._state is not None
        assert desk._state.phase is Phase.ATTRACT
        assert desk.clerk.hand.words == left
        assert left not in painted(desk.resident)
        desk.show_state(step(desk._state, Tick(desk._state.now + 1))[0])
        assert desk.clerk.hand.words == left
        desk.show_state(assisted(pages["purpose"]))
        desk.follow()
        desk.show_state(assisted(pages["attract"]))
        assert desk.clerk.hand.words == idle

    def test_the_waiting_page_says_it_for_a_while(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        alive(desk)
        touch(desk.resident, "やめる")
        touch(desk.resident, "やめる")
        settle(dressed)
        state = desk._state
        assert state is not None
        desk.show_state(step(state, Tick(state.touched + state.station.policy.slow_warn_s))[0])
        assert desk.clerk.hand.words == desk.clerk.theme.words.text("staff.hand.idle")

    def test_a_visit_that_ends_otherwise_says_nothing(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        idle = Words("ja").text("staff.hand.idle")
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        alive(desk)
        touch(desk.resident, "やめる")
        touch(desk.resident, "続ける")
        settle(dressed)
        touch(desk.clerk, "やめる")
        touch(desk.clerk, "やめる")
        settle(dressed)
        assert desk.clerk.hand.words == idle
        desk.show_state(assisted(pages["finished"], Hand.RESIDENT))
        desk.follow()
        touch(desk.resident, "おわる")
        assert desk.clerk.hand.words == idle


class TestRoomForEverything:
    @pytest.mark.parametrize(
        ("language", "size"), [("en", TextSize.LARGEST), pytest.param("ja", TextSize.STANDARD, marks=pytest.mark.long)]
    )
    def test_the_mirrored_pages_of_the_resident(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], language: str, size: TextSize
    ) -> None:
        found: list[str] = []
        settings = Settings(language, size)
        desk = desk_of(replace(assisted(pages["attract"]), settings=settings), WIDE, TABLET._replace(x=WIDE.width))
        for name, state in one_of_each(pages).items():
            desk.show_state(replace(assisted(state, Hand.CLERK), settings=settings))
            settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
            for check in (names, sizes, gaps, room, inside):
                found += [f"{name}: {check.__name__}: {problem}" for problem in check(desk.resident)]
            frame = desk.resident.frame
            if desk.resident.focusWidget() not in {frame.staff, None} and not frame.body.isEnabled():
                found.append(f"{name}: the focus is on a page that is only mirrored")
        assert not found, "\n".join(found)

    @pytest.mark.parametrize("monitor", [pytest.param(WIDE, marks=pytest.mark.long), TABLET], ids=["shared", "tablet"])
    def test_the_clerk_s_pages(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], monitor: Monitor
    ) -> None:
        found: list[str] = []
        desk = desk_of(assisted(pages["attract"]), monitor)
        for name, state in one_of_each(pages).items():
            desk.show_state(assisted(state, Hand.CLERK))
            settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
            for check in (room, inside):
                found += [f"{name}: {check.__name__}: {problem}" for problem in check(desk.clerk.shell)]
            if desk.clerk.shell.frame.body.isEnabled():
                found += [f"{name}: {problem}" for problem in tab_order(desk.clerk.shell)]
            elif desk.clerk.isVisible() and desk.clerk.focusWidget() is not desk.clerk.tree:
                found.append(f"{name}: beside a page that is only read the focus is not in the form")
            for sentence in (desk.clerk.hand, desk.clerk.say, desk.clerk.do, desk.clerk.term, desk.clerk.where):
                found += [f"{name}: {sentence.words!r} is cut" for _ in range(1) if _cut(sentence)]
            found += [f"{name}: {cell!r} is cut" for cell in _cut_cells(desk.clerk.tree)]
        assert not found, "\n".join(found)

    @pytest.mark.parametrize("monitor", [WIDE, TABLET], ids=["shared", "tablet"])
    def test_what_the_clerk_reads_when_the_resident_wants_to_stop(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], monitor: Monitor
    ) -> None:
        found: list[str] = []
        desk = desk_of(assisted(pages[PHONE], Hand.RESIDENT), monitor)
        alive(desk)
        touch(desk.resident, "やめる")
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        for kind, said in (("leaving", desk.clerk.do), ("", desk.clerk.hand)):
            settle(dressed)
            assert desk.clerk.isVisible()
            assert getattr(desk.clerk.shell.stage.above, "kind", "") == kind
            for check in (room, inside, tab_order):
                found += [f"{kind}: {check.__name__}: {problem}" for problem in check(desk.clerk.shell)]
            found += [f"{one.words!r} is cut" for one in (desk.clerk.hand, desk.clerk.say, said) if _cut(one)]
            desk.show_state(assisted(pages["attract"]))
        assert not found, "\n".join(found)
        assert desk.clerk.hand.words == Words("ja").text("staff.hand.left")

    @pytest.mark.parametrize("monitor", [TABLET, TABLET_UPRIGHT], ids=["tablet", "upright"])
    def test_a_call_on_one_tablet_in_every_language_in_the_largest_type(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], monitor: Monitor
    ) -> None:
        found: list[str] = []
        called, _ = step(assisted(pages["secret-pin"]), By(Hand.RESIDENT, StaffCalled(1)))
        desk = desk_of(called, monitor)
        for language, size in product(LANGUAGES, (TextSize.STANDARD, TextSize.LARGEST)):
            desk.show_state(replace(called, settings=Settings(language, size)))
            settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
            assert plain(desk.resident.theme.text("staff.give")) in painted(desk.resident)
            for check in (names, sizes, gaps, room, inside):
                found += [f"{language}, {size}: {check.__name__}: {problem}" for problem in check(desk.resident)]
        assert not found, "\n".join(found)

    @pytest.mark.parametrize("languages", [("ja", "en"), ("en", "ja")])
    def test_the_rail_has_room_for_the_words_it_has_by_then(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], languages: tuple[str, str]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.RESIDENT), TABLET_UPRIGHT)
        for language in languages:
            for hand in (Hand.CLERK, Hand.RESIDENT):
                desk.show_state(replace(assisted(pages[PHONE], hand), settings=Settings(language)))
                settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
                assert list(room(desk.resident)) == []

    @pytest.mark.parametrize("form", ["juminhyo", "kaigo_shinki"])
    def test_every_field_and_answer_of_the_form_is_told_whole(
        self, dressed: QApplication, desk_of: Callable[..., Desk], form: str
    ) -> None:
        state = list(questions(card_pages(None, (form,))["person"]).values())[-1]
        desk = desk_of(assisted(state, Hand.CLERK), TABLET)
        tree = desk.clerk.tree
        assert len(list(_cells(tree))) > 80
        for monitors in ((TABLET,), (WIDE,), (WIDE, TOUCH), (TABLET,)):
            desk._monitors = lambda there=monitors: there  # type: ignore[misc]  # the screens of this moment
            desk.place_anew()
            settle(dressed)
            assert len(list(_cells(desk.clerk.tree))) > 80
            assert list(_cut_cells(desk.clerk.tree)) == []
            header = desk.clerk.tree.header()
            assert header.length() <= desk.clerk.tree.viewport().width()

    def test_a_keyboard_scrolls_the_form_and_writes_on_the_page_from_there(
        self, dressed: QApplication, desk_of: Callable[..., Desk]
    ) -> None:
        desk = desk_of(assisted(state_of("spouse.name"), Hand.CLERK), TABLET)
        clerk, bar = desk.clerk, desk.clerk.tree.verticalScrollBar()
        clerk.activateWindow()
        settle(dressed)
        while clerk.focusWidget() is not clerk.shell.frame.onward:
            QTest.keyClick(clerk.windowHandle(), Qt.Key.Key_Tab)
        QTest.keyClick(clerk.windowHandle(), Qt.Key.Key_Tab)
        assert clerk.focusWidget() is clerk.tree
        for key, sign in (
            (Qt.Key.Key_PageUp, -1),
            (Qt.Key.Key_PageDown, 1),
            (Qt.Key.Key_Up, -1),
            (Qt.Key.Key_Down, 1),
        ):
            before = bar.value()
            QTest.keyClick(clerk.windowHandle(), key)
            assert (bar.value() - before) * sign > 0, key
        QTest.keyClicks(clerk.tree, "sa")
        screen = clerk.shell.screen_shown
        assert isinstance(screen, AskScreen)
        assert screen._answer is not None
        assert screen._answer.raw() == "さ"
        assert clerk.focusWidget() is not clerk.tree

    def test_the_field_asked_now_is_in_sight(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(state_of("bank.public"), Hand.CLERK), TABLET)
        tree = desk.clerk.tree
        assert tree._now is not None
        assert tree.viewport().rect().contains(tree.visualItemRect(tree._now))
        assert tree.verticalScrollBar().value() > 0


def _cells(tree: FormTree) -> Iterator[tuple[QTreeWidgetItem, int]]:
    waiting = [tree.invisibleRootItem()]
    for item in waiting:
        waiting += [item.child(number) for number in range(item.childCount())]
        yield from ((item, column) for column in range(len(COLUMNS)) if item.text(column))


def _cut_cells(tree: FormTree) -> Iterator[str]:
    """Return what has no room for its lines, as Qt breaks and paints them."""
    margin = tree.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    for item, column in _cells(tree):
        place = tree.visualRect(tree.indexFromItem(item, column))
        room = QRect(0, 0, place.width() - 2 * margin, 0)
        font = item.font(column) if item.font(column).bold() else tree.font()
        needs = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, item.text(column))
        if needs.height() > place.height() or needs.width() > room.width():
            yield item.text(column)


def _cut(sentence: Sentence) -> bool:
    return sentence.isVisible() and sentence.heightForWidth(sentence.width()) > sentence.height() + 1


def shown_at_once(desk: Desk, state: SessionState) -> list[QWidget]:
    """Show ``state``; return the windows that show it before anything else has happened."""
    desk.show_state(state)
    return [window for window, shell in _windows(desk) if shell.state is not None and shell.state.visit is state.visit]


def _windows(desk: Desk) -> list[tuple[QWidget, Shell]]:
    return [(desk.resident, desk.resident), (desk.clerk, desk.clerk.shell)]


def _now(desk: Desk) -> str:
    """Return what the clerk's form says is asked."""
    return desk.clerk.tree._now.text(0) if desk.clerk.tree._now is not None else ""


class TestWhoIsFirst:
    @pytest.mark.parametrize("hand", Hand)
    def test_whoever_acts_sees_the_page_first_and_the_other_right_after(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState], hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages["ask-juminhyo.use"], hand))
        state = assisted(pages[PHONE], hand)
        first, other = (desk.clerk, desk.resident) if hand is Hand.CLERK else (desk.resident, desk.clerk)
        assert shown_at_once(desk, state) == [first]
        assert _now(desk) == "使いみち"
        seen = Painted(first)
        dressed.sendPostedEvents()
        assert seen.done
        assert desk.clerk.shell.stage.page_key != desk.resident.stage.page_key
        settle(dressed)
        assert desk.clerk.shell.stage.page_key == desk.resident.stage.page_key
        assert "電話番号" in painted(other)
        assert _now(desk) == "電話番号（日中連絡がつく番号）"

    def test_a_decision_is_the_clerk_s_to_see_first(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        state = assisted(pages["check"], Hand.RESIDENT)
        desk = desk_of(state)
        asked = replace(state, overlays=(Staff(my_number=True),), visit=replace(state.visit))
        assert shown_at_once(desk, asked) == [desk.clerk]

    @pytest.mark.parametrize(
        ("before", "after"),
        [("secret-pin", "doors"), ("secret-pin", "reading"), ("check", "attract"), ("purpose", "attract")],
    )
    def test_a_secret_that_ends_and_nobody_s_page_are_in_both_at_once(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState], before: str, after: str
    ) -> None:
        desk = desk_of(assisted(pages[before], Hand.CLERK))
        assert len(shown_at_once(desk, assisted(pages[after], Hand.CLERK))) == 2

    def test_a_secret_that_begins_is_the_resident_s_to_see_first(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["doors"], Hand.CLERK))
        assert shown_at_once(desk, assisted(pages["secret-pin"], Hand.CLERK)) == [desk.resident]

    def test_a_signature_that_ends_is_gone_from_both_at_once(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        check = pages["check"]
        desk = desk_of(assisted(signature_page(check), Hand.RESIDENT))
        assert len(shown_at_once(desk, assisted(check, Hand.RESIDENT))) == 2

    def test_the_input_goes_over_in_both_at_once(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        assert len(shown_at_once(desk, assisted(pages[PHONE], Hand.RESIDENT))) == 2
        assert (desk.resident.frame.body.isEnabled(), desk.clerk.shell.frame.body.isEnabled()) == (True, False)

    def test_the_check_page_is_the_resident_s_to_see_first(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], Hand.CLERK))
        assert shown_at_once(desk, assisted(pages["check"], Hand.RESIDENT)) == [desk.resident]

    def test_what_was_known_goes_from_both_at_once(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        state = assisted(pages["check"], Hand.RESIDENT)
        desk = desk_of(state)
        assert len(shown_at_once(desk, replace(assisted(pages["purpose"]), visit=pages["purpose"].visit))) == 2

    def test_of_two_changes_at_once_the_last_is_shown(
        self, dressed: QApplication, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        desk = desk_of(assisted(pages["ask-juminhyo.use"], Hand.CLERK))
        desk.show_state(assisted(pages["ask-juminhyo.relation"], Hand.CLERK))
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        settle(dressed)
        assert desk.resident.stage.page_key == desk.clerk.shell.stage.page_key

    def test_what_is_typed_waits_for_no_page(
        self, desk_of: Callable[..., Desk], pages: dict[str, SessionState]
    ) -> None:
        """A mirror that comes before the other page: what is typed is there, and goes over with the input."""
        desk = desk_of(assisted(pages["ask-juminhyo.use"], Hand.CLERK))
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        desk.clerk.shell.stage.take_draft((desk.clerk.shell.stage.page_key, Draft("012", wrong=False)))
        desk.mirror()
        assert desk.resident.stage.draft() == (desk.clerk.shell.stage.page_key, Draft("012", wrong=False))
        desk.show_state(assisted(pages["ask-juminhyo.use"], Hand.CLERK))
        desk.show_state(assisted(pages[PHONE], Hand.CLERK))
        desk.clerk.shell.stage.take_draft((desk.clerk.shell.stage.page_key, Draft("0125", wrong=False)))
        desk.show_state(assisted(pages[PHONE], Hand.RESIDENT))
        assert desk.resident.stage.draft() == (desk.clerk.shell.stage.page_key, Draft("0125", wrong=False))


class TestPlaces:
    def test_two_screens(self) -> None:
        found = places([WIDE, TOUCH])
        assert found == (Arrangement.TWO_SCREENS, TOUCH, WIDE)

    def test_a_third_screen_stays_empty(self) -> None:
        assert places([WIDE, TOUCH, TABLET]) == places([WIDE, TOUCH])

    @pytest.mark.parametrize("width_mm", [337, 345, 400, 530, 800])
    def test_one_wide_screen_is_shared(self, width_mm: int) -> None:
        monitor = Monitor(40, 30, int(width_mm * 5.0) + 1, 1000, 5.0)
        kind, resident, clerk = places([monitor])
        assert kind is Arrangement.SIDE_BY_SIDE
        assert resident.width >= RESIDENT_LEAST_MM * 5
        assert clerk.width >= CLERK_LEAST_MM * 5
        assert (resident.x, clerk.x) == (40, resident.x + resident.width)
        assert resident.width + clerk.width == monitor.width

    def test_on_a_narrow_one_they_take_turns(self) -> None:
        assert places([TABLET]) == (Arrangement.IN_TURN, TABLET, TABLET)


class TestScreensThatComeAndGo:
    @pytest.mark.parametrize("hand", Hand)
    def test_unplugged_nothing_is_lost_and_plugged_in_again_all_is_back(
        self, dressed: QApplication, pages: dict[str, SessionState], desk_of: Callable[..., Desk], hand: Hand
    ) -> None:
        desk = desk_of(assisted(pages[PHONE], hand), WIDE, TOUCH)
        assert desk.places.arrangement is Arrangement.TWO_SCREENS
        for digit in "0125":
            touch(desk.resident if hand is Hand.RESIDENT else desk.clerk, digit)
        events = heard(desk)
        for there, arrangement in (
            ((WIDE,), Arrangement.SIDE_BY_SIDE),
            ((TABLET,), Arrangement.IN_TURN),
            ((WIDE, TURNED), Arrangement.TWO_SCREENS),
            ((WIDE, TOUCH), Arrangement.TWO_SCREENS),
        ):
            desk._monitors = lambda there=there: there  # type: ignore[misc]  # the screens of this moment
            desk.place_anew()
            settle(dressed)
            assert desk.places.arrangement is arrangement
            both = arrangement is not Arrangement.IN_TURN
            assert desk.resident.isVisible() is (both or hand is Hand.RESIDENT)
            assert desk.clerk.isVisible() is (both or hand is Hand.CLERK)
            holds = desk.resident if hand is Hand.RESIDENT else desk.clerk.shell
            assert holds.stage.draft()[1].typed == "0125", arrangement  # type: ignore[index]  # (page, draft)
            for window, place in ((desk.resident, desk.places.resident), (desk.clerk, desk.places.clerk)):
                if window.isVisible():
                    assert window.geometry().getRect() == (place.x, place.y, place.width, place.height)
            assert desk.resident.theme.screen.px_per_mm == desk.places.resident.px_per_mm
        assert events == [], "the session hears nothing of it"

    def test_taking_turns_each_hand_sees_its_own_window(
        self, pages: dict[str, SessionState], desk_of: Callable[..., Desk]
    ) -> None:
        desk = desk_of(assisted(pages["attract"]), TABLET)
        shown = {}
        for name, hand in (
            (PHONE, Hand.CLERK),
            (PHONE, Hand.RESIDENT),
            ("secret-pin", Hand.CLERK),
            ("my-number", Hand.CLERK),
        ):
            desk.show_state(assisted(pages[name], hand))
            shown[name, hand] = "clerk" if desk.clerk.isVisible() else "resident"
            assert desk.clerk.isVisible() is not desk.resident.isVisible()
        assert shown == {
            (PHONE, Hand.CLERK): "clerk",
            (PHONE, Hand.RESIDENT): "resident",
            ("secret-pin", Hand.CLERK): "resident",
            ("my-number", Hand.CLERK): "clerk",
        }

    @pytest.mark.parametrize(
        ("page", "call", "after"),
        [
            ("secret-pin", "職員を呼ぶ", "resident"),
            ("sign", "職員を呼ぶ", "resident"),
            ("failure-PIN-01", "職員に知らせる", "resident"),
            ("printer-jam", "職員に知らせる", "clerk"),
        ],
    )
    def test_on_one_tablet_whoever_is_called_takes_it_with_one_touch(
        self,
        dressed: QApplication,
        pages: dict[str, SessionState],
        desk_of: Callable[..., Desk],
        page: str,
        call: str,
        after: str,
    ) -> None:
        desk = desk_of(assisted(pages[page], Hand.RESIDENT), TABLET)
        alive(desk)

        def seen() -> str:
            settle(dressed)
            shown = [name for name, one in (("clerk", desk.clerk), ("resident", desk.resident)) if one.isVisible()]
            assert len(shown) == 1
            return shown[0]

        if page == "secret-pin":
            touch(desk.resident, "7")
        touch(desk.resident, call)
        assert seen() == "resident"
        words = painted(desk.resident)
        assert "職員を呼びました" in words
        assert "職員が来たら「職員にわたす」を押してください。" in words
        assert "住民の方" not in words
        touch(desk.resident, "職員にわたす")
        assert seen() == "clerk"
        assert "住民の方がお呼びです" in painted(desk.clerk)
        assert not desk.clerk.findChildren(DigitPad)
        focus = desk.clerk.focusWidget()
        assert isinstance(focus, BigButton)
        assert focus.words == "とじる"
        touch(desk.clerk, "とじる")
        assert seen() == after
        if page == "secret-pin":
            (pad,) = desk.resident.findChildren(SecretScreen)
            assert len(pad._box) == 1, "what the resident typed is still hers alone"
        if page == "printer-jam":
            touch(desk.clerk, "もう一度印刷する")
            assert desk._state is not None
            assert (desk._state.phase, desk._state.overlays) == (Phase.PRINT, ())

    @pytest.mark.parametrize("name", ["secret-pin", "last-try", PHONE])
    def test_the_window_that_comes_has_its_focus_on_the_first_control(
        self, dressed: QApplication, pages: dict[str, SessionState], desk_of: Callable[..., Desk], name: str
    ) -> None:
        state = assisted(pages[name], Hand.RESIDENT)
        called = replace(state, overlays=(Staff(),))
        desk = desk_of(called, TABLET)
        state = state if state.overlays else called
        given, _ = step(state, By(Hand.RESIDENT, HandGiven(50, Hand.CLERK)))
        desk.show_state(given)
        settle(dressed)
        assert desk.clerk.isVisible()
        screen = desk.clerk.shell.screen_shown
        assert screen is not None
        assert desk.clerk.focusWidget() is screen.first()

    def test_beside_a_window_of_the_clerk_s_own_nothing_is_handed_over_for_a_call(
        self, dressed: QApplication, pages: dict[str, SessionState], desk_of: Callable[..., Desk]
    ) -> None:
        called, _ = step(assisted(pages["secret-pin"]), By(Hand.RESIDENT, StaffCalled(1)))
        desk = desk_of(called, WIDE, TOUCH)
        for monitors, there in (((TABLET,), True), ((WIDE, TOUCH), False), ((TABLET,), True)):
            desk._monitors = lambda now=monitors: now  # type: ignore[misc]  # the screens of this moment
            desk.place_anew()
            settle(dressed)
            assert ("職員にわたす" in painted(desk.resident)) is there, monitors

    def test_qt_tells_when_a_screen_is_turned(
        self, dressed: QApplication, pages: dict[str, SessionState], desk_of: Callable[..., Desk]
    ) -> None:
        desk = desk_of(assisted(pages[PHONE]), WIDE)
        desk._monitors = lambda: (TABLET,)
        screen = dressed.primaryScreen()
        screen.geometryChanged.emit(screen.geometry())
        settle(dressed)
        assert desk.places.arrangement is Arrangement.IN_TURN

    def test_no_screen_at_all_is_waited_out(self, pages: dict[str, SessionState], desk_of: Callable[..., Desk]) -> None:
        desk = desk_of(assisted(pages[PHONE]), WIDE)
        before = desk.places
        desk._monitors = list
        desk.place_anew()
        assert desk.places == before

    def test_qt_s_own_two_screens(self, tmp_path: Path) -> None:
        """The offscreen platform with two screens, in a process of its own: each window on its screen."""
        screens = [
            {"name": name, "x": x, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
            for name, x in (("main", 0), ("second", 1920))
        ]
        config = tmp_path / "screens.json"
        config.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
        found = subprocess.run(
            [sys.executable, "-c", TWO_SCREENS, "-platform", f"offscreen:configfile={config}"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert found.returncode == 0, found.stderr
        assert found.stdout.split() == ["two-screens", "second", "main"]


TWO_SCREENS = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv)
from kiosk.app import town_names
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings
from tests.support.pictures import FakeClock
from ui.desk import Desk
from ui.theme import dress
dress(application)
desk = Desk(FakeClock(), SecretBox(), town_names("kamisunagawa"))
desk.show_first(Settings())
desk.show_locked()
application.processEvents()
print(desk.places.arrangement.value, desk.resident.screen().name(), desk.clerk.screen().name())
"""
