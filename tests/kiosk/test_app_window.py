"""Whole visits by touch: the window, its services and threads, a virtual card, a folder as printer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cardreader.virtual import Pull, profile_facts
from forms import journey
from forms.definition import Kind
from forms.loader import shipped_forms
from kiosk.failures import FailureCode, failure_rules
from kiosk.session.effects import ClearSecret, Wipe
from kiosk.session.events import Answered, SecretSubmitted
from kiosk.session.settings import Scheme, TextSize
from kiosk.session.state import Phase, StillThere
from printing.job import PrinterProblem
from tests.support.displays import offscreen, told_by
from tests.support.window import Window
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.sentence import Sentence

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
CODE_B_DOOR = "カードに書いてある番号 暗証番号がわからなくても使えます"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    dress(qapp)
    load_fonts(NAME_FONTS)
    made = Window(qtbot, tmp_path / "paper")
    yield made
    made.close()


STYLE = """
from kiosk.app import Application
from kiosk.config import Config
print(Application(Config()).qt.style().name())
"""


def test_no_desktop_setting_changes_its_style(tmp_path: Path) -> None:
    env = offscreen(tmp_path, (1920, 1200)) | {"QT_STYLE_OVERRIDE": "windows"}
    assert told_by(STYLE, env).split() == ["fusion"]


ENUMS = """
import enum
made, create = [], enum.EnumType._create_


def record(cls, name, *args, **how):
    made.append(name)
    return create(cls, name, *args, **how)


enum.EnumType._create_ = record
from kiosk.app import Application
from kiosk.config import Config
application = Application(Config())
application.shell.show()
application.qt.processEvents()
print(*made)
"""


@pytest.mark.parametrize(
    ("made_with", "by"),
    [
        ("WizardStyle", "a viewport that Qt made: all kinds of widgets"),
        ("PrimitiveElement", "the style"),
        ("Preset", "fillRect: the ready-made gradients"),
    ],
)
def test_the_first_page_needs_few_enums_of_qt(tmp_path: Path, made_with: str, by: str) -> None:
    """PySide makes those of a class the first time it may be meant: a tenth of the start (tests/benchmarks)."""
    made = told_by(ENUMS, offscreen(tmp_path, (1920, 1200))).split()
    assert "AlignmentFlag" in made
    assert made_with not in made, by


def answer_all(window: Window) -> None:
    """Answer every question: the first option, a number of one, わからない for the rest."""
    while window.state.phase is Phase.ANSWER:
        key = window.state.visit.question or ""
        asked = journey.question(window.state.procedures, window.state.visit.answers, key)
        assert asked is not None
        if asked.field.kind is Kind.CHOICE:
            window.touch(asked.field.options[0])
        else:
            window.touch("わからない")
        assert window.state.visit.question != key, window.state.visit.problems


def read_card(window: Window) -> None:
    """From the pad to "is this you?"."""
    window.type("1234")
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)
    window.reader.remove()
    window.wait_for(Phase.REVIEW_READ)


def test_a_card_becomes_a_form(window: Window) -> None:
    window.to_pad()
    read_card(window)
    window.touch("はい")
    answer_all(window)
    window.wait(lambda: window.state.visit.pages is not None)
    pages = window.state.visit.pages
    assert pages is not None
    window.wait(lambda: len(window.shell.preview) == pages.sheets)
    window.touch("印刷する")
    window.wait_for(Phase.TAKE_PAPER)
    window.touch("はい、出ました")
    assert window.state.phase is Phase.FINISHED
    window.touch("おわる")
    window.wait(lambda: not len(window.shell.preview))
    assert window.state.phase is Phase.ATTRACT
    assert len(window.state.visit.answers) == 0
    assert [path for path in window.folder.iterdir() if path.read_bytes().startswith(b"%PDF")]


def test_one_s_own_record_takes_seven_touches_after_the_pin(window: Window) -> None:
    window.to_pad()
    read_card(window)
    person = window.state.visit.person
    assert person is not None
    touched = []

    def touch(name: str) -> None:
        touched.append(name)
        window.touch(name)

    touch("はい")
    window.type("0125620101")
    touch("つぎへ")
    touch("本人")
    touch(person.name)
    touch("年金")
    assert window.state.phase is Phase.CHECK_ANSWERS
    window.wait(lambda: window.state.visit.pages is not None)
    touch("印刷する")
    window.wait_for(Phase.TAKE_PAPER)
    touch("はい、出ました")
    assert window.state.phase is Phase.FINISHED
    assert len(touched) == 7


def test_the_printed_number_opens_the_card(window: Window) -> None:
    facts = profile_facts("plain")
    window.to_pad(door=CODE_B_DOOR)
    window.touch("昭和")
    window.type(facts.code_b[:6].decode())
    window.touch("つぎへ")
    window.type(facts.code_b[6:10].decode())
    window.touch("つぎへ")
    window.type(facts.code_b[10:].decode())
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)
    assert window.state.visit.person == facts.person


def test_a_western_birth_date_for_foreign_residents(window: Window) -> None:
    facts = profile_facts("foreign-resident")
    window.to_pad("foreign-resident", CODE_B_DOOR)
    window.touch("西暦")
    window.type(facts.birth.typed.decode())
    for part in (facts.expiry_year, facts.security_code):
        window.touch("つぎへ")
        window.type(part.decode())
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)


def test_a_wrong_pin_costs_one_try_and_is_told(window: Window) -> None:
    window.to_pad()
    window.type("9999")
    window.touch("つぎへ")
    window.wait(lambda: window.code == "PIN-01")
    assert window.state.visit.check is not None
    assert window.state.visit.check.tries_left == 2
    assert len(window.kiosk.box) == 0
    window.touch("もう一度")
    window.type("9999")
    window.touch("つぎへ")
    assert window.code == "PIN-05", "the same digits again are not sent without a question"
    assert window.dock.card().tries_left("text/0011") == 2


def test_the_last_try_needs_a_clerk(window: Window) -> None:
    window.to_pad("one-try-left")
    assert window.code == "PIN-04"
    window.touch("職員に知らせる")
    window.touch("職員が確かめました")
    window.type("1234")
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)


def test_a_locked_card_leads_to_the_other_doors(window: Window) -> None:
    window.to_pad("pin-locked")
    assert window.code == "PIN-02"
    window.touch("ほかの方法にする")
    assert window.state.phase is Phase.EXPLAIN
    assert not window.code


def test_a_card_pulled_while_it_is_read(window: Window) -> None:
    window.to_pad()
    window.dock.card().inject(Pull(at=2))
    window.type("1234")
    window.touch("つぎへ")
    window.wait(lambda: window.code == "CARD-01")
    assert len(window.kiosk.box) == 0
    window.touch("もう一度")
    window.insert()
    window.wait_for(Phase.ENTER_SECRET)
    assert window.shell.screen_shown is not None


def test_a_card_lifted_while_typing_empties_the_pad(window: Window) -> None:
    window.to_pad()
    window.type("12")
    assert len(window.kiosk.box) == 2
    window.reader.remove()
    window.wait_for(Phase.PRESENT_CARD)
    assert len(window.kiosk.box) == 0


@pytest.mark.parametrize(("act", "code"), [("unplug", "RDR-01"), ("service_down", "RDR-02")])
def test_a_reader_lost_and_back(window: Window, act: str, code: str) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("カードと暗証番号 数字4けたの暗証番号を入れます")
    getattr(window.reader, act)()
    window.wait(lambda: window.code == code)
    getattr(window.reader, {"unplug": "plug", "service_down": "service_up"}[act])()
    window.wait(lambda: not window.code)


@pytest.mark.parametrize(
    ("problem", "code"),
    [(PrinterProblem.PAPER, "PRN-01"), (PrinterProblem.JAM, "PRN-02"), (PrinterProblem.OFFLINE, "PRN-03")],
)
def test_a_broken_printer_loses_nothing(window: Window, problem: PrinterProblem, code: str) -> None:
    window.to_pad()
    read_card(window)
    window.touch("はい")
    answer_all(window)
    answers = window.state.visit.answers
    window.dock.printer.problem = problem
    window.wait(lambda: window.state.visit.pages is not None)
    window.touch("印刷する")
    window.wait(lambda: window.code == code)
    window.dock.printer.problem = None
    window.touch("もう一度")
    window.wait_for(Phase.TAKE_PAPER)
    assert window.state.visit.answers == answers


def test_a_printer_out_of_paper_closes_the_window(window: Window) -> None:
    window.dock.break_printer(PrinterProblem.PAPER)
    window.wait_for(Phase.OUT_OF_SERVICE)
    window.dock.break_printer(None)
    window.wait_for(Phase.ATTRACT)


def test_nobody_there_ends_in_a_wiped_window(window: Window) -> None:
    window.to_pad()
    window.type("12")
    window.clock.jump(200)
    window.wait(lambda: isinstance(window.state.overlay, StillThere))
    window.touch("続ける")
    assert window.state.overlay is None
    assert window.state.phase is Phase.ENTER_SECRET
    window.clock.jump(200)
    window.wait(lambda: isinstance(window.state.overlay, StillThere))
    window.clock.jump(61)
    window.wait_for(Phase.ATTRACT)
    assert len(window.kiosk.box) == 0
    assert window.state.visit.procedures == ()


def test_another_language_or_size_keeps_what_is_typed(window: Window) -> None:
    window.to_pad()
    read_card(window)
    window.touch("はい")
    assert window.state.visit.question == "applicant.phone"
    window.type("0125622222")
    window.touch("あ／A")
    window.touch("English")
    assert "Next" in window.buttons()
    window.touch("Text")
    assert window.state.settings.text_size is TextSize.LARGE
    window.touch("Colour")
    assert window.state.settings.scheme is Scheme.BLACK_ON_WHITE
    window.touch("Next")
    answer = window.state.visit.answers.get("applicant.phone")
    assert answer is not None
    assert answer.value == "0125622222"
    window.touch("あ／A")
    window.touch("日本語")
    window.touch("もどる")
    assert window.state.visit.question == "applicant.phone"
    window.touch("つぎへ")
    assert window.state.visit.answers.get("applicant.phone") == answer


def test_a_wrong_answer_is_told_on_the_same_page(window: Window) -> None:
    window.to_pad()
    read_card(window)
    window.touch("はい")
    window.type("12")
    window.touch("つぎへ")
    assert window.state.visit.question == "applicant.phone"
    assert window.state.visit.problems
    window.type("0")
    assert window.state.visit.question == "applicant.phone"


def tab_to(window: Window, name: str) -> None:
    """Move the focus by Tab until it is on the button of that name."""
    for _ in range(100):
        focused = window.shell.focusWidget()
        if focused is not None and focused.accessibleName() == name:
            return
        window.press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never comes to {name}")


def test_a_visit_begins_with_a_life_event(window: Window) -> None:
    window.touch("タッチしてはじめる")
    window.touch("犬のこと")
    assert window.state.phase is Phase.EVENT_QUESTION
    while window.state.phase is Phase.EVENT_QUESTION:
        window.touch("わからない")
    assert window.state.phase is Phase.OUTCOME
    window.touch("つぎへ")
    assert (window.state.phase, window.state.visit.procedures) == (Phase.OUTCOME, ())
    card = next(name for name in window.buttons() if name.startswith("犬の登録申請書"))
    window.touch(card)
    window.touch("つぎへ")
    assert (window.state.phase, window.state.visit.procedures) == (Phase.EXPLAIN, ("dog_toroku",))


def test_a_visit_by_keyboard(window: Window) -> None:
    window.press(Qt.Key.Key_Return)
    assert window.state.phase is Phase.CHOOSE_PURPOSE
    tab_to(window, "手続きの名前から選ぶ")
    window.press(Qt.Key.Key_Return)
    assert window.state.phase is Phase.CHOOSE_CATEGORY
    window.press(Qt.Key.Key_Return)
    assert window.state.phase is Phase.CHOOSE_PROCEDURES
    window.press(Qt.Key.Key_Space)
    tab_to(window, "つぎへ")
    window.press(Qt.Key.Key_Return)
    assert window.state.phase is Phase.EXPLAIN
    window.press(Qt.Key.Key_Return)
    assert window.state.phase is Phase.PRESENT_CARD
    window.insert()
    window.wait_for(Phase.ENTER_SECRET)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_9, Qt.Key.Key_Backspace, Qt.Key.Key_3, Qt.Key.Key_4):
        window.press(key)
    assert len(window.kiosk.box) == 4
    window.shell.frame.onward.setFocus()
    window.press(Qt.Key.Key_Return)
    window.wait_for(Phase.TAKE_CARD)


def test_esc_goes_back(window: Window) -> None:
    window.start("住民票の写し等交付請求書")
    window.press(Qt.Key.Key_Escape)
    assert window.state.phase is Phase.CHOOSE_PROCEDURES


def test_stopping_is_asked_first(window: Window) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("やめる")
    window.touch("続ける")
    assert window.state.phase is Phase.EXPLAIN
    window.touch("やめる")
    window.touch("やめる")
    assert window.state.phase is Phase.ATTRACT


def test_no_digit_of_the_secret_is_in_an_event_or_a_text(window: Window) -> None:
    events: list[object] = []
    window.shell.intent.connect(events.append)
    window.kiosk.card.told.connect(events.append)
    window.to_pad()
    window.type("7391")
    shown = [widget.accessibleName() for widget in window.shell.findChildren(QWidget)]
    assert not any("7391" in text for text in shown)
    window.touch("つぎへ")
    window.wait(lambda: window.code == "PIN-01")
    submitted = [event for event in events if isinstance(event, SecretSubmitted)]
    assert submitted
    assert all("7391" not in repr(event) for event in events)
    assert not any(isinstance(event, Answered) for event in events)


def test_a_bug_in_a_job_is_not_swallowed(window: Window, qtbot: QtBot) -> None:
    def broken(_: object) -> object:
        raise ZeroDivisionError

    window.kiosk.printer._draw_pages = broken  # type: ignore[assignment]  # as a bug would be
    window.to_pad()
    read_card(window)
    window.touch("はい")
    with qtbot.captureExceptions() as exceptions:
        answer_all(window)
        window.touch("印刷する")
        window.wait(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_the_box_is_emptied_without_the_help_of_a_page(window: Window) -> None:
    window.kiosk.runtime.secret_cleared = lambda: None
    for effect in (ClearSecret(), Wipe()):
        box = window.kiosk.box
        box.add(7)
        box.code_b.choose_era(ord("S"))
        box.code_b.add(7)
        window.kiosk.runtime._carry_out(effect)
        assert not any(any(one._digits) for one in (box, *box.code_b.parts))
        assert box.code_b.asks_era


TYPED = {"PIN-01", "PIN-03", "PIN-05"}


def test_the_dock_has_a_button_for_every_failure_a_resident_can_meet(window: Window) -> None:
    told = {code for code, rule in failure_rules().items() if rule.back}
    assert set(window.dock.causes()) >= {code for code in told if code not in TYPED}


@pytest.mark.parametrize("code", ["CARD-02", "CARD-03", "CARD-06", "CARD-07", "CARD-08", "PIN-02", "PIN-04", "RDR-01"])
def test_a_click_on_the_dock_is_told_where_the_card_belongs(window: Window, code: str) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("カードと暗証番号 数字4けたの暗証番号を入れます")
    window.dock.causes()[FailureCode(code)]()
    window.wait(lambda: window.code == code)


@pytest.mark.parametrize("code", ["CARD-01", "CARD-05", "READ-02"])
def test_a_click_on_the_dock_spoils_the_reading(window: Window, code: str) -> None:
    window.to_pad()
    window.wait(lambda: window.reader.idle)
    window.dock.causes()[FailureCode(code)]()
    window.type("1234")
    window.touch("つぎへ")
    window.wait(lambda: window.code == code)
    window.dock.mend()
    assert window.reader.idle
    window.touch("もう一度" if "もう一度" in window.buttons() else "カードを使わずに入れる")
    window.wait(lambda: not window.code)


@pytest.mark.parametrize("code", ["READ-01", "READ-03"])
def test_a_click_on_the_dock_brings_a_damaged_card(window: Window, code: str) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("カードと暗証番号 数字4けたの暗証番号を入れます")
    window.dock.causes()[FailureCode(code)]()
    window.wait_for(Phase.ENTER_SECRET)
    window.type(profile_facts(window.dock.profile.currentText()).pin.decode())
    window.touch("つぎへ")
    window.wait(lambda: window.code == code)


@pytest.mark.parametrize("code", ["FORM-01", "FORM-02"])
def test_a_click_on_the_dock_brings_a_name_that_cannot_be_printed(window: Window, code: str) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("カードと暗証番号 数字4けたの暗証番号を入れます")
    window.dock.causes()[FailureCode(code)]()
    window.wait_for(Phase.ENTER_SECRET)
    read_card(window)
    window.touch("はい")
    answer_all(window)
    window.wait(lambda: window.state.visit.pages is not None)
    window.touch("印刷する")
    window.wait(lambda: window.code == code)


def test_a_bug_asked_for_in_the_dock_is_a_bug(window: Window) -> None:
    with pytest.raises(RuntimeError, match="asked for in the dock"):
        window.dock.causes()[FailureCode.SYSTEM_BUG]()


def test_a_broken_procedure_is_for_the_counter(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    for name in ("juminhyo", "inkan_shomei"):
        shutil.copy(str(shipped_forms() / f"{name}.toml"), forms)
    broken = forms / "juminhyo.toml"
    broken.write_text(broken.read_text("utf-8").replace('field = "v_name"', 'field = "v_naem"', 1), "utf-8")
    window = Window(qtbot, tmp_path / "paper", forms=forms)
    try:
        window.touch("タッチしてはじめる")
        window.touch("手続きの名前から選ぶ")
        QApplication.processEvents()
        said = [sentence.words for sentence in window.shell.findChildren(Sentence) if sentence.isVisible()]
        assert any("窓口へお越しください：住民票の写し等交付請求書" in text for text in said), said
        assert set(window.state.station.catalogue) == {"inkan_shomei"}
    finally:
        window.close()
