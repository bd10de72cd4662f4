"""Every place and every bank can be reached by kana, in few touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from forms import banks, postcode
from ui.kana_index import SHORT, Entry, letters_of, step

MOST_LETTERS = 5


def reached(entries: Sequence[Entry], letters: str = "", touches: int = 0) -> Iterator[tuple[Entry, int]]:
    """Yield what a finger finds from here, with the letters touched before its list; 全部 counts as one."""
    found, common, after = step(entries, letters)
    if not after:
        yield from ((entry, touches) for entry in found)
        return
    for letter in after:
        yield from reached(entries, common + letter, touches + 1)
    if common:
        yield from ((entry, touches + 1) for entry in found if letters_of(entry.reading) == common)


def hidden(entries: Sequence[Entry]) -> list[Entry]:
    within = {entry for entry, touches in reached(entries) if touches <= MOST_LETTERS}
    return [entry for entry in entries if entry not in within]


def areas(city: str) -> list[Entry]:
    found = postcode.read("", city=city)
    return [Entry(str(number), place.area, place.area_kana) for number, place in enumerate(found)]


@pytest.mark.parametrize(
    ("reading", "letters"),
    [
        ("ソラチ－シユウ", "そらちしゆう"),
        ("ガッコウ", "かつこう"),
        ("ヒガシ１０ジョウ", "ひかし10しよう"),
        ("パーｊ", "はJ"),
    ],
)
def test_voices_and_sizes_of_kana_do_not_count(reading: str, letters: str) -> None:
    assert letters_of(reading) == letters


def test_a_short_list_needs_no_letter() -> None:
    few = [Entry(str(n), "鶉", "ウズラ") for n in range(SHORT)]
    assert step(few) == (tuple(few), "うすら", ())


def test_what_all_have_in_common_is_not_asked_for() -> None:
    many = [Entry(str(n), f"東{n}条", f"ヒガシ{n}ジョウ") for n in range(20)]
    assert step(many).common == "ひかし"
    assert step(many).letters == tuple("0123456789")


def test_a_name_that_is_the_beginning_of_others_is_under_all() -> None:
    many = [Entry("0", "中", "ナカ"), *(Entry(str(n), f"中{n}", f"ナカ{'アイウ'[n % 3]}{n}") for n in range(1, 20))]
    assert hidden(many) == []
    assert all(touches == 1 for entry, touches in reached(many) if entry.text == "中")


def test_every_municipality_and_its_places_by_kana() -> None:
    towns = postcode.municipalities()
    assert len(towns) == 188
    assert hidden([Entry(town.name, town.name, town.kana) for town in towns]) == []
    # The town itself, the most places, the most under one letter, 条 by number.
    for city in ("空知郡上砂川町", "旭川市", "標津郡中標津町", "札幌市北区", "砂川市"):
        assert areas(city) != []
        assert hidden(areas(city)) == []


@pytest.mark.long
def test_every_place_of_hokkaido_by_kana() -> None:
    found = [(town.name, areas(town.name)) for town in postcode.municipalities()]
    assert sum(len(entries) for _, entries in found) == len(postcode.read("")) > 8000
    assert {town: lost for town, entries in found if (lost := hidden(entries))} == {}


@pytest.mark.parametrize("kind", ["銀行", "信用金庫", "信用組合", "農業協同組合", "労働金庫"])
def test_every_bank_of_a_kind_by_kana(kind: str) -> None:
    found = banks.banks_of(kind)
    assert len(found) > 10
    assert hidden([Entry(one.code, one.name, one.kana) for one in found]) == []


def test_every_branch_of_a_large_bank_by_kana() -> None:
    found = banks.branches_read("0501", "")
    assert len(found) > 100
    assert hidden([Entry(one.code, one.name, one.kana) for one in found]) == []
