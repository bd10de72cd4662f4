"""No line of Japanese ends inside a phrase: every sentence a resident reads, set as narrow as pages set it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from forms.definition_words import definition_words
from forms.japanese.furigana import plain
from forms.japanese.phrases import LONGEST
from forms.translations import EASY, JAPANESE, translated
from kiosk.i18n import STAFF_SECTIONS, Words
from kiosk.session.settings import Settings, TextSize
from tests.support.bunsetsu import Place, places
from tests.support.pictures import SCREENS, FakeClock
from tests.support.sights import pages
from ui import tokens
from ui.shell import Shell
from ui.theme import FAMILY, Theme
from ui.typeset import Lines
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence

SIZE = 40  # px
COLUMNS = (25, 12)
"""Characters on a line: of a page in standard type, and of a column in the largest."""
MISREAD = {
    "は／いりません": "as はいりません (入る)",
    "それぞれ／別": "as a suffix",
    "役場でも／お預かり": "as でも|もお|預かり",
    "支払につき／いくら": "as a compound of つく",
    "マイナンバー／カード": "as a word that is not known",
}
"""Where the analysis errs, and how it reads."""


def _sentences() -> Iterator[str]:
    for language in (JAPANESE, EASY):
        words = Words(language, marked=False)
        yield from (words.text(key) for key in words.keys() if key.split(".")[0] not in STAFF_SECTIONS)  # noqa: SIM118
        yield from (plain(translated(japanese, "", language)) for japanese in definition_words())


@cache
def sentences() -> list[str]:
    """Every paragraph once, a figure in each place that is filled in."""
    filled = (re.sub(r"\{[^}]*\}", "3", sentence) for sentence in _sentences())
    return list(dict.fromkeys(line for sentence in filled for line in sentence.split("\n") if line.strip()))


def bad(lines: Lines) -> Iterator[str]:
    """Yield the ends of lines inside a word, and those inside a phrase that is short and has room on a line."""
    room = min(LONGEST, lines.columns)
    for before, after in lines.ends():
        if any(one in f"{before}／{after}" for one in MISREAD):
            continue
        text, at = before + after, len(before)
        known = places(text)
        start = max(place for place in range(at) if known[place] is Place.PHRASE or place == 0)
        end = min((place for place in range(at, len(text)) if known[place] is Place.PHRASE), default=len(text))
        if known[at] is Place.INSIDE or (known[at] is Place.COMPOUND and end - start <= room):
            yield f"{before}／{after}"


@pytest.mark.parametrize("columns", COLUMNS)
def test_no_line_ends_inside_a_phrase(dressed: QApplication, columns: int) -> None:
    font = QFont([FAMILY])
    font.setPixelSize(SIZE)
    long = [text for text in sentences() if len(text) > columns]
    assert len(long) > 500
    found = [one for text in long for one in bad(Lines(text, font, columns * SIZE))]
    assert not found, "\n".join(found)


LEAST_COLUMN = 6
"""Characters: a narrower column has no room for many a word."""
NO_SENTENCES = ("北海道", "www.", ".jp")
"""In what holds these, addresses of a person and of pages in the web, a line may end anywhere."""


def _address(end: str) -> bool:
    return any(mark in end.replace("／", "", 1) for mark in NO_SENTENCES)


def set_on_page(shell: Shell) -> Iterator[Lines]:
    for button in (one for one in shell.findChildren(BigButton) if one.isVisible()):
        yield from button.lines()
    for label in (one for one in shell.findChildren(Sentence) if one.isVisible() and one.hasHeightForWidth()):
        yield label.lines(label.width())


def bad_on_pages(shell_of: Callable[..., Shell], names: list[str], screen: str, settings: Settings) -> Iterator[str]:
    for name in names:
        shell = shell_of(replace(pages()[name], settings=settings), screen)
        for lines in set_on_page(shell):
            if lines.columns >= LEAST_COLUMN:
                yield from (f"{name}: {one}" for one in bad(lines) if not _address(one))
        shell.hide()


def test_no_line_of_a_page_ends_inside_a_phrase(shell_of: Callable[..., Shell]) -> None:
    names = list(pages())[::12]
    assert len(names) > 5
    found = list(bad_on_pages(shell_of, names, "tablet", Settings(text_size=TextSize.LARGEST)))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("furigana", [False, True])
@pytest.mark.parametrize("size", TextSize)
def test_no_line_of_any_page_ends_inside_a_phrase(
    shell_of: Callable[..., Shell], size: TextSize, furigana: bool
) -> None:
    settings = Settings(text_size=size, furigana=furigana)
    found = list(bad_on_pages(shell_of, list(pages()), "tablet", settings))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("screen", "size"), [("panel", TextSize.LARGEST), ("slate", TextSize.STANDARD)])
def test_no_sentence_is_wider_than_is_read_at_a_glance(
    shell_of: Callable[..., Shell], screen: str, size: TextSize
) -> None:
    """ux.md: at most 25 characters on a line. A column as wide as that in body type is wider in a note's."""
    looked = 0
    for state in pages().values():
        shell = shell_of(replace(state, settings=Settings(text_size=size)), screen)
        for sentence in shell.findChildren(Sentence):
            if sentence.isVisible() and sentence.words:
                most = tokens.LINE_CHARACTERS * sentence.font().pixelSize()
                assert sentence.lines(sentence.width()).size.width() <= most, sentence.words
                looked += 1
        shell.hide()
    assert looked > 400


def test_staff_read_in_all_the_width_there_is(dressed: QApplication) -> None:
    theme = Theme(SCREENS["panel"][0], FakeClock(), Words())
    told = Sentence(theme, "お名前が下にあれば、押してください。なければ、入れてください。")
    most = tokens.LINE_CHARACTERS * told.font().pixelSize()
    assert told.lines(2 * most).count == 2
    told.be_wide()
    assert told.lines(2 * most).count == 1
