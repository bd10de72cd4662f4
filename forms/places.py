"""Where answers stand: the keys of questions and of printing, in a row when a field is repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import Field, Procedure, Repeat


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a procedure, in one row when it is repeated; ``content`` is empty for a question of how many rows."""

    procedure: Procedure
    field: Field
    row: int | None
    key: str
    content: str

    @property
    def within(self) -> tuple[str, int] | None:
        """The row a condition on it is asked from: table and row from 0; None outside any table."""
        return None if self.row is None else (self.field.repeat, self.row)


def count_key(procedure: Procedure, repeat: Repeat) -> str:
    """Return the key of the number of rows."""
    return f"{repeat.shares or f'{procedure.id}.{repeat.id}'}.count"


def key_of(procedure: Procedure, field: Field, row: int | None) -> str:
    """Return the key of the answer to a field, with the row (from 0) when it is repeated."""
    if not field.repeat:
        return field.shares or f"{procedure.id}.{field.id}"
    shared = procedure.repeat(field.repeat).shares
    if shared:
        return f"{shared}[{row}].{field.shares or field.id}"
    return f"{procedure.id}.{field.repeat}[{row}].{field.id}"


def asked_key(procedure: Procedure, repeat: Repeat, what: str) -> str:
    """Return the key of the question who stands in the rows (``who``), or how many more (``more``)."""
    return f"{count_key(procedure, repeat).removesuffix('count')}{what}"


def key_of_first(place: Place) -> str:
    """Return the key a field would have in the first row of its table: the same for every row."""
    return key_of(place.procedure, place.field, 0) if place.field.repeat else place.key


def content_of(field: Field, row: int | None) -> str:
    """Return the key under which printing knows the field."""
    return field.id if row is None else f"{field.repeat}[{row}].{field.id}"


def place_of(procedure: Procedure, field: Field, row: int | None) -> Place:
    """Return the place of a field that is printed."""
    return Place(procedure, field, row, key_of(procedure, field, row), content_of(field, row))
