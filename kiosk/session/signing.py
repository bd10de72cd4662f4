"""The signature on the screen: asked for once before printing; only that there is one is known here, never the strokes.

What was drawn is kept as long as it may have to be printed again, and cleared as soon as the answers can change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import signing
from kiosk.session.effects import ClearSignature
from kiosk.session.moves import go
from kiosk.session.state import IDLE_PAGES, Phase

if TYPE_CHECKING:
    from kiosk.session.moves import Step
    from kiosk.session.state import SessionState

_KEPT = frozenset({Phase.SIGN, Phase.PRINT, Phase.TAKE_PAPER})


def due(state: SessionState) -> bool:
    """Tell whether the town has a pad and a sheet of this visit takes what is written on it."""
    return state.station.policy.signature and signing.count(state.procedures, state.visit.answers) > 0


def asked(state: SessionState) -> bool:
    """Tell whether it is time to ask: it is due, and nobody was asked yet."""
    return state.visit.signed is None and due(state)


def answered(state: SessionState, *, given: bool) -> Step:
    """It was signed, or is left to the pen: the sheets are printed."""
    if state.phase is not Phase.SIGN:
        return state, ()
    return go(state, Phase.PRINT, signed=given, send=True), () if given else (ClearSignature(),)


def settled(before: SessionState, state: SessionState) -> Step:
    """Have the strokes overwritten once the paper is there, or the page with the answers is open again."""
    if not _kept(before) or _kept(state) or state.phase in IDLE_PAGES:
        return state, ()
    signed = state.visit.signed if state.phase is Phase.FINISHED else None
    return go(state, state.phase, signed=signed), (ClearSignature(),)


def _kept(state: SessionState) -> bool:
    """Tell whether there may be strokes: also while a field that stays empty is told of, before they are printed."""
    told = state.phase is Phase.CHECK_ANSWERS and state.failure is not None
    return state.phase is Phase.SIGN or (state.visit.signed is not None and (state.phase in _KEPT or told))
