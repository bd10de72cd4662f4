"""Which cells take the 12-digit number from the card. Knows that there is one, never what it is.

A field says ``prefill = "card.my_number"`` and the definition names the law (``my_number_law``); the town and a clerk
decide besides (docs/my-number.md). The card's number belongs to the card's owner alone: it is written only where the
name in the same section of the sheet is the card's own too, so never beside the name of somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.answers import Giver
from forms.definition import Fact, Kind
from forms.evaluation import MY_NUMBER, Evaluation
from forms.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.answers import Answers
    from forms.definition import Field, Procedure

NUMBER: Final = Fact(MY_NUMBER)


def may_take(procedure: Procedure) -> bool:
    """Tell whether a law and a field of the sheet let the card's number be read at all."""
    return bool(procedure.my_number_law) and any(field.prefill == NUMBER for field in procedure.fields)


def laws(procedures: Iterable[Procedure]) -> tuple[str, ...]:
    """Return the laws of the procedures that may take the number, each once; none where none may."""
    return tuple(dict.fromkeys(one.my_number_law for one in procedures if may_take(one)))


def owner(procedure: Procedure, field: Field) -> Field | None:
    """Return the field with the name of the person a number belongs to: the one of its section, outside any table."""
    names = (one for one in procedure.fields if one.section == field.section and not one.repeat)
    return next((one for one in names if one.kind is Kind.NAME), None)


def cells(procedure: Procedure, answers: Answers) -> tuple[str, ...]:
    """Return the fields of a sheet that take the number of the card under these answers; keys as in printing.form."""
    if not may_take(procedure):
        return ()
    found = Evaluation((procedure,), answers)
    return tuple(
        place.content for place in found.shown() if place.field.printed and _takes(found, place.procedure, place.field)
    )


def _takes(found: Evaluation, procedure: Procedure, field: Field) -> bool:
    if field.prefill != NUMBER or (field.prefill_if and not found.holds(field.prefill_if, procedure, None)):
        return False
    named = owner(procedure, field)
    answer = found.answer(place_of(procedure, named, None)) if named is not None else None
    return answer is not None and answer.giver is Giver.CARD
