"""The questions: which one is on screen is computed from the answers each time (forms.journey), never counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms import journey
from forms.authority import with_givers
from forms.problems import Problem, ProblemCode
from kiosk.prefill import facts
from kiosk.session import family, hands, letter
from kiosk.session.moves import forget_pages, go, over
from kiosk.session.state import Phase, Stopped

if TYPE_CHECKING:
    from forms.answers import Answers
    from kiosk.session.state import SessionState


def begin(state: SessionState) -> SessionState:
    """Fill in what the card and the date say, and ask the first open question."""
    return _take(state, state.visit.answers)


def answer(state: SessionState, key: str, raw: object) -> SessionState:
    """Take the answer to the question on screen, or show there what is wrong with it."""
    if state.phase is not Phase.ANSWER or state.visit.question is None:
        return state
    ask = journey.question if key == state.visit.question else journey.number_instead
    asked = ask(state.procedures, state.visit.answers, state.visit.question)
    if asked is None or asked.key != key:
        return state
    value = journey.parse(asked, raw, state.visit.answers)
    if isinstance(value, Problem):
        return go(state, Phase.ANSWER, problems=(value,))
    given = state.visit.answers.get(key)
    if given is not None and given.giver.is_person and given.value == value:
        return _take(state, state.visit.answers)  # looked at, not changed: it stays whose it is
    return _take(state, state.visit.answers.set(key, value, hands.giver(state)))


def _take(state: SessionState, given: Answers) -> SessionState:
    """Work out what follows from these answers: a kind end, the next open question, or the check page."""
    visit, procedures = state.visit, state.procedures
    answers = _known(state, given)
    state = go(forget_pages(state), state.phase, answers=answers, problems=())
    if visit.letter is not None and not letter.due(state):
        return begin(letter.withdrawn(state))
    if rule := journey.stop(procedures, answers):
        return over(state, Stopped(rule))
    pending = journey.pending(procedures, answers)
    if pending is None:
        return go(state, Phase.LETTER if letter.asked(state) else Phase.CHECK_ANSWERS, question=None, changing=False)
    return go(state, Phase.ANSWER, question=pending.key, changing=False)


def _known(state: SessionState, given: Answers) -> Answers:
    """Return these answers with what the cards and the date say, and who gave each."""
    visit, procedures = state.visit, state.procedures
    applicant = visit.applicant.person if visit.applicant else None
    relatives = [(one.person, one.member.relation or "") for one in visit.family if one.member]
    return with_givers(procedures, journey.complete(procedures, given, facts(applicant, visit.today, relatives)))


def letter_reviewed(state: SessionState, *, at_hand: bool) -> SessionState:
    """The letter of authority is at hand, or it is printed along and asks a few things more."""
    return begin(letter.told(state, at_hand=at_hand)) if state.phase is Phase.LETTER else state


def change(state: SessionState, key: str) -> SessionState:
    """Open one answer from the check page; it leads back there."""
    asked = journey.question(state.procedures, state.visit.answers, key)
    if state.phase is not Phase.CHECK_ANSWERS or asked is None:
        return state
    return go(state, Phase.ANSWER, question=key, changing=True, problems=())


def back(state: SessionState) -> SessionState:
    """Go to the question before; before the first one, to the page that led to the questions."""
    visit = state.visit
    if state.phase is Phase.ANSWER and visit.changing:
        return go(state, Phase.CHECK_ANSWERS, question=None, changing=False, problems=())
    if visit.question is None:  # the check page
        before = next(reversed(journey.questions(state.procedures, visit.answers)), None)
    else:
        before = journey.previous_question(state.procedures, visit.answers, visit.question)
    if _leads_to_letter(state, before):
        return go(letter.withdrawn(state), Phase.LETTER, question=None, problems=())
    if before is not None:
        return go(state, Phase.ANSWER, question=before.key, problems=())
    state = go(state, Phase.EXPLAIN, question=None, problems=())
    return family.reopen(state) if visit.applicant else state


def _leads_to_letter(state: SessionState, before: journey.Question | None) -> bool:
    """Tell whether the page before is the one about the letter of authority."""
    visit = state.visit
    if visit.letter is None:
        return False
    if visit.letter:
        return state.phase is Phase.CHECK_ANSWERS
    return letter.asks(visit.question) and not (before and letter.asks(before.key))


def ready_to_print(state: SessionState) -> SessionState | None:
    """Return the check page with what keeps it from the printer, or None when nothing does.

    A required field that no question asks for is no obstacle: it stays empty for handwriting.
    """
    procedures, answers = state.procedures, state.visit.answers
    if rule := journey.stop(procedures, answers):
        return over(state, Stopped(rule))
    found = journey.problems(procedures, answers)
    wrong = tuple(one for one in found if one.code is not ProblemCode.REQUIRED)
    return replace(state, visit=replace(state.visit, problems=wrong)) if wrong else None
