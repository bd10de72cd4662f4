"""Every character of every language is in a font of the tree: for the window in one design, for the slip at all."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pytest
import uharfbuzz as hb
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain
from forms.translations import translations
from kiosk.i18n import LANGUAGE_NAMES, LANGUAGES, STAFF_SECTIONS, Words
from printing.fonts import load_chain
from tests.support.pictures import SCREENS, FakeClock
from ui.theme import FACES, FALLBACK, FAMILY, SCREEN_FONTS, Theme

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
KS_X_1001 = [bytes((0xA0 + row, 0xA0 + cell)).decode("euc_kr") for row in range(16, 41) for cell in range(1, 95)]


def characters(language: str) -> set[str]:
    """Every character of what a resident can be shown in a language: what a screen reader says of a key is not."""
    words = Words(language)
    texts = [
        words.text(key)
        for key in words.keys()  # noqa: SIM118
        if key.partition(".")[0] not in STAFF_SECTIONS
        and not (key.startswith("screen.board.") and key.endswith("_name"))
    ]
    texts += [*translations(language).values(), LANGUAGE_NAMES[language], "「」0123456789-/（）()"]
    return set("".join(plain(text) for text in texts)) - {"\n"}


@cache
def held(folder: str, name: str) -> frozenset[int]:
    return frozenset(hb.Face(hb.Blob.from_file_path(str(FONTS / folder / name))).unicodes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weight", [0, 1])
def test_the_face_of_a_language_holds_all_its_characters(language: str, weight: int) -> None:
    own = held(*FACES[language][1][weight]) if language in FACES else held(*SCREEN_FONTS[weight])
    known = own | (held(*SCREEN_FONTS[weight]) if language == "ko" else frozenset())
    assert not [c for c in sorted(characters(language)) if ord(c) not in known]


@pytest.mark.parametrize("weight", [0, 1])
def test_korean_can_say_more_than_its_catalogue(weight: int) -> None:
    own = held(*FACES["ko"][1][weight])
    assert len(KS_X_1001) == 2350
    assert not [syllable for syllable in KS_X_1001 if ord(syllable) not in own]


@pytest.mark.parametrize("weight", [0, 1])
def test_vietnamese_has_all_its_letters(weight: int) -> None:
    own = held(*FACES["vi"][1][weight])
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = [unicodedata.normalize("NFC", one + mark) for one in "aăâeêioôơuưyđ" for mark in marks if one != "đ"]
    assert not [c for letter in letters for c in (letter + letter.upper()) if ord(c) not in own]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_can_say_it_with_the_fonts_of_the_tree(language: str) -> None:
    for weight in ("regular", "bold"):
        assert not load_chain(weight, lambda _: None).missing("".join(sorted(characters(language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_painted_with_a_font_of_the_machine(dressed: QApplication, language: str) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(language))
    layout = QTextLayout("".join(sorted(characters(language))), theme.body())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    used = {run.rawFont().familyName() for run in layout.glyphRuns()}
    assert used <= {FAMILY, FALLBACK, theme.families[0]}
    assert theme.families[0] in used
