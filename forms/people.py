"""Who was named so far in this sitting, so that nobody is typed twice.

A person is known from a single place (the applicant, a spouse, the head of the household) or from a row of a table. The
same name means the same person: what is known of them in one form fills in the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from forms.definition import Field, Kind, Limits, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.definition import Repeat
    from forms.values import Value

PARTS = ("name", "kana", "birth", "sex", "address", "phone", "job", "relation", "kin", "living", "order", "size")
"""What forms ask of every person.

``relation`` is the one to the head of the household (世帯主との続柄), ``kin`` that to the person the sheet is about,
``living`` whether they live together (同居), ``order`` which child it is (第2子), ``size`` how many live in the
household; these four follow from the first, as far as it tells.
"""

APPLICANT = "applicant"
SPOUSE = "spouse"

OTHERS = "このほかの方"
"""The option of the question who it is, for somebody who was not named yet."""

_OTHERS_EN = "Somebody else"
_HEAD = ("世帯主", "本人")
_PARTNER = ("妻", "夫", "配偶者")
_CHILD = ("子", "長男", "長女", "二男", "二女", "次男", "次女", "三男", "三女")
_PLAIN_KIN = ("配偶者", "子", "孫")
_KIN_BY_SEX = {("父母", "男"): "父", ("父母", "女"): "母", ("祖父母", "男"): "祖父", ("祖父母", "女"): "祖母"}
_MORE = Phrase("このほかの方は何人ですか", "How many more people are there?")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named so far: ``at`` counts the questions before, ``roles`` are the single places they have.

    ``carded`` are the parts that a card told; ``relative`` is what somebody whose card was read is to the applicant.
    ``acted_for``: named only on forms that the applicant files as somebody's proxy; offered, never filled in unasked.
    """

    name: str
    at: int
    roles: frozenset[str] = frozenset()
    parts: Mapping[str, Value] = field(default_factory=dict)
    carded: frozenset[str] = frozenset()
    relative: str = ""
    acted_for: bool = False


def plain_name(name: str) -> str:
    """Return a name without its spaces: 空知　花子 and 空知 花子 are one person."""
    return "".join(name.split())


def find(people: Iterable[Person], name: str) -> Person | None:
    """Return the person of that name."""
    return next((item for item in people if plain_name(item.name) == plain_name(name)), None)


def remember(people: list[Person], met: Person) -> None:
    """Add somebody, or what is new about somebody who is known already."""
    known = find(people, met.name)
    if known is None:
        people.append(met)
    else:
        both = replace(
            known,
            roles=known.roles | met.roles,
            parts={**met.parts, **known.parts},
            carded=known.carded | (met.carded - known.parts.keys()),
            acted_for=known.acted_for and met.acted_for,
        )
        people[people.index(known)] = both


def spouse(people: Sequence[Person]) -> Person | None:
    """Return the husband or wife of the applicant, as far as a card or the relations to the head tell."""
    carded = [item for item in people if item.relative in _PARTNER]
    if carded:
        return carded[0]
    applicant = next((item for item in people if APPLICANT in item.roles), None)
    if applicant is None:
        return None
    relation = applicant.parts.get("relation")
    wanted = _PARTNER if relation in _HEAD else _HEAD if relation in _PARTNER else ()
    found = [item for item in people if item is not applicant and item.parts.get("relation") in wanted]
    return found[0] if len(found) == 1 else None


def living(people: Sequence[Person], person: Person, about: Person | None = None) -> str | None:
    """Return 同居 for somebody of the household of the applicant, or of whom a sheet is about: both have one head."""
    other = about or next((item for item in people if APPLICANT in item.roles), None)
    both = other is not None and "relation" in other.parts and "relation" in person.parts
    return "同居" if both else None


def size(people: Sequence[Person]) -> int | None:
    """Return how many people live in the household of the applicant, if its members were told."""
    return sum("relation" in item.parts for item in people) or None


def order(people: Sequence[Person], child: Person) -> str | None:
    """Return which of the children of the household somebody is, by age."""
    births = [item.parts.get("birth") for item in people if item.parts.get("relation") in _CHILD]
    mine = child.parts.get("birth")
    if child.parts.get("relation") not in _CHILD or not isinstance(mine, date):
        return None
    elder = sum(isinstance(birth, date) and birth < mine for birth in births)
    return ("第1子", "第2子", "第3子以降")[min(elder, 2)]


def kin(people: Sequence[Person], person: Person, about: Person | None) -> str | None:
    """Return what somebody is to the applicant, or to whom a sheet is about: 妻, 子; 父, 母, 兄, 妹.

    Told of a parent (the applicant, or the one who claims an allowance) and of a child of the household.
    """
    applicant = next((item for item in people if APPLICANT in item.roles), None)
    if about in (None, applicant) and person.relative:
        plain = person.relative if person.relative in _PLAIN_KIN else None
        return _KIN_BY_SEX.get((person.relative, str(person.parts.get("sex", ""))), plain)
    if applicant is None or applicant.parts.get("relation") not in (*_HEAD, *_PARTNER):
        return None
    partner = spouse(people)
    is_child = person.parts.get("relation") in _CHILD
    sex = person.parts.get("sex")
    if about in (None, applicant, partner):
        return "子" if is_child else None
    if about is None or about.parts.get("relation") not in _CHILD or sex not in ("男", "女"):
        return None
    if person in (applicant, partner):
        return "父" if sex == "男" else "母"
    mine, theirs = person.parts.get("birth"), about.parts.get("birth")
    if not is_child or not isinstance(mine, date) or not isinstance(theirs, date) or mine == theirs:
        return None
    return {("男", True): "兄", ("女", True): "姉", ("男", False): "弟", ("女", False): "妹"}[str(sex), mine < theirs]


def who_field(repeat: Repeat, names: Sequence[str]) -> Field:
    """Return the question which of the people known belong into a table."""
    return replace(
        repeat.count,
        id=f"{repeat.id}.who",
        kind=Kind.MULTI,
        ask=repeat.who,
        options=(*names, OTHERS),
        options_en=(*names, _OTHERS_EN),
        limits=Limits(),
        unit="",
        default=None,
    )


def more_field(repeat: Repeat, chosen: int) -> Field:
    """Return the question how many people come on top of those chosen."""
    most = max(1, repeat.max_rows - chosen)
    return replace(
        repeat.count,
        id=f"{repeat.id}.more",
        ask=_MORE,
        limits=Limits(at_least=1, at_most=most),
        default=1 if most == 1 else None,
    )
