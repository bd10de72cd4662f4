"""How places are read, by the kana of the postcodes (KEN_ALL): municipalities, and the 町域 of the town of this kiosk.

The voice takes 朝駒 for アサゴマ and 奈井江町 for …まち. Loaded by the voice's process alone, half a second, with the
first phrase that has kanji without a reading: an address.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forms import postcode
from forms.japanese.furigana import has_unread
from kiosk.speech.reading import with_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.postcode import Place

_SECTIONS = {"": "", "字": "アザ", "大字": "オオアザ"}
"""What may stand between a municipality and its 町域; the postcodes leave it out."""


class Places(NamedTuple):
    """Readings of places: ``municipalities`` wherever they stand, ``areas`` only where a word begins (本町, 中央)."""

    municipalities: Mapping[str, str]
    areas: Mapping[str, str]


def places_of(found: Iterable[Place], town: str) -> Places:
    """Return the readings of these places; the 町域 are those of ``town``, which may be written without its 郡."""
    cities: dict[str, set[str]] = {}
    areas: dict[str, set[str]] = {}
    for place in found:
        county, _, city = place.city.rpartition("郡")
        kana = place.city_kana.split("グン", 1)[-1] if county else place.city_kana
        for section, spoken in _SECTIONS.items():
            cities.setdefault(place.city + section, set()).add(place.city_kana + spoken)
            cities.setdefault(city + section, set()).add(kana + spoken)
            if place.area and town in (place.city, city):
                areas.setdefault(section + place.area, set()).add(spoken + place.area_kana)
    return Places(_certain(cities), _certain(areas))


def _certain(readings: Mapping[str, set[str]]) -> Mapping[str, str]:
    return {word: next(iter(ways)) for word, ways in readings.items() if len(ways) == 1}


@lru_cache(maxsize=1)
def _places(town: str) -> Places:
    return places_of(postcode.areas(), town)


def with_places(phrase: str, town: str) -> str:
    """Return ``phrase`` with the readings of the places in it, as far as it has none; see kiosk.speech.reading."""
    if not town or not has_unread(phrase):
        return phrase
    found = _places(town)
    return with_readings(phrase, found.municipalities, found.areas)
