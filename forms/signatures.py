"""Which box for a signature is that of the person at the window. Where a form does not tell, a pen signs.

A box is theirs where the form is their own (nobody acts for another) and the box either stands in the section with
their name or, in a section that names nobody, on a sheet that asks who applies and was told: in their own right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Fact, Kind, SameAs
from forms.evaluation import Evaluation
from forms.number_cells import APPLICANT_NAME, owner
from forms.places import place_of
from forms.values import is_plain

if TYPE_CHECKING:
    from forms.answers import Answers
    from forms.definition import Field, Procedure

_CARD_NAME = Fact("card.name")


def own_box(procedure: Procedure, answers: Answers) -> str:
    """Return the field that the person at the window signs under these answers, empty where none or nobody can tell.

    A box that is there only under a condition is somebody else's (a spouse who is there, a principal); of two that are
    always there nobody knows which.
    """
    found = Evaluation((procedure,), answers)
    known = found.procedures[0]
    boxes = [field for field in known.fields if field.kind is Kind.SIGNATURE and field.show_if is None]
    if len(boxes) != 1 or boxes[0].repeat or not boxes[0].printed or found.whose.proxy(known):
        return ""
    asked = [field for field in known.fields if field.authority and found.visible(known, field, None)]
    told = [answer for field in asked if (answer := found.answer(place_of(known, field, None)))]
    if len(told) != len(asked) or not all(is_plain(answer.value) for answer in told):
        return ""
    named = owner(known, boxes[0])
    theirs = bool(asked) if named is None else _names_them(found, known, named)
    return boxes[0].id if theirs else ""


def _names_them(found: Evaluation, procedure: Procedure, named: Field) -> bool:
    """Tell whether a name is that of the person at the window: by the vocabulary, or because the form says so."""
    if named.shares == APPLICANT_NAME:
        return True
    if named.prefill_if is not None and not found.holds(named.prefill_if, procedure, None):
        return False
    if not isinstance(named.prefill, SameAs):
        return named.prefill == _CARD_NAME
    source = procedure.field(named.prefill.field)
    if source.shares != APPLICANT_NAME:
        return False
    # Put right by hand afterwards it may be another's.
    written, given = (found.answer(place_of(procedure, one, None)) for one in (named, source))
    return written is not None and given is not None and written.value == given.value
