"""From the first page of a visit to the procedures to fill in: by a life event and its questions, or by name.

Which question comes next and what the answers lead to is computed each time (forms.life_events), never counted. The
marks of the procedures are ``visit.procedures`` from the first one on; what is due is marked beforehand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.life_events.answers import read_answer
from forms.life_events.outcome import next_question, outcome, shown_questions
from forms.problems import Problem
from kiosk.guidance import Guidance
from kiosk.session import hands
from kiosk.session.moves import end, go
from kiosk.session.purpose import Purpose
from kiosk.session.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.answers import Answers
    from forms.life_events.definition import LifeEvent
    from forms.life_events.outcome import Due
    from kiosk.session.moves import Step
    from kiosk.session.state import SessionState

PAGES = frozenset(
    {Phase.CHOOSE_PURPOSE, Phase.CHOOSE_CATEGORY, Phase.CHOOSE_PROCEDURES, Phase.EVENT_QUESTION, Phase.OUTCOME}
)
"""The pages before the procedures are settled."""

_MARKING = frozenset({Phase.CHOOSE_PROCEDURES, Phase.OUTCOME})


# --- what the pages show


def events(state: SessionState) -> tuple[LifeEvent, ...]:
    """Return the life events that may lead to a procedure this window offers."""
    offered = state.station.catalogue
    found = state.station.events.events.values()
    return tuple(event for event in found if any(rule.procedure in offered for rule in event.rules))


def categories(state: SessionState) -> tuple[str, ...]:
    """Return the groups of the procedures this window offers, in the order of the catalogue."""
    return tuple(dict.fromkeys(one.category for one in state.station.catalogue.values()))


def guidance(state: SessionState) -> Guidance | None:
    """Return what the life event leads to, or None: no event was chosen, or its questions are not over."""
    purpose, today = state.visit.purpose, state.visit.today
    if not purpose.event or purpose.question is not None or today is None:
        return None
    known = state.station.events
    event = known.events[purpose.event]
    return Guidance(event, outcome(event, purpose.answers, today), known.common)


# --- events of the resident


def choose_event(state: SessionState, event: str) -> SessionState:
    """A life event: its first question."""
    if state.phase is not Phase.CHOOSE_PURPOSE or event not in {one.id for one in events(state)}:
        return state
    return _ask(state, Purpose(event))


def by_name(state: SessionState, category: str) -> SessionState:
    """The groups of procedures; with ``category`` the procedures of one group."""
    if not category and state.phase is Phase.CHOOSE_PURPOSE:
        return go(state, Phase.CHOOSE_CATEGORY, purpose=Purpose(by_name=True))
    if state.phase is Phase.CHOOSE_CATEGORY and category in categories(state):
        return go(state, Phase.CHOOSE_PROCEDURES, purpose=Purpose(by_name=True, category=category))
    return state


def answer(state: SessionState, question_id: str, raw: object) -> SessionState:
    """Take the answer to the question on screen, or show there what is wrong with it."""
    purpose, today = state.visit.purpose, state.visit.today
    if state.phase is not Phase.EVENT_QUESTION or question_id != purpose.question or today is None:
        return state
    found = read_answer(state.station.events.events[purpose.event].question(question_id), raw, today)
    if isinstance(found, Problem):
        return go(state, state.phase, problems=(found,))
    return _ask(state, replace(purpose, answers=MappingProxyType({**purpose.answers, question_id: found})))


def mark(state: SessionState, procedure: str) -> SessionState:
    """Mark a procedure, or take its mark away."""
    chosen, offered = state.visit.procedures, state.station.catalogue
    if state.phase not in _MARKING or procedure not in offered:
        return state
    marked = (one for one in _listed(state) if (one in chosen) is not (one == procedure))
    return go(state, state.phase, procedures=tuple(marked))


def chosen(state: SessionState, procedures: Iterable[str]) -> SessionState:
    """These procedures are to be filled in; the questions about the event are over."""
    known = tuple(dict.fromkeys(one for one in procedures if one in state.station.catalogue))
    if state.phase not in PAGES - {Phase.EVENT_QUESTION} or not known:
        return state
    return go(state, Phase.EXPLAIN, procedures=known, answers=_with_days(state))


def _with_days(state: SessionState) -> Answers:
    """Return the answers with the days that the event asked for and a form asks for too: nobody is asked twice."""
    purpose, answers = state.visit.purpose, state.visit.answers
    questions = state.station.events.events[purpose.event].questions if purpose.event else ()
    giver = hands.giver(state)
    for question in questions:
        day = purpose.answers.get(question.id)
        if question.gives:
            answers = answers.without(question.gives)
        if question.gives and isinstance(day, date):
            answers = answers.set(question.gives, day, giver)
    return answers


def back(state: SessionState) -> Step:
    """Turn back within these pages, and from the doors into them."""
    purpose = state.visit.purpose
    match state.phase:
        case Phase.CHOOSE_PURPOSE:
            return end(state) if nothing_entered(state) else (state, ())
        case Phase.CHOOSE_CATEGORY:
            return _start_again(state), ()
        case Phase.CHOOSE_PROCEDURES:
            return go(state, Phase.CHOOSE_CATEGORY, purpose=Purpose(by_name=True)), ()
        case Phase.EVENT_QUESTION | Phase.OUTCOME:
            return _question_before(state), ()
        case _:
            return go(state, _last_page(purpose)), ()


def nothing_entered(state: SessionState) -> bool:
    """Tell whether もどる of the first page loses nothing; else only やめる ends the visit, which asks first."""
    return len(state.visit.answers) == 0


def _last_page(purpose: Purpose) -> Phase:
    """Return the page on which the procedures were settled."""
    if purpose.event:
        return Phase.OUTCOME
    if purpose.category:
        return Phase.CHOOSE_PROCEDURES
    return Phase.CHOOSE_CATEGORY if purpose.by_name else Phase.CHOOSE_PURPOSE


# --- moves


def _ask(state: SessionState, purpose: Purpose) -> SessionState:
    """Turn to the next open question, or to what the answers lead to."""
    question = next_question(state.station.events.events[purpose.event], purpose.answers)
    if question is not None:
        purpose = replace(purpose, question=question.id)
        return go(state, Phase.EVENT_QUESTION, purpose=purpose, procedures=(), problems=())
    state = go(state, Phase.OUTCOME, purpose=replace(purpose, question=None), problems=())
    found = guidance(state)
    return go(state, Phase.OUTCOME, procedures=_offered(state, found.outcome.due if found else ()))


def _offered(state: SessionState, due: Iterable[Due]) -> tuple[str, ...]:
    return tuple(one.procedure for one in due if one.procedure in state.station.catalogue)


def _listed(state: SessionState) -> tuple[str, ...]:
    """Return what this window offers in the order of the page: so it is filled in, printed and told at the end."""
    found = guidance(state) if state.phase is Phase.OUTCOME else None
    outcome = (*found.outcome.due, *found.outcome.at_counter) if found else ()
    return tuple(dict.fromkeys((*_offered(state, outcome), *state.station.catalogue)))


def _question_before(state: SessionState) -> SessionState:
    purpose = state.visit.purpose
    asked = [one.id for one in shown_questions(state.station.events.events[purpose.event], purpose.answers)]
    place = asked.index(purpose.question) if purpose.question else len(asked)
    if place == 0:
        return _start_again(state)
    purpose = replace(purpose, question=asked[place - 1])
    return go(state, Phase.EVENT_QUESTION, purpose=purpose, procedures=(), problems=())


def _start_again(state: SessionState) -> SessionState:
    return go(state, Phase.CHOOSE_PURPOSE, purpose=Purpose(), procedures=(), problems=())
