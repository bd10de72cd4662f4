"""Readings above kanji, and やさしい日本語: what ux.md "Words" asks of each sentence."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from forms.japanese.furigana import plain, readings
from kiosk.i18n import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

LONGEST = 40
MOST_KANJI = 13
_WORDS = files("assets") / "words"
_KANJI = re.compile(r"[㐀-䶿一-鿿々〆𠀀-𯿿]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_TERMS = re.compile(r"「[^「」]*」|〈[^〈〉]*〉|《[^《》]*》")
"""Quoted words of a form or button, and the explanation of a term, are no part of the sentence around them."""
_END = re.compile(r"[。！？\n]|(?<=[^0-9])：")
_NO = re.compile(r"な(?:い|けれ|くて[はも])|ません|ず[にと]")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_NO_DENIAL = re.compile(r"なければ(?:なりません|いけません)|かもしれません")


def _flatten(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}.{name}")
        else:
            yield f"{prefix}.{name}", str(value)


def _files(folder: Traversable) -> Iterator[tuple[str, Mapping[str, object]]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8"))


def _ruby() -> dict[str, str]:
    return {key: str(text) for _, table in _files(_WORDS / "ja" / "ruby") for key, text in table.items()}


def _easy_words() -> dict[str, str]:
    return {key: text for name, table in _files(_WORDS / "ja-easy") for key, text in _flatten(table, name)}


def _easy_definitions() -> dict[str, str]:
    folder = _WORDS / "ja-easy" / "definitions"
    return {key: str(text) for _, table in (_files(folder) if folder.is_dir() else ()) for key, text in table.items()}


def bare_kanji(marked: str) -> str:
    """Return the kanji of marked words that have no reading."""
    covered = {place for one in readings(marked) for place in range(one.start, one.end)}
    return "".join(c for place, c in enumerate(plain(marked)) if _KANJI.match(c) and place not in covered)


def wrong_readings(marked: str) -> list[str]:
    """Return the readings that are no kana, or stand over kana too (読《よ》み, never 読み《よみ》)."""
    text = plain(marked)
    return [
        f"{text[one.start : one.end]}《{one.kana}》"
        for one in readings(marked)
        if not _KANA.fullmatch(one.kana) or _KANA.match(text[one.start]) or _KANA.match(text[one.end - 1])
    ]


def hard_sentences(marked: str) -> list[str]:
    """Return the sentences that are too long, have too many kanji or say no twice."""
    text = _PLACEHOLDER.sub("", _TERMS.sub("", plain(marked)))
    return [
        sentence
        for sentence in _END.split(text)
        if len(sentence) > LONGEST
        or len(_KANJI.findall(sentence)) > MOST_KANJI
        or len(_NO.findall(_NO_DENIAL.sub("", sentence))) > 1
    ]


_RUBY = _ruby()


def test_readings_leave_the_words_as_they_are() -> None:
    assert len(_RUBY) > 3000
    assert not {key: text for key, text in _RUBY.items() if plain(text) != key}


def test_every_kanji_has_a_reading() -> None:
    assert not {text: bare for text in _RUBY.values() if (bare := bare_kanji(text))}


def test_readings_are_kana_over_kanji() -> None:
    assert not {text: wrong for text in _RUBY.values() if (wrong := wrong_readings(text))}


@pytest.mark.parametrize(
    ("marked", "bare", "wrong"),
    [
        ("｜手続《てつづ》き", "", []),
        ("｜手《て》続き", "続", []),
        ("｜手続き《てつづき》", "", ["手続き《てつづき》"]),
        ("｜手続《tetsuzu》き", "", ["手続《tetsuzu》"]),
    ],
)
def test_what_the_checks_of_readings_find(marked: str, bare: str, wrong: list[str]) -> None:
    assert (bare_kanji(marked), wrong_readings(marked)) == (bare, wrong)


_EASY = _easy_words() | {f"definitions.{key}": text for key, text in _easy_definitions().items()}


def test_easy_words_say_what_the_japanese_says() -> None:
    """The same placeholders and no word too many; that none is missing is for test_words, of each language offered."""
    japanese, easy = Words("ja"), Words("ja-easy")
    assert len(easy.keys()) > 300
    for key in easy.keys():  # noqa: SIM118 - Words is no mapping, it only says its keys
        assert sorted(_PLACEHOLDER.findall(easy.text(key))) == sorted(_PLACEHOLDER.findall(japanese.text(key))), key


def test_no_easy_sentence_is_empty() -> None:
    assert not [key for key, text in _EASY.items() if not plain(text).strip()]


def _official(key: str, marked: str) -> bool:
    """Say whether this is a name as the law or the town writes it: the name of a form must be found on the form."""
    return key == f"definitions.{plain(marked)}" and not re.search(r"。|(?:か|さい)$", plain(marked))


def test_every_easy_sentence_is_short_and_says_no_once() -> None:
    assert not {key: hard for key, text in _EASY.items() if not _official(key, text) and (hard := hard_sentences(text))}


def test_every_kanji_of_easy_japanese_has_a_reading() -> None:
    assert not {key: bare for key, text in _EASY.items() if (bare := bare_kanji(text))}
    assert not {key: wrong for key, text in _EASY.items() if (wrong := wrong_readings(text))}


@pytest.mark.parametrize(
    "sentence",
    [
        "あ" * (LONGEST + 1),
        "漢" * (MOST_KANJI + 1),
        "入れないと、進めません",
        "わからないことはない",
    ],
)
def test_what_the_lint_of_sentences_finds(sentence: str) -> None:
    assert hard_sentences(f"はい。{sentence}。") == [sentence]
    assert not hard_sentences("はい。「" + "漢" * 20 + "」を押してください。")
