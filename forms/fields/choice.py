"""One of the options printed on the sheet."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field


def option_number(option: str) -> int:
    """Return what stands for an option in a slip: the CRC-32 of its words.

    Five bytes at most, whatever the order of the options later; an option whose words have changed since is refused
    instead of becoming another.
    """
    return zlib.crc32(option.encode())


def option_of(number: object, field: Field) -> str:
    """Return the option a number of a slip stands for; raises SlipValueError."""
    for option in field.options:
        if not isinstance(number, bool) and option_number(option) == number:
            return option
    raise SlipValueError(field.id)


def canonical(text: str, field: Field) -> str:
    """Return the Japanese words of an option named in English; any other text as it is."""
    if text not in field.options and text in field.options_en:
        return field.options[field.options_en.index(text)]
    return text


class Choice(FieldKind[str]):
    """The canonical Japanese words of one option."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the option, said in Japanese or as the screen shows it in English."""
        found = canonical(raw.strip(), field) if isinstance(raw, str) else ""
        return found if found in field.options else problem(ProblemCode.NOT_OPTION, field)

    def check(self, value: str, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the value is none of the options."""
        return None if value in field.options else problem(ProblemCode.NOT_OPTION, field)

    def screen(self, value: str, field: Field, language: str = "ja") -> str:
        """Return the option in the language of the screen."""
        return field.option(value, language)

    def written(self, value: str, field: Field) -> str:
        """Return the option as the sheet prints it."""
        return value

    def to_slip(self, value: str, field: Field) -> SlipValue:
        """Return the number of the option."""
        return option_number(value)

    def from_slip(self, raw: object, field: Field) -> str:
        """Return the option; raises SlipValueError."""
        return option_of(raw, field)
