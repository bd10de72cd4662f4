"""The board of letters: every kana can be written, kanji are offered, kana alone is accepted, nothing is copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.japanese import conversion
from forms.japanese.furigana import plain
from kiosk.i18n import LANGUAGES
from kiosk.session.events import Answered
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.inside import INSIDES
from tests.support.inside import touch as open_inside
from tests.support.pages import PERSON, all_pages, card_pages, questions
from tests.support.pictures import settle
from tests.ui.test_every_page import gaps, inside, names, room, seen, sizes, tab_order, titles
from ui import tokens
from ui.shell import Shell
from ui.widgets.button import BigButton
from ui.widgets.letter_keys import KANA, LATIN, Key
from ui.widgets.letters import Letters

MakeShell = Callable[..., Shell]


def state_of(key: str, settings: Settings | None = None, form: str = "jidoteate_nintei") -> SessionState:
    return questions(card_pages(settings, (form,))["person"])[f"ask-{key}"]


def touch(shell: Shell, *words: str) -> None:
    for word in words:
        found = [one for one in shell.findChildren(BigButton) if one.words == plain(word) and one.isVisible()]
        assert found, word
        found[0].activated.emit()
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def board(shell: Shell) -> Letters:
    ways = {plain(shell.theme.text(f"board.{way}")) for way in ("open", "other")}
    here = [one for one in shell.findChildren(BigButton) if one.isVisible()]
    touch(shell, *(one.words for one in here if one.words in ways))
    found = shell.findChild(Letters)
    assert found is not None
    return found


def sent(shell: Shell) -> list[object]:
    events: list[object] = []
    shell.intent.connect(events.append)
    shell.go_on()
    return [event.raw for event in events if isinstance(event, Answered)]


def test_a_name_is_written_with_kanji(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    board(shell)
    touch(shell, *"さとう", "漢字", "佐藤", "空白", *"はなこ", "漢字", "花子")
    assert sent(shell) == ["佐藤 花子"]


@pytest.mark.parametrize(
    ("screen", "written"),
    [
        pytest.param(screen, written, marks=() if screen == "tablet" and written % 2 == 0 else pytest.mark.long)
        for screen, written in product(("tablet", "panel", "slate"), range(12, 34, 3))
    ],
)
def test_the_question_over_the_board_goes_where_what_is_written_needs_its_room(
    shell_of: MakeShell, screen: str, written: int
) -> None:
    """Another size of text opens the board anew, with all that is written on it at once."""
    state = state_of("risai.dmg_text", form="risai")
    shell = shell_of(state, screen)
    board(shell)
    touch(shell, *("ねうけかぬちとおにこ" * 4)[:written])
    for language, size in product(("ja-easy", "ko"), TextSize):
        shell.show_state(replace(state, settings=Settings(language, size)))
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        assert [*gaps(shell), *inside(shell), *room(shell)] == [], (language, size)


def test_kana_alone_is_accepted(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    board(shell)
    touch(shell, *"すす", "゛", "き")
    assert sent(shell) == ["すずき"]


def test_a_reading_is_in_katakana_and_has_no_kanji(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("applicant.kana"))
    letters = board(shell)
    words = {one.words for one in letters.findChildren(BigButton) if one.isVisible()}
    assert "漢字" not in words
    assert "ABC" not in words
    touch(shell, *"きや", "小", *"はー", "゜")
    assert sent(shell) == ["キャハー"]


def test_letters_and_digits(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    board(shell)
    touch(shell, "ABC", *"AB", "小", "1", "かな", "あ", "消す")
    assert sent(shell) == ["Ab1"]


def test_more_words_and_other_shapes(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    letters = board(shell)
    touch(shell, *"たかはし", "漢字")
    first = [one.words for one in letters._ways]
    touch(shell, "もっと")
    assert [one.words for one in letters._ways] != first
    shell.go_back()
    touch(shell, "漢字", "高橋", "漢字")
    assert "髙橋" in [one.words for one in letters._ways]


def test_back_goes_from_kanji_to_board_to_question(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    events: list[object] = []
    shell.intent.connect(events.append)
    letters = board(shell)
    touch(shell, "あ", "漢字")
    shell.go_back()
    assert letters.isVisible()
    shell.go_back()
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
    assert not letters.isVisible()
    assert events == []
    shell.go_back()
    assert len(events) == 1


def test_the_first_word_waits_for_no_dictionary(shell_of: MakeShell) -> None:
    conversion._tagger.cache_clear()
    shell = shell_of(state_of("spouse.name"))
    assert conversion._tagger.cache_info().currsize == 0, "nobody writes yet"
    board(shell)
    assert conversion._tagger.cache_info().currsize == 1


def test_a_real_keyboard_writes_on_the_question_and_on_the_board(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    shell.activateWindow()
    focused = shell.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "sato")
    letters = board(shell)
    QTest.keyClicks(letters.entry, "u")
    QTest.keyClick(letters.entry, Qt.Key.Key_Backspace)
    QTest.keyClicks(letters.entry, "u")
    assert sent(shell) == ["さとう"]


def test_what_is_written_moves_to_another_language(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"))
    board(shell)
    touch(shell, *"さと")
    shell.show_state(state_of("spouse.name", Settings(language="en")))
    assert sent(shell) == ["さと"]


def test_a_name_offers_its_readings(shell_of: MakeShell) -> None:
    person = replace(PERSON, name="佐藤\u3000花子")
    state = questions(card_pages(None, ("jidoteate_nintei",), person)["person"])["ask-applicant.kana"]
    shell = shell_of(state)
    events: list[object] = []
    shell.intent.connect(events.append)
    assert [one.words for one in shell.findChildren(BigButton) if "ほかの" in one.words] == ["ほかの読みを入れる"]
    touch(shell, "サトウ\u3000ハナコ")
    assert [event.raw for event in events if isinstance(event, Answered)] == ["サトウ\u3000ハナコ"]


def test_a_surname_that_is_known_is_written_and_the_board_opens_for_the_rest(shell_of: MakeShell) -> None:
    person = replace(PERSON, name="佐藤\u3000龘龘")
    state = questions(card_pages(None, ("jidoteate_nintei",), person)["person"])["ask-applicant.kana"]
    shell = shell_of(state)
    touch(shell, "サトウ\u3000…")
    touch(shell, "空白", *"はな")
    assert sent(shell) == ["サトウ\u3000ハナ"]
    shell.go_back()
    touch(shell, "サトウ\u3000…")
    assert sent(shell) == ["サトウ\u3000ハナ"]


@pytest.mark.parametrize("name", ["佐藤\u3000龘龘", "龘龘\u3000龘龘"])
def test_a_part_of_a_name_is_never_sent_by_one_touch(shell_of: MakeShell, name: str) -> None:
    person = replace(PERSON, name=name)
    shell = shell_of(questions(card_pages(None, ("jidoteate_nintei",), person)["person"])["ask-applicant.kana"])
    events: list[object] = []
    shell.intent.connect(events.append)
    ways = [one.words for one in shell.findChildren(BigButton) if one.words.endswith("…")]
    assert ways == (["サトウ\u3000…"] if "佐藤" in name else [])
    touch(shell, *ways)
    assert not events


def key(shell: Shell, words: str) -> BigButton:
    return next(one for one in shell.findChildren(BigButton) if one.words == words and one.isVisible())


def shown(shell: Shell) -> set[str]:
    return {one.words for one in shell.findChildren(Key) if one.isVisible()}


def test_a_narrow_board_shows_half_of_the_kana(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"), "upright")
    board(shell)
    always = ("空白", "消す", "ABC", "漢字", "小", "゛", "゜", "ー")
    assert shown(shell) == set("".join(row[:5] for row in KANA)) | {*always, "は〜わ"}
    before = {word: key(shell, word).geometry() for word in always}
    turn = key(shell, "は〜わ").geometry()
    touch(shell, "は〜わ")
    assert key(shell, "あ〜な").accessibleName() == shell.theme.text("board.earlier_name")
    assert {word: key(shell, word).geometry() for word in always} == before
    assert key(shell, "あ〜な").geometry() == turn
    assert shown(shell) & set("あかさたな") == set()
    touch(shell, "は", "゜", "あ〜な", "た", "小", "は〜わ", "ー", "ABC", *"B2")
    assert {word: key(shell, word).geometry() for word in ("空白", "消す")} == {w: before[w] for w in ("空白", "消す")}
    assert key(shell, "かな").geometry() == before["ABC"]
    touch(shell, "かな")
    assert sent(shell) == ["ぱたーB2"]


@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_every_letter_has_its_key(shell_of: MakeShell, screen: str) -> None:
    shell = shell_of(state_of("spouse.name"), screen)
    board(shell)
    found = shown(shell)
    touch(shell, *(["は〜わ"] if screen == "upright" else []))
    found |= shown(shell)
    touch(shell, "ABC")
    assert found | shown(shell) >= set("".join((*KANA, *LATIN))) - {" "}


def test_a_board_turns_with_its_screen(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"), "upright")
    board(shell)
    touch(shell, "あ", "は〜わ", "ま")
    upright, lying = shell.size(), shell.size().transposed()
    for size, whole in ((lying, True), (upright, False), (lying, True)):
        shell.resize(size)
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests
        assert shell.size() == size
        assert (set("あわ") <= shown(shell)) is whole
        assert [*room(shell), *gaps(shell), *inside(shell), *tab_order(shell)] == []
    assert sent(shell) == ["あま"]


def test_ways_to_write_a_word_stand_above_a_narrow_board(shell_of: MakeShell) -> None:
    shell = shell_of(state_of("spouse.name"), "upright")
    letters = board(shell)
    touch(shell, *"さとう", "漢字")
    keys = shown(shell)
    assert shell.focusWidget() is letters._ways[0]
    assert {"あ", "は〜わ", "消す"} <= keys
    touch(shell, "さ")
    assert not any(one.isVisible() for one in letters._ways), "さとうさ is another word"
    touch(shell, "消す", "漢字", "佐藤")
    assert not any(one.isVisible() for one in letters._ways)
    assert sent(shell) == ["佐藤"]


@pytest.mark.parametrize("screen", ["tablet", "upright"])
def test_long_ways_stand_in_the_place_of_the_board(
    shell_of: MakeShell, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    long = tuple(f"特別養護老人ホームはるにれ荘{one}" for one in "一二三四五六")
    monkeypatch.setattr("ui.widgets.letters.candidates", lambda *_, **__: long)
    shell = shell_of(state_of("spouse.name", Settings(text_size=TextSize.LARGEST)), screen)
    letters = board(shell)
    touch(shell, "あ", "漢字")
    assert "あ" not in shown(shell)
    assert [*room(shell), *gaps(shell), *inside(shell)] == []
    assert letters.close_words()
    assert "あ" in shown(shell)


@pytest.mark.parametrize(("screen", "count"), [*product(["tablet", "upright"], [25, 40, 70])])
def test_fewer_ways_are_shown_of_a_whole_sentence(
    shell_of: MakeShell, monkeypatch: pytest.MonkeyPatch, screen: str, count: int
) -> None:
    sentences = tuple("台風の大雨で床上まで水につかり"[one:] * 5 for one in range(6))
    monkeypatch.setattr("ui.widgets.letters.candidates", lambda *_, **__: [one[:count] for one in sentences])
    shell = shell_of(state_of("spouse.name", Settings(text_size=TextSize.LARGEST)), screen)
    letters = board(shell)
    touch(shell, "あ", "漢字")
    met: list[str] = []
    while (ways := [one.words for one in letters._ways if one.isVisible()])[0] not in met:
        assert [*room(shell), *gaps(shell), *inside(shell)] == []
        met += ways
        touch(shell, "もっと")
    assert met == [one[:count] for one in sentences]


@pytest.mark.parametrize(
    ("screen", "language", "size"),
    [
        *product(("tablet",), LANGUAGES, TextSize),
        *product(("upright",), LANGUAGES, (TextSize.STANDARD, TextSize.LARGEST)),
        ("upright", "ja-easy", TextSize.LARGER),
        ("panel", "ja", TextSize.LARGE),
    ],
)
def test_the_board_in_every_size(shell_of: MakeShell, screen: str, language: str, size: TextSize) -> None:
    settings = Settings(language=language, text_size=size)
    for key in ("applicant.kana", "spouse.name"):
        shell = shell_of(state_of(key, settings), screen)
        board(shell)
        found = [problem for check in (names, sizes, gaps, room, inside, tab_order, titles) for problem in check(shell)]
        if screen == "upright":
            touch(shell, "は〜わ")
            found += [problem for check in (names, sizes, gaps, room, inside, tab_order) for problem in check(shell)]
            touch(shell, "あ〜な")
        if key == "spouse.name":
            touch(shell, *"さとう", shell.theme.text("board.kanji"))
            found += [problem for check in (names, sizes, gaps, room, inside, titles) for problem in check(shell)]
            shell.go_back()
            touch(shell, shell.theme.text("board.latin"))
            found += [problem for check in (names, sizes, gaps, room, inside, tab_order) for problem in check(shell)]
        assert found == []
    assert tokens.LETTER >= 15.0
    assert tokens.LETTER_GAP >= 2.5


@pytest.mark.parametrize("name", ["board", "board-latin", "board-ways"])
@pytest.mark.parametrize("screen", ["tablet", "panel", "slate"])
def test_the_question_stands_over_the_line_of_a_lying_board(shell_of: MakeShell, screen: str, name: str) -> None:
    """Whoever looks up from the keys sees what they write an answer to."""
    shell = shell_of(all_pages()[INSIDES[name].page], screen)
    open_inside(shell, INSIDES[name].touches)
    letters = shell.findChild(Letters)
    assert letters is not None
    question = letters._question
    assert question.words == letters.said
    assert seen(shell, question).size() == question.size()
    assert question.height() >= question.font().pixelSize()
    line = letters.entry.mapTo(shell, letters.entry.rect().topLeft())
    assert question.mapTo(shell, question.rect().bottomLeft()).y() < line.y()


def test_a_question_that_has_no_room_over_the_line_is_not_cut(shell_of: MakeShell) -> None:
    shell = shell_of(all_pages(Settings(text_size=TextSize.LARGEST))[INSIDES["board"].page])
    open_inside(shell, INSIDES["board"].touches)
    letters = shell.findChild(Letters)
    assert letters is not None
    assert not letters._question.isVisible()
