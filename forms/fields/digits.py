"""A number that is a name: insured person, account, bank code. One digit a cell, zeros count."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.fields.base import TextualKind, problem
from forms.japanese import yucho
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Field

_ANY_LENGTH = 20


def modulus_10(digits: str) -> bool:
    """Tell whether the last digit is the 検証番号 of those before it: modulus 10, weights 2 and 1 from the right.

    厚生労働省, 保険者番号等設定要領: products of two digits count as the sum of their digits; ten minus the last digit
    of the sum, 0 for 0. The notice itself was not seen, its rule only as others cite it, with examples (33120015).
    """
    total = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(reversed(digits[:-1])))
    return (total + int(digits[-1])) % 10 == 0


CHECK_RULES = MappingProxyType(
    {
        "insurer": modulus_10,
        "yucho_symbol": yucho.is_symbol,
        "yucho_number": yucho.is_number,
        "yucho_branch": yucho.is_branch,
    }
)
"""Rules a field may name: ``insurer`` for 保険者番号 (8 digits; 6 of 国民健康保険), and those of ゆうちょ銀行.

The numbers of insured persons (介護保険 10, 後期高齢者 8 digits), of offices, 基礎年金番号 and 住民票コード are
checked by their length only: no source for a rule of theirs was found.
"""

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
        """Return a problem when there are too few or too many digits, or the last one does not fit the others."""
        if field.digits and len(value) not in field.digits:
            return problem(ProblemCode.DIGIT_COUNT, field, count="・".join(str(item) for item in field.digits))
        if field.check_digit and not CHECK_RULES[field.check_digit](value):
            return problem(ProblemCode.CHECK_DIGIT, field)
        return problem(ProblemCode.TOO_LONG, field, longest=_ANY_LENGTH) if len(value) > _ANY_LENGTH else None
