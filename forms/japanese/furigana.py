"""Readings above kanji, written into the words as 青空文庫 does: ``｜手続《てつづ》き``. ui.typeset paints them."""

from __future__ import annotations

import re
from typing import NamedTuple

MARKED = re.compile(r"｜([^｜《》]+)《([^｜《》]+)》")
"""A marked word: its characters and their reading."""
_IDEOGRAPH = re.compile("[々〆㐀-鿿豈-﫿\U00020000-\U0003ffff]")
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
    return _IDEOGRAPH.search(text) is not None


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
