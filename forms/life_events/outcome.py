"""Which question comes next, and what the answers lead to.

A condition holds, does not hold, or cannot be told because of a わからない (Kleene's logic of three values). What
holds is due, what cannot be told is asked at the counter: not knowing never drops a procedure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from forms.conditions import AllOf, AnyOf, Is, Not, fields_of
from forms.life_events.deadline import TimeLimit, time_limit
from forms.life_events.definition import Asks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.conditions import Condition
    from forms.definition import Phrase
    from forms.life_events.answers import EventAnswers
    from forms.life_events.definition import Advice, LifeEvent, Question, Rule, Stop
    from forms.settings import Basis

    Known = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A procedure that is due, or that the counter looks into.

    ``bring`` are keys of common.toml; ``unsure`` are the questions answered with わからない that leave it open.
    """

    procedure: str
    reasons: tuple[Phrase, ...]
    limit: TimeLimit | None
    bring: tuple[str, ...]
    bases: tuple[Basis, ...]
    unsure: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Advice that applies, or may apply, with its deadline."""

    advice: Advice
    limit: TimeLimit | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event leads to; every procedure stands in at most one place."""

    due: tuple[Due, ...]
    at_counter: tuple[Due, ...]
    stops: tuple[Stop, ...]
    advice: tuple[Told, ...]

    @property
    def bring(self) -> tuple[str, ...]:
        """All things to bring, each once, in the order of the procedures."""
        return tuple(dict.fromkeys(item for entry in (*self.due, *self.at_counter) for item in entry.bring))


def shown_questions(event: LifeEvent, answers: EventAnswers) -> tuple[Question, ...]:
    """Return every question asked under these answers, in order."""
    return tuple(question for question, shown in _walk(event, answers)[0] if shown)


def next_question(event: LifeEvent, answers: EventAnswers) -> Question | None:
    """Return the first question that is asked and not answered; None when all is said."""
    return next((item for item in shown_questions(event, answers) if item.id not in answers), None)


def outcome(event: LifeEvent, answers: EventAnswers, today: date) -> Outcome:
    """Return what the answers lead to on that day; a question not yet answered counts as わからない."""
    known = _walk(event, answers)[1]
    due: dict[str, Due] = {}
    open_: dict[str, Due] = {}
    for rule in event.rules:
        holds = True if rule.when is None else _holds(rule.when, known)
        if holds is not False:
            sure = holds is True and not rule.at_counter
            found = _due(rule, event, answers, known, today)
            _merge(due if sure else open_, found)
    stops = tuple(stop for stop in event.stops if _holds(stop.when, known) is True)
    advice = tuple(
        Told(item, time_limit(item.deadline, event, answers, today) if item.deadline else None)
        for item in event.advice
        if item.when is None or _holds(item.when, known) is not False
    )
    at_counter = tuple(entry for name, entry in open_.items() if name not in due)
    return Outcome(tuple(due.values()), at_counter, stops, advice)


def _walk(event: LifeEvent, answers: EventAnswers) -> tuple[list[tuple[Question, bool]], dict[str, bool | None]]:
    """Return each question with whether it is asked, and what is known: true, false, or None.

    A question that does not arise counts as no; one of which it is not known whether it arises, as not known.
    """
    known: dict[str, bool | None] = {}
    walked = []
    ended = False
    for question in event.questions:
        arises = False if ended else True if question.show_if is None else _holds(question.show_if, known)
        walked.append((question, arises is True))
        if question.asks is Asks.YES_NO:
            answer = answers.get(question.id)
            known[question.id] = False if arises is False else answer if arises and isinstance(answer, bool) else None
        ended = ended or any(stop.ends and _holds(stop.when, known) is True for stop in event.stops)
    return walked, known


def _holds(condition: Condition, known: Known) -> bool | None:
    match condition:
        case AllOf(of):
            found = [_holds(item, known) for item in of]
            return False if False in found else None if None in found else True
        case AnyOf(of):
            found = [_holds(item, known) for item in of]
            return True if True in found else None if None in found else False
        case Not(inner):
            held = _holds(inner, known)
            return None if held is None else not held
        case Is(name, wanted):
            value = known.get(name)
            return None if value is None else value is wanted
        case _:  # forms.life_events.loader refuses every other kind
            raise TypeError(condition)


def _due(rule: Rule, event: LifeEvent, answers: EventAnswers, known: Known, today: date) -> Due:
    limit = time_limit(rule.deadline, event, answers, today) if rule.deadline else None
    unsure = tuple(event.question(name) for name in dict.fromkeys(_left_open(rule.when, event, known)))
    return Due(rule.procedure, (rule.reason,), limit, rule.bring, (rule.basis,), unsure)


def _left_open(condition: Condition | None, event: LifeEvent, known: Known) -> Iterator[str]:
    """Return the open questions a condition names; for one that was not asked, those that kept it from being asked."""
    for name in fields_of(condition):
        if known.get(name) is None:
            show_if = event.question(name).show_if
            asked = show_if is None or _holds(show_if, known) is True
            yield from (name,) if asked else _left_open(show_if, event, known)


def _merge(found: dict[str, Due], new: Due) -> None:
    """Two rules for one procedure: all reasons, everything to bring, the nearer deadline."""
    old = found.setdefault(new.procedure, new)
    if old is new:
        return
    found[new.procedure] = replace(
        old,
        reasons=tuple(dict.fromkeys((*old.reasons, *new.reasons))),
        limit=_nearer(old.limit, new.limit),
        bring=tuple(dict.fromkeys((*old.bring, *new.bring))),
        bases=tuple(dict.fromkeys((*old.bases, *new.bases))),
        unsure=tuple(dict.fromkeys((*old.unsure, *new.unsure))),
    )


def _nearer(one: TimeLimit | None, other: TimeLimit | None) -> TimeLimit | None:
    limits = [limit for limit in (one, other) if limit is not None]
    return min(limits, key=lambda limit: limit.last_day or date.max, default=None)
