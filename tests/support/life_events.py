"""Every way to answer a life event: no, yes and わからない, of all questions that a condition can depend on."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from forms.conditions import AllOf, AnyOf, Is, Not
from forms.life_events.definition import Asks
from forms.life_events.outcome import outcome
from forms.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.conditions import Condition
    from forms.life_events.answers import EventAnswers
    from forms.life_events.definition import LifeEvent
    from forms.life_events.outcome import Outcome

TODAY = date(2026, 11, 24)
A_DAY = date(2026, 11, 20)


def named(condition: Condition | None) -> Iterator[str]:
    """Return the questions a condition asks about."""
    match condition:
        case AllOf(of) | AnyOf(of):
            for item in of:
                yield from named(item)
        case Not(inner):
            yield from named(inner)
        case Is(name, _):
            yield name


def depends_on(event: LifeEvent, names: Iterable[str]) -> tuple[str, ...]:
    """Return all questions that decide about these: themselves, what lets them be asked, what ends the questions."""
    found = set(names)
    found.update(name for stop in event.stops if stop.ends for name in named(stop.when))
    while True:
        more = {name for question in event.questions if question.id in found for name in named(question.show_if)}
        if more <= found:
            return tuple(question.id for question in event.questions if question.id in found)
        found |= more


def answer_sets(event: LifeEvent, names: Iterable[str], *, sure: bool = False) -> Iterator[EventAnswers]:
    """Return every combination of answers to these questions; the others stay unanswered. ``sure``: no わからない."""
    names = tuple(names)
    unsure = () if sure else (UNKNOWN,)
    choices = [((A_DAY,) if event.question(name).asks is Asks.DATE else (True, False)) + unsure for name in names]
    return (dict(zip(names, values, strict=True)) for values in product(*choices))


def led_to(event: LifeEvent, answers: EventAnswers) -> Outcome:
    """Return what the answers lead to on the day of the tests."""
    return outcome(event, answers, TODAY)
