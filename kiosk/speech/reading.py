"""How a sentence is said: the way its furigana say, never the voice's own guess where a reading is given.

The voice reads most of a sentence rightly and with the right melody when it sees the kanji, but it takes 方 for ほう
and 上砂川町 for …まち. So each phrase is shown to it in kanji first; where it would read something else than what is
given, the words that it misreads are shown to it in kana.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import jaconv

from forms.japanese.furigana import MARKED, has_kanji, has_unread, kana, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PAUSE = re.compile(r"[\s、。，．（）「」『』〈〉［］：；！？／…]+")
_NUMBER = re.compile(r"([0-9０-９①-⑳○A-Za-zＡ-Ｚａ-ｚ\-－.,:/+~～]+)")
"""Furigana say nothing of these: how they are read is the voice's affair."""

_NONE: Mapping[str, str] = MappingProxyType({})

_VOWELS = (
    ("アカガサザタダナハバパマヤャラワヮ", "ア"),
    ("イキギシジチヂニヒビピミリ", "イ"),
    ("ウクグスズツヅヌフブプムユュルヴ", "ウ"),
    ("エケゲセゼテデネヘベペメレ", "エ"),
    ("オコゴソゾトドノホボポモヨョロヲ", "オ"),
)
_VOWEL_OF = {kana: vowel for row, vowel in _VOWELS for kana in row}
_SAME_SOUND = str.maketrans("ヲヂヅハヘ", "オジズワエ")
_LONG = {("オ", "ウ"), ("エ", "イ")}


def heard(text: str) -> str:
    """Return what one hears of ``text`` in kana: long vowels as ー, は like わ; for comparing two readings."""
    return _long(re.sub(r"[^ァ-ヴー]", "", jaconv.hira2kata(text)).translate(_SAME_SOUND))


def _long(katakana: str) -> str:
    found: list[str] = []
    last = ""
    for sound in katakana:
        vowel = _VOWEL_OF.get(last, "")
        if found and (sound == "ー" or (sound in "アイウエオ" and (sound == vowel or (vowel, sound) in _LONG))):
            found.append("ー")
        else:
            found.append(sound)
            last = sound
    return "".join(found)


def with_readings(text: str, readings: Mapping[str, str], beginning: Mapping[str, str] = _NONE) -> str:
    """Return ``text`` with the words of ``readings`` marked, and those of ``beginning`` where no kanji stands before.

    The longest word counts; what is marked already stays as it is.
    """
    if not readings and not beginning:
        return text
    words, first = _by_first(readings), _by_first(beginning)
    parts: list[str] = []
    end = 0
    for match in MARKED.finditer(text):
        parts += [*_marked(text[end : match.start()], words, first), match.group()]
        end = match.end()
    return "".join([*parts, *_marked(text[end:], words, first)])


_Words = dict[str, list[tuple[str, str]]]


def _by_first(readings: Mapping[str, str]) -> _Words:
    """Return words and readings by their first character, long ones first."""
    found: _Words = {}
    for word in sorted(readings, key=len, reverse=True):
        found.setdefault(word[0], []).append((word, readings[word]))
    return found


def _marked(text: str, words: _Words, first: _Words) -> Iterator[str]:
    # No regular expression of the words: Python keeps those, and a name is a resident's.
    place = 0
    while place < len(text):
        begins = place == 0 or not has_kanji(text[place - 1])
        offered = [*words.get(text[place], ()), *(first.get(text[place], ()) if begins else ())]
        fitting = [(word, reading) for word, reading in offered if text.startswith(word, place)]
        word, reading = max(fitting, key=_length, default=(text[place], ""))
        yield f"｜{word}《{reading}》" if reading else word
        place += len(word)


def _length(word: tuple[str, str]) -> int:
    return len(word[0])


def phrases(marked: str) -> list[str]:
    """Return ``marked`` parted at its pauses, with its readings. Each is to be said by itself.

    The voice may read a word otherwise next to another.
    """
    return [phrase for phrase in _split(_PAUSE, marked) if phrase]


def shown(phrase: str, read: Callable[[str], str]) -> str:
    """Return what to show to a voice that reads ``read(text)`` (kana), so that it says ``phrase`` as is given."""
    return "".join(_part(part, read) for part in _split(_NUMBER, phrase))


def _split(at: re.Pattern[str], marked: str) -> list[str]:
    """Part a sentence at what ``at`` finds outside marked words, keeping its groups."""
    parts = [""]
    end = 0
    for match in MARKED.finditer(marked):
        first, *rest = at.split(marked[end : match.start()])
        parts[-1] += first
        parts += rest
        parts[-1] += match.group()
        end = match.end()
    first, *rest = at.split(marked[end:])
    parts[-1] += first
    return parts + rest


def _part(marked: str, read: Callable[[str], str]) -> str:
    return _clause(marked, read) if "｜" in marked else marked


def _clause(marked: str, read: Callable[[str], str]) -> str:
    # What has no reading is the voice's affair.
    wanted = heard(read(MARKED.sub(_in_kana, marked)) if has_unread(marked) else kana(marked))

    def right(text: str) -> bool:
        return heard(read(text)) == wanted

    text = plain(marked)
    if right(text):
        return text
    words = list(MARKED.finditer(marked))
    for word in words:
        text = plain(marked[: word.start()]) + _in_kana(word) + plain(marked[word.end() :])
        if right(text):
            return text
    for spelt in (MARKED.sub(_in_kana, marked), kana(marked), jaconv.hira2kata(kana(marked))):
        if right(spelt):
            return spelt
    return kana(marked)


def _in_kana(word: re.Match[str]) -> str:
    # The voice spells katakana out: チョウ would be three sounds.
    return _long(jaconv.hira2kata(word.group(2)))
