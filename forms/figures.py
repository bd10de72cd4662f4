"""Numbers that law or town change, named in definitions: ``{amount.kaigo_jutaku}``, ``{age.inkan}``, ``{fee.koseki}``.

They stand once, with source and date, in the town's settings (forms.settings) and are put in when a definition is read,
so that a new amount is one line there and nothing in any form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.japanese.eras import to_era
from forms.problems import DefinitionCode, DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z][a-z_]*\.[a-z0-9_]+)\}")
_NUMBER = re.compile(rf"-?{_NAME.pattern}")
_WHOLE_NUMBERS = frozenset(
    {
        "at_least",
        "at_most",
        "below",
        "age_at_least",
        "age_at_most",
        "school_age_at_most",
        "earliest_days",
        "latest_days",
        "days",
    }
)
"""Keys of a definition whose value is a number: there a figure stands as one, elsewhere as words."""

_MAN = 10_000


class Unit(StrEnum):
    """What a figure counts; the name of its group in the settings."""

    YEN = "amount"
    YEARS_OF_AGE = "age"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    YEAR = "year"


_COUNTED = {
    Unit.DAYS: ("日", "day"),
    Unit.WEEKS: ("週", "week"),
    Unit.MONTHS: ("か月", "month"),
    Unit.YEARS: ("年", "year"),
}
"""How long something lasts, in Japanese and in English; ``year`` is a year of the calendar."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and what it counts."""

    number: int
    unit: Unit

    def words(self, language: str) -> str:
        """Return it as a sentence has it: 300円, 80.9万円, 65歳, 15日, 3か月, 5年, 令和8年; in English 3 months."""
        number = self.number
        match self.unit, language:
            case Unit.YEN, "ja":
                man = number >= _MAN and number % (_MAN // 10) == 0
                return f"{number // _MAN:,}{f'{number % _MAN / _MAN:g}'[1:]}万円" if man else f"{number:,}円"
            case Unit.YEN, _:
                return f"{number:,} yen"
            case Unit.YEARS_OF_AGE, "ja":
                return f"{number}歳"
            case Unit.YEAR, "ja":
                era = to_era(date(number, 12, 31))
                return f"{era.era.name}{era.year_text}年"
            case Unit.YEARS_OF_AGE | Unit.YEAR, _:
                return str(number)
            case _, "ja":
                return f"{number}{_COUNTED[self.unit][0]}"
            case _:
                return f"{number} {_COUNTED[self.unit][1]}{'' if number == 1 else 's'}"


FIGURE_PATTERN = f"^{_NUMBER.pattern}$"
"""A figure where a whole number stands, as a JSON Schema tells it; ``-{days.care}`` so many days before."""


def names_figure(text: str) -> bool:
    """Say whether a text is the name of a figure and nothing else: ``{age.child}``, ``-{days.care}``."""
    return _NUMBER.fullmatch(text) is not None


NO_FIGURES: Mapping[str, Figure] = MappingProxyType({})


def with_figures(raw: Mapping[str, object], figures: Mapping[str, Figure]) -> dict[str, object]:
    """Return a parsed definition with every figure put in; raises DefinitionError for a name nobody has set."""
    return {key: _value(value, key, key, figures) for key, value in raw.items()}


def _value(value: object, key: str, place: str, figures: Mapping[str, Figure]) -> object:
    match value:
        case str():
            return _text(value, key, place, figures)
        case list():
            return [_value(item, key, _item_place(item, place, number), figures) for number, item in enumerate(value)]
        case dict():
            return {name: _value(item, name, f"{place}.{name}", figures) for name, item in value.items()}
        case _:
            return value


def _item_place(item: object, place: str, number: int) -> str:
    own = item.get("id") if isinstance(item, dict) else None
    return f"{place}.{own}" if isinstance(own, str) else f"{place}[{number}]"


def _text(text: str, key: str, place: str, figures: Mapping[str, Figure]) -> object:
    language = "en" if key.endswith("_en") else "ja"

    def figure(found: re.Match[str]) -> Figure:
        if found[1] not in figures:
            raise DefinitionError(DefinitionCode.UNKNOWN_SETTING, place, found[1])
        return figures[found[1]]

    alone = _NUMBER.fullmatch(text)
    if alone and key in _WHOLE_NUMBERS:
        return -figure(alone).number if text.startswith("-") else figure(alone).number
    return _NAME.sub(lambda found: figure(found).words(language), text)
