"""Kana to kanji: what people here write comes first, what the paper cannot show never comes, nothing is learned."""

from __future__ import annotations

import re
import time
import tomllib
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from forms import banks, postcode
from forms.japanese.conversion import FILES, candidates, readings, ready, surname_readings, variants
from printing.fonts import paper_fonts
from ui.composition import reading

LISTS = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "names.toml").read_text("utf-8"))
SURNAMES = [line.split() for line in LISTS["surnames"]["names"].strip().splitlines()]
GIVEN = [line.split() for line in LISTS["given"]["names"].strip().splitlines()]
OLDER = [line.split("|") for line in LISTS["older"]["names"].strip().splitlines()]
_KANA = re.compile(r"[ぁ-ゖー]+")


def dictionary(name: str) -> dict[str, Any]:
    return tomllib.loads((files("assets") / "dictionary" / f"{name}.toml").read_text("utf-8"))


def test_the_hundred_most_frequent_surnames_are_among_the_first_five() -> None:
    assert len(SURNAMES) == 100
    late = [(kana, name) for kana, name in SURNAMES if name not in candidates(kana, name=True)[:5]]
    assert late == []


def test_given_names_are_among_the_first_ten() -> None:
    assert len(GIVEN) >= 100
    late = [(kana, name) for kana, name in GIVEN if name not in candidates(kana, name=True)[:10]]
    assert len(late) <= len(GIVEN) * 0.05, late


def test_ninety_nine_of_a_hundred_words_are_converted_within_ten_milliseconds() -> None:
    """Each as the board asks for it, once: of a person or not, with what the paper's font holds, a whole name too.

    The time of this thread: other tests on the same cores take none of it.
    """
    ready()
    paper = paper_fonts()
    words = [kana for kana, _ in (*SURNAMES, *GIVEN)]
    whole = [f"{surname} {given}" for (surname, _), (given, _) in zip(SURNAMES, GIVEN, strict=False)]
    taken = []
    for word, name in (*product(words, (True, False)), *product(whole, (True,))):
        start = time.thread_time()
        candidates(reading(word), holds=lambda text: not paper.missing(text), name=name)
        taken.append(time.thread_time() - start)
    assert len(taken) > 500
    assert sorted(taken)[int(len(taken) * 0.99)] <= 0.010


def test_kana_alone_is_always_among_the_candidates() -> None:
    for kana in ("そらち", "ソラチ", "ゔぃーた", "んんん"):
        found = candidates(kana)
        assert re.fullmatch(r"[ぁ-ゖー]+", found[-2])
        assert re.fullmatch(r"[ァ-ヺー]+", found[-1])


def test_the_town_comes_before_the_general_dictionary() -> None:
    assert candidates("うずら")[0] == "鶉"
    assert candidates("あさこま")[0] == "朝駒"
    assert candidates("せたいぬし")[0] == "世帯主"


def test_names_come_first_where_a_name_is_asked() -> None:
    assert candidates("ひがし", name=True)[0] == "東"
    assert candidates("さとう はなこ", name=True)[0] == "佐藤\u3000花子"


def test_what_the_paper_does_not_hold_is_not_offered() -> None:
    def holds(text: str) -> bool:
        return "髙" not in text and "邉" not in text

    assert "髙橋" in candidates("たかはし")
    assert "髙橋" not in candidates("たかはし", holds=holds)
    assert "渡邉" in variants("渡辺")
    assert variants("渡辺", holds=holds) == ("渡邊",)


def test_variants_change_one_character_and_only_the_shape() -> None:
    assert variants("山田") == ()
    assert "髙崎" in variants("高崎")
    assert "高﨑" in variants("高崎")
    assert "\u8fbb\U000e0100" in variants("辻")


def test_nothing_is_learned() -> None:
    before = candidates("あべ")
    for word in ("あべ", "あべ", "あべの", "いとう"):
        candidates(word)
    assert candidates("あべ") == before


def test_nothing_typed_is_an_error() -> None:
    assert candidates("") == ()
    assert candidates(" \u3000") == ()
    for odd in ("ー", "っ", "abc", "0125-62", "\U000e0100", "ん" * 200, '"; -d /', "\n"):
        candidates(odd)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("佐藤\u3000花子", "サトウ\u3000ハナコ"),
        ("山崎\u3000明", "ヤマザキ\u3000アキラ"),
        ("髙橋 一男", "タカハシ\u3000カズオ"),
        ("渡邉 惠子", "ワタナベ\u3000ケイコ"),
        ("髙﨑\u3000𠮷郎", "タカサキ\u3000ヨシロウ"),
        ("さゝき いすゞ", "ササキ\u3000イスズ"),
        ("グエン ヴァン", "グエン\u3000ヴァン"),
        ("キヨ", "キヨ"),
    ],
)
def test_readings_of_a_name(name: str, first: str) -> None:
    found = readings(name)
    assert found[0] == first
    assert 1 <= len(found) <= 4
    assert len(set(found)) == len(found)


def test_names_in_kana_as_older_people_have_them_are_offered_as_they_are_read() -> None:
    assert len(OLDER) >= 40
    offered = {name: readings(name) for name, _ in OLDER}
    assert sum(map(bool, offered.values())) >= 0.95 * len(OLDER)
    assert not {name for name, kana in OLDER if offered[name] and kana.replace(" ", "\u3000") not in offered[name]}
    assert not [name for name, ways in offered.items() if len(ways) > 4]


def test_old_kana_may_be_read_as_they_stand_or_as_they_sound() -> None:
    assert readings("成田 キヨヱ") == ("ナリタ\u3000キヨエ", "ナリタ\u3000キヨヱ")


def test_no_reading_is_invented() -> None:
    for name in (
        "",
        "佐藤\u3000龘龘",
        "佐藤\u3000龘子",
        "佐藤\u3000清吉",
        "龘龘\u3000キヨ",
        "SMITH JOHN",
        "NGUYEN VAN A",
    ):
        assert readings(name) == ()


def test_a_surname_alone_is_read_where_the_name_is_not() -> None:
    assert surname_readings("髙﨑\u3000龘龘") == ("タカサキ", "タカザキ")
    assert surname_readings("佐藤") == surname_readings("") == surname_readings("NGUYEN VAN A") == ()


def test_many_short_words_and_old_kana_do_not_take_the_product_of_their_ways() -> None:
    assert candidates(" ".join("あいうえおかき" * 3))
    assert len(readings("さとう " + "ゑ" * 60)) == 4


@pytest.mark.parametrize("name", FILES)
def test_each_list_tells_where_it_is_from(name: str) -> None:
    for group in dictionary(name).values():
        assert group["source"]
        assert group["checked_on"]
        assert group["confidence"] in {"official_page", "package", "general"}
        for kana, words in group["words"].items():
            assert _KANA.fullmatch(kana), kana
            assert words
            assert len(set(words)) == len(words), kana


def test_the_areas_of_the_town_are_those_of_japan_post() -> None:
    town = {place.area for place in postcode.read("", city="空知郡上砂川町")}
    assert {word for words in dictionary("kamisunagawa")["areas"]["words"].values() for word in words} == town


def test_the_banks_are_in_the_list_of_banks() -> None:
    for words in dictionary("kamisunagawa")["banks"]["words"].values():
        for word in words:
            assert banks.bank_named(word) is not None, word


def test_every_area_of_hokkaido_is_reached_by_its_city_and_first_kana() -> None:
    every = {(place.city, place.area, place.postcode) for place in postcode.read("")}
    reached = set()
    for city in postcode.cities():
        for first in {place.area_kana[0] for place in postcode.read("", city=city)}:
            reached |= {(place.city, place.area, place.postcode) for place in postcode.read(first, city=city)}
    assert reached == every
    assert len(every) > 7000
