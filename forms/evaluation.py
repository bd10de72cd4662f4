"""What holds, what is shown and what is filled in under given answers: the evaluator behind forms.journey.

forms.loader refuses definitions whose conditions depend on themselves, so every question here has an end; across
procedures that share a question an open one counts as not answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forms.answers import Answer, Answers, Giver
from forms.conditions import Age, AllOf, Answered, AnyOf, Between, Condition, Count, Has, In, Is, Not, Row
from forms.definition import AgeOf, Fact, Kind, SameAs
from forms.japanese.ages import legal_age
from forms.values import Plain, Skipped, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.definition import Field, Prefill, Procedure, Repeat
    from forms.values import Value

TODAY = "session.today"
"""Name of the fact, and key of the answer, that holds the day of the session."""

FACTS = ("card.name", "card.address", "card.birth", "card.sex", "card.age", TODAY)
"""Every fact a prefill may name; the first five from the card (forms-research.md, 4)."""

Within = tuple[str, int] | None
"""The row a condition is asked from: table and row from 0; None outside any table."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a procedure, in one row when it is repeated; ``content`` is empty for a question of how many rows."""

    procedure: Procedure
    field: Field
    row: int | None
    key: str
    content: str


def count_key(procedure: Procedure, repeat: Repeat) -> str:
    """Return the key of the number of rows."""
    return f"{repeat.shares or f'{procedure.id}.{repeat.id}'}.count"


def key_of(procedure: Procedure, field: Field, row: int | None) -> str:
    """Return the key of the answer to a field, with the row (from 0) when it is repeated."""
    if not field.repeat:
        return field.shares or f"{procedure.id}.{field.id}"
    prefix = procedure.repeat(field.repeat).shares or f"{procedure.id}.{field.repeat}"
    return f"{prefix}[{row}].{field.shares or field.id}"


def content_of(field: Field, row: int | None) -> str:
    """Return the key under which printing knows the field."""
    return field.id if row is None else f"{field.repeat}[{row}].{field.id}"


class Evaluation:
    """One evaluation under fixed answers; with ``facts`` prefills count as answers too."""

    def __init__(
        self, procedures: Sequence[Procedure], answers: Answers, facts: Mapping[str, Value] | None = None
    ) -> None:
        self._procedures = procedures
        self._answers = answers
        self._facts = facts
        self._fields = {item.id: {field.id: field for field in item.fields} for item in procedures}
        self._visible: dict[tuple[str, str, int | None], bool] = {}
        self._found: dict[tuple[str, str, int | None], Answer | None] = {}
        today = answers.get(TODAY)
        known = facts.get(TODAY) if facts is not None else today.value if today else None
        self.today: date | None = known if isinstance(known, date) else None

    def shown(self) -> Iterator[Place]:
        """Yield every field shown, in the order of the files; a table is its count, then row by row."""
        for procedure in self._procedures:
            tables: set[str] = set()
            for field in procedure.fields:
                if not field.repeat:
                    if self.visible(procedure, field, None):
                        yield self._place(procedure, field, None)
                elif field.repeat not in tables:
                    tables.add(field.repeat)
                    yield from self._table(procedure, procedure.repeat(field.repeat))

    def _table(self, procedure: Procedure, repeat: Repeat) -> Iterator[Place]:
        if not self.visible(procedure, repeat.count, None):
            return
        yield Place(procedure, repeat.count, None, count_key(procedure, repeat), "")
        for row in range(self.rows(procedure, repeat)):
            for field in procedure.fields:
                if field.repeat == repeat.id and self.visible(procedure, field, row):
                    yield self._place(procedure, field, row)

    def _place(self, procedure: Procedure, field: Field, row: int | None) -> Place:
        return Place(procedure, field, row, key_of(procedure, field, row), content_of(field, row))

    def rows(self, procedure: Procedure, repeat: Repeat) -> int:
        """Return how many rows of a table are shown; none until the number is known."""
        if not self.visible(procedure, repeat.count, None):
            return 0
        place = Place(procedure, repeat.count, None, count_key(procedure, repeat), "")
        answer = self.answer(place)
        return min(answer.value, repeat.max_rows) if answer and isinstance(answer.value, int) else 0

    def visible(self, procedure: Procedure, field: Field, row: int | None) -> bool:
        """Tell whether a field is shown in a row of its table (the caller knows that the row exists)."""
        if field.show_if is None:
            return True
        at = (procedure.id, field.id, row)
        if at not in self._visible:
            within = None if row is None else (field.repeat, row)
            self._visible[at] = self.holds(field.show_if, procedure, within)
        return self._visible[at]

    def answer(self, place: Place) -> Answer | None:
        """Return the answer to a field that is shown: a given one, else, with facts, what fills it in."""
        given = self._answers.get(place.key)
        if given is not None or self._facts is None:
            return given
        at = (place.procedure.id, place.field.id, place.row)
        if at not in self._found:
            # Open until it is found: a loop through a shared question of another procedure ends here.
            self._found[at] = None
            self._found[at] = self._filled(place) or self._filled_elsewhere(place)
        return self._found[at]

    def _filled(self, place: Place) -> Answer | None:
        field = place.field
        within = None if place.row is None else (field.repeat, place.row)
        if field.prefill and (field.prefill_if is None or self.holds(field.prefill_if, place.procedure, within)):
            found = self._prefill(place, field.prefill, within)
            if found is not None:
                return found
        if field.default is not None:
            return Answer(field.default, Giver.COMPUTED)
        return None

    def _prefill(self, place: Place, prefill: Prefill, within: Within) -> Answer | None:
        found = self._source(place, prefill, within)
        if found is None or isinstance(found.value, (Unknown, Skipped)):
            return None
        # 性別 3 or 9 of the card on a sheet with 男・女: nobody is pushed into a box.
        return None if place.field.kind is Kind.CHOICE and found.value not in place.field.options else found

    def _source(self, place: Place, prefill: Prefill, within: Within) -> Answer | None:
        match prefill:
            case Fact(name):
                value = (self._facts or {}).get(name)
                giver = Giver.COMPUTED if name == TODAY else Giver.CARD
                return None if value is None else Answer(value, giver)
            case SameAs(source):
                same = next(self._given(place.procedure, source, within), None)
                from_card = same is not None and same.giver is Giver.CARD
                return None if same is None else Answer(same.value, Giver.CARD if from_card else Giver.COMPUTED)
            case AgeOf(source):
                birth = next(self._plain(place.procedure, source, within), None)
                if isinstance(birth, date) and self.today:
                    return Answer(legal_age(birth, self.today), Giver.COMPUTED)
                return None
            case _:  # Choose
                holding = (item for when, item in prefill.options if self.holds(when, place.procedure, within))
                option = next(holding, None)
                return None if option is None else Answer(option, Giver.COMPUTED)

    def _filled_elsewhere(self, place: Place) -> Answer | None:
        for other in self._procedures:
            if other is place.procedure or not place.field.shares:
                continue
            for field in other.fields:
                if key_of(other, field, place.row if field.repeat else None) != place.key:
                    continue
                if self.visible(other, field, place.row):
                    found = self._filled(self._place(other, field, place.row))
                    if found is not None:
                        return found
        return None

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
        field = self._fields[procedure.id][field_id]
        rows: Sequence[int | None] = (None,)
        if field.repeat and within is not None and within[0] == field.repeat:
            rows = (within[1],)
        elif field.repeat:
            rows = range(self.rows(procedure, procedure.repeat(field.repeat)))
        for row in rows:
            answer = self.answer(self._place(procedure, field, row)) if self.visible(procedure, field, row) else None
            if answer is not None:
                yield answer


def _between(value: int, at_least: int | None, at_most: int | None) -> bool:
    return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
