"""How a name is read: kept in full-width katakana, written as the sheet asks (フリガナ or ふりがな)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields.base import problem
from forms.fields.text import Text
from forms.japanese.kana import bank_kana, hiragana, is_katakana, katakana, not_bank_kana, zengin
from forms.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from forms.definition import Field


class Kana(Text):
    """Katakana in any width or hiragana as typed; ``bank = true`` narrows it to what a bank transfer takes."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return full-width katakana; for a bank account its own alphabet."""
        text = super().parse(raw, field)
        if isinstance(text, Problem):
            return text
        if field.bank:
            text = bank_kana(text)
            wrong = not_bank_kana(text)
            return problem(ProblemCode.BANK_KANA, field, wrong=wrong) if wrong else text
        text = katakana(text)
        return text if is_katakana(text) else problem(ProblemCode.NOT_KANA, field)

    def written(self, value: str, field: Field) -> str:
        """Return hiragana when the label of the sheet is in hiragana, else katakana."""
        return hiragana(value) if "ふりがな" in field.label else value

    def csv(self, value: str, field: Field) -> str:
        """Return the half-width form of bank transfers for an account, else katakana."""
        return zengin(value) if field.bank else value
