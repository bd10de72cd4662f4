"""Everything that can be wrong with an answer or a definition, each with its code.

The sentences stand in ``assets/words/<language>/problems.toml`` under the same codes; tests/forms/test_problems.py
holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.language import day
from forms.translations import is_japanese, translated

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProblemCode(StrEnum):
    """What is wrong with an answer; a resident can put it right."""

    REQUIRED = "ANS-01"
    NOT_TEXT = "ANS-02"
    TOO_LONG = "ANS-03"
    CHARACTER = "ANS-04"
    NOT_KANA = "ANS-05"
    NOT_DIGITS = "ANS-06"
    DIGIT_COUNT = "ANS-07"
    NOT_NUMBER = "ANS-08"
    OUT_OF_RANGE = "ANS-09"
    NOT_DATE = "ANS-10"
    NO_SUCH_DAY = "ANS-11"
    TOO_EARLY = "ANS-12"
    TOO_LATE = "ANS-13"
    AGE = "ANS-14"
    NOT_TIME = "ANS-15"
    NOT_PHONE = "ANS-16"
    NOT_POSTAL = "ANS-17"
    NOT_OPTION = "ANS-18"
    NOT_YES_NO = "ANS-19"
    NOT_AGREED = "ANS-20"
    CHECK_DIGIT = "ANS-21"
    BANK_KANA = "ANS-22"
    RULE = "ANS-23"
    NOT_ASKED = "ANS-24"
    UNKNOWN_KEY = "ANS-25"
    CONFLICT = "ANS-26"
    TOO_MANY_ROWS = "ANS-27"
    UNREADABLE_FILE = "ANS-28"


class DefinitionCode(StrEnum):
    """What is wrong with a definition file; whoever edits it can put it right."""

    UNREADABLE = "DEF-01"
    MISSING_KEY = "DEF-02"
    UNKNOWN_KEY = "DEF-03"
    WRONG_TYPE = "DEF-04"
    NOT_ALLOWED = "DEF-05"
    DUPLICATE = "DEF-06"
    UNKNOWN_FIELD = "DEF-07"
    UNKNOWN_OPTION = "DEF-08"
    UNKNOWN_SECTION = "DEF-09"
    UNKNOWN_REPEAT = "DEF-10"
    UNKNOWN_FACT = "DEF-11"
    UNKNOWN_SHARED = "DEF-12"
    LOOP = "DEF-13"
    NEVER_GIVEN = "DEF-14"
    FILE_NAME = "DEF-15"
    NEVER = "DEF-16"
    ALWAYS = "DEF-17"
    REFUSED = "DEF-18"
    TOO_INVOLVED = "DEF-19"
    UNKNOWN_SETTING = "DEF-20"
    NO_SOURCE = "DEF-21"
    DATES = "DEF-22"
    REVIEW_DUE = "DEF-23"


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that cannot be taken as it is.

    ``key`` is the answer's key as in forms.journey (the bare field id when it comes from a field kind alone);
    ``params`` fill the placeholders of the sentence, ``<name>_en`` standing for ``<name>`` in English.
    """

    code: ProblemCode
    key: str
    params: Mapping[str, str] = field(default_factory=dict)

    def told(self, language: str) -> dict[str, str]:
        """Return what fills the placeholders of the sentence in ``language``."""
        english = {name.removesuffix("_en"): text for name, text in self.params.items() if name.endswith("_en")}
        if language == "en":
            return {**self.params, **english}
        return {name: self._told(name, english.get(name, ""), language) for name in self.params}

    def _told(self, name: str, english: str, language: str) -> str:
        """Return one of them: a day as the language writes it, words as it says them, anything else as it stands."""
        if name == "day" and english:
            return day(date.fromisoformat(english), language)
        told = translated(self.params[name], english, language)
        # An example that is typed alike in every language is better than one that cannot be read.
        return english if name == "example" and told == self.params[name] and not is_japanese(language) else told

    def at(self, key: str) -> Problem:
        """Return the same problem told of ``key``."""
        return replace(self, key=key)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right, or to look at, in a file that can be read: ``where`` is the key path inside it."""

    code: DefinitionCode
    where: str
    detail: str = ""


class FormError(Exception):
    """Base of what this package raises; each subclass says when and what the caller can do."""


class DefinitionError(FormError):
    """Raised when a definition file cannot be used; leave that procedure out, show ``code`` and ``where`` to staff.

    ``where`` is the key path inside the file (``field.v_tel.show_if.is``), ``detail`` the value or reason.
    """

    def __init__(self, code: DefinitionCode, where: str, detail: str = "") -> None:
        super().__init__(f"{code}: {where}: {detail}" if detail else f"{code}: {where}")
        self.code = code
        self.where = where
        self.detail = detail


class SettingsError(FormError):
    """Raised when a town's settings cannot be used or lack a key a form names; staff put the file right."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where = where
        self.detail = detail


class SlipValueError(FormError):
    """Raised when a value out of a slip does not belong to its field; refuse the slip."""

    def __init__(self, field_id: str) -> None:
        super().__init__(field_id)
        self.field_id = field_id
