"""Looks for answers under which something is so.

What the evaluator never wants is never tried. わからない, left out and not yet answered all count as no answer, as they
do in forms.evaluation.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.answers import Answer, Answers, Giver
from forms.definition import NO_WORDS, Choose, Field
from forms.evaluation import TODAY, Evaluation
from forms.places import count_key, key_of
from forms.reachability.domains import domain
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from datetime import date

    from forms.definition import Procedure
    from forms.evaluation import Within
    from forms.values import Value

    Goal = Callable[[Evaluation], bool]

MOST_TRIALS = 20_000
"""So many answers are tried for one proof; what needs more is too involved for people too, and told as such."""

_KNOWN = "known: "


class _Undecided(Exception):  # noqa: N818 - it says what happened
    """The evaluator wants an answer that this trial has not decided."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class TooInvolved(Exception):  # noqa: N818 - it says what happened
    """A proof would need more than MOST_TRIALS."""


class _Trial(Answers):
    """Answers of which only some are decided; ``None`` is decided to be no answer.

    What no condition can see (``open_`` does not hold it) is not answered.
    """

    __slots__ = ("_decided", "_open")

    def __init__(self, decided: Mapping[str, Value | None], open_: Container[str]) -> None:
        super().__init__()
        self._decided, self._open = decided, open_

    def get(self, key: str) -> Answer | None:
        """Return the decided answer; raises _Undecided."""
        if key not in self._decided and key in self._open:
            raise _Undecided(key)
        value = self._decided.get(key)
        return None if value is None else Answer(value, Giver.RESIDENT)


class _Sitting(Evaluation):
    """An evaluation in which it is open whether the other forms tell who somebody is."""

    def identified(self, procedures: Sequence[Procedure]) -> Sequence[Procedure]:
        """Return the procedures as they are: whose entry a field shares, every answer to it is tried."""
        return procedures

    def holds(self, condition: c.Condition, procedure: Procedure, within: Within) -> bool:
        """Tell whether a condition holds; who is known is tried both ways."""
        if isinstance(condition, c.Known):
            return self.answers.get(_KNOWN + condition.person) is not None
        return super().holds(condition, procedure, within)


class Search:
    """Looks for answers under which something is so."""

    def __init__(self, procedure: Procedure, today: date) -> None:
        # Who belongs into a table tells the same number of rows as how many do: one of the two questions is enough.
        counted = tuple(replace(repeat, who=NO_WORDS) for repeat in procedure.repeats)
        self.procedure = replace(procedure, repeats=counted)
        self._others = _others(procedure)
        self._today = today
        self._domains: dict[str, tuple[Value | None, ...]] = {}
        mentioned = _mentioned(procedure)
        for field in (*procedure.fields, *self._others.fields):
            for key in self.keys(field):
                known = self._domains.get(key, ())
                new = domain(field, mentioned.get(field.id, ()), today)
                self._domains[key] = tuple(dict.fromkeys((*known, *new)))
        for comparison in _comparisons(procedure):
            if isinstance(comparison, c.Known):
                self._domains[_KNOWN + comparison.person] = (True, None)
        for repeat in procedure.repeats:
            rows = range(repeat.min_rows, repeat.max_rows + 1)
            self._domains[count_key(procedure, repeat)] = (*rows, None)

    def keys(self, field: Field) -> tuple[str, ...]:
        """Return the keys of a field, in a table one for each row there can be."""
        return tuple(key_of(self.procedure, field, within and within[1]) for within in self.places(field))

    def places(self, field: Field) -> tuple[Within, ...]:
        """Return where a field can stand: in each row of its table, or once outside any."""
        if not field.repeat:
            return (None,)
        return tuple((field.repeat, row) for row in range(self.procedure.repeat(field.repeat).max_rows))

    def shown(self, at: Evaluation, field: Field, within: Within) -> bool:
        """Tell whether a field, or the number of rows of a table, is on the page."""
        if within is None:
            return at.visible(self.procedure, field, None)
        rows = at.rows(self.procedure, self.procedure.repeat(within[0]))
        return within[1] < rows and at.visible(self.procedure, field, within[1])

    def stopped(self, at: Evaluation) -> bool:
        """Tell whether a rule ends the procedure early: nothing after it is asked."""
        return any(at.holds(rule.when, self.procedure, None) for rule in self.procedure.stops)

    def checked(self, at: Evaluation, field: Field, within: Within) -> bool:
        """Tell whether a rule over several answers refuses this field."""
        rules = (rule for rule in self.procedure.checks if rule.field == field.id)
        return any(at.holds(rule.when, self.procedure, within) for rule in rules)

    def can(self, goal: Goal, given: Mapping[str, Value] | None = None) -> bool:
        """Tell whether there are answers (``given`` among them) under which ``goal`` is so; raises TooInvolved."""
        sitting = (self.procedure, self._others)
        trials: list[dict[str, Value | None]] = [{TODAY: self._today, **(given or {})}]
        for _ in range(MOST_TRIALS):
            if not trials:
                return False
            trial = trials.pop()
            try:
                if goal(_Sitting(sitting, _Trial(trial, self._domains))):
                    return True
            except _Undecided as wanted:
                trials.extend({**trial, wanted.key: value} for value in self._domains[wanted.key])
        raise TooInvolved


def _others(procedure: Procedure) -> Procedure:
    """Return the rest of a sitting: the entries of the vocabulary that conditions name and other forms ask."""
    own = {field.shares for field in procedure.fields if not field.repeat}
    names = [name for condition in _conditions(procedure) for name in c.fields_of(condition)]
    shared = {name: vocabulary()[name] for name in names if name in vocabulary() and name not in own}
    fields = tuple(
        Field(name, name, item.kind, False, procedure.sections[0], options=item.options, shares=name)
        for name, item in shared.items()
    )
    return replace(procedure, id="others", fields=fields, repeats=(), stops=(), checks=(), attachments=())


def _mentioned(procedure: Procedure) -> dict[str, tuple[c.Condition, ...]]:
    """Return, for each field, what the conditions of a procedure compare it with."""
    found: dict[str, list[c.Condition]] = {}
    for comparison in _comparisons(procedure):
        for name in c.fields_of(comparison):
            found.setdefault(name, []).append(comparison)
    return {name: tuple(comparisons) for name, comparisons in found.items()}


def _comparisons(procedure: Procedure) -> Iterator[c.Condition]:
    return chain.from_iterable(c.comparisons(condition) for condition in _conditions(procedure))


def _conditions(procedure: Procedure) -> Iterator[c.Condition | None]:
    for field in (*procedure.fields, *(repeat.count for repeat in procedure.repeats)):
        yield from (field.show_if, field.prefill_if)
        yield from (when for when, _ in chosen_of(field))
    yield from (rule.when for rule in procedure.stops)
    yield from (rule.when for rule in procedure.checks)
    yield from (item.when for item in procedure.attachments)


def chosen_of(field: Field) -> tuple[tuple[c.Condition, str], ...]:
    """Return the options that a field chooses from by itself, each with its condition; none where it does not."""
    return field.prefill.options if isinstance(field.prefill, Choose) else ()
