"""Who somebody is that a form tells of, where an answer says so.

Whoever claims the child allowance may be the person at the window, their spouse or somebody else. The vocabulary says
it in data (``"claimant.*" = { by = "claimant.who", is = { "配偶者" = "spouse" } }``): under that answer what is asked
of the claimant is what is asked of the spouse, one question with one answer; under any other it is the claimant's own.
So nothing told of one person is printed as another's, whatever is put right afterwards. What a card tells of the person
at the window fills in a field that is theirs under that answer, unless the field itself says what does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.definition import Fact
from forms.vocabulary import identities, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.answers import Answer, Answers
    from forms.definition import Field, Procedure
    from forms.vocabulary import Identity

_AT_THE_WINDOW = "applicant.name"


def stands_for(name: str, answers: Answers) -> str:
    """Return the entry of the vocabulary that ``name`` is under these answers: mostly itself."""
    group, _, part = name.rpartition(".")
    identity = identities().get(group)
    if identity is None:
        return name
    entry = f"{_told(identity, answers)}.{part}"
    return entry if entry in vocabulary() else name


def names_of(name: str) -> tuple[str, ...]:
    """Return every entry that ``name`` can be: itself first."""
    group, _, part = name.rpartition(".")
    identity = identities().get(group)
    others = identity.groups.values() if identity is not None else ()
    return (name, *(entry for other in others if (entry := f"{other}.{part}") in vocabulary()))


def applicant_of(procedure: Procedure, answers: Answers) -> Answer | None:
    """Return the name of the applicant on a sheet: the person at the window, or the one whose form it is."""
    named = (field.shares for field in procedure.fields if field.printed and _is_applicant(field.shares))
    return answers.get(stands_for(next(named, _AT_THE_WINDOW), answers))


def _is_applicant(name: str) -> bool:
    shared = vocabulary().get(name)
    return name == _AT_THE_WINDOW or (shared is not None and shared.part == "name" and shared.person in identities())


def identified(procedures: Sequence[Procedure], answers: Answers) -> tuple[Procedure, ...]:
    """Return the procedures with every field sharing the entry it is under these answers."""
    told = tuple(_told(identity, answers) for identity in identities().values())
    return tuple(_identified(procedure, told, answers) for procedure in procedures)


def _told(identity: Identity, answers: Answers) -> str:
    """Return the group of entries that an answer tells, empty where it tells none."""
    answer = answers.get(identity.by)
    return identity.groups.get(str(answer.value), "") if answer is not None else ""


_KNOWN: dict[tuple[str, tuple[str, ...]], tuple[Procedure, Procedure]] = {}
"""Procedures as they are under answers told before (no answer stands here), so that a page does not make them anew."""


def _identified(procedure: Procedure, told: tuple[str, ...], answers: Answers) -> Procedure:
    known = _KNOWN.get((procedure.id, told))
    if known is not None and known[0] is procedure:
        return known[1]
    fields = tuple(
        field if field.repeat or (name := stands_for(field.shares, answers)) == field.shares else _as(field, name)
        for field in procedure.fields
    )
    found = procedure if fields == procedure.fields else replace(procedure, fields=fields)
    _KNOWN[procedure.id, told] = procedure, found
    return found


def _as(field: Field, name: str) -> Field:
    card = vocabulary()[name].card
    return replace(field, shares=name, prefill=field.prefill or (Fact(card) if card else None))
