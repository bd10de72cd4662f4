"""A number that is a name: insured person, account, bank code. One digit a cell, zeros count."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from forms.fields.base import TextualKind, problem
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

_ANY_LENGTH = 20

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ー－]")


def only_digits(raw: object) -> str | None:
    """Return the ASCII digits of a text in any width, without spaces and hyphens; None when anything else is there."""
    if isinstance(raw, int):
        raw = str(raw)
    if not isinstance(raw, str):
        return None
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", raw))
    return text if re.fullmatch(r"[0-9]+", text) else None


class Digits(TextualKind):
    """Digits of the lengths the field allows; ``pad = true`` fills a shorter number with zeros on the left."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the digits."""
        text = only_digits(raw)
        if text is None:
            return problem(ProblemCode.NOT_DIGITS, field)
        return text.rjust(field.digits[0], "0") if field.pad and field.digits else text

    def check(self, value: str, field: Field, today: date | None) -> Problem | None:
        """Return a problem when there are too few or too many digits."""
        if field.digits and len(value) not in field.digits:
            return problem(ProblemCode.DIGIT_COUNT, field, count="・".join(str(item) for item in field.digits))
        return problem(ProblemCode.TOO_LONG, field, longest=_ANY_LENGTH) if len(value) > _ANY_LENGTH else None
