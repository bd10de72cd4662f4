"""Places are said as the postcodes read them: the town's own 町域, 字 as あざ, every municipality of Hokkaido."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms import postcode
from forms.japanese.furigana import kana
from forms.postcode import Place
from kiosk.speech import places, sounds, synthesis
from kiosk.speech.places import places_of, with_places
from kiosk.speech.reading import heard, shown, with_readings
from kiosk.speech.rendered import Rendered
from kiosk.speech.synthesis import read

TOWN = "上砂川町"
OWN = {f"{TOWN}{section}": f"カミスナガワチョウ{said}" for section, said in (("", ""), ("字", "アザ"))}
"""What the window marks itself (kiosk.aloud)."""


def said(text: str) -> str:
    """Return what is heard of an address as the window sends it."""
    return heard(read(shown(with_places(with_readings(text, OWN), TOWN), read)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("朝駒", "アサコマ"),
        ("東町", "ヒガシマチ"),
        ("鶉本町", "ウズラホンチョウ"),
        ("字鶉", "アザウズラ"),
        ("奈井江町", "ナイエチョウ"),
        ("北海道空知郡奈井江町", "ホッカイドウソラチグンナイエチョウ"),
        ("北海道空知郡上砂川町字朝駒", "ホッカイドウソラチグンカミスナガワチョウアザアサコマ"),
        ("北海道空知郡上砂川町鶉本町", "ホッカイドウソラチグンカミスナガワチョウウズラホンチョウ"),
        ("北海道空知郡上砂川町字上砂川町", "ホッカイドウソラチグンカミスナガワチョウアザカミスナガワチョウ"),
        ("北海道新冠郡新冠町字", "ホッカイドウニイカップグンニイカップチョウアザ"),
    ],
)
def test_a_place_is_said_as_its_people_say_it(text: str, wanted: str) -> None:
    assert said(text) == heard(wanted)


def test_every_municipality_and_every_area_of_the_town_is_said_rightly() -> None:
    found = {place.city: place.city_kana for place in postcode.areas()}
    own = {place.area: place.area_kana for place in postcode.areas() if place.city.endswith(TOWN) and place.area}
    assert (len(found), len(own)) == (188, 11)
    both = {**found, **own}
    assert {text: said(text) for text in both} == {text: heard(reading) for text, reading in both.items()}


def test_the_area_of_another_town_is_not_read_as_the_own() -> None:
    assert with_places("岩見沢市本町", TOWN) == "｜岩見沢市《イワミザワシ》本町"
    assert kana(with_places("本町１丁目", TOWN)) == "ホンマチ１丁目"


def test_two_places_of_one_name_and_two_readings_are_left_to_the_voice() -> None:
    found = places_of(
        [
            Place("0000000", "北海道", "甲郡森町", "東", "コウグンモリマチ", "ヒガシ"),
            Place("0000001", "北海道", "乙郡森町", "", "オツグンモリチョウ"),
            Place("0000002", "北海道", "甲郡森町", "東", "コウグンモリマチ", "アズマ"),
        ],
        "森町",
    )
    assert found.municipalities["甲郡森町"] == "コウグンモリマチ"
    assert "森町" not in found.municipalities
    assert dict(found.areas) == {}


@pytest.mark.parametrize("phrase", ["｜町《まち》の｜方《かた》", "はい", "12"])
def test_nothing_is_looked_up_for_words_that_have_their_readings(monkeypatch: pytest.MonkeyPatch, phrase: str) -> None:
    monkeypatch.setattr(places, "_places", None)
    assert with_places(phrase, TOWN) == phrase


def test_a_phrase_that_has_a_clip_is_played_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    made: list[str] = []
    monkeypatch.setattr(synthesis, "synthesise", lambda phrase, _: made.append(phrase) or b"")
    rendered = Rendered(Path("nowhere"))
    keep: Callable[[str], None] = asked.append
    monkeypatch.setattr(rendered, "clip", keep)
    list(sounds.sounds("朝駒", 0.75, 1.0, rendered, TOWN))
    assert made == ["｜朝駒《アサコマ》"]
    assert asked == [sounds.clip_key("朝駒", 0.75)], "a clip is looked for by the phrase as the catalogue has it"
