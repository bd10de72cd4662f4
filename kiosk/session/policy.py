"""How long each page may wait, and why the kiosk may be out of service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardreader.states import NoReader, ServiceDown
from kiosk.failures import FailureCode, Who
from kiosk.session.moves import epoch
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import IDLE_PAGES, Phase, Policy, Staff

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.session.state import SessionState


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without a touch: until the question, and until the end of the visit."""

    warn: float
    end: float


def policy_of(config: Config) -> Policy:
    """Return the limits and decisions of the town's configuration."""
    return Policy(
        warn_s=config.idle.warn_s,
        slow_warn_s=config.idle.slow_warn_s,
        countdown_s=config.idle.countdown_s,
        finished_s=config.idle.finished_s,
        slow_finished_s=config.idle.slow_finished_s,
        assisted=config.mode != "self",
        my_number=config.print_my_number,
        signature=config.printing.signature_pad,
        settings=Settings(language=config.language),
    )


def limits(state: SessionState) -> Limits:
    """Return the limits of the page on screen: longer for large text, speech, and with a clerk beside or on the way."""
    policy = state.station.policy
    slow = (
        policy.assisted
        or state.settings.text_size is not TextSize.STANDARD
        or state.settings.voice
        or any(isinstance(overlay, Staff) for overlay in state.overlays)
        or (state.failure is not None and state.failure.failure.rule.who is Who.STAFF)
    )
    if state.phase is Phase.FINISHED:
        end = policy.slow_finished_s if slow else policy.finished_s
        return Limits(end, end)
    warn = policy.slow_warn_s if slow else policy.warn_s
    return Limits(warn, warn + policy.countdown_s)


def idle_for(state: SessionState) -> float:
    """Return for how many seconds nobody has touched anything and the voice has said nothing; 0 while it speaks.

    A voice that goes on for longer than any page takes is broken or speaks to nobody: only the touch counts then.
    """
    silent = state.now if state.silent_since is None else state.silent_since
    heard = silent if silent - state.touched <= state.station.policy.speech_s else state.touched
    return state.now - max(state.touched, heard)


def card_to_take(state: SessionState) -> bool:
    """Tell whether a card waits to be taken: it was read, or it lies there still when all is done."""
    lying = epoch(state)
    left = state.phase in IDLE_PAGES and lying == state.station.spent_epoch
    return state.phase is Phase.TAKE_CARD or (lying is not None and (state.phase is Phase.FINISHED or left))


def left_alone(state: SessionState) -> bool:
    """Tell whether it is nobody's visit and a passer-by who touched something is long gone: all goes back."""
    return state.phase in IDLE_PAGES and idle_for(state) >= limits(state).warn


def reader_failure(state: SessionState) -> FailureCode | None:
    """Return why no card can be read at all, or None."""
    match state.station.reader:
        case ServiceDown():
            return FailureCode.READER_SERVICE
        case NoReader():
            return FailureCode.READER_NONE
        case _:
            return None


def out_of_service(state: SessionState) -> tuple[FailureCode, ...]:
    """Return every reason why the next resident cannot be served; none when the kiosk is ready."""
    station = state.station
    reasons: list[FailureCode] = []
    if station.card_job and station.card_job.stuck:
        reasons.append(FailureCode.CARD_STUCK)
    lost = reader_failure(state)
    if lost and station.policy.needs_reader:
        reasons.append(lost)
    if station.printer_failure:
        reasons.append(station.printer_failure.code)
    return tuple(reasons)
