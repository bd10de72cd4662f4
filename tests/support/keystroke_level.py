"""How long a visit may take: the Keystroke-Level Model over what tests.support.effort counts. Estimates, not measured.

The seconds of each operator stand with their sources in keystroke_level.toml. From the page of the three doors to the
paper in the hand; nobody errs, asks or rests.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.effort import AROUND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.effort import Effort

FILE = Path(__file__).with_suffix(".toml")
PIN_DIGITS = 4
DOOR, SUBMIT = 1, 1
"""Touches before the table's count begins: the door, and つぎへ after the PIN."""
DECISIONS = 3
"""Besides those of questions: what the PIN was, whether this is me, whether the check page is right."""


class Operator(NamedTuple):
    """One kind of step: ``seconds`` for each, how that was reckoned, and the sources."""

    name: str
    seconds: float
    reckoned: str
    sources: tuple[str, ...]


class Minutes(NamedTuple):
    """Both estimates of a visit, in whole minutes: by the resident alone, and with a clerk who asks and types."""

    alone: int
    assisted: int


@cache
def sources() -> tuple[str, ...]:
    """Return every source of the operators, in order."""
    return tuple(dict.fromkeys(text for operator in operators().values() for text in operator.sources))


@cache
def operators() -> Mapping[str, Operator]:
    """Return the operators by id."""
    raw = tomllib.loads(FILE.read_text("utf-8"))
    return MappingProxyType(
        {one["id"]: Operator(one["name"], one["seconds"], one["reckoned"], _texts(raw, one)) for one in raw["operator"]}
    )


def _texts(raw: Mapping[str, Any], operator: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(raw["source"][source]["text"] for source in operator["sources"])


def seconds(effort: Effort) -> tuple[float, float]:
    """Return how long the visit may take, alone and assisted. The card, the PIN and the check are the resident's."""
    each = {name: operator.seconds for name, operator in operators().items()}
    around = (
        each["read"] * effort.read_around
        + each["touch"] * (AROUND + DOOR + SUBMIT)
        + each["key"] * PIN_DIGITS
        + each["decide"] * DECISIONS
        + each["place"]
        + each["take"] * 2
        + each["machine"]
    )
    thought = each["decide"] * effort.questions
    touches = effort.touches - AROUND
    alone = each["read"] * effort.read_asked + each["touch"] * touches + each["key"] * effort.characters
    clerk = (
        each["say"] * effort.read_asked
        + each["click"] * touches
        + each["stroke"] * effort.characters
        + each["home"] * effort.questions
    )
    return around + thought + alone, around + thought + clerk


def minutes(effort: Effort) -> Minutes:
    """Return both estimates; a part of a minute says more than is known."""
    alone, assisted = seconds(effort)
    return Minutes(max(1, round(alone / 60)), max(1, round(assisted / 60)))
