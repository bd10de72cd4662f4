"""The few ways in which a state changes; every other module of the machine is written in these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from cardreader.states import CardPresent, CardUnusable
from kiosk.session.effects import CancelCardJob, ClearPrinter, ClearSecret, Effect, Restart, Wipe
from kiosk.session.state import Failed, Phase, PrintTask, SessionState, Visit

if TYPE_CHECKING:
    from kiosk.failures import Failure
    from kiosk.session.state import Overlay

Step: TypeAlias = tuple[SessionState, tuple[Effect, ...]]


def go(state: SessionState, phase: Phase, **visit: Any) -> SessionState:  # noqa: ANN401 - fields of Visit
    """Turn to another page, changing these fields of the visit."""
    return replace(state, phase=phase, visit=replace(state.visit, **visit))


def over(state: SessionState, overlay: Overlay) -> SessionState:
    """Lay something over the page, in the place of an older one of its kind."""
    return replace(state, overlays=(*without(state, type(overlay)).overlays, overlay))


def without(state: SessionState, *kinds: type[Overlay]) -> SessionState:
    """Take overlays of these kinds away."""
    return replace(state, overlays=tuple(one for one in state.overlays if not isinstance(one, kinds)))


def tell(state: SessionState, failure: Failure, **visit: Any) -> SessionState:  # noqa: ANN401 - fields of Visit
    """Tell a failure, over the page that "again" leads to."""
    return over(go(state, Phase(failure.rule.back), **visit), Failed(failure))


def epoch(state: SessionState) -> int | None:
    """Return the insertion of whatever lies on the reader, None when it is empty or gone."""
    match state.station.reader:
        case CardPresent(epoch=number) | CardUnusable(epoch=number):
            return number
        case _:
            return None


def forget_card_job(state: SessionState) -> Step:
    """Give up the card job under way, if it is still wanted; its answer will change nothing."""
    job = state.station.card_job
    if job is None or not job.wanted:
        return state, ()
    station = replace(state.station, card_job=replace(job, wanted=False))
    return replace(state, station=station), (CancelCardJob(job.id),)


def forget_secret(state: SessionState) -> ClearSecret:
    """Drop the secret and the number of the card in hand; those of persons who are confirmed stay with them."""
    return ClearSecret(len(state.visit.persons))


def forget_pages(state: SessionState) -> SessionState:
    """The answers change: pages drawn or being drawn are not those of this visit any more."""
    job = state.station.print_job
    station = replace(state.station, print_job=replace(job, wanted=False) if job else None)
    return go(replace(state, station=station), state.phase, pages=None)


def end(state: SessionState) -> Step:
    """End the visit: nothing of it stays, settings go back, a card still in the reader is not used again."""
    stuck = state.station.card_job is not None and state.station.card_job.stuck
    sending = state.station.print_job is not None and state.station.print_job.task is PrintTask.SEND
    left = epoch(state)
    state, cancelled = forget_card_job(forget_pages(state))
    ended = replace(
        state,
        station=replace(state.station, spent_epoch=left),
        phase=Phase.ATTRACT,
        overlays=(),
        settings=state.station.policy.settings,
        visit=Visit(),
    )
    cleared = (ClearPrinter(),) if sending else ()
    restart = (Restart(),) if stuck else ()
    return ended, (*cancelled, *cleared, Wipe(), *restart)
