"""How names of persons are said: by the kana that somebody gave, else by the only reading there is; never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.evaluation import evaluated
from forms.japanese.conversion import readings
from forms.japanese.furigana import has_kanji, plain
from forms.people import plain_name
from forms.values import is_plain
from kiosk.speech.reading import with_readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.i18n import Words
    from kiosk.session.state import SessionState


def names_of(state: SessionState | None) -> Mapping[str, str]:
    """Return every name of a person in this visit that has kanji, with its reading; an empty one where none is sure."""
    if state is None:
        return {}
    found: dict[str, str] = {}
    for name, kana in _named(state):
        if has_kanji(name) and not found.get(name):
            found[name] = kana
    return {name: kana or _only(name) for name, kana in found.items()}


def _named(state: SessionState) -> Iterator[tuple[str, str]]:
    evaluation = evaluated(state.procedures, state.visit.answers)
    people = evaluation.people()
    kana_of = {plain_name(one.name): str(one.parts.get("kana", "")) for one in people}
    given = {key: str(answer.value) for key, answer in state.visit.answers.items() if is_plain(answer.value)}
    for key, text in given.items():
        if key.endswith("name") and (kana := given.get(f"{key[:-4]}kana", "")):
            yield text, kana
    for name in (*(one.name for one in people), *(one.person.name for one in state.visit.readings)):
        yield name, kana_of.get(plain_name(name), "")


def _only(name: str) -> str:
    found = readings(name)
    return found[0] if len(found) == 1 else ""


def with_names(sentence: str, names: Mapping[str, str], words: Words) -> str:
    """Return ``sentence`` with the readings of ``names``; of one that has none the voice says that it is to be seen."""
    unsure = [name for name, kana in names.items() if not kana]
    if plain(sentence).strip() in unsure:
        return words.text("screen.voice.name")
    for name in unsure:
        if plain_name(name) != name:  # a name of one part may be a word of the sentence
            sentence = sentence.replace(name, words.text("screen.voice.somebody"))
    return with_readings(sentence, {name: kana for name, kana in names.items() if kana})
