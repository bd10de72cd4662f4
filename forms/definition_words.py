"""Every Japanese sentence of forms, life events and town settings that a resident can read: to translate, say or test.

``python -m forms.definition_words zh-Hans`` prints what a language still lacks, as TOML.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from forms.definition import Kind, Phrase
from forms.fields import KINDS
from forms.life_events.loader import load_events
from forms.loader import load_catalogue
from forms.settings import load_town
from forms.translations import translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Field, Procedure

_CHOICES = {Kind.CHOICE, Kind.MULTI, Kind.RELATION, Kind.CARE_LEVEL}


def definition_words() -> dict[str, str]:
    """Return each Japanese sentence once, with the English beside it where there is one, in the order of the files."""
    found: dict[str, str] = {}
    for japanese, english in _all():
        if japanese and not found.get(japanese):
            found[japanese] = english
    return found


def _all() -> Iterator[tuple[str, str]]:
    for procedure in load_catalogue().procedures.values():
        yield from _of_procedure(procedure)
    events = load_events()
    for phrase in _phrases((*events.events.values(), events.common)):
        yield phrase.ja, phrase.en
    for phrase in _phrases(load_town()):
        yield phrase.ja, phrase.en


def _of_procedure(procedure: Procedure) -> Iterator[tuple[str, str]]:
    yield procedure.name, procedure.name_en
    yield from zip(procedure.sections, procedure.sections_en or procedure.sections, strict=True)
    for repeat in procedure.repeats:
        yield repeat.label, repeat.label_en
        yield repeat.who.ja, repeat.who.en
        yield from _of_field(repeat.count)
    for field in procedure.fields:
        if KINDS[field.kind].askable:
            yield from _of_field(field)
    for phrase in _phrases((procedure.stops, procedure.checks, procedure.attachments)):
        yield phrase.ja, phrase.en


def _of_field(field: Field) -> Iterator[tuple[str, str]]:
    yield field.label, field.label_en
    for phrase in (field.ask, field.help, field.statement):
        yield phrase.ja, phrase.en
    if field.kind in _CHOICES:
        for option in field.options:
            yield option, field.option(option, "en")


def _phrases(thing: object) -> Iterator[Phrase]:
    if isinstance(thing, Phrase):
        yield thing
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from _phrases(item)
    elif isinstance(thing, Mapping):
        for item in thing.values():
            yield from _phrases(item)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _phrases(getattr(thing, one.name))


def main() -> None:
    """Print what is still to be translated, each line with the English as a comment."""
    held = translations(sys.argv[1]) if len(sys.argv) > 1 else {}
    for japanese, english in definition_words().items():
        if japanese not in held:
            quoted = japanese.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            sys.stdout.write(f'"{quoted}" = ""  # {english}\n')


if __name__ == "__main__":
    main()
