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
    from collections.abc import Mapping
    from datetime import date

    from cardreader.mynumber import BasicFour
    from forms.values import Value

SEX_ON_FORMS = MappingProxyType({Sex.MALE: "男", Sex.FEMALE: "女"})
"""Japanese sheets print 男・女; for a card that says neither, nothing is filled in and nobody is pushed into a box."""


def facts(person: BasicFour | None, today: date | None) -> Mapping[str, Value]:
    """Return what is known, named as in ``forms.evaluation.FACTS``; what is not known is absent.

    The texts are the card's own, character for character; the parts of the name (family, given, latin, alias 通称,
    former 旧氏) are there where the card shows them, for a person to put right. ``card.age`` is the age on ``today`` as
    the law counts.
    """
    known: dict[str, Value] = {}
    if today is not None:
        known["session.today"] = today
    if person is None:
        return known
    parts = name_parts(person.name)
    known["card.name"] = person.name
    known |= {f"card.{part}": text for part, text in asdict(parts).items() if text}
    known["card.address"] = person.address
    if person.sex in SEX_ON_FORMS:
        known["card.sex"] = SEX_ON_FORMS[person.sex]
    if person.birth is not None:
        # A name in Latin letters is a foreign resident's, whose record has western days.
        known["card.birth"] = WesternDay.fromordinal(person.birth.toordinal()) if parts.latin else person.birth
        if today is not None:
            known["card.age"] = legal_age(person.birth, today)
    return known
