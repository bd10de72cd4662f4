"""Postcodes: every 町域 of Hokkaido by code and by kana, from any thread, and nothing guessed."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from forms import banks, postcode
from forms.computed import COMPUTED
from forms.postcode import HOME, address, cities, places, postcode_of, read

CHUO = "北海道空知郡上砂川町中央"


def every_area() -> set[tuple[str, str, str, str]]:
    """Code, city, 町域 and reading of all rows of Hokkaido, read without the module under test."""
    with closing(sqlite3.connect(postcode._database())) as connection:
        rows = connection.execute("SELECT data FROM postal_data").fetchall()
    found = set()
    for (data,) in rows:
        entry = json.loads(data)
        for item in (entry, *entry["alternates"]):
            if item["prefecture"] == HOME:
                found.add((item["postal_code"], item["city"], item["neighborhood"], item["neighborhood_kana"]))
    return found


def test_every_area_of_hokkaido_is_found_by_its_code_and_by_its_reading() -> None:
    areas = every_area()
    assert len(areas) > 8000
    missing = [
        area
        for area in areas
        if area[:3] not in {(place.postcode, place.city, place.area) for place in places(area[0])}
    ]
    assert missing == []
    by_start: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for code, city, area, kana in areas:
        if not area:
            continue
        start = (city, kana[:2])
        if start not in by_start:
            by_start[start] = {(place.postcode, place.area) for place in read(kana[:2], city=city)}
        assert (code, area) in by_start[start], area


def test_every_city_of_hokkaido_is_found_by_its_reading() -> None:
    assert set(cities()) == {city for _, city, _, _ in every_area()}
    assert len(cities()) >= 179
    assert cities(kana="かみすな") == ("空知郡上砂川町",)
    assert "空知郡上砂川町" in cities(kana="ｿﾗﾁ")
    assert cities(kana="ん") == ()


def test_a_code_tells_its_place() -> None:
    (place,) = places("0730201")
    assert (place.text, place.area_kana) == (CHUO, "チュウオウ")
    (rest,) = places("0730200")
    assert (rest.text, rest.note) == ("北海道空知郡上砂川町", "以下に掲載がない場合")
    (office,) = places("0730292")
    assert (office.office, office.text) == ("上砂川町役場", "北海道空知郡上砂川町字上砂川町40番地10")
    assert places("0000000") == ()
    assert places("x'; DROP TABLE postal_data") == ()


@pytest.mark.parametrize("kana", ["ちゅうおう", "チュウオウ", "ﾁｭｳｵｳ", "ちゆうおう", "ちゅ"])
def test_a_reading_in_any_kana(kana: str) -> None:
    assert "0730201" in {place.postcode for place in read(kana, city="空知郡上砂川町")}
    assert read("ん") == ()
    assert {place.prefecture for place in read("なが", "東京都")} == {"東京都"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{CHUO}北１条５丁目９番９号", "0730201"),
        (f"{CHUO}北1条5丁目9番9号　コーポ窓辺101号", "0730201"),
        ("北海道空知郡上砂川町鶉本町１番地", "0730221"),
        ("北海道空知郡上砂川町字鶉１番地", "0730212"),
        ("北海道空知郡上砂川町字上砂川町40番地10", None),  # not in the list: asked, not guessed
        ("空知郡上砂川町中央", None),
        ("北海道", None),
        ("", None),
    ],
)
def test_the_postcode_of_an_address_where_it_is_certain(text: str, code: str | None) -> None:
    assert postcode_of(text) == code


def test_lot_and_building_are_written_as_the_record_writes_them() -> None:
    (place,) = places("0730201")
    whole = address(place, "北1条5丁目9番9号", " コーポ窓辺101号 ")
    assert whole == f"{CHUO}北1条5丁目9番9号　コーポ窓辺101号"
    assert address(place) == CHUO


def test_any_thread_may_ask() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(places, ["0730201", "0730202", "0730203"] * 20))
    assert {place.area for one in found for place in one} == {"中央", "東町", "中町"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (places, ("0730201",)),
        (postcode_of, (f"{CHUO}北1条5丁目9番9号",)),
        (read, ("ちゅうおう",)),
        (banks.banks_read, ("そらち",)),
        (banks.branches_read, ("0116", "さっぽろ")),
        (COMPUTED["postcode"].work_out, (f"{CHUO}北1条5丁目9番9号",)),
        (COMPUTED["bank_code"].work_out, ("信用金庫", "空知花子信用金庫")),
        (COMPUTED["branch_code"].work_out, ("銀行", "北海道", "空知花子支店")),
    ],
)
def test_nothing_that_was_asked_is_kept(asked: Callable[..., object], words: tuple[str, ...]) -> None:
    *others, typed = ("".join(list(word)) for word in words)
    before = sys.getrefcount(typed)
    asked(*others, typed)
    assert sys.getrefcount(typed) == before


def test_a_prefecture_that_is_none_is_not_looked_for_nor_kept() -> None:
    before = postcode._areas.cache_info()
    assert postcode_of("窓辺県上砂川町中央") is None
    assert postcode._areas.cache_info() == before


def test_a_municipality_is_found_under_its_own_name_not_that_of_its_county() -> None:
    found = {city.name: city.kana for city in postcode.municipalities()}
    assert found["空知郡上砂川町"] == "カミスナガワチヨウ"
    assert found["茅部郡森町"] == "モリマチ"
    assert list(found.values()) == sorted(found.values())
    assert set(found) == set(postcode.cities())
