"""Every language says everything: the same keys, the same placeholders, no word that nothing uses."""

from __future__ import annotations

import re
import string
from types import MappingProxyType

import pytest

from forms.definition_words import definition_words
from forms.japanese.furigana import plain
from forms.translations import EASY, FURIGANA, translated, translations
from kiosk.i18n import LANGUAGES, STAFF_LANGUAGES, STAFF_SECTIONS, MissingWordError, Words, staff_language

FURTHER = [language for language in LANGUAGES if language not in STAFF_LANGUAGES]
SPELT = MappingProxyType(
    {
        "のこ[りるっ]": "残り",
        "たしかめ": "確かめ",
        "つづけ": "続け",
        "えら[ぶん]": "選ぶ",
        "読みとり": "読み取り",
        "カードの機械": "読み取り機",
        "お持ちいただくもの": "持っていくもの",
        "[0-9}] (?:枚|回|件|秒|文字|か所)": "a figure and what it counts without a space",
    }
)
"""What is not written, and what is: one thing has one name and one spelling wherever it is read at the window."""
ELSEWHERE = frozenset({"cli", "printer", "selfcheck", "workbook"})
"""Sections that nobody at the window reads."""
_KANJI = re.compile(r"[㐀-䶿一-鿿々〆𠀀-𯿿]")


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _section(key: str) -> str:
    return key.partition(".")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_keys_and_placeholders_as_japanese(language: str) -> None:
    japanese, other = Words("ja"), Words(language)
    keys = {key for key in japanese.keys() if language in STAFF_LANGUAGES or _section(key) not in STAFF_SECTIONS}  # noqa: SIM118
    assert len(keys) > 50
    assert keys == set(other.keys())
    different = [key for key in sorted(keys) if _placeholders(japanese.text(key)) != _placeholders(other.text(key))]
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_empty_sentence(language: str) -> None:
    words = Words(language)
    assert not [key for key in sorted(words.keys()) if not words.text(key).strip()]


@pytest.mark.parametrize("language", FURTHER)
def test_staff_are_told_in_japanese_where_their_words_are_in_two_languages(language: str) -> None:
    assert {staff_language(one) for one in STAFF_LANGUAGES} == set(STAFF_LANGUAGES)
    assert staff_language(language) == "ja"
    sections = {_section(key) for key in Words("ja").keys()}  # noqa: SIM118 - Words is no mapping
    assert sections >= STAFF_SECTIONS
    assert Words(language).text("events.no_office") == Words("ja").text("events.no_office")
    assert "events.no_office" in Words(language)


@pytest.mark.parametrize("language", FURTHER)
def test_every_word_of_the_definitions_is_said(language: str) -> None:
    """The words of a consent are the law's: やさしい日本語 gives them with their readings."""
    held = dict(translations(FURIGANA)) if language == EASY else {}
    held |= translations(language)
    wanted = definition_words()
    assert not [japanese for japanese in wanted if not held.get(japanese, "").strip()]
    assert not [japanese for japanese in translations(language) if japanese not in wanted]
    different = [key for key in wanted if sorted(re.findall(r"\{[^}]*\}", key)) != sorted(_braces(held[key]))]
    assert not different


def test_what_easy_japanese_does_not_say_itself_is_japanese_with_readings() -> None:
    own = [text for text in definition_words() if text not in translations(EASY)]
    assert own
    assert all(translated(text, "", EASY) == translations(FURIGANA)[text] != text for text in own)


def _braces(text: str) -> list[str]:
    return re.findall(r"\{[^}]*\}", text)


def test_every_kanji_that_a_resident_reads_in_japanese_has_a_reading() -> None:
    japanese = Words("ja")
    shown = [japanese.text(key) for key in japanese.keys() if _section(key) not in STAFF_SECTIONS]  # noqa: SIM118
    held = translations(FURIGANA)
    missing = [text for text in (*shown, *definition_words()) if _KANJI.search(text) and text not in held]
    assert not missing


def test_one_thing_has_one_spelling() -> None:
    words = [Words("ja"), Words(EASY, marked=False)]
    said = [one.text(key) for one in words for key in one.keys() if _section(key) not in ELSEWHERE]  # noqa: SIM118 - no mapping
    said += definition_words()
    assert not [(text, right) for wrong, right in SPELT.items() for text in said if re.search(wrong, text)]


def test_furigana_is_put_in_before_the_placeholders_and_left_out_where_nothing_paints_it() -> None:
    marked = Words(FURIGANA).text("screen.secret.tries", left=2)
    assert marked == "｜残《のこ》り2｜回《かい》"
    assert plain(marked) == Words("ja").text("screen.secret.tries", left=2)
    assert Words("ja-easy", marked=False).text("slip.number") == "受付番号"
    assert Words("ja-easy").text("slip.number") == "｜受付《うけつけ》｜番号《ばんごう》"
    assert set(Words(FURIGANA).keys()) == set(Words("ja").keys())


def test_a_missing_word_is_a_bug_with_its_key() -> None:
    with pytest.raises(MissingWordError, match=r"screen\.nothing"):
        Words().text("screen.nothing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_number_stands_on_a_line_with_its_word(language: str) -> None:
    _, line = Words(language).text("screen.finished.where", office="住民課", phone="0125-62-2222").split("\n")
    assert line.endswith(" 0125-62-2222")
    assert "住民課" not in line
