"""Which values of a field make a difference to what the conditions of a procedure compare it with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.definition import Fact, Field, Kind
from forms.fields import KINDS
from forms.japanese.ages import legal_age

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.values import Value

_SOMETHING, _SOMETHING_ELSE = "…", "……"
_MOST_MENTIONED = 8


def domain(field: Field, atoms: tuple[c.Condition, ...], today: date) -> tuple[Value | None, ...]:
    """Return one value for each way in which comparisons can tell answers to this field apart, and no answer."""
    if not KINDS[field.kind].askable:
        return (None,)
    match field.kind:
        case Kind.CHECKBOX:
            return (True, False, None)
        case Kind.CHOICE | Kind.CARE_LEVEL:
            return (*_apart(field.options, _named(atoms)), None)
        case Kind.RELATION if not any(isinstance(atom, c.Same) for atom in atoms):
            # Typed when it is none of the keys.
            return (*_apart(field.options, _named(atoms)), _SOMETHING, None)
        case Kind.MULTI:
            return (*_sets(_apart(field.options, _named(atoms))), None)
        case Kind.NUMBER | Kind.MONEY:
            return (*_allowed(field, sorted(_around(field, atoms)), today), None)
        case Kind.DATE:
            days = [born(age, today) for age in sorted(_ages(field, atoms))]
            return (*_allowed(field, [*days, *_around_today(atoms, today)], today), None)
        case Kind.DATETIME if any(isinstance(atom, c.Before) for atom in atoms):
            return (*(datetime.combine(day, time.min) for day in _around_today(atoms, today)), None)
        case _ if any(isinstance(atom, c.Same) for atom in atoms):
            return (_SOMETHING, _SOMETHING_ELSE, None)
        case _:
            return (_SOMETHING, None)


def _named(atoms: tuple[c.Condition, ...]) -> set[str]:
    found: set[str] = set()
    for atom in atoms:
        match atom:
            case c.Is(_, str(option)) | c.Has(_, option):
                found.add(option)
            case c.In(_, options):
                found.update(options)
            case _:
                pass
    return found


def _apart(options: tuple[str, ...], named: set[str]) -> tuple[str, ...]:
    """Return the options that conditions name, and one for all the others."""
    other = next((option for option in options if option not in named), None)
    return tuple(option for option in options if option in named or option == other)


def _sets(options: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    most = len(options) if len(options) <= _MOST_MENTIONED else 2
    for size in range(1, most + 1):
        yield from combinations(options, size)


def _around(field: Field, atoms: tuple[c.Condition, ...]) -> set[int]:
    bounds = {field.limits.at_least or 0, field.limits.at_most or 0}
    for atom in atoms:
        match atom:
            case c.Is(_, int(value)):
                bounds.add(value)
            case c.Between(_, low, high):
                bounds |= {bound for bound in (low, high) if bound is not None}
            case _:
                pass
    return {bound + step for bound in bounds for step in (-1, 0, 1)}


def _ages(field: Field, atoms: tuple[c.Condition, ...]) -> set[int]:
    limits = (field.limits.age_at_least, field.limits.age_at_most, field.limits.school_age_at_most)
    bounds = {0, 30, 80, *(bound for bound in limits if bound is not None)}
    for atom in atoms:
        if isinstance(atom, c.Age):
            bounds |= {bound for bound in (atom.at_least, atom.below) if bound is not None}
    return {max(0, bound + step) for bound in bounds for step in (-1, 0, 1)}


def _around_today(atoms: tuple[c.Condition, ...], today: date) -> tuple[date, ...]:
    """Return days of which one lies before another, in the past and to come, where a condition compares them."""
    compared = any(isinstance(atom, c.Before) for atom in atoms)
    return tuple(today + timedelta(days=days) for days in (-1, 1, 2)) if compared else ()


def born(age: int, today: date) -> date:
    """Return a birth date with this age today."""
    day = date(today.year - age, today.month, min(today.day, 28))
    return day if legal_age(day, today) == age else date(day.year - (legal_age(day, today) < age), 1, 1)


def _allowed(field: Field, values: Sequence[Value], today: date) -> Iterator[Value]:
    """Yield what the field takes; the card is never refused, so what it fills in can be anything."""
    any_goes = isinstance(field.prefill, Fact)
    for value in values:
        if any_goes or KINDS[field.kind].check(value, field, today) is None:
            yield value
