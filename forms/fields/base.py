"""What every kind of field can do; one module of this package for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from forms.fields.examples import example
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

V = TypeVar("V")

SlipValue = str | int | bool | list[int]
"""What a value becomes inside the slip: something CBOR holds, as short as it can be."""


class FieldKind(Generic[V]):
    """A kind of field: from what a person enters to a value, and from the value to screen, paper, CSV and slip."""

    askable = True

    def parse(self, raw: object, field: Field) -> V | Problem:
        """Return the value that ``raw`` (text as typed, or a plain value of TOML) means, or what is wrong with it."""
        raise NotImplementedError

    def check(self, value: V, field: Field, today: date | None) -> Problem | None:
        """Return what is wrong with a parsed value under the field's limits; ``today`` is the day of the session."""
        return None

    def screen(self, value: V, field: Field, language: str = "ja") -> str:
        """Return the value as the resident reads it back."""
        return self.written(value, field)

    def written(self, value: V, field: Field) -> str:
        """Return the value as it stands on the paper."""
        raise NotImplementedError

    def csv(self, value: V, field: Field) -> str:
        """Return the value for the office's systems."""
        return self.written(value, field)

    def to_slip(self, value: V, field: Field) -> SlipValue:
        """Return the value as it travels inside the sealed slip."""
        raise NotImplementedError

    def from_slip(self, raw: object, field: Field) -> V:
        """Return the value out of a slip; raises SlipValueError when it is none of this field."""
        raise NotImplementedError


class TextualKind(FieldKind[str]):
    """A kind whose value is a text that means itself: a name, a line of digits."""

    def written(self, value: str, field: Field) -> str:
        """Return the text as it is."""
        return value

    def to_slip(self, value: str, field: Field) -> SlipValue:
        """Return the text as it is."""
        return value

    def from_slip(self, raw: object, field: Field) -> str:
        """Return the text when it reads as itself."""
        value = self.parse(raw, field) if isinstance(raw, str) else None
        if not isinstance(value, str) or value != raw:
            raise SlipValueError(field.id)
        return value


def problem(code: ProblemCode, field: Field, **params: object) -> Problem:
    """Return a problem of this field with an example; forms.journey tells it the key of the answer."""
    examples = {"example": example(field, "ja"), "example_en": example(field, "en")}
    return Problem(code, field.id, {**examples, **{name: str(value) for name, value in params.items()}})


def whole_number(raw: object, field: Field) -> int:
    """Return a whole number out of a slip; raises SlipValueError."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise SlipValueError(field.id)
    return raw
