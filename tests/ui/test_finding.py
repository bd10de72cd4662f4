"""Addresses, banks and branches are found by touch: each way, each step back, in every size and language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms import journey
from forms.answers import Giver
from forms.japanese.furigana import plain
from kiosk.i18n import LANGUAGES
from kiosk.session.events import Answered
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import after, card_pages, questions
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import gaps, inside, names, room, seen, sizes, tab_order, titles
from tests.ui.test_letters import sent, touch
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.letter_keys import Key
from ui.widgets.letters import Letters
from ui.widgets.lot import Lot
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
CENTRE = "北海道空知郡上砂川町中央"


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


@lru_cache(maxsize=8)
def address_asked(settings: Settings | None = None) -> SessionState:
    return questions(card_pages(settings, ("mnc_pin_irai",))["person"])["ask-mnc_pin_irai.s_addr"]


@lru_cache(maxsize=8)
def bank_asked(settings: Settings | None = None, kind: str = "信用金庫", name: str = "") -> SessionState:
    state = questions(card_pages(settings, ("jidoteate_nintei",))["person"])["ask-bank.public"]
    state = after(state, Answered(10, "bank.public", "いいえ"))
    while state.visit.question != "bank.kind":
        state = after(state, Answered(10, state.visit.question or "", "はい"))
    state = after(state, Answered(10, "bank.kind", kind))
    return after(state, Answered(10, "bank.name", name)) if name else state


def word(shell: Shell, key: str, **params: object) -> str:
    return shell.theme.text(key, **params)


def shown(shell: Shell) -> set[str]:
    return {one.words for one in shell.findChildren(BigButton) if one.isVisible()}


def raw(shell: Shell) -> object:
    """What つぎへ would send now."""
    return shell.screen_shown._answer.raw()  # type: ignore[union-attr]


def find_centre(shell: Shell) -> None:
    touch(shell, word(shell, "address.by_place"), "中央")


def onward(shell: Shell) -> None:
    shell.go_on()
    rest()


# --- addresses ---


def test_an_address_of_the_town_is_shown_before_it_is_sent(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    events: list[object] = []
    shell.intent.connect(events.append)
    find_centre(shell)
    touch(shell, *"北1", "条", "5", "丁目", "9", "番", "9", "号")
    onward(shell)
    touch(shell, word(shell, "address.no_building"))
    assert events == []
    assert [one.text() for one in shell.findChildren(Sentence) if one.text() == raw(shell)]
    assert sent(shell) == [f"{CENTRE}北１条５丁目９番９号"]


def test_the_building_stands_after_a_space(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    find_centre(shell)
    touch(shell, "1", "番地", "の", "2")
    onward(shell)
    touch(shell, word(shell, "board.open"), *"あおい", "ABC", *"201")
    onward(shell)
    assert sent(shell) == [f"{CENTRE}１番地の２\u3000あおい201"]


def test_an_address_of_another_town_by_kana(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_place"), word(shell, "address.other_town"), "す", "砂川市")
    touch(shell, *"ひか1", "東一条北")
    touch(shell, "3", "丁目")
    onward(shell)
    onward(shell)
    assert sent(shell) == ["北海道砂川市東一条北３丁目"]


def test_a_place_that_the_list_lacks_is_written_after_its_town(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_place"), word(shell, "find.not_here"), word(shell, "address.letters"))
    touch(shell, *"あさ")
    onward(shell)
    touch(shell, word(shell, "address.no_building"))
    assert sent(shell) == ["北海道空知郡上砂川町あさ"]


def test_an_address_anywhere_by_its_postcode(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_postcode"), *"0730201")
    onward(shell)
    assert shell.findChild(Lot) is not None
    touch(shell, "7")
    onward(shell)
    onward(shell)
    assert sent(shell) == [f"{CENTRE}７"]


def test_a_postcode_of_several_places_asks_which(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_postcode"), *"4980000")
    onward(shell)
    assert {"愛知県弥富市", "三重県桑名郡木曽岬町"} <= shown(shell)


@pytest.mark.parametrize(
    ("typed", "key", "params"), [("07302", "secret.missing", {"count": 2}), ("9999999", "find.no_number", {})]
)
def test_a_postcode_that_is_wrong_says_so(shell_of: MakeShell, typed: str, key: str, params: dict[str, object]) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_postcode"), *typed)
    onward(shell)
    told = [one.text() for one in shell.findChildren(Sentence) if one.isVisible()]
    assert word(shell, key, **params) in told
    assert shell.findChild(Lot) is None


def test_an_address_may_be_written_freely(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "board.open"), *"そらち")
    onward(shell)
    assert shell.findChild(Letters) is None or not shell.findChild(Letters).isVisible()  # type: ignore[union-attr]
    assert sent(shell) == ["そらち"]


def test_back_goes_step_by_step_and_leaves_the_answer_given_before(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    events: list[object] = []
    shell.intent.connect(events.append)
    touch(shell, word(shell, "board.open"), *"そらち")
    onward(shell)
    find_centre(shell)
    touch(shell, "1")
    onward(shell)
    shell.go_back()  # from the building to the number, which is still there
    rest()
    assert raw(shell) == f"{CENTRE}１"
    shell.go_back()  # to the list
    rest()
    assert "朝駒" in shown(shell)
    shell.go_back()  # to the question
    rest()
    assert raw(shell) == "そらち"
    assert events == []
    shell.go_back()
    assert len(events) == 1


def test_onward_on_a_list_needs_a_choice(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_place"))
    assert sent(shell) == []
    touch(shell, "中央")
    shell.go_back()
    rest()
    onward(shell)
    assert shell.findChild(Lot) is not None


def test_only_letters_that_lead_somewhere_can_be_touched(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    touch(shell, word(shell, "address.by_place"), word(shell, "address.other_town"))
    keys = {one.words: one.isEnabled() for one in shell.findChildren(Key) if one.isVisible()}
    assert (keys["か"], keys["を"], keys["ん"]) == (True, False, False)


def test_a_long_list_is_moved_by_the_two_buttons(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked(Settings(text_size=TextSize.LARGEST)))
    touch(shell, word(shell, "address.by_place"))
    last = next(one for one in shell.findChildren(BigButton) if one.words == "緑が丘")
    assert seen(shell, last).isEmpty()
    while shell.frame.down.isEnabled():
        shell.frame.down.activated.emit()
        rest()
    assert seen(shell, last).size() == last.size()
    assert shell.frame.up.isEnabled()


def test_what_was_found_moves_to_another_language(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    find_centre(shell)
    touch(shell, "5")
    shell.show_state(address_asked(Settings(language="en")))
    rest()
    assert raw(shell) == f"{CENTRE}５"


def test_a_real_keyboard_writes_the_number(shell_of: MakeShell) -> None:
    shell = shell_of(address_asked())
    find_centre(shell)
    lot = shell.findChild(Lot)
    assert lot is not None
    QTest.keyClick(lot.pad.keys[1], Qt.Key.Key_7)
    QTest.keyClick(lot.entry, Qt.Key.Key_Return)
    rest()
    assert raw(shell) == f"{CENTRE}７"
    assert word(shell, "address.no_building") in shown(shell)


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_number_is_asked_for_before_the_address_so_far(
    shell_of: MakeShell, screen: str, language: str, size: TextSize
) -> None:
    """Each on a line of its own: run on in one, the question is read as a part of the address."""
    shell = shell_of(address_asked(Settings(language=language, text_size=size)), screen)
    find_centre(shell)
    rest()
    lot = shell.findChild(Lot)
    assert lot is not None
    asked = next(one for one in lot.findChildren(Sentence) if one.isVisible())
    first, *after = asked.words.split("\n")
    assert first == plain(word(shell, "address.lot_title"))
    # Lines with readings above are higher: on a 10.1 inch screen the question alone has room.
    alone = language == "ja-easy" and screen in {"tablet", "upright"}
    assert after == ([] if alone else ["北海道空知郡上砂川町中央"])
    assert seen(shell, asked).size() == asked.size()
    assert asked.height() == asked.heightForWidth(asked.width())


# --- banks ---


def test_a_bank_by_kana_and_its_branch_by_number(shell_of: MakeShell) -> None:
    shell = shell_of(bank_asked())
    events: list[object] = []
    shell.intent.connect(events.append)
    touch(shell, word(shell, "find.by_kana"), "そ", "空知信用金庫")
    assert [event.raw for event in events if isinstance(event, Answered)] == ["空知"]
    shell = shell_of(bank_asked(name="空知"))
    touch(shell, word(shell, "find.by_number", count=3), *"056")
    said = {one.text() for one in shell.findChildren(Sentence) if one.isVisible()}
    assert {"支店の番号（3けた）を入れてください", "厚別"} <= said, "the pad asks for what it takes, not for a name"
    assert sent(shell) == ["厚別"]


def test_only_banks_of_the_kind_chosen(shell_of: MakeShell) -> None:
    shell = shell_of(bank_asked(kind="銀行"))
    touch(shell, word(shell, "find.by_kana"), "ほ")
    assert {"北海道", "北洋"} <= shown(shell)
    assert "北海道信用金庫" not in shown(shell)


def test_a_bank_that_is_not_in_the_list_is_written_and_so_are_its_branches(shell_of: MakeShell) -> None:
    shell = shell_of(bank_asked())
    touch(shell, word(shell, "find.by_kana"), "そ", word(shell, "find.not_here"), *"まと")
    onward(shell)
    assert sent(shell) == ["まと"]
    shell = shell_of(bank_asked(name="まと"))
    assert word(shell, "board.open") in shown(shell)
    assert word(shell, "find.by_kana") not in shown(shell)


def test_what_is_found_fills_in_the_codes_of_the_sheet() -> None:
    state = bank_asked(name="空知")
    answers = journey.complete(state.procedures, state.visit.answers.set("bank.branch", "厚別", Giver.RESIDENT), {})
    found = [answers.get(key) for key in ("bank.code", "bank.branch_code")]
    assert [(one.value, one.giver) for one in found if one] == [("1004", Giver.COMPUTED), ("056", Giver.COMPUTED)]


@lru_cache(maxsize=1)
def holder_asked() -> SessionState:
    state = bank_asked(kind="ゆうちょ銀行")
    told = ("通帳の記号・番号", "14080", "12345671")
    for key, raw in zip(("bank.yucho_by", "bank.yucho_symbol", "bank.yucho_number"), told, strict=True):
        assert state.visit.question == key
        state = after(state, Answered(10, key, raw))
    assert state.visit.question == "bank.holder"
    return state


@pytest.mark.parametrize(("typed", "wrong"), [("空知 花子", "空知花子"), ("ソラチ＆ハナコ", "&"), ("ソラチ＿", "_")])
def test_the_holder_of_an_account_is_refused_on_its_page_with_reason_and_example(
    shell_of: MakeShell, typed: str, wrong: str
) -> None:
    refused = after(holder_asked(), Answered(11, "bank.holder", typed))
    assert refused.visit.question == "bank.holder"
    shell = shell_of(refused)
    told = next(one.text() for one in shell.findChildren(Sentence) if one.isVisible() and one.objectName() == "error")
    assert f"（{wrong}）" in told
    assert told.endswith("例：ソラチ イチロウ")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ｿﾗﾁ ﾊﾅｺ", "ソラチ ハナコ"),
        ("そらち　しょうこ", "ソラチ シヨウコ"),
        ("株式会社ソラチ", "カ)ソラチ"),
        ("ＡＢＣ－１", "ABC-1"),
    ],
)
def test_the_holder_of_an_account_is_taken_in_any_width(typed: str, kept: str) -> None:
    answer = after(holder_asked(), Answered(11, "bank.holder", typed)).visit.answers.get("bank.holder")
    assert answer is not None
    assert answer.value == kept


# --- every face ---


def problems(shell: Shell) -> list[str]:
    checks = (names, sizes, gaps, room, inside, tab_order, titles)
    return [f"{check.__name__}: {problem}" for check in checks for problem in check(shell)]


FEW = (
    ("tablet", "ja", TextSize.STANDARD),
    ("tablet", "ja", TextSize.LARGEST),
    ("tablet", "en", TextSize.LARGEST),
    ("panel", "ja", TextSize.LARGEST),
)
ALL = [("tablet", *one) for one in product(LANGUAGES, TextSize)]
VARIANTS = [*FEW, *(pytest.param(*one, marks=pytest.mark.long) for one in ALL if one not in FEW)]


@pytest.mark.parametrize(("screen", "language", "size"), VARIANTS)
def test_every_face_of_an_address_and_a_bank(shell_of: MakeShell, screen: str, language: str, size: TextSize) -> None:
    settings = Settings(language=language, text_size=size)
    shell = shell_of(address_asked(settings), screen)
    found = {"page": problems(shell)}
    touch(shell, word(shell, "address.by_place"))
    found["areas"] = problems(shell)
    touch(shell, word(shell, "address.other_town"))
    found["towns"] = problems(shell)
    touch(shell, "あ")
    found["list"] = problems(shell)
    touch(shell, "旭川市")
    found["signs"] = problems(shell)
    touch(shell, "ひ")
    found["after"] = problems(shell)
    touch(shell, word(shell, "find.all"))
    found["all"] = problems(shell)
    for _ in range(5):
        shell.go_back()
        rest()
    touch(shell, "中央", *"北15", "丁目", *"99", "番地")
    found["lot"] = problems(shell)
    onward(shell)
    found["building"] = problems(shell)
    touch(shell, word(shell, "address.no_building"))
    found["found"] = problems(shell)
    touch(shell, word(shell, "address.by_postcode"), *"0730201")
    found["postcode"] = problems(shell)
    shell.hide()
    bank = shell_of(bank_asked(settings, name="空知"), screen)
    found["branch"] = problems(bank)
    touch(bank, word(bank, "find.by_kana"))
    found["branches"] = problems(bank)
    assert {face: wrong for face, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.LARGEST])
def test_a_standing_screen_has_room_for_the_keys(shell_of: MakeShell, size: TextSize) -> None:
    shell = shell_of(address_asked(Settings(text_size=size)))
    shell.resize(QSize(1200, 1920))
    rest()
    touch(shell, word(shell, "address.by_place"), word(shell, "address.other_town"))
    found = {"towns": [*sizes(shell), *gaps(shell), *inside(shell)]}
    shell.go_back()
    rest()
    touch(shell, "中央")
    found["lot"] = [*sizes(shell), *gaps(shell), *inside(shell)]
    assert {face: wrong for face, wrong in found.items() if wrong} == {}
