"""The words of definitions in further languages, keyed by their Japanese.

``assets/words/<language>/definitions/*.toml`` hold ``"日本語" = "…"``. A definition says its words once, in Japanese
(and English); when staff change them, the old translation no longer belongs to them and the Japanese is shown: a stale
translation would be worse than none. ``assets/words/ja/ruby/*.toml`` hold the same sentences with their readings.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

JAPANESE, EASY, FURIGANA = "ja", "ja-easy", "ja-ruby"
"""Japanese, やさしい日本語, and Japanese with the readings above its kanji, which is not chosen as a language."""


def is_japanese(language: str) -> bool:
    """Say whether this is Japanese in one of its three forms."""
    return language in (JAPANESE, EASY, FURIGANA)


@cache
def translations(language: str) -> Mapping[str, str]:
    """Return what the catalogues of ``language`` hold, by the Japanese; nothing for a language without any."""
    words = files("assets") / "words"
    folder = words / JAPANESE / "ruby" if language == FURIGANA else words / language / "definitions"
    found: dict[str, str] = {}
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".toml"):
                found |= tomllib.loads(entry.read_text("utf-8"))
    return MappingProxyType(found)


def translated(japanese: str, english: str, language: str) -> str:
    """Return the words in ``language``, else in Japanese. ``english`` comes from the definition itself.

    What やさしい日本語 does not say in its own words (a consent in the words of the law) it says with readings.
    """
    if language == JAPANESE or not japanese:
        return japanese
    if language == "en" and english:
        return english
    found = translations(language).get(japanese)
    if found is None and language == EASY:
        found = translations(FURIGANA).get(japanese)
    return japanese if found is None else found
