"""Where sentences may break."""

from __future__ import annotations

import pytest

from ui.phrases import WORD_JOINER, keep_syllables, keep_together, parted, runs, spaced_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("もう一度入れるか、ほかの方法をお選びください。", "もう|一度入れるか、|ほかの|方法を|お選びください。"),
        ("職員を呼ぶ", "職員を|呼ぶ"),
        ("いいえ、出ていません", "いいえ、|出ていません"),
        ("カードを使わない", "カードを|使わない"),
        ("あ／A", "あ／A"),
        ("どちらですか（いま）", "どちらですか|（いま）"),
        ("", ""),
    ],
)
def test_breaks(text: str, expected: str) -> None:
    assert "|".join(runs(text)) == expected


def test_joiners_change_nothing_that_is_read() -> None:
    text = "ためしてよいときだけ、下のボタンを押してください。"
    assert keep_together(text) != text
    assert keep_together(text).replace(WORD_JOINER, "") == text


def test_other_languages_are_left_alone() -> None:
    assert keep_together("Place your card on the reader.") == "Place your card on the reader."


def test_korean_words_are_held_together() -> None:
    text = "직원에게 알리기 (3개)"
    assert keep_syllables(text).replace(WORD_JOINER, "") == text
    assert keep_syllables("직원 A") == f"직{WORD_JOINER}원 A"
    assert keep_syllables("職員を呼ぶ") == "職員を呼ぶ"


def test_the_words_of_other_languages_are_found() -> None:
    assert spaced_words("Giấy 住民票 of Kamisunagawa town.kamisunagawa.hokkaido.jp") == ["Giấy", "of", "Kamisunagawa"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("Go on witho", "ut a card", "without"),
        ("직원에", "게 알리기", "직원에게"),
        ("Go on ", "without a card", ""),
        ("1948-", "11-03", ""),
        ("職員を", "呼ぶ", ""),
        ("town.kamisunagawa.h", "okkaido.jp", ""),
    ],
)
def test_a_word_on_two_lines_is_parted(before: str, after: str, word: str) -> None:
    assert parted(before, after) == word
