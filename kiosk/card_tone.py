"""A soft sound every few seconds while a card waits to be taken, whether the voice speaks on this visit or not.

It keeps no time of its own: it looks at each state of the session, which a tick brings every second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.session.policy import card_to_take
from kiosk.session.settings import VOLUMES

if TYPE_CHECKING:
    from kiosk.session.state import SessionState

EVERY_S = 4.0
MOST = 60
"""So often for one card: whoever left it does not come back, and staff have heard it."""


class Loudspeaker(Protocol):
    """What it is heard by; where there is none, nothing is heard and nobody is told."""

    def tone(self, volume: float) -> None:
        """Play the two notes once."""
        ...

    def leave(self) -> None:
        """Be silent at once, and give the device back."""
        ...

    def close(self) -> None:
        """The program ends."""
        ...


class CardTone:
    """Looks at every state by ``hear``."""

    def __init__(self, loudspeaker: Loudspeaker) -> None:
        self._loudspeaker = loudspeaker
        self._due: float | None = None
        self._left = 0
        """How often it may still be heard for this card."""

    def hear(self, state: SessionState) -> None:
        """Play where it is time, never into what the voice says; be silent as soon as the card is taken."""
        if not card_to_take(state):
            if self._due is not None:
                self._due = None
                self._loudspeaker.leave()
            return
        voiced = state.settings.voice and state.settings.speaks
        if self._due is None:
            # The voice is about to say the page.
            self._due, self._left = state.now + (EVERY_S if voiced else 0.0), MOST
        if self._left and state.now >= self._due and not (voiced and state.silent_since is None):
            self._due, self._left = state.now + EVERY_S, self._left - 1
            self._loudspeaker.tone(VOLUMES[state.settings.volume])

    def give_up(self) -> None:
        """There is no loudspeaker: nothing more for this card."""
        self._left = 0

    def close(self) -> None:
        """End it."""
        self._loudspeaker.close()
