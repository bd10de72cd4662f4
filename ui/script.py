"""What the clerk says and does now: about what lies above the page, or about the page where nothing does. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from kiosk.session.hands import RESIDENTS_OWN, holder
from kiosk.session.state import Failed, Hand, Help, Phase, SessionState, Staff, StillThere, Stopped
from ui import hand_view, notice_view

if TYPE_CHECKING:
    from kiosk.failures import Failure
    from kiosk.i18n import Words


class Script(NamedTuple):
    """The sentence to say to the resident, and what to do meanwhile."""

    say: str
    do: str


def script(state: SessionState, question: str, words: Words, *, leaving: bool = False) -> Script:
    """Return both; ``question`` is what the page asks, as it is said aloud.

    ``leaving``: the resident's window asks whether to stop, of which the session knows nothing.
    """

    def both(say: str, do: str, **params: object) -> Script:
        return Script(words.text(f"staff.say.{say}", **params), words.text(f"staff.do.{do}", **params))

    if leaving:
        return both("leaving", "leaving")
    match state.overlay:
        case None:
            return both(state.phase, _task(state), question=question)
        case Failed(failure=failure):
            say = words.text(f"staff.say.{failure.code}", tries_left=failure.tries_left)
            return Script(say, _remedy(failure, words))
        case Staff(last_try=True):
            return both("last-try", "decide")
        case Staff(my_number=True):
            return both("my-number", "decide")
        case Staff() if state.failure:
            # What she is called for is under the call, and so are its buttons.
            failure = state.failure.failure
            say = words.text(f"staff.say.{failure.code}", tries_left=failure.tries_left)
            return Script(say, words.text("staff.do.called-over", remedy=_remedy(failure, words)))
        case Staff():
            return both("called", "called-alone" if state.phase in RESIDENTS_OWN else "called")
        case Help():
            return both("help", "help")
        case StillThere():
            return both("still-there", "still-there")
        case Stopped(rule=rule):
            text, where = (phrase.text(words.language) for phrase in (rule.text, rule.where))
            return both("stopped", "stopped", text=text, where=where)
    assert_never(state.overlay)


def _task(state: SessionState) -> str:
    """Return which line says what there is to do: another one where the other hand than usual holds the input."""
    if state.phase is Phase.CHECK_ANSWERS:
        return "correct" if holder(state) is Hand.CLERK else state.phase
    watches = hand_view.watches(state, Hand.CLERK) and hand_view.doing(state) and state.phase not in RESIDENTS_OWN
    return "watch" if watches else state.phase


def _remedy(failure: Failure, words: Words) -> str:
    """Return what staff are told of it anywhere, but for what is done otherwise at a window than at a terminal."""
    own = f"staff.do.{failure.code}"
    return words.text(own) if own in words else notice_view.failure_text(failure, "staff", words)
