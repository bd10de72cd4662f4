"""Where sentences may break."""

from __future__ import annotations

import pytest

from ui.phrases import WORD_JOINER, keep_together, runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("もう一度入れるか、ほかの方法をお選びください。", "もう|一度入れるか、|ほかの|方法を|お選びください。"),
        ("職員を呼ぶ", "職員を|呼ぶ"),
        ("いいえ、出ていません", "いいえ、|出ていません"),
        ("カードを使わない", "カードを|使わない"),
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
