"""Readings above kanji, written into the words as 青空文庫 does: ``｜手続《てつづ》き``. ui.typeset paints them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from forms.japanese.kana import hiragana, katakana

MARKED = re.compile(r"｜([^｜《》]+)《([^｜《》]+)》")
"""A marked word: its characters and their reading."""
_KANJI = "㐀-䶿一-鿿豈-﫿々〆ヶ\U00020000-\U0003ffff"
_ANY_KANJI = re.compile(f"[{_KANJI}]")
_COUNTED = re.compile(r"(元|[0-9]+)(年|月|日|時|分)|明治|大正|昭和|平成|令和|午前|午後|頃")
_DAYS = {
    **dict(enumerate(("ついたち", "ふつか", "みっか", "よっか", "いつか"), 1)),
    **dict(enumerate(("むいか", "なのか", "ようか", "ここのか", "とおか"), 6)),
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
"""Days of the month that are not read にち."""
_WORDS = {
    "明治": "めいじ",
    "大正": "たいしょう",
    "昭和": "しょうわ",
    "平成": "へいせい",
    "令和": "れいわ",
    "午前": "ごぜん",
    "午後": "ごご",
    "頃": "ころ",
    "年": "ねん",
    "月": "がつ",
    "日": "にち",
    "時": "じ",
}


_LOT = {
    **{"丁目": "ちょうめ", "番地": "ばんち", "番": "ばん", "号": "ごう", "条": "じょう", "線": "せん", "区": "く"},
    **{"北": "きた", "南": "みなみ", "東": "ひがし", "西": "にし", "その他": "そのた", "以外": "いがい"},
}
_LOT_WORD = re.compile("|".join(_LOT))
_RUNS = re.compile(f"[{_KANJI}]+|[^{_KANJI}]+")
_NO_KANJI = re.compile(f"[^{_KANJI}]+")


class Reading(NamedTuple):
    """A reading and the characters it belongs to, as positions in the plain words."""

    start: int
    end: int
    kana: str


def plain(marked: str) -> str:
    """Return the words without their readings. Nothing is kept: words may hold a resident's name."""
    return MARKED.sub(_word, marked)


def kana(marked: str) -> str:
    """Return the words with every marked one as its reading."""
    return MARKED.sub(_reading, marked)


def has_kanji(text: str) -> bool:
    """Tell whether anything in ``text`` has to be read."""
    return _ANY_KANJI.search(text) is not None


def has_unread(marked: str) -> bool:
    """Tell whether kanji stand there without a reading."""
    return has_kanji(MARKED.sub("", marked))


def readings(marked: str) -> tuple[Reading, ...]:
    """Return the readings of marked words, in order."""
    found, taken = [], 0
    for match in MARKED.finditer(marked):
        start = match.start() - taken
        end = start + len(match[1])
        found.append(Reading(start, end, match[2]))
        taken += len(match[0]) - len(match[1])
    return tuple(found)


# A template such as r"\1" is imported anew at each call, which PySide6 watches: functions are ten times as fast.
def _word(found: re.Match[str]) -> str:
    return found[1]


def _reading(found: re.Match[str]) -> str:
    return found[2]


def over(text: str, reading: str) -> str:
    """Return ``text`` with its whole ``reading`` (in any kana) marked over its kanji alone: ``｜日《ひ》ノ｜出《で》``.

    Where the kana between them do not tell which reading is whose, the word as a whole is marked.
    """
    said = _comparable(reading)
    runs: list[str] = _RUNS.findall(text)
    if not said or all(_NO_KANJI.fullmatch(run) for run in runs):
        return text
    pattern = "".join(re.escape(_comparable(run)) if _NO_KANJI.fullmatch(run) else "(.+?)" for run in runs)
    found = re.fullmatch(pattern, said)
    if found is None:
        return f"｜{text}《{said}》"
    parts = iter(found.groups())
    return "".join(run if _NO_KANJI.fullmatch(run) else f"｜{run}《{next(parts)}》" for run in runs)


def read_lot(text: str) -> str:
    """Return what stands with the numbers of an address, with its readings: ``1〜3｜丁目《ちょうめ》``.

    What holds any other kanji stays as it is: 東 of 東町 may be read otherwise.
    """
    if not _NO_KANJI.fullmatch(_LOT_WORD.sub("", text) or " "):
        return text
    return _LOT_WORD.sub(lambda found: over(found[0], _LOT[found[0]]), text)


def _comparable(kana: str) -> str:
    return hiragana(katakana(unicodedata.normalize("NFKC", kana)))


def read_day(text: str) -> str:
    """Return a day or a time of day with its readings: ``4｜月《がつ》｜1日《ついたち》``."""
    return _COUNTED.sub(_read, text)


def _read(found: re.Match[str]) -> str:
    number, what = found[1], found[2]
    if number is None:
        return f"｜{found[0]}《{_WORDS[found[0]]}》"
    if number == "元":
        return "｜元年《がんねん》" if what == "年" else found[0]
    if what == "日" and int(number) in _DAYS:
        return f"｜{found[0]}《{_DAYS[int(number)]}》"
    if what == "分":
        return f"{number}｜分《{'ふん' if number[-1] in '25789' else 'ぷん'}》"
    return f"{number}｜{what}《{_WORDS[what]}》"
