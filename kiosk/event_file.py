"""The event and the answers that ``madobe events ask`` and ``madobe fill --events`` are told of.

The file of ``--events`` names the event beside its answers::

    event = "tennyu"
    [answers]
    living_here = true
    moved_on = 2026-11-20
    dog = "わからない"
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from forms.life_events.answers import read_answers
from forms.life_events.loader import COMMON
from forms.life_events.outcome import outcome
from forms.problems import Problem, ProblemCode
from kiosk.failures import EventRefused, Failure, FailureCode
from kiosk.guidance import Guidance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from forms.definition import BrokenDefinition
    from forms.life_events.definition import LifeEvent, LifeEvents


def broken_event(broken: BrokenDefinition) -> Failure:
    """Return the failure that names the file of a broken event, the place in it and the code."""
    params = {"where": broken.where, "detail_code": broken.code, "detail": broken.detail}
    return Failure(FailureCode.DEFINITION_BROKEN, params={"id": f"life_events/{broken.id}.toml", **params})


def find_event(loaded: LifeEvents, name: str) -> LifeEvent:
    """Return an event; raises EventRefused. Of broken files only those this event needs are told."""
    if name in loaded.events:
        return loaded.events[name]
    for broken in loaded.broken:
        if broken.id in {name, COMMON}:
            raise EventRefused(broken_event(broken))
    raise EventRefused(Failure(FailureCode.USAGE_EVENT, params={"name": name, "known": ", ".join(loaded.events)}))


def refuse(problems: Sequence[Problem]) -> EventRefused:
    """Return the error for answers that do not hold."""
    return EventRefused(Failure(FailureCode.ANSWERS_INVALID, params={"count": len(problems)}), problems)


def load_guidance(path: Path, loaded: LifeEvents, today: date) -> Guidance:
    """Return what the event and the answers of a file lead to; raises EventRefused."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse([Problem(ProblemCode.UNREADABLE_FILE, path.name, {"detail": str(error)})]) from error
    name, answers = raw.pop("event", None), raw.pop("answers", {})
    problems = [Problem(ProblemCode.UNKNOWN_KEY, key) for key in raw]
    if not isinstance(name, str):
        problems.append(Problem(ProblemCode.REQUIRED if name is None else ProblemCode.NOT_TEXT, "event"))
    if not isinstance(answers, dict):
        problems.append(Problem(ProblemCode.UNKNOWN_KEY, "answers"))
    if problems or not isinstance(name, str) or not isinstance(answers, dict):
        raise refuse(problems)
    event = find_event(loaded, name)
    found, wrong = read_answers(event, answers, today)
    if wrong:
        raise refuse(wrong)
    return Guidance(event, outcome(event, found, today), loaded.common)
