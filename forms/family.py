"""Family whose cards were read in this sitting: known to the forms from the start, as if named before all others.

The facts are ``family[0].name``, ``.address``, ``.birth``, ``.sex`` and ``.kin``: what they are to the person at the
window. How people known are offered and filled in is in forms.people and forms.evaluation.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from forms.people import APPLICANT, SPOUSE, Person
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forms.definition import Field, Procedure
    from forms.values import Value

PARTS_OF_CARD = ("name", "birth", "sex", "address")
KIN = "kin"

HEAD = "世帯主"
PARTNER = "配偶者"
CHILD = "子"
_BEFORE_ALL = -1

_TO_HEAD = {
    ("配偶者", "男"): "夫",
    ("配偶者", "女"): "妻",
    ("子", "男"): "子",
    ("子", "女"): "子",
    ("孫", "男"): "孫",
    ("孫", "女"): "孫",
    ("父母", "男"): "父",
    ("父母", "女"): "母",
    ("祖父母", "男"): "祖父",
    ("祖父母", "女"): "祖母",
}
"""世帯主との続柄 of the head's own kin, as a residence record has it (住民基本台帳事務処理要領: any child is 子)."""


def is_fact(name: str) -> bool:
    """Tell whether a fact is one of the family's."""
    return name.startswith("family[")


def members(known: Callable[[str], Value | None]) -> Iterator[Person]:
    """Yield the family whose cards were read; ``known`` returns a fact by its name."""
    for number in count():
        name = known(f"family[{number}].name")
        if not isinstance(name, str):
            return
        found = {part: known(f"family[{number}].{part}") for part in PARTS_OF_CARD}
        parts = {part: value for part, value in found.items() if value is not None}
        relative = str(known(f"family[{number}].{KIN}") or "")
        roles = frozenset({SPOUSE}) if relative == PARTNER else frozenset()
        yield Person(name, _BEFORE_ALL, roles, parts, frozenset(parts), relative)


def relation_to_head(person: Person, head: Person | None) -> str | None:
    """Return 世帯主との続柄 where the cards tell it: the head is the applicant, or the applicant's spouse."""
    if head is None:
        return None
    if person is head:
        return HEAD
    sex = str(person.parts.get("sex", ""))
    if APPLICANT in head.roles:
        return _TO_HEAD.get((person.relative, sex))
    if SPOUSE not in head.roles:
        return None
    if APPLICANT in person.roles:
        return _TO_HEAD.get((PARTNER, sex))
    return CHILD if person.relative == CHILD else None


def names_others(procedure: Procedure) -> bool:
    """Tell whether somebody else may be named on this form, so that their card saves typing."""
    return any(_names_somebody_else(field) for field in procedure.fields)


def _names_somebody_else(field: Field) -> bool:
    if field.repeat:
        return field.shares == "name"
    shared = vocabulary().get(field.shares)
    return shared is not None and shared.part == "name" and shared.person not in ("", APPLICANT)
