"""Which cells take the 12-digit number from the card. Knows that there is one, never what it is.

A field says ``prefill = "card.my_number"`` and the definition names the law (``my_number_law``); the town and a clerk
decide besides (docs/my-number.md). A card's number belongs to the card's owner alone: it is written only where the
name in the same section of the sheet is, letter for letter, the one on that card, so never beside somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.definition import Fact, Kind
from forms.evaluation import MY_NUMBER, Evaluation
from forms.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.answers import Answers
    from forms.definition import Field, Procedure

NUMBER: Final = Fact(MY_NUMBER)
APPLICANT_NAME = "applicant.name"


def may_take(procedure: Procedure) -> bool:
    """Tell whether a law and a field of the sheet let the card's number be read at all."""
    return bool(procedure.my_number_law) and any(field.prefill == NUMBER for field in procedure.fields)


def laws(procedures: Iterable[Procedure], *, family: bool = False) -> tuple[str, ...]:
    """Return the laws of the procedures that may take the number, each once; none where none may.

    With ``family`` those that may take the number of somebody else than the person at the window.
    """
    taking = (one for one in procedures if may_take(one) and (not family or _of_others(one)))
    return tuple(dict.fromkeys(one.my_number_law for one in taking))


def _of_others(procedure: Procedure) -> bool:
    """Tell whether a number is of somebody who need not be the person at the window: a condition keeps it to them."""
    taking = (field for field in procedure.fields if field.prefill == NUMBER and field.prefill_if is None)
    owners = (owner(procedure, field) for field in taking)
    return any(one is not None and one.shares != APPLICANT_NAME for one in owners)


def owner(procedure: Procedure, field: Field) -> Field | None:
    """Return the field with the name of the person a number belongs to: the one of its section, outside any table."""
    names = (one for one in procedure.fields if one.section == field.section and not one.repeat)
    return next((one for one in names if one.kind is Kind.NAME), None)


def cells(procedure: Procedure, answers: Answers, names: Sequence[str]) -> Mapping[str, int]:
    """Return the fields of a sheet that take a card's number under these answers, and whose: an index into ``names``.

    ``names`` stand on the cards that were read. Keys as in printing.form. Where two cards bear one name, a pen decides.
    """
    if not may_take(procedure):
        return {}
    found = Evaluation((procedure,), answers)
    return {
        place.content: names.index(name)
        for place in found.shown()
        if place.field.printed and (name := _named(found, place.procedure, place.field)) and names.count(name) == 1
    }


def _named(found: Evaluation, procedure: Procedure, field: Field) -> str:
    """Return the name beside the cells of a number; an empty text for any other field."""
    if field.prefill != NUMBER or (field.prefill_if and not found.holds(field.prefill_if, procedure, None)):
        return ""
    named = owner(procedure, field)
    answer = found.answer(place_of(procedure, named, None)) if named is not None else None
    return answer.value if answer is not None and isinstance(answer.value, str) else ""
