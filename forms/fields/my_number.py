"""個人番号, the 12-digit number: never asked, never in a slip; its cells are printed empty.

Only a clerk, where the law and the town allow it, has it printed; then the check digit guards against a slip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import FieldKind, SlipValue, problem
from forms.fields.digits import only_digits
from forms.problems import Problem, ProblemCode, SlipValueError

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

LENGTH = 12


def check_digit(first_eleven: str) -> int:
    """Return the check digit over the first eleven digits.

    平成26年総務省令第85号 第5条: counted from the right, weights 2-7 for digits 1-6 and 2-6 for digits 7-11; 11 minus
    the remainder by 11, and 0 for a remainder of 0 or 1.
    """
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(first_eleven), start=1))
    remainder = total % 11
    return 0 if remainder <= 1 else 11 - remainder


class MyNumber(FieldKind[str]):
    """Twelve digits with a check digit; not asked, not in the slip."""

    askable = False

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the twelve digits."""
        text = only_digits(raw)
        return problem(ProblemCode.NOT_DIGITS, field) if text is None else text

    def check(self, value: str, field: Field, today: date | None) -> Problem | None:
        """Return a problem when the length or the check digit is wrong."""
        if len(value) != LENGTH:
            return problem(ProblemCode.DIGIT_COUNT, field, count=LENGTH)
        if int(value[-1]) != check_digit(value[:-1]):
            return problem(ProblemCode.CHECK_DIGIT, field)
        return None

    def screen(self, value: str, field: Field, language: str = "ja") -> str:
        """Return dots: the number is never shown."""
        return "●" * LENGTH

    def written(self, value: str, field: Field) -> str:
        """Return the digits, one for each cell."""
        return value

    def csv(self, value: str, field: Field) -> str:
        """Return nothing: the number goes to the paper only (design/product.md, principle 2)."""
        return ""

    def to_slip(self, value: str, field: Field) -> SlipValue:
        """Refuse: the number never travels."""
        raise SlipValueError(field.id)

    def from_slip(self, raw: object, field: Field) -> str:
        """Refuse: the number never travels."""
        raise SlipValueError(field.id)
