"""What the resident's window says about whose hand holds the input, where a clerk assists. Pure, like ui.view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kiosk.session.hands import RESIDENTS_OWN, holder
from kiosk.session.state import IDLE_PAGES, Hand, Phase, SessionState

if TYPE_CHECKING:
    from kiosk.i18n import Words


_TYPED = frozenset({Phase.ANSWER, Phase.EVENT_QUESTION}) | RESIDENTS_OWN
_NOTHING_TO_DO = frozenset(
    {Phase.PRESENT_CARD, Phase.CHECK_CARD, Phase.READ_CARD, Phase.TAKE_CARD, Phase.PRINT, Phase.FINISHED}
)
"""Pages that ask nothing: there is no answer to wait for."""


class HandButton(NamedTuple):
    """The button in the place of 職員を呼ぶ; ``to`` is who gets the input."""

    words: str
    icon: str
    to: Hand


def watches(state: SessionState, hand: Hand) -> bool:
    """Tell whether the window of ``hand`` only mirrors the page: a visit is under way and the other hand holds it."""
    return state.station.policy.assisted and state.phase not in IDLE_PAGES and holder(state) is not hand


def doing(state: SessionState) -> str:
    """Return which word says what the hand that holds the page does; empty where the page asks nothing."""
    if state.overlays:
        return "choosing"
    if state.phase in _NOTHING_TO_DO:
        return ""
    return "watching" if state.phase in _TYPED else "choosing"


def watching(state: SessionState, words: Words) -> str:
    """Return what stands where つぎへ is while the resident watches."""
    return words.text(f"screen.hand.{done}") if (done := doing(state)) else ""


def button(state: SessionState, words: Words) -> HandButton | None:
    """Return the button that gives the input to the clerk or takes it back, None where it is 職員を呼ぶ."""
    if not state.station.policy.assisted or state.phase in IDLE_PAGES | RESIDENTS_OWN:
        return None
    if holder(state) is Hand.RESIDENT:
        return HandButton(words.text("screen.hand.give"), "staff", Hand.CLERK)
    return HandButton(words.text("screen.hand.take"), "pencil", Hand.RESIDENT)
