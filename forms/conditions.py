"""Conditions as data: what a form may ask of the answers before it shows a field, prefills it or stops.

A condition on a repeated field, asked from outside its row, holds when it holds for any row.
A name with a point is an entry of the vocabulary (``move.kind``), whichever form of this sitting asks it.
A field that is not shown, not answered or answered with わからない fulfils no condition on its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Is:
    """``{field = "relation", is = "本人"}``: the answer is this value (text, whole number, true or false)."""

    field: str
    value: str | int | bool


@dataclass(frozen=True, slots=True)
class In:
    """``{field = "relation", in = ["本人", "同一世帯員"]}``: the answer is one of these options."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """``{field = "dmg", has = "床上浸水"}``: this option is among the several chosen."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """``{field = "debt", at_least = 1, at_most = 9}``: the number lies between, both ends included."""

    field: str
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Age:
    """``{age = "c_birth", at_least = 40, below = 65}``: age in full years on the day of the session.

    Counted as the law counts (年齢計算ニ関スル法律): a year is full at the end of the day before the birthday.
    """

    field: str
    at_least: int | None
    below: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """``{answered = "kigo"}``: there is something to write."""

    field: str


@dataclass(frozen=True, slots=True)
class Count:
    """``{count = ["children", "elders"], at_least = 3}``: so many rows together."""

    repeats: tuple[str, ...]
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Same:
    """``{same = ["m_name", "new_head"]}``: the same text stands in both, spaces aside."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """``{before = ["end", "start"]}``: the first day lies before the second; about a day only where that is certain."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """``{known = "spouse"}``: the forms of this sitting tell who that is, before anybody is asked."""

    person: str


@dataclass(frozen=True, slots=True)
class Row:
    """``{row = 1}``: inside this row of a repeated table, counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``{any = [...]}``: at least one of them holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """``{all = [...]}``: every one of them holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``{not = {...}}``: it does not hold."""

    of: Condition


Condition = Is | In | Has | Between | Age | Answered | Same | Before | Known | Count | Row | AnyOf | AllOf | Not


def comparisons(condition: Condition | None) -> Iterator[Condition]:
    """Yield everything a condition compares, wherever it stands in it."""
    match condition:
        case None:
            pass
        case AnyOf(of) | AllOf(of):
            for item in of:
                yield from comparisons(item)
        case Not(inner):
            yield from comparisons(inner)
        case _:
            yield condition


def fields_of(condition: Condition | None) -> Iterator[str]:
    """Yield the fields and entries of the vocabulary that a condition looks at, as often as it does."""
    for comparison in comparisons(condition):
        match comparison:
            case Same(fields) | Before(fields):
                yield from fields
            case Is() | In() | Has() | Between() | Age() | Answered():
                yield comparison.field
            case _:
                pass
