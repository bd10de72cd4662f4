"""The words of definitions in further languages, keyed by their Japanese.

``assets/words/<language>/definitions/*.toml`` hold ``"日本語" = "…"``. A definition says its words once, in Japanese
(and English); when staff change them, the old translation no longer belongs to them and the Japanese is shown: a stale
translation would be worse than none.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def translations(language: str) -> Mapping[str, str]:
    """Return what the catalogues of ``language`` hold, by the Japanese; nothing for a language without any."""
    folder = files("assets") / "words" / language / "definitions"
    found: dict[str, str] = {}
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".toml"):
                found |= tomllib.loads(entry.read_text("utf-8"))
    return MappingProxyType(found)


def translated(japanese: str, english: str, language: str) -> str:
    """Return the words in ``language``, else in Japanese. ``english`` comes from the definition itself."""
    if language == "ja" or not japanese:
        return japanese
    if language == "en" and english:
        return english
    return translations(language).get(japanese, japanese)
