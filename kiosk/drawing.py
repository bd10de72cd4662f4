"""All pages of one visit: a form for each procedure, then the slip. What both front ends draw, window and ``fill``.

Knows no printer, no session state and no clock: time and randomness are told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.journey import entries
from kiosk import paper
from kiosk.failures import FailureCode
from kiosk.session.state import PageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.settings import Town
    from kiosk.session.effects import DrawPages
    from printing.form import DrawnForm

SLIP = "slip"
"""Name of the slip among the documents; no procedure may have it."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for one another when a number is read out."""
_RANDOM_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF. ``name`` is the procedure's id or ``slip``; ``title`` is seen by others and says nothing of a person."""

    name: str
    title: str
    pdf: bytes = field(repr=False)
    sheets: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """All pages of one visit.

    ``problems`` are fields left empty for handwriting; ``sealed`` says that the slip has a QR code.
    """

    slip_id: str
    made_at: datetime
    documents: tuple[Document, ...]
    problems: tuple[PageProblem, ...] = ()
    sealed: bool = False


def new_slip_id(made_at: datetime, random: Callable[[int], bytes]) -> str:
    """Return a reception number, ``261124-7KQ2MX``: the day, and letters that tell apart what was made on it."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in random(_RANDOM_LETTERS))
    return f"{made_at:%y%m%d}-{letters}"


class Drawing:
    """Draws the pages an effect asks for; a new slip each time."""

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        town: Town,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._procedures, self._town, self._now, self._random = procedures, town, now, random

    def __call__(self, effect: DrawPages) -> Drawn:
        """Return the pages. Raises LayoutError or SettingsError for a form that cannot be drawn (forms_check)."""
        made_at = self._now()
        slip_id = new_slip_id(made_at, self._random)
        documents: list[Document] = []
        problems: list[PageProblem] = []
        for id_ in effect.procedures:
            procedure = self._procedures[id_]
            form = paper.draw(procedure, effect.answers, self._town)
            documents.append(Document(id_, f"{slip_id} {procedure.name}", form.pdf, form.pages))
            problems += _problems(procedure, effect.answers, form)
        return Drawn(slip_id, made_at, tuple(documents), tuple(problems))


def _problems(procedure: Procedure, answers: Answers, form: DrawnForm) -> list[PageProblem]:
    keys = {entry.content: entry.key for entry in entries((procedure,), answers)}
    return [PageProblem(FailureCode(one.code), procedure.id, keys.get(one.field, one.field)) for one in form.problems]
