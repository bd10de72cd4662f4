"""What is to be proved of a procedure, and what is told where the proof fails."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.definition import ONE_OF, Field
from forms.problems import DefinitionCode, Finding
from forms.reachability.search import Search, TooInvolved, chosen_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from datetime import date

    from forms.definition import Procedure
    from forms.evaluation import Evaluation, Within
    from forms.reachability.search import Goal
    from forms.values import Value


def findings(procedure: Procedure, today: date) -> tuple[Finding, ...]:
    """Return everything that cannot be reached, or never differs, in the order of the file."""
    search = Search(procedure, today)
    return tuple(
        chain(
            *(_of_shown(search, repeat.count, f"repeat.{repeat.id}") for repeat in procedure.repeats),
            *(_of_field(search, field) for field in procedure.fields),
            _of_stops(search),
            _of_checks(search),
            _of_attachments(search),
        )
    )


def _of_field(search: Search, field: Field) -> Iterator[Finding]:
    place = f"field.{field.id}"
    if (yield from _of_shown(search, field, place)):
        return
    yield from _of_condition(search, field.prefill_if, f"{place}.prefill_if", field)
    chosen = chosen_of(field)
    for number, (when, _) in enumerate(chosen):
        before = tuple(earlier for earlier, _ in chosen[:number])
        yield from _of_condition(search, when, f"{place}.prefill.choose[{number}].when", field, before, differs=False)
    if field.kind in ONE_OF:
        yield from _of_options(search, field, f"{place}.options")


def _of_shown(search: Search, field: Field, place: str) -> Generator[Finding, None, bool]:
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
    search: Search,
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
    search: Search, condition: c.Condition, where: str, field: Field | None, *, shown: bool = True
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


def _of_options(search: Search, field: Field, where: str) -> Iterator[Finding]:
    """Prove that each option can be kept: that no rule refuses it whatever else is answered."""
    for option in field.options:

        def kept(at: Evaluation, within: Within) -> bool:
            return search.shown(at, field, within) and (search.stopped(at) or not search.checked(at, field, within))

        goals = (_at(kept, within) for within in search.places(field))
        given = [{key: option} for key in search.keys(field)]
        yield from _only(_unless(search, DefinitionCode.REFUSED, where, goals, given=given, detail=option))


def _of_stops(search: Search) -> Iterator[Finding]:
    rules = search.procedure.stops
    for number, rule in enumerate(rules):
        before = tuple(earlier.when for earlier in rules[:number])
        yield from _of_condition(search, rule.when, f"stop[{number}].when", None, before)


def _of_checks(search: Search) -> Iterator[Finding]:
    for number, rule in enumerate(search.procedure.checks):
        field = search.procedure.field(rule.field)
        yield from _of_condition(search, rule.when, f"check[{number}].when", field)


def _of_attachments(search: Search) -> Iterator[Finding]:
    stops = tuple(rule.when for rule in search.procedure.stops)
    for number, item in enumerate(search.procedure.attachments):
        yield from _of_condition(search, item.when, f"attachment[{number}].when", None, stops)


def _at(what: Callable[[Evaluation, Within], bool], within: Within) -> Goal:
    return lambda at: what(at, within)


def _unless(
    search: Search,
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
    except TooInvolved:
        return Finding(DefinitionCode.TOO_INVOLVED, where, detail)
    return None if reached else Finding(code, where, detail)


def _only(finding: Finding | None) -> Iterator[Finding]:
    if finding is not None:
        yield finding
