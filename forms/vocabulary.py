"""The shared vocabulary: what several procedures ask in the same sense (forms/vocabulary.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.definition import Kind
from forms.people import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shared:
    """One entry: the kind of field that may share it, and the options every one must have.

    ``card`` is the fact that stands for it where no form of the sitting has it. ``person`` and ``part`` tell of whom it
    is and what (forms.people); by default the name tells: ``spouse.kana``.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    card: str = ""
    person: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the person of a group of entries is: the group of entries for each answer to the entry ``by``."""

    by: str
    groups: Mapping[str, str]


_GROUP = ".*"


@cache
def vocabulary() -> Mapping[str, Shared]:
    """Return every entry by its name (``applicant.phone``)."""
    return MappingProxyType({name: _shared(name, item) for name, item in _raw().items() if not name.endswith(_GROUP)})


@cache
def identities() -> Mapping[str, Identity]:
    """Return the groups of entries whose person an answer tells, by the name of the group (``claimant``)."""
    found = {name.removesuffix(_GROUP): item for name, item in _raw().items() if name.endswith(_GROUP)}
    return MappingProxyType({name: Identity(item["by"], MappingProxyType(item["is"])) for name, item in found.items()})


@cache
def parts_of(person: str) -> Mapping[str, str]:
    """Return the entries that tell of a person, by what they tell: ``name``, ``birth``."""
    return MappingProxyType({item.part: name for name, item in vocabulary().items() if item.person == person})


@cache
def _raw() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("forms") / "vocabulary.toml").read_text("utf-8"))


def _shared(name: str, item: Mapping[str, Any]) -> Shared:
    group, _, part = name.rpartition(".")
    person, part = (group, part) if part in PARTS else ("", "")
    return Shared(
        Kind(item["kind"]),
        tuple(item.get("options", ())),
        card=item.get("card", ""),
        person=item.get("person", person),
        part=item.get("part", part),
    )
