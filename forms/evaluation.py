"""What holds, what is shown and what is filled in under given answers: the evaluator behind forms.journey.

forms.loader refuses definitions whose conditions depend on themselves, so every question here has an end; across
procedures that share a question an open one counts as not answered.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from forms.answers import Answer, Answers, Giver
from forms.computed import COMPUTED
from forms.conditions import (
    Age,
    AllOf,
    Answered,
    AnyOf,
    Before,
    Between,
    Condition,
    Count,
    Has,
    In,
    Is,
    Known,
    Not,
    Row,
    Same,
)
from forms.definition import ONE_OF, AgeOf, Choose, Compute, Fact, Kind, SameAs
from forms.identity import identified, stands_for
from forms.japanese.ages import legal_age
from forms.people import OTHERS, more_field, plain_name, who_field
from forms.places import Place, asked_key, count_key, key_of_first
from forms.roster import Roster
from forms.sitting import Table, sitting
from forms.values import AboutDate, Plain, Skipped, Unknown
from forms.vocabulary import identities, vocabulary
from forms.whose import Whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.computed import Computation
    from forms.definition import Field, Prefill, Procedure, Repeat
    from forms.people import Person
    from forms.values import Value

TODAY = "session.today"
"""Name of the fact, and key of the answer, that holds the day of the session."""

MY_NUMBER = "card.my_number"
"""Named by a field that may take the 12-digit number; never a fact, never an answer (forms/number_cells.py)."""

FACTS = (
    "card.name",
    "card.family",
    "card.given",
    "card.latin",
    "card.alias",
    "card.former",
    "card.address",
    "card.birth",
    "card.sex",
    "card.age",
    MY_NUMBER,
    TODAY,
)
"""Every fact a prefill may name; all but the last from the card (forms-research.md, 4), parts of the name with it."""

Within = tuple[str, int] | None
"""The row a condition is asked from: table and row from 0; None outside any table."""


class Evaluation:
    """One evaluation under fixed answers; with ``facts`` prefills count as answers too.

    ``procedures`` are those given, as forms.identity tells them under these answers: the ones to ask about.
    """

    def __init__(
        self, procedures: Sequence[Procedure], answers: Answers, facts: Mapping[str, Value] | None = None
    ) -> None:
        self.answers = answers
        self._given_procedures = tuple(procedures)
        self.procedures = self.identified(procedures)
        self.facts = facts
        self.sitting = sitting(self.procedures)
        self._visible: dict[tuple[str, str, int | None], bool] = {}
        self._found: dict[str, Answer | None] = {}
        self._open = 0
        self._roster = Roster(self)
        self.whose = Whose(self)
        today = answers.get(TODAY)
        known = facts.get(TODAY) if facts is not None else today.value if today else None
        self.today: date | None = known if isinstance(known, date) else None

    def identified(self, procedures: Sequence[Procedure]) -> Sequence[Procedure]:
        """Return the procedures with every field sharing the entry it is under these answers."""
        return identified(procedures, self.answers)

    def who(self) -> Mapping[str, Answer]:
        """Return who somebody is where that is filled in and nobody told it: whoever moves declares their own moped."""
        found: dict[str, Answer] = {}
        for name in {identity.by for identity in identities().values()}:
            for procedure, field in self.sitting.sharing(name):
                answer = self.answer(self.sitting.place(procedure, field, None)) if name not in self.answers else None
                if answer is not None and self.visible(procedure, field, None):
                    found[name] = answer
        return found

    # --- what is shown ---

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every field shown, as ``shown`` yields them."""
        return tuple(self.shown())

    def is_of(self, procedures: Sequence[Procedure]) -> bool:
        """Tell whether it is of these procedures, themselves and in this order."""
        given = self._given_procedures
        return len(given) == len(procedures) and all(one is other for one, other in zip(given, procedures, strict=True))

    @property
    def is_open(self) -> bool:
        """Whether something is being found just now: what is found meanwhile may have met a loop."""
        return self._open > 0

    def shown(self) -> Iterator[Place]:
        """Yield every field shown, in the order of the files; a table is its count, then row by row."""
        for procedure in self.procedures:
            yield from self.shown_of(procedure)

    def shown_of(self, procedure: Procedure) -> Iterator[Place]:
        """Yield every field shown of one procedure."""
        for step in self.sitting.steps[procedure.id]:
            if isinstance(step, Table):
                yield from self._rows_of(procedure, step)
            elif self.visible(procedure, step.field, None):
                yield step

    def _rows_of(self, procedure: Procedure, table: Table) -> Iterator[Place]:
        if not self.visible(procedure, table.repeat.count, None):
            return
        yield from self._counts(procedure, table.repeat)
        for row in range(self.rows(procedure, table.repeat)):
            for field in table.fields:
                if self.visible(procedure, field, row):
                    yield self.sitting.place(procedure, field, row)

    def named_in(self, procedure: Procedure, table: Table) -> Iterator[Place]:
        """Yield where the rows of a table name somebody."""
        name = table.parts["name"]
        for row in range(self.rows(procedure, table.repeat)):
            if self.visible(procedure, name, row):
                yield self.sitting.place(procedure, name, row)

    def _counts(self, procedure: Procedure, repeat: Repeat) -> Iterator[Place]:
        """Yield the questions how many rows there are: a number, or who of those named before, and how many more."""
        names = self._roster.candidates(procedure, repeat)
        if names:
            asked = who_field(repeat, names)
            yield Place(procedure, asked, None, asked_key(procedure, repeat, "who"), "")
            chosen = self.chosen(procedure, repeat)
            if chosen is None or OTHERS not in chosen:
                return
            more = more_field(repeat, len(chosen) - 1)
            yield Place(procedure, more, None, asked_key(procedure, repeat, "more"), "")
        else:
            yield self._count(procedure, repeat)

    def _count(self, procedure: Procedure, repeat: Repeat) -> Place:
        return Place(procedure, repeat.count, None, count_key(procedure, repeat), "")

    def rows(self, procedure: Procedure, repeat: Repeat) -> int:
        """Return how many rows of a table are shown; none until the number is known."""
        if not self.visible(procedure, repeat.count, None):
            return 0
        if not self._roster.candidates(procedure, repeat):
            answer = self.answer(self._count(procedure, repeat))
            return min(answer.value, repeat.max_rows) if answer and isinstance(answer.value, int) else 0
        chosen = self.chosen(procedure, repeat) or ()
        rows = len(chosen)
        if OTHERS in chosen:
            field = more_field(repeat, rows - 1)
            more = self.answer(Place(procedure, field, None, asked_key(procedure, repeat, "more"), ""))
            rows += (more.value if more and isinstance(more.value, int) else 0) - 1
        return min(rows, repeat.max_rows)

    def chosen(self, procedure: Procedure, repeat: Repeat) -> tuple[str, ...] | None:
        """Return who was chosen; somebody who is no longer known is forgotten."""
        names = self._roster.candidates(procedure, repeat)
        answer = self.answers.get(asked_key(procedure, repeat, "who"))
        if answer is None and len(names) == 1 and self._roster.is_meant(procedure, repeat, names[0]):
            return names
        if answer is None or not isinstance(answer.value, tuple):
            return None
        return tuple(name for name in answer.value if name in names or name == OTHERS)

    def visible(self, procedure: Procedure, field: Field, row: int | None) -> bool:
        """Tell whether a field is shown in a row of its table (the caller knows that the row exists)."""
        if field.show_if is None:
            return True
        at = (procedure.id, field.id, row)
        if at not in self._visible:
            # Open until it is found: a loop through the forms of one sitting ends here.
            self._visible[at] = False
            within = None if row is None else (field.repeat, row)
            self._open += 1
            self._visible[at] = self.holds(field.show_if, procedure, within)
            self._open -= 1
        return self._visible[at]

    # --- what fills it in ---

    def answer(self, place: Place) -> Answer | None:
        """Return the answer to a field that is shown: a given one, else, with facts, what fills it in."""
        given = self.answers.get(place.key)
        if given is not None or self.facts is None:
            return given
        if place.key not in self._found:
            # Open until it is found: a loop through a shared question of another procedure ends here.
            self._found[place.key] = None
            self._open += 1
            self._found[place.key] = self._filled(place)
            self._open -= 1
        return self._found[place.key]

    def told(self, place: Place) -> Answer | None:
        """Return a given answer, or what the field's own prefill says, without asking who was named before."""
        given = self.answers.get(place.key)
        return given if given is not None or self.facts is None else self._prefill(place)

    def entry(self, name: str, asker: Procedure) -> Answer | None:
        """Return the answer to an entry of the vocabulary, if a form shows it that is about the asker's person."""
        for procedure, field in self.sitting.sharing(stands_for(name, self.answers)):
            if self.visible(procedure, field, None) and self.whose.passes(name, procedure, asker):
                return self.answer(self.sitting.place(procedure, field, None))
        return None

    def _only_one(self, place: Place) -> Answer | None:
        """Return the only person known who has the age for a table: nobody is asked who it is."""
        for repeat in place.procedure.repeats:
            if place.key == asked_key(place.procedure, repeat, "who"):
                chosen = self.chosen(place.procedure, repeat)
                return None if chosen is None else Answer(chosen, Giver.COMPUTED)
        return None

    def _filled(self, place: Place) -> Answer | None:
        """Return what fills in a field, or one of another form that shares it.

        What follows from answers comes before the card (an address after a move), the card before what is known of a
        person from another form, and that before a default. Where it would follow from what somebody does not know,
        the card does not know it either: it says the address before the move.
        """
        same = [place]
        for procedure, field in self.sitting.sharing(key_of_first(place)):
            if field is not place.field and self.visible(procedure, field, place.row):
                same.append(self.sitting.place(procedure, field, place.row))
        unknown = any(self._follows_from_unknown(item) for item in same)
        for derived in (True, False):
            for item in same if derived or not unknown else ():
                if self._roster.is_of_somebody_else(item):
                    continue
                found = self._prefill(item) if isinstance(item.field.prefill, Fact) is not derived else None
                if found is not None:
                    return found
        for item in same:
            found = self._roster.part_of(item)
            if found is not None and _fits(found, item.field):
                return found
        if not place.content and (only := self._only_one(place)):
            return only
        default = next((item.field.default for item in same if item.field.default is not None), None)
        return None if default is None else Answer(default, Giver.COMPUTED)

    def _follows_from_unknown(self, place: Place) -> bool:
        prefill = place.field.prefill
        if not isinstance(prefill, SameAs) or prefill.field == place.field.id or not self._is_prefilled(place):
            return False
        return any(isinstance(one.value, Unknown) for one in self._given(place.procedure, prefill.field, place.within))

    def _is_prefilled(self, place: Place) -> bool:
        """Tell whether the prefill of a field counts under these answers."""
        when = place.field.prefill_if
        return not when or self.holds(when, place.procedure, place.within)

    def _prefill(self, place: Place) -> Answer | None:
        field = place.field
        if field.prefill is None or not self._is_prefilled(place):
            return None
        found = self._source(place, field.prefill, place.within)
        return found if found is not None and _fits(found, field) else None

    def _source(self, place: Place, prefill: Prefill, within: Within) -> Answer | None:
        match prefill:
            case Fact(name):
                return self._fact(name, place.procedure)
            case SameAs(source) if source == place.field.id:
                # The row above: the children of one family have one health insurance.
                above = self.sitting.place(place.procedure, place.field, place.row - 1) if place.row else None
                same = self.answer(above) if above else None
                return None if same is None else _passed_on(same)
            case SameAs(source):
                same = next(self._given(place.procedure, source, within), None)
                return None if same is None else _passed_on(same)
            case AgeOf(source):
                birth = next(self._plain(place.procedure, source, within), None)
                if isinstance(birth, date) and self.today:
                    return Answer(legal_age(birth, self.today), Giver.COMPUTED)
                return None
            case Compute(name, of):
                return self._computed(place.procedure, COMPUTED[name], of, within)
            case _:  # Choose
                holding = (item for when, item in prefill.options if self.holds(when, place.procedure, within))
                option = next(holding, None)
                if option is None:
                    return None
                if place.field.kind is Kind.CHECKBOX:
                    return Answer(True, Giver.COMPUTED)
                return Answer((option,) if place.field.kind is Kind.MULTI else option, Giver.COMPUTED)

    def _fact(self, name: str, asker: Procedure) -> Answer | None:
        shared = vocabulary().get(name)
        if shared is not None:
            found = self.entry(name, asker) or self._roster.of_spouse(shared)
            if found is not None:
                return _passed_on(found)
            telling = self.sitting.sharing(stands_for(name, self.answers))
            shown = (self.sitting.place(one, field, None) for one, field in telling if self.visible(one, field, None))
            if any(self._follows_from_unknown(place) for place in shown):
                return None
            name = shared.card
        value = (self.facts or {}).get(name)
        if value is None:
            return None
        return Answer(value, Giver.COMPUTED if name == TODAY else Giver.CARD)

    def people(self) -> Sequence[Person]:
        """Return who is named under these answers, in the order of the questions."""
        return self._roster.people()

    def known_names(self, place: Place) -> tuple[str, ...]:
        """Return who was named before a question for a name, to be chosen with one touch."""
        return self._roster.known_names(place)

    def _computed(
        self, procedure: Procedure, computation: Computation, of: Sequence[str], within: Within
    ) -> Answer | None:
        values = [next(self._plain(procedure, source, within), None) for source in of]
        known = [value for value in values if value is not None]
        found = computation.work_out(*known) if len(known) == len(of) else None
        return None if found is None else Answer(found, Giver.COMPUTED)

    # --- what holds ---

    def holds(self, condition: Condition, procedure: Procedure, within: Within) -> bool:
        """Tell whether a condition of a procedure holds, asked from inside a row or from outside."""
        match condition:
            case AnyOf(of):
                return any(self.holds(item, procedure, within) for item in of)
            case AllOf(of):
                return all(self.holds(item, procedure, within) for item in of)
            case Not(of):
                return not self.holds(of, procedure, within)
            case Row(number):
                return within is not None and within[1] + 1 == number
            case Count(repeats, at_least, at_most):
                rows = sum(self.rows(procedure, procedure.repeat(item)) for item in repeats)
                return _between(rows, at_least, at_most)
            case Known():
                return self._roster.spouse() is not None
            case Same(names):
                texts = [next(self._plain(procedure, name, within), None) for name in names]
                return all(isinstance(text, str) for text in texts) and len({plain_name(str(t)) for t in texts}) == 1
            case Before(names):
                earlier, later = (next(self._plain(procedure, name, within), None) for name in names)
                return _is_before(earlier, later)
            case _:
                values = self._plain(procedure, condition.field, within)
                return any(self._fulfils(condition, value) for value in values)

    def _fulfils(self, condition: Is | In | Has | Between | Age | Answered, value: Plain) -> bool:
        match condition:
            case Is(_, wanted):
                return value == wanted and isinstance(value, bool) == isinstance(wanted, bool)
            case In(_, wanted):
                return value in wanted
            case Has(_, wanted):
                return isinstance(value, tuple) and wanted in value
            case Between(_, at_least, at_most):
                return isinstance(value, int) and _between(value, at_least, at_most)
            case Age(_, at_least, below):
                if self.today is None or not isinstance(value, date):
                    return False
                return _between(legal_age(value, self.today), at_least, None if below is None else below - 1)
            case _:  # Answered
                return True

    def _plain(self, procedure: Procedure, field_id: str, within: Within) -> Iterator[Plain]:
        for answer in self._given(procedure, field_id, within):
            if not isinstance(answer.value, (Unknown, Skipped)):
                yield answer.value

    def _given(self, procedure: Procedure, field_id: str, within: Within) -> Iterator[Answer]:
        """Yield the answer to a field that is shown, in a table seen from outside one for each row."""
        if "." in field_id:
            answer = self.entry(field_id, procedure)
            if answer is not None:
                yield answer
            return
        field = self.sitting.fields[procedure.id][field_id]
        rows: Sequence[int | None] = (None,)
        if field.repeat and within is not None and within[0] == field.repeat:
            rows = (within[1],)
        elif field.repeat:
            rows = range(self.rows(procedure, procedure.repeat(field.repeat)))
        for row in rows:
            answer = (
                self.answer(self.sitting.place(procedure, field, row)) if self.visible(procedure, field, row) else None
            )
            if answer is not None:
                yield answer


def evaluated(procedures: Sequence[Procedure], answers: Answers) -> Evaluation:
    """Return the evaluation of these procedures without facts, worked out once for these answers.

    What is shown is known before anybody else sees it, so that every thread and every order of asking finds the same.
    """
    known = answers.worked_out
    if isinstance(known, Evaluation) and known.is_of(procedures):
        return known
    found = Evaluation(procedures, answers)
    _ = found.places
    answers.worked_out = found
    return found


def _between(value: int, at_least: int | None, at_most: int | None) -> bool:
    return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)


def _is_before(earlier: Plain | None, later: Plain | None) -> bool:
    """Tell whether one day, or day and time, surely lies before another."""
    last = earlier.last if isinstance(earlier, AboutDate) else earlier
    first = later.first if isinstance(later, AboutDate) else later
    return isinstance(last, date) and isinstance(first, date) and last < first


def _fits(found: Answer, field: Field) -> bool:
    """Tell whether a value may fill in a field.

    性別 3 or 9 of the card on a sheet with 男・女: nobody is pushed into a box.
    """
    if isinstance(found.value, Skipped):
        # Nothing there is nothing here either (no building name at the new address).
        return not field.required and bool(field.prefill) and not isinstance(field.prefill, Choose)
    if isinstance(found.value, Unknown):
        return False
    return field.kind not in ONE_OF or found.value in field.options


def _passed_on(answer: Answer) -> Answer:
    return Answer(answer.value, Giver.CARD if answer.giver is Giver.CARD else Giver.COMPUTED)
