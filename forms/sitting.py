"""The procedures of one sitting as they are whatever is answered: their fields, the places, who shares an entry.

An answer leads to several evaluations of the same procedures; what no answer changes is worked out once for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forms.people import PARTS
from forms.places import Place, key_of, place_of
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.definition import Field, Procedure, Repeat


class Table(NamedTuple):
    """A repeated table of a procedure and the fields of each of its rows; ``parts`` are those that tell of somebody."""

    repeat: Repeat
    fields: tuple[Field, ...]
    parts: Mapping[str, Field]


class Sitting:
    """Procedures, each with its fields sharing the entry they are under the answers."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        self.procedures = tuple(procedures)
        self.fields: Mapping[str, Mapping[str, Field]] = {
            item.id: {field.id: field for field in item.fields} for item in self.procedures
        }
        self._by_id = {item.id: item for item in self.procedures}
        self._places: dict[tuple[str, str, int | None], Place] = {}
        every = ((item.id, field.id) for item in self.procedures for field in item.fields)
        self._numbers = {at: number for number, at in enumerate(every)}
        self._tables = {
            (item.id, repeat.id): _table(item, repeat) for item in self.procedures for repeat in item.repeats
        }
        sharing: dict[str, list[tuple[Procedure, Field]]] = {}
        for item in self.procedures:
            for field in item.fields:
                sharing.setdefault(key_of(item, field, 0 if field.repeat else None), []).append((item, field))
        self._sharing = sharing
        self.steps: Mapping[str, tuple[Place | Table, ...]] = {item.id: self._steps(item) for item in self.procedures}
        """Of each procedure its fields in the order of the file; a table stands where its first field does."""
        self.naming: Mapping[str, tuple[Place | Table, ...]] = {
            id_: tuple(step for step in steps if _names_somebody(step)) for id_, steps in self.steps.items()
        }
        """Those of the steps that may name somebody."""

    def sharing(self, key: str) -> Sequence[tuple[Procedure, Field]]:
        """Return every field with that key, in a table with the key it has in the first row."""
        return self._sharing.get(key, ())

    def place(self, procedure: Procedure, field: Field, row: int | None) -> Place:
        """Return the place of a field that is printed, made once."""
        at = (procedure.id, field.id, row)
        place = self._places.get(at)
        if place is None:
            place = self._places[at] = place_of(self._by_id[procedure.id], field, row)
        return place

    def table(self, procedure: Procedure, repeat: str) -> Table:
        """Return the repeated table of that id."""
        return self._tables[procedure.id, repeat]

    def number(self, procedure: Procedure, field: Field) -> int:
        """Return the place of a field in the order of the questions of this sitting, from 0."""
        return self._numbers[procedure.id, field.id]

    def _steps(self, procedure: Procedure) -> tuple[Place | Table, ...]:
        steps = (
            self.table(procedure, field.repeat) if field.repeat else self.place(procedure, field, None)
            for field in procedure.fields
        )
        return tuple({id(step): step for step in steps}.values())


def _table(procedure: Procedure, repeat: Repeat) -> Table:
    fields = tuple(field for field in procedure.fields if field.repeat == repeat.id)
    return Table(repeat, fields, {field.shares: field for field in reversed(fields) if field.shares in PARTS})


def _names_somebody(step: Place | Table) -> bool:
    if isinstance(step, Table):
        return "name" in step.parts
    shared = vocabulary().get(step.field.shares)
    return shared is not None and shared.part == "name"


_MOST = 64
_KNOWN: dict[tuple[int, ...], Sitting] = {}
"""The sittings asked for last (no answer stands here); each keeps its procedures, so that no other has their ``id``."""


def sitting(procedures: Sequence[Procedure]) -> Sitting:
    """Return the sitting of these procedures, themselves and in this order: made once."""
    at = tuple(map(id, procedures))
    found = _KNOWN.get(at)
    if found is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        found = _KNOWN[at] = Sitting(procedures)
    return found
