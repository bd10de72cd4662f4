"""Each shipped question that is answered on a pad of digits, alone on a form: its page as whoever is asked sees it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from forms.answers import Giver
from forms.definition import Field, Procedure
from forms.fields import KINDS
from forms.places import count_key, key_of
from kiosk.i18n import Words
from kiosk.session.state import SessionState
from tests.support.pages import all_pages, shipped
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.answer import is_beside


@cache
def pads() -> dict[str, SessionState]:
    """Return the pages by the place of the question, each of those that say the same once; and the two secrets."""
    every = all_pages()
    found = {name: every[name] for name in ("secret-pin", "secret-code-b", "event-tennyu-moved_on")}
    seen = set[Ask]()
    for procedure in shipped()[0].values():
        for field in (one for one in procedure.fields if one.asked and KINDS[one.kind].askable):
            state = _asked_alone(every["ask-applicant.phone"], procedure, field)
            view = page(state, Words(), None)
            if isinstance(view, Ask) and is_beside(view) and (told := view._replace(key="")) not in seen:
                seen.add(told)
                found[f"{procedure.id}.{field.id}"] = state
    return found


def _asked_alone(state: SessionState, procedure: Procedure, field: Field) -> SessionState:
    """Return the page of one question, whatever it would depend on; of a table that of its first row."""
    alone = replace(field, show_if=None, prefill=None, prefill_if=None)
    repeats = tuple(
        replace(one, count=replace(one.count, show_if=None), besides="")
        for one in procedure.repeats
        if one.id == field.repeat
    )
    form = replace(procedure, fields=(alone,), repeats=repeats, stops=(), checks=(), attachments=())
    answers = state.visit.answers
    for repeat in repeats:
        answers = answers.set(count_key(form, repeat), 1, Giver.RESIDENT)
    key = key_of(form, alone, 0 if repeats else None)
    visit = replace(state.visit, procedures=(form.id,), question=key, answers=answers)
    return replace(state, station=replace(state.station, catalogue={form.id: form}), visit=visit)
