"""Which boxes of a visit's sheets the person at the window may sign on the screen. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.signatures import own_box
from kiosk.session.letter import LETTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.answers import Answers
    from forms.definition import Procedure


def box_of(procedure: Procedure, answers: Answers) -> str:
    """Return the field of a sheet that takes the signature, empty where a pen signs: always on a 委任状."""
    return "" if procedure.id == LETTER else own_box(procedure, answers)


def count(procedures: Sequence[Procedure], answers: Answers) -> int:
    """Return how many sheets take it."""
    return sum(bool(box_of(procedure, answers)) for procedure in procedures)
