"""From the card's four attributes to the facts that forms may prefill from. Knows neither Qt nor the session."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from cardreader.mynumber import Sex
from forms.japanese.ages import legal_age
from forms.japanese.names import name_parts
from forms.values import WesternDay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cardreader.mynumber import BasicFour
    from forms.values import Value

SEX_ON_FORMS = MappingProxyType({Sex.MALE: "男", Sex.FEMALE: "女"})
"""Japanese sheets print 男・女; for a card that says neither, nothing is filled in and nobody is pushed into a box."""


def facts(
    person: BasicFour | None, today: date | None, family: Sequence[tuple[BasicFour, str]] = ()
) -> Mapping[str, Value]:
    """Return what is known, named as in ``forms.evaluation.FACTS``; what is not known is absent.

    ``family`` are the relatives whose cards were read, each with what they are to ``person``.
    The texts are the card's own, character for character; the parts of the name (family, given, latin, alias 通称,
    former 旧氏) are there where the card shows them, for a person to put right. ``card.age`` is the age on ``today`` as
    the law counts.
    """
    known: dict[str, Value] = {}
    if today is not None:
        known["session.today"] = today
    for number, (relative, relation) in enumerate(family):
        known |= _four(relative, f"family[{number}]")
        known[f"family[{number}].kin"] = relation
    if person is None:
        return known
    known |= _four(person, "card")
    known |= {f"card.{part}": text for part, text in asdict(name_parts(person.name)).items() if text}
    if person.birth is not None and today is not None:
        known["card.age"] = legal_age(person.birth, today)
    return known


def _four(person: BasicFour, prefix: str) -> dict[str, Value]:
    found: dict[str, Value] = {f"{prefix}.name": person.name, f"{prefix}.address": person.address}
    if person.sex in SEX_ON_FORMS:
        found[f"{prefix}.sex"] = SEX_ON_FORMS[person.sex]
    if person.birth is not None:
        # A name in Latin letters is a foreign resident's, whose record has western days.
        western = bool(name_parts(person.name).latin)
        found[f"{prefix}.birth"] = WesternDay.fromordinal(person.birth.toordinal()) if western else person.birth
    return found
