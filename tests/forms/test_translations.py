"""Words of definitions in further languages: by their Japanese, and Japanese where there are none."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from forms import translations
from forms.definition import Phrase
from tests.support.procedures import small


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"ko": MappingProxyType({"甲": "갑", "何人": "몇 명", "試験": "시험"})}
    monkeypatch.setattr(translations, "translations", lambda language: held.get(language, {}))


@pytest.mark.usefixtures("catalogue")
def test_japanese_is_the_key_and_the_last_resort() -> None:
    assert Phrase("何人", "How many?").text("ja") == "何人"
    assert Phrase("何人", "How many?").text("en") == "How many?"
    assert Phrase("何人", "How many?").text("ko") == "몇 명"
    assert Phrase("何人ですか", "How many?").text("ko") == "何人ですか"
    assert Phrase().text("ko") == ""


@pytest.mark.usefixtures("catalogue")
def test_options_labels_and_titles_follow() -> None:
    field = small(
        {"id": "a", "kind": "choice", "label": "何人", "options": ["甲", "乙"], "options_en": ["A", "B"]}
    ).field("a")
    assert [field.option(item, "ko") for item in field.options] == ["갑", "乙"]
    assert [field.option(item, "en") for item in field.options] == ["A", "B"]
    assert field.name("ko") == "몇 명"


def test_a_language_without_catalogues_has_none() -> None:
    assert translations.translations("xx") == {}
