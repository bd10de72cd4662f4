"""委任状: asked for once the questions are answered, and printed along where a proxy has none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.authority import Authority, proxies
from kiosk.session import hands

if TYPE_CHECKING:
    from kiosk.session.state import SessionState

LETTER = "ininjo"
"""The procedure whose sheet is the letter."""

_WHO_FILLS_IN = f"{LETTER}.applicant_kind"
_PROXY = "代理人"


def due(state: SessionState) -> bool:
    """Tell whether a form of this visit takes a letter that could be printed along."""
    visit = state.visit
    return LETTER in state.station.catalogue and any(
        one.authority is Authority.LETTER for one in proxies(state.procedures, visit.answers)
    )


def authority_due(state: SessionState) -> bool:
    """Tell whether somebody applies for somebody else, so that staff are to be shown why they may."""
    return any(one.authority is not Authority.NONE for one in proxies(state.procedures, state.visit.answers))


def asked(state: SessionState) -> bool:
    """Tell whether it is time to ask for the letter: it is due, and nobody spoke of it yet."""
    return state.visit.letter is None and LETTER not in state.visit.procedures and due(state)


def asks(key: str | None) -> bool:
    """Tell whether a question is the letter's own; who fills it in is settled."""
    return key is not None and key.startswith(f"{LETTER}.") and key != _WHO_FILLS_IN


def told(state: SessionState, *, at_hand: bool) -> SessionState:
    """The proxy has the letter with them, or gets one to be signed: its questions follow."""
    visit = replace(state.visit, letter=at_hand)
    if not at_hand and LETTER not in visit.procedures:
        # That of the hand which touched it; what a proxy gives for themselves is told apart with all other answers.
        answers = visit.answers.set(_WHO_FILLS_IN, _PROXY, hands.giver(state))
        visit = replace(visit, procedures=(*visit.procedures, LETTER), answers=answers)
    return replace(state, visit=visit)


def withdrawn(state: SessionState) -> SessionState:
    """Forget what was said about the letter; one that was added for it is not printed."""
    visit = state.visit
    if visit.letter is False:
        kept = tuple(one for one in visit.procedures if one != LETTER)
        visit = replace(visit, procedures=kept, answers=visit.answers.without(_WHO_FILLS_IN))
    return replace(state, visit=replace(visit, letter=None))
