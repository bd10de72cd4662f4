"""Where sentences may break."""

from __future__ import annotations

import pytest

from forms.japanese.phrases import (
    NO_BREAK_SPACE,
    WORD_JOINER,
    keep_syllables,
    keep_together,
    parted,
    parts,
    pieces,
    runs,
    spaced_words,
    unjoined,
    whole_words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("もう一度入れるか、ほかの方法をお選びください。", "もう一度入れるか、|ほかの|方法を|お選びください。"),
        ("職員を呼ぶ", "職員を|呼ぶ"),
        ("いいえ、出ていません", "いいえ、|出ていません"),
        ("カードを使わない", "カードを|使わない"),
        ("あ／A", "あ／A"),
        ("どちらですか（いま）", "どちらですか|（いま）"),
        ("", ""),
        ("申し込みを取り扱い、引っ越しを届け出る", "申し込みを|取り扱い、|引っ越しを|届け出る"),
        ("2か所を「見る」で、お1人ずつ〈1枚〉です", "2か所を|「見る」で、|お1人ずつ|〈1枚〉です"),
        ("残り3回（兼 同意書）", "残り3回|（兼 同意書）"),
        ("期限は、あと10日です", "期限は、|あと10日です"),
        ("家でもかまいません", "家でもかまいません"),
        ("ご自宅でも携帯電話でもかまいません", "ご自宅でも|携帯電話でも|かまいません"),
        ("どなたにあたりますか", "どなたに|あたりますか"),
        ("受けられることがあります。", "受けられる|ことがあります。"),
        ("もう一度印刷してください。", "もう一度|印刷してください。"),
        ("（ケアマネジャーなどが書く）", "（ケアマネジャーなどが|書く）"),
    ],
)
def test_breaks_between_phrases(text: str, expected: str) -> None:
    assert "|".join(runs(text)) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("負担限度額認定申請書", "負担限度額|認定|申請書"),
        ("証の再交付申請書", "証の|再交付|申請書"),
        ("マイナンバーカードを", "マイナンバー|カードを"),
        ("令和8年11月20日", "令和8年|11月20日"),
        ("北１条５丁目９番９号", "北１条|５丁目|９番|９号"),
        ("読めません", "読めません"),
    ],
)
def test_a_run_wider_than_the_line_breaks_between_its_words(run: str, expected: str) -> None:
    assert "|".join(parts(run)) == expected


def held(text: str, columns: int) -> str:
    """``text`` with a bar wherever it may break on a line of so many characters; three stand for any place."""
    joined = keep_together(text, lambda run: len(run) <= columns).replace(WORD_JOINER, "~")
    return "".join(
        one if "~" in (one, before) else f"|{one}" for before, one in zip("~" + joined, joined, strict=False)
    ).replace("~", "")


def test_only_a_name_without_known_words_breaks_anywhere() -> None:
    assert held("負担限度額認定申請書です", 12) == "負担限度額認定申請書です"
    assert held("負担限度額認定申請書です", 9) == "負担限度額|認定|申請書です"
    assert held("大雪山国立公園東川町旭岳", 12) == "大|雪|山|国|立|公|園|東|川|町|旭|岳"
    assert held("大雪山", 2) == "大|雪|山"


def test_chinese_is_not_held_by_the_words_of_japanese() -> None:
    assert held("请告诉我们年金的种类", 12) == "|".join("请告诉我们年金的种类")
    assert held("请出示「マイナンバー」和年金的通知书", 20).startswith("请出示|「マイナンバー」|和年金")
    assert held("年金の種類を教えてください", 20) == "年金の|種類を|教えてください"


def test_joiners_change_nothing_that_is_read() -> None:
    text = "残り 3 回です。ためしてよいときだけ、下のボタンを押してください。"
    joined = keep_together(text, lambda run: True)
    assert joined.count(WORD_JOINER) > 20
    assert f"3{WORD_JOINER}{NO_BREAK_SPACE}{WORD_JOINER}回" in joined
    assert unjoined(joined) == text


def test_a_button_has_room_for_short_runs_and_for_the_words_of_long_ones() -> None:
    assert whole_words("負担限度額認定申請書 for 予約") == ["負担限度額", "認定", "申請書", "for", "予約"]


def test_other_languages_are_left_alone() -> None:
    assert keep_together("Place your card on the reader.", lambda run: True) == "Place your card on the reader."


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・写し等交付請求書（手数料 1通 300円）", "・写し等交付請求書|（手数料 |1通 |300円）"),
        ("お出しください。　Please sign it.", "お出しください。　|Please |sign |it."),
        ("", ""),
    ],
)
def test_pieces_of_a_line_hold_their_space_and_their_point(text: str, expected: str) -> None:
    assert "|".join(pieces(text)) == expected
    assert "".join(pieces(text)) == text
