"""Phrases of Japanese (文節) by a morphological analysis: the judge of where forms.japanese.phrases lets a line end.

Open JTalk's MeCab and dictionary, which the voice brings along; tests only. A phrase is a word with the particles and
endings behind it. Words of one compound are told apart: a line may end between them where it is too long to be held.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

import pyopenjtalk


class Place(IntEnum):
    """What a place between two characters is for the end of a line, the worst first."""

    INSIDE = 0
    """Inside a word, or between a word and what leans on it: the particle, the ending, the counter, the prefix."""
    COMPOUND = 1
    """Between two words of a compound (認定|申請書), or before a verb that helps the one before (書いて|ください)."""
    PHRASE = 2
    """Between two phrases."""


class Morpheme(NamedTuple):
    """A word as MeCab tells it: its part of speech in two steps, its form, and how the dictionary lists it."""

    surface: str
    kind: str
    sort: str
    form: str
    base: str
    start: int


_OPENING = "（「『〈【〔"
_ENDING = "、。！？・）」』〉】〕"
_NEVER_FIRST = "、。，．・）」』〉】〕！？：；／〜～ー％"
_BEGINS = {"名詞", "動詞", "形容詞", "副詞", "連体詞", "接続詞", "感動詞", "接頭詞", "フィラー"}
_ENDINGS = {"の", "ん", "よう", "そう", "みたい"}
"""Nouns that no phrase begins with: 住むのは, 使えるように."""
_LOOSE = {"副詞可能", "非自立", "代名詞"}
"""Nouns that join no compound: そのあと|住民課, いま|いっしょに."""
_LEANING = {"いる", "する", "できる", "てる", "れる", "られる", "せる", "させる", "める"}
"""Verbs that make one word with the one before (印刷する, 書いている): other verbs there may begin a line in need."""


def morphemes(text: str) -> list[Morpheme]:
    """Return the words of ``text``; spaces are words too."""
    found = []
    for one in pyopenjtalk.run_mecab_detailed(text)[1]:
        kind, sort, _, _, _, form, base = one["features"][1:8]
        found.append(Morpheme(one["surface"], kind, sort, form, base, one["char_span"][0]))
    return found


def places(text: str) -> list[Place]:
    """Return what the place before each character of ``text`` is, the first one's included."""
    found = [Place.INSIDE] * len(text)
    words = morphemes(text)
    for number, word in enumerate(words):
        found[word.start] = _place(words[number - 1], word) if number else Place.PHRASE
    for ending in re.finditer("かもしれ", text):  # one ending, and a long one
        found[ending.start() : ending.end()] = [Place.COMPOUND, *[Place.INSIDE] * 3]
    for space in re.finditer("(?<=[0-9兼]) (?=[ぁ-鿿])", text):  # 3 回
        found[space.start()] = found[space.end()] = Place.INSIDE
    return found


def _place(before: Morpheme, word: Morpheme) -> Place:
    if "空白" in {before.sort, word.sort}:
        return Place.PHRASE
    if before.surface[-1] in _OPENING or word.surface[0] in _NEVER_FIRST:
        return Place.INSIDE
    if word.surface[0] in _OPENING or before.surface[-1] in _ENDING:
        return Place.PHRASE
    if before.kind == "助詞" and word.base in {"ない", "ある"}:  # では|ない
        return Place.PHRASE
    if before.kind == "接頭詞" or word.kind not in _BEGINS:
        return Place.INSIDE
    if word.kind == "接頭詞":
        return Place.COMPOUND if before.kind == "名詞" else Place.PHRASE
    if word.kind == "名詞":
        return _before_noun(before, word)
    if word.kind in {"動詞", "形容詞"}:
        return _before_verb(before, word)
    return Place.PHRASE


def _before_noun(before: Morpheme, word: Morpheme) -> Place:
    stem = before.kind == "動詞" and before.form.startswith("連用")
    if word.base in _ENDINGS or ((stem or before.kind == "名詞") and word.sort == "接尾") or before.sort == "数":
        return Place.INSIDE
    if word.sort == "数":  # 毎年|1回, but 11月20日, where 11月 is one word
        joined = before.surface[0].isdigit() or (before.kind == "名詞" and before.sort not in _LOOSE | {"接尾"})
        return Place.COMPOUND if joined else Place.PHRASE
    if before.sort in _LOOSE or (stem and word.sort in _LOOSE):
        return Place.PHRASE
    return Place.COMPOUND if stem or before.kind == "名詞" else Place.PHRASE


def _before_verb(before: Morpheme, word: Morpheme) -> Place:
    """A verb that helps the one before is written in kana: in kanji it says something of its own (入れて|続けます)."""
    stem = before.kind == "動詞" and before.form.startswith("連用")
    noun = before.kind == "名詞" and (before.sort == "サ変接続" or word.base in _LEANING)
    helping = before.kind != "名詞" and word.sort in {"非自立", "接尾"} and not _kanji(word.surface[0])
    if not (stem or noun or helping):
        return Place.PHRASE
    leaning = word.base in _LEANING and not word.surface.startswith("いただ")  # the dictionary lists it as する
    return Place.INSIDE if leaning else Place.COMPOUND


def _kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
