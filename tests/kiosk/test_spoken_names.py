"""A name is said as its owner reads it, or not at all: the voice guesses none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.answers import Answers, Giver
from forms.japanese.furigana import kana, plain
from kiosk.i18n import Words
from kiosk.session.state import SessionState
from kiosk.spoken_names import names_of, with_names
from tests.support.pages import all_pages, card_pages

NAME, KANA = "髙﨑　𠮷郎", "タカサキ　ヨシロウ"
WORDS = Words("ja-ruby")


def person(name: str = NAME, **answers: str) -> SessionState:
    """Return the page of the card's person, with what was answered before."""
    state = all_pages()["person"]
    reading = state.visit.reading
    assert reading is not None
    given = Answers()
    for key, value in answers.items():
        given = given.set(key.replace("__", "."), value, Giver.RESIDENT)
    card = replace(reading, person=replace(reading.person, name=name))
    return replace(state, visit=replace(state.visit, reading=card, answers=given))


def test_the_kana_that_was_given_is_said() -> None:
    names = names_of(person(applicant__name=NAME, applicant__kana=KANA))
    assert names == {NAME: KANA}
    assert with_names(NAME, names, WORDS) == f"｜{NAME}《{KANA}》"


def test_a_name_with_one_reading_alone_is_said_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"空知　花子": ("ソラチ　ハナコ",), "空知　新": ("ソラチ　アラタ", "ソラチ　シン")}
    monkeypatch.setattr("kiosk.spoken_names.readings", lambda name: known.get(name, ()))
    assert [names_of(person(name)) for name in (*known, NAME)] == [
        {"空知　花子": "ソラチ　ハナコ"},
        {"空知　新": ""},
        {NAME: ""},
    ]


def test_a_name_whose_reading_is_not_sure_is_to_be_seen() -> None:
    names = {NAME: ""}
    assert plain(with_names(NAME, names, WORDS)) == "お名前は画面でごらんください"
    assert kana(with_names(f"{NAME}（｜子《こ》）", names, WORDS)) == "おなまえ（こ）"


def test_the_only_part_of_a_name_may_be_a_word_of_a_sentence() -> None:
    assert with_names("森町の方", {"森": ""}, WORDS) == "森町の方"


def test_the_kana_of_somebody_of_a_form_is_known_wherever_the_name_stands() -> None:
    state = card_pages(procedures=("jumin_ido",))["person"]
    answers = state.visit.answers.set("household.head", NAME, Giver.RESIDENT)
    answers = answers.set("household.head_kana", KANA, Giver.RESIDENT)
    assert names_of(replace(state, visit=replace(state.visit, answers=answers)))[NAME] == KANA


@pytest.mark.parametrize("name", ["タカサキ　ヨシロウ", "さくら", "MARIA SILVA"])
def test_what_is_no_kanji_is_read_as_it_stands(name: str) -> None:
    assert names_of(person(name)) == {}


def test_before_there_is_a_session_nobody_is_named() -> None:
    assert names_of(None) == {}
