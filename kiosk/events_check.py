"""Are the life events whole? Their part of what ``madobe forms check`` and the morning check ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.forms_check import Mistake

if TYPE_CHECKING:
    from forms.life_events.definition import LifeEvents
    from kiosk.forms_check import Report


def event_mistakes(loaded: LifeEvents) -> tuple[Mistake, ...]:
    """Return what is wrong with the files of the events; ``form`` is ``life_events/<id>.toml``."""
    return tuple(Mistake(f"life_events/{item.id}.toml", item.code, item.where, item.detail) for item in loaded.broken)


def with_events(report: Report, loaded: LifeEvents) -> Report:
    """Return a report on the forms with what is wrong with the events after it."""
    return replace(report, mistakes=(*report.mistakes, *event_mistakes(loaded)))
