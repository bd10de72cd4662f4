"""Can every question be met, every condition hold and fail, every option be kept? Proved for one procedure at a time.

Conditions are data over few values, so a proof is a search: the evaluator of the session itself is asked under answers
nobody has given yet, and where it wants one, every value that makes a difference is tried. What it never wants is never
tried. わからない, left out and not yet answered all count as no answer, as they do in forms.evaluation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, combinations
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.answers import Answer, Answers, Giver
from forms.definition import NO_WORDS, ONE_OF, Choose, Fact, Field, Kind
from forms.evaluation import TODAY, Evaluation
from forms.fields import KINDS
from forms.japanese.ages import legal_age
from forms.places import count_key, key_of
from forms.problems import DefinitionCode, Finding
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence

    from forms.definition import Procedure
    from forms.evaluation import Within
    from forms.values import Value

    Goal = Callable[[Evaluation], bool]

MOST_TRIALS = 20_000
"""So many answers are tried for one proof; what needs more is too involved for people too, and told as such."""

_SOMETHING, _SOMETHING_ELSE = "…", "……"
_MOST_MENTIONED = 8
_KNOWN = "known: "


class _Undecided(Exception):  # noqa: N818 - it says what happened
    """The evaluator wants an answer that this trial has not decided."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _TooInvolved(Exception):  # noqa: N818 - it says what happened
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


def findings(procedure: Procedure, today: date) -> tuple[Finding, ...]:
    """Return everything that cannot be reached, or never differs, in the order of the file."""
    search = _Search(procedure, today)
    return tuple(
        chain(
            *(_of_shown(search, repeat.count, f"repeat.{repeat.id}") for repeat in procedure.repeats),
            *(_of_field(search, field) for field in procedure.fields),
            _of_stops(search),
            _of_checks(search),
            _of_attachments(search),
        )
    )


class _Search:
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
                new = _domain(field, mentioned.get(field.id, ()), today)
                self._domains[key] = tuple(dict.fromkeys((*known, *new)))
        for atom in (atom for condition in _conditions(procedure) for atom in _atoms(condition)):
            if isinstance(atom, c.Known):
                self._domains[_KNOWN + atom.person] = (True, None)
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
        """Tell whether there are answers (``given`` among them) under which ``goal`` is so; raises _TooInvolved."""
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
        raise _TooInvolved


def _of_field(search: _Search, field: Field) -> Iterator[Finding]:
    place = f"field.{field.id}"
    if (yield from _of_shown(search, field, place)):
        return
    yield from _of_condition(search, field.prefill_if, f"{place}.prefill_if", field)
    chosen = _chosen(field)
    for number, (when, _) in enumerate(chosen):
        before = tuple(earlier for earlier, _ in chosen[:number])
        yield from _of_condition(search, when, f"{place}.prefill.choose[{number}].when", field, before, differs=False)
    if field.kind in ONE_OF:
        yield from _of_options(search, field, f"{place}.options")


def _of_shown(search: _Search, field: Field, place: str) -> Generator[Finding, None, bool]:
    """Prove that a question is met; returns whether it is not."""
    where = f"{place}.show_if" if field.show_if else place

    def met(at: Evaluation, within: Within) -> bool:
        return search.shown(at, field, within) and not search.stopped(at)

    finding = _unless(search, DefinitionCode.NEVER, where, (_at(met, within) for within in search.places(field)))
    if finding:
        yield finding
        return True
    if field.show_if is not None:
        yield from _parts(search, field.show_if, where, field, shown=False)

        def hidden(at: Evaluation, within: Within) -> bool:
            rows = within is None or within[1] < at.rows(search.procedure, search.procedure.repeat(within[0]))
            return rows and not at.visible(search.procedure, field, within and within[1])

        yield from _only(_unless(search, DefinitionCode.ALWAYS, where, (_at(hidden, w) for w in search.places(field))))
    return False


def _of_condition(
    search: _Search,
    condition: c.Condition | None,
    where: str,
    field: Field | None,
    before: tuple[c.Condition, ...] = (),
    *,
    differs: bool = True,
) -> Iterator[Finding]:
    """Prove that a condition can hold where it is asked, none of ``before`` being first, and that it can fail."""
    if condition is None:
        return
    procedure = search.procedure

    def there(at: Evaluation, within: Within) -> bool:
        return (field is None or search.shown(at, field, within)) and not any(
            at.holds(earlier, procedure, within) for earlier in before
        )

    def holds(at: Evaluation, within: Within) -> bool:
        return there(at, within) and at.holds(condition, procedure, within)

    def fails(at: Evaluation, within: Within) -> bool:
        return there(at, within) and not at.holds(condition, procedure, within)

    places: tuple[Within, ...] = (None,) if field is None else search.places(field)
    never = _unless(search, DefinitionCode.NEVER, where, (_at(holds, within) for within in places))
    if never:
        yield never
        return
    yield from _parts(search, condition, where, field)
    if differs:
        yield from _only(_unless(search, DefinitionCode.ALWAYS, where, (_at(fails, within) for within in places)))


def _parts(
    search: _Search, condition: c.Condition, where: str, field: Field | None, *, shown: bool = True
) -> Iterator[Finding]:
    """Prove that each of several alternatives can hold."""
    places: tuple[Within, ...] = (None,) if field is None else search.places(field)
    for part, place in _alternatives(condition, where):

        def holds(at: Evaluation, within: Within, part: c.Condition = part) -> bool:
            if shown and field is not None and not search.shown(at, field, within):
                return False
            return at.holds(part, search.procedure, within)

        yield from _only(_unless(search, DefinitionCode.NEVER, place, (_at(holds, within) for within in places)))


def _alternatives(condition: c.Condition, where: str) -> Iterator[tuple[c.Condition, str]]:
    match condition:
        case c.AnyOf(of):
            for number, part in enumerate(of):
                yield part, f"{where}.any[{number}]"
                yield from _alternatives(part, f"{where}.any[{number}]")
        case c.AllOf(of):
            for number, part in enumerate(of):
                yield from _alternatives(part, f"{where}.all[{number}]")
        case _:
            pass


def _of_options(search: _Search, field: Field, where: str) -> Iterator[Finding]:
    """Prove that each option can be kept: that no rule refuses it whatever else is answered."""
    for option in field.options:

        def kept(at: Evaluation, within: Within) -> bool:
            return search.shown(at, field, within) and (search.stopped(at) or not search.checked(at, field, within))

        goals = (_at(kept, within) for within in search.places(field))
        given = [{key: option} for key in search.keys(field)]
        yield from _only(_unless(search, DefinitionCode.REFUSED, where, goals, given=given, detail=option))


def _of_stops(search: _Search) -> Iterator[Finding]:
    rules = search.procedure.stops
    for number, rule in enumerate(rules):
        before = tuple(earlier.when for earlier in rules[:number])
        yield from _of_condition(search, rule.when, f"stop[{number}].when", None, before)


def _of_checks(search: _Search) -> Iterator[Finding]:
    for number, rule in enumerate(search.procedure.checks):
        field = search.procedure.field(rule.field)
        yield from _of_condition(search, rule.when, f"check[{number}].when", field)


def _of_attachments(search: _Search) -> Iterator[Finding]:
    stops = tuple(rule.when for rule in search.procedure.stops)
    for number, item in enumerate(search.procedure.attachments):
        yield from _of_condition(search, item.when, f"attachment[{number}].when", None, stops)


def _at(what: Callable[[Evaluation, Within], bool], within: Within) -> Goal:
    return lambda at: what(at, within)


def _unless(
    search: _Search,
    code: DefinitionCode,
    where: str,
    goals: Iterable[Goal],
    *,
    given: Iterable[Mapping[str, Value]] | None = None,
    detail: str = "",
) -> Finding | None:
    """Return a finding unless one of the goals can be reached."""
    pairs = zip(goals, given, strict=True) if given is not None else ((goal, None) for goal in goals)
    try:
        reached = any(search.can(goal, known) for goal, known in pairs)
    except _TooInvolved:
        return Finding(DefinitionCode.TOO_INVOLVED, where, detail)
    return None if reached else Finding(code, where, detail)


def _only(finding: Finding | None) -> Iterator[Finding]:
    if finding is not None:
        yield finding


# --- which values of a field make a difference ---


def _others(procedure: Procedure) -> Procedure:
    """Return the rest of a sitting: the entries of the vocabulary that conditions name and other forms ask."""
    own = {field.shares for field in procedure.fields if not field.repeat}
    names = [name for condition in _conditions(procedure) for atom in _atoms(condition) for name in _names(atom)]
    shared = {name: vocabulary()[name] for name in names if name in vocabulary() and name not in own}
    fields = tuple(
        Field(name, name, item.kind, False, procedure.sections[0], options=item.options, shares=name)
        for name, item in shared.items()
    )
    return replace(procedure, id="others", fields=fields, repeats=(), stops=(), checks=(), attachments=())


def _names(atom: c.Condition) -> tuple[str, ...]:
    match atom:
        case c.Same(names) | c.Before(names):
            return names
        case _:
            return (getattr(atom, "field", ""),)


def _mentioned(procedure: Procedure) -> dict[str, tuple[c.Condition, ...]]:
    """Return, for each field, what the conditions of a procedure compare it with."""
    found: dict[str, list[c.Condition]] = {}
    for condition in _conditions(procedure):
        for atom in _atoms(condition):
            for name in _names(atom):
                found.setdefault(name, []).append(atom)
    return {name: tuple(atoms) for name, atoms in found.items()}


def _conditions(procedure: Procedure) -> Iterator[c.Condition]:
    for field in (*procedure.fields, *(repeat.count for repeat in procedure.repeats)):
        yield from (item for item in (field.show_if, field.prefill_if) if item is not None)
        yield from (when for when, _ in _chosen(field))
    yield from (rule.when for rule in procedure.stops)
    yield from (rule.when for rule in procedure.checks)
    yield from (item.when for item in procedure.attachments if item.when is not None)


def _chosen(field: Field) -> tuple[tuple[c.Condition, str], ...]:
    return field.prefill.options if isinstance(field.prefill, Choose) else ()


def _atoms(condition: c.Condition) -> Iterator[c.Condition]:
    match condition:
        case c.AnyOf(of) | c.AllOf(of):
            for part in of:
                yield from _atoms(part)
        case c.Not(part):
            yield from _atoms(part)
        case _:
            yield condition


def _domain(field: Field, atoms: tuple[c.Condition, ...], today: date) -> tuple[Value | None, ...]:
    """Return one value for each way in which the conditions can tell answers to this field apart, and no answer."""
    if not KINDS[field.kind].askable:
        return (None,)
    match field.kind:
        case Kind.CHECKBOX:
            return (True, False, None)
        case Kind.CHOICE | Kind.CARE_LEVEL:
            return (*_apart(field.options, _named(atoms)), None)
        case Kind.RELATION if not any(isinstance(atom, c.Same) for atom in atoms):
            # Typed when it is none of the keys.
            return (*_apart(field.options, _named(atoms)), _SOMETHING, None)
        case Kind.MULTI:
            return (*_sets(_apart(field.options, _named(atoms))), None)
        case Kind.NUMBER | Kind.MONEY:
            return (*_allowed(field, sorted(_around(field, atoms)), today), None)
        case Kind.DATE:
            days = [_born(age, today) for age in sorted(_ages(field, atoms))]
            return (*_allowed(field, [*days, *_around_today(atoms, today)], today), None)
        case Kind.DATETIME if any(isinstance(atom, c.Before) for atom in atoms):
            return (*(datetime.combine(day, time.min) for day in _around_today(atoms, today)), None)
        case _ if any(isinstance(atom, c.Same) for atom in atoms):
            return (_SOMETHING, _SOMETHING_ELSE, None)
        case _:
            return (_SOMETHING, None)


def _named(atoms: tuple[c.Condition, ...]) -> set[str]:
    found: set[str] = set()
    for atom in atoms:
        match atom:
            case c.Is(_, str(option)) | c.Has(_, option):
                found.add(option)
            case c.In(_, options):
                found.update(options)
            case _:
                pass
    return found


def _apart(options: tuple[str, ...], named: set[str]) -> tuple[str, ...]:
    """Return the options that conditions name, and one for all the others."""
    other = next((option for option in options if option not in named), None)
    return tuple(option for option in options if option in named or option == other)


def _sets(options: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    most = len(options) if len(options) <= _MOST_MENTIONED else 2
    for size in range(1, most + 1):
        yield from combinations(options, size)


def _around(field: Field, atoms: tuple[c.Condition, ...]) -> set[int]:
    bounds = {field.limits.at_least or 0, field.limits.at_most or 0}
    for atom in atoms:
        match atom:
            case c.Is(_, int(value)):
                bounds.add(value)
            case c.Between(_, low, high):
                bounds |= {bound for bound in (low, high) if bound is not None}
            case _:
                pass
    return {bound + step for bound in bounds for step in (-1, 0, 1)}


def _ages(field: Field, atoms: tuple[c.Condition, ...]) -> set[int]:
    limits = (field.limits.age_at_least, field.limits.age_at_most, field.limits.school_age_at_most)
    bounds = {0, 30, 80, *(bound for bound in limits if bound is not None)}
    for atom in atoms:
        if isinstance(atom, c.Age):
            bounds |= {bound for bound in (atom.at_least, atom.below) if bound is not None}
    return {max(0, bound + step) for bound in bounds for step in (-1, 0, 1)}


def _around_today(atoms: tuple[c.Condition, ...], today: date) -> tuple[date, ...]:
    """Return days of which one lies before another, in the past and to come, where a condition compares them."""
    compared = any(isinstance(atom, c.Before) for atom in atoms)
    return tuple(today + timedelta(days=days) for days in (-1, 1, 2)) if compared else ()


def _born(age: int, today: date) -> date:
    """Return a birth date with this age today."""
    day = date(today.year - age, today.month, min(today.day, 28))
    return day if legal_age(day, today) == age else date(day.year - (legal_age(day, today) < age), 1, 1)


def _allowed(field: Field, values: Sequence[Value], today: date) -> Iterator[Value]:
    """Yield what the field takes; the card is never refused, so what it fills in can be anything."""
    any_goes = isinstance(field.prefill, Fact)
    for value in values:
        if any_goes or KINDS[field.kind].check(value, field, today) is None:
            yield value
