"""Long lists found by the kana they begin with, a letter at a time, until what is left is short. Pure: no Qt.

Voiced and small kana count as plain ones, ー not at all, as an index of a book does; digits and letters stay.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forms.japanese.kana import hiragana, katakana

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 12
"""So many are shown at once."""

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖゐゑ", "あいうえおつやゆよわかけいえ")


class Entry(NamedTuple):
    """One line of a list: the value sent, its words with their readings, how it is found, a second line."""

    value: str
    text: str
    reading: str
    detail: str = ""


@lru_cache(maxsize=4096)
def letters_of(reading: str) -> str:
    """Return what a reading is found by: ソラチ－シユウ is そらちしゆう."""
    plain = hiragana(katakana(unicodedata.normalize("NFKC", reading)))
    apart = unicodedata.normalize("NFD", plain)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return "".join(letter for letter in bare if letter.isalnum() and letter != "ー").translate(_SMALL).upper()


def beginning(entries: Sequence[Entry], letters: str) -> tuple[Entry, ...]:
    """Return the entries that begin with these letters, in their order."""
    return tuple(entry for entry in entries if letters_of(entry.reading).startswith(letters))


class Step(NamedTuple):
    """What is shown: ``found`` as a list, or where there are ``letters``, the letters that may follow ``common``."""

    found: tuple[Entry, ...]
    common: str
    letters: tuple[str, ...]


def step(entries: Sequence[Entry], letters: str = "") -> Step:
    """Return what is shown after ``letters``; what all readings have in common is not asked for."""
    found = beginning(entries, letters)
    readings = [letters_of(entry.reading) for entry in found]
    same = 0
    for column in zip(*readings, strict=False):
        if len(set(column)) > 1:
            break
        same += 1
    common = readings[0][:same] if readings else ""
    after = sorted({reading[same] for reading in readings if len(reading) > same})
    is_choice = len(found) > SHORT and len(after) > 1
    return Step(found, common, tuple(after) if is_choice else ())
