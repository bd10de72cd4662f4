"""Writing: kana, marks, roman letters of a real keyboard, and what is erased."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.composition import HALF_VOICED, VOICED, Composition


def typed(text: str, *, in_katakana: bool = False) -> Composition:
    composition = Composition(in_katakana=in_katakana)
    for character in text:
        composition.type(character)
    return composition


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("satou", "さとう"),
        ("kannno", "かんの"),
        ("nanyou", "なにょう"),
        ("hon", "ほん"),
        ("honn", "ほん"),
        ("honda", "ほんだ"),
        ("kyouko", "きょうこ"),
        ("gakkou", "がっこう"),
        ("shinji", "しんじ"),
        ("ra-men", "らーめん"),
        ("satou hanako", "さとう はなこ"),
        ("さとう", "さとう"),
        ("5-9", "5-9"),
        ("ABC", "ABC"),
    ],
)
def test_a_real_keyboard_writes_kana(keys: str, text: str) -> None:
    assert typed(keys).settled() == text


def test_a_reading_is_written_in_katakana() -> None:
    assert typed("satou", in_katakana=True).settled() == "サトウ"


@pytest.mark.parametrize("keys", ["satou", "kannno", "shinji", "kyouko", "honda"])
def test_what_is_read_between_two_keys_stays_as_it_is_typed(keys: str) -> None:
    composition = Composition()
    for key in keys:
        composition.type(key)
        composition.settled()
    assert composition.text == typed(keys).text


def test_a_lone_n_is_sent_as_a_kana_and_shown_so_once_it_is_settled() -> None:
    for composition, kana in ((typed("hon"), "ん"), (typed("hon", in_katakana=True), "ン")):
        assert (composition.settled()[-1], composition.text[-1]) == (kana, "n")
        composition.settle()
        assert composition.text[-1] == kana


def test_marks_change_the_last_kana_and_back() -> None:
    composition = Composition()
    composition.put_kana("は")
    for sign, text in ((VOICED, "ば"), (HALF_VOICED, "ぱ"), (HALF_VOICED, "は"), (VOICED, "ば"), (VOICED, "は")):
        composition.mark(sign)
        assert composition.text == text
    composition.put_kana("あ")
    composition.mark(VOICED)
    assert composition.text == "はあ"


def test_small_kana_and_back() -> None:
    composition = Composition()
    for kana in "きよ":
        composition.put_kana(kana)
    composition.resize()
    assert composition.text == "きょ"
    composition.resize()
    assert composition.text == "きよ"


def test_a_chosen_word_stays_and_kana_go_on_behind_it() -> None:
    composition = typed("satou")
    composition.choose("佐藤")
    composition.put_kana("は")
    assert (composition.done, composition.kana) == ("佐藤", "は")
    composition.erase()
    composition.erase()
    assert composition.text == "佐"


def test_a_variant_is_erased_with_its_selector() -> None:
    composition = Composition()
    composition.set_text("山辻\U000e0100")
    composition.erase()
    assert composition.text == "山"


def test_who_listens_is_told() -> None:
    composition, heard = Composition(), []
    composition.listeners.append(lambda: heard.append(composition.text))
    composition.put_kana("あ")
    composition.put_plain("1")
    assert heard == ["あ", "あ1"]


@given(st.lists(st.sampled_from([*"abknsty -1Aあー", "mark", "half", "small", "erase", "choose"]), max_size=30))
def test_whatever_is_pressed_the_text_stays_text(keys: list[str]) -> None:
    composition = Composition()
    for key in keys:
        match key:
            case "mark":
                composition.mark(VOICED)
            case "half":
                composition.mark(HALF_VOICED)
            case "small":
                composition.resize()
            case "erase":
                before = len(composition.text)
                composition.erase()
                assert len(composition.text) == max(0, before - 1)
            case "choose":
                composition.choose("漢")
            case _:
                composition.type(key)
    assert composition.settled() == composition.settled()


LETTERS = "あんカ漢𠮷1A "
MOVES = st.tuples(st.sampled_from([*LETTERS, "erase", "move"]), st.integers(0, 40))


@given(st.text(LETTERS, max_size=12), st.lists(MOVES, max_size=30))
def test_writing_and_erasing_anywhere_is_that_of_a_text(given_before: str, keys: list[tuple[str, int]]) -> None:
    """The same as with a str and a place in it, whatever of it may still become kanji."""
    composition = Composition()
    composition.set_text(given_before)
    text, place = given_before, len(given_before)
    for key, where in keys:
        if key == "move":
            place = min(where, len(text))
            composition.move_to(where)
        elif key == "erase":
            text, place = text[: max(0, place - 1)] + text[place:], max(0, place - 1)
            composition.erase()
        elif key != " ":
            text, place = text[:place] + key + text[place:], place + 1
            (composition.put_kana if "ぁ" <= key <= "ヺ" else composition.put_plain)(key)
        assert (composition.text, composition.cursor) == (text, place)
    assert composition.kana in text


@pytest.mark.parametrize("place", [0, 1, 3, 5])
def test_kana_stay_kana_while_the_cursor_is_among_them(place: int) -> None:
    composition = typed("satou")
    composition.put_plain("1")
    for kana in "さとお":
        composition.put_kana(kana)
    composition.move_to(4 + place)
    assert composition.kana == "さとお"
    composition.move_to(7)
    composition.erase()
    composition.put_kana("う")
    composition.move_to(5)
    composition.choose("佐藤")
    assert (composition.text, composition.cursor) == ("さとう1佐藤", 6)


def test_what_the_cursor_left_is_finished() -> None:
    composition = typed("satou")
    composition.choose("佐藤")
    composition.put_kana("は")
    composition.move_to(1)
    assert composition.kana == ""
    composition.put_kana("い")
    assert (composition.text, composition.kana) == ("佐い藤は", "い")
    composition.choose("伊")
    assert composition.text == "佐伊藤は"


def test_roman_letters_become_kana_where_the_cursor_is() -> None:
    composition = Composition()
    composition.set_text("雨の日")
    composition.move_to(1)
    for letter in "ka":
        composition.type(letter)
    assert composition.text == "雨かの日"
    for letter in "zn":
        composition.type(letter)
    composition.move_to(2)
    assert composition.text == "雨かznの日"


def test_the_cursor_never_stands_before_the_mark_of_a_variant() -> None:
    composition = Composition()
    composition.set_text("山辻\U000e0100町")
    composition.move_to(2)
    assert composition.cursor == 3
    assert composition.move(-1)
    assert composition.cursor == 1
    assert composition.move(1)
    assert composition.cursor == 3
    composition.erase()
    assert composition.text == "山町"
    composition.move_to(0)
    assert not composition.move(-1)
    composition.move_to(99)
    assert not composition.move(1)


def test_another_shape_takes_the_place_of_what_stands_before_the_cursor() -> None:
    composition = Composition()
    composition.set_text("雪で屋根が落ち、高橋さんの家の高さ")
    composition.move_to(10)
    assert composition.word == "雪で屋根が落ち、高橋"
    composition.replace("雪で屋根が落ち、髙橋")
    assert composition.text == "雪で屋根が落ち、髙橋さんの家の高さ"
    composition.set_text("あ" * 30 + "高")
    composition.replace(composition.word.replace("高", "髙"))
    assert composition.text == "あ" * 30 + "髙"
