"""Every language says everything: the same keys, the same placeholders, no word that nothing uses."""

from __future__ import annotations

import string

import pytest

from kiosk.i18n import LANGUAGES, MissingWordError, Words


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_keys_and_placeholders_as_japanese(language: str) -> None:
    japanese, other = Words("ja"), Words(language)
    assert len(set(japanese.keys())) > 50
    assert set(japanese.keys()) == set(other.keys())
    different = [
        key for key in sorted(japanese.keys()) if _placeholders(japanese.text(key)) != _placeholders(other.text(key))
    ]
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_empty_sentence(language: str) -> None:
    words = Words(language)
    assert not [key for key in sorted(words.keys()) if not words.text(key).strip()]


def test_a_missing_word_is_a_bug_with_its_key() -> None:
    with pytest.raises(MissingWordError, match=r"screen\.nothing"):
        Words().text("screen.nothing")
