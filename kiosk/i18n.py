"""Every word a person reads, looked up by key and language.

The words are data in ``assets/words/<language>/<section>.toml``; a key is ``section.table.name``. Every language holds
the same keys with the same placeholders (tests/kiosk/test_words.py).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGE_NAMES = MappingProxyType({"ja": "日本語", "en": "English"})
"""Every language by its code, in its own words, in the order of the page that asks."""

LANGUAGES = tuple(LANGUAGE_NAMES)


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
    """The catalogue of one language."""

    def __init__(self, language: str = "ja") -> None:
        self.language = language

    def text(self, key: str, /, **params: object) -> str:
        """Return the sentence for ``key`` with its ``{placeholders}`` filled; raises MissingWordError."""
        try:
            sentence = _section(self.language, key.partition(".")[0])[key]
        except KeyError:
            raise MissingWordError(key) from None
        return sentence.format(**params) if params else sentence

    def __contains__(self, key: str) -> bool:
        return key in _section(self.language, key.partition(".")[0])

    def keys(self) -> tuple[str, ...]:
        """Return every key, sorted."""
        return tuple(sorted(key for section in _sections(self.language) for key in _section(self.language, section)))
