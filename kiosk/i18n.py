"""Every word a person reads, looked up by key and language.

The words are data in ``assets/words/<language>/<section>.toml``; a key is ``section.table.name``. Every language holds
the same keys with the same placeholders (tests/kiosk/test_words.py), but for the sections that only staff read.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.japanese.furigana import plain
from forms.translations import FURIGANA, JAPANESE, translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGE_NAMES = MappingProxyType(
    {
        "ja": "日本語",
        "ja-easy": "やさしい日本語",
        "en": "English",
        "zh-Hans": "简体中文",
        "vi": "Tiếng Việt",
        "ko": "한국어",
    }
)
"""Every language of the residents by its code, in its own words, in the order of the page that asks."""

LANGUAGES = tuple(LANGUAGE_NAMES)

STAFF_LANGUAGES = (JAPANESE, "en")
"""What staff can be told in; what they see of a visit in another language is Japanese."""

STAFF_SECTIONS = frozenset({"cli", "events", "printer", "selfcheck", "staff", "workbook"})
"""Sections that no resident reads."""

STAFF_TABLES = frozenset({"screen.last_try", "screen.my_number"})
"""What is addressed to staff in the resident's window: it is never read aloud (ui.notice_view)."""


def to_staff(key: str) -> bool:
    """Tell whether the word of ``key`` is addressed to staff alone."""
    return key.partition(".")[0] in STAFF_SECTIONS or key.rpartition(".")[0] in STAFF_TABLES


def staff_language(language: str) -> str:
    """Return the language in which staff are told of a visit in ``language``."""
    return language if language in STAFF_LANGUAGES else JAPANESE


class MissingWordError(KeyError):
    """A key that the catalogue of this language does not hold: a bug in the program, never a person's doing."""


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            yield from _flatten(key, value)
        elif isinstance(value, str):
            yield key, value
        else:
            message = f"{key} is not text"
            raise TypeError(message)


@cache
def _section(language: str, section: str) -> Mapping[str, str]:
    """Read one file; each when its first word is asked for, since the first page needs only those of the screen."""
    entry = files("assets") / "words" / language / f"{section}.toml"
    if not entry.is_file():
        return MappingProxyType({})
    return MappingProxyType(dict(_flatten(section, tomllib.loads(entry.read_text("utf-8")))))


def _sections(language: str) -> Iterator[str]:
    for entry in (files("assets") / "words" / language).iterdir():
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml")


class Words:
    """The catalogue of one language; ``FURIGANA`` is Japanese with its readings (forms.japanese.furigana).

    Without ``marked`` no word has readings, whatever the language: for paper and terminal.
    """

    def __init__(self, language: str = JAPANESE, *, marked: bool = True) -> None:
        self.language = language
        self._marked = marked

    def text(self, key: str, /, **params: object) -> str:
        """Return the sentence for ``key`` with its ``{placeholders}`` filled; raises MissingWordError."""
        try:
            sentence = self._held(key)[key]
        except KeyError:
            raise MissingWordError(key) from None
        if self.language == FURIGANA:
            sentence = translations(FURIGANA).get(sentence, sentence)
        if not self._marked:
            sentence = plain(sentence)
        return sentence.format(**params) if params else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._held(key)

    def keys(self) -> tuple[str, ...]:
        """Return every key that the catalogue of this language holds itself, sorted."""
        own = _catalogue(self.language)
        return tuple(sorted(key for section in _sections(own) for key in _section(own, section)))

    def _held(self, key: str) -> Mapping[str, str]:
        section = key.partition(".")[0]
        own = _catalogue(self.language)
        return _section(staff_language(own) if section in STAFF_SECTIONS else own, section)


def _catalogue(language: str) -> str:
    return JAPANESE if language == FURIGANA else language
