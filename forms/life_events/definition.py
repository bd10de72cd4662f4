"""A life event as data: questions, rules that lead to procedures, stop rules, advice and deadlines.

Conditions are those of forms.conditions, narrowed to what a yes or no can fulfil: ``Is`` with true or false, ``AnyOf``,
``AllOf`` and ``Not``. Every phrase is there in Japanese and in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.definition import NO_WORDS, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.conditions import Condition
    from forms.definition import BrokenDefinition
    from forms.settings import Basis

TODAY = "today"
"""What a deadline may count from besides a date question: the day of the session."""


class Asks(StrEnum):
    """What a question wants; わからない is an answer to both."""

    YES_NO = "yes_no"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``noun`` names the day a date question asks for (上砂川町に住み始めた日).

    ``future`` allows days to come; ``gives`` is the entry of forms/vocabulary.toml that the day answers too.
    A question is asked only while ``show_if`` holds for sure.
    """

    id: str
    ask: Phrase
    asks: Asks = Asks.YES_NO
    help: Phrase = NO_WORDS
    noun: Phrase = NO_WORDS
    future: bool = False
    gives: str = ""
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class After:
    """``{days = 14, from = "moved_on"}``: the last day is so many days after (before, when negative) the day answered.

    The first day is not counted (民法140条) unless ``first_day`` says so (戸籍法43条). ``opens`` is the first possible
    day, counted alike: ``opens = -60`` is 60 days before. ``noun`` names the day when it is today.
    """

    days: int
    since: str
    first_day: bool = False
    opens: int | None = None
    noun: Phrase = NO_WORDS


@dataclass(frozen=True, slots=True)
class Yearly:
    """``{yearly_from = "08-01", yearly_until = "08-31"}``: month and day between which it is due every year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when; ``note`` says what no count of days can (工事を始める前に)."""

    counted: After | Yearly | None
    note: Phrase = NO_WORDS


@dataclass(frozen=True, slots=True)
class Rule:
    """When ``when`` holds (always, when there is none) the procedure is due.

    ``bring`` are keys of the items in common.toml. With ``at_counter`` it may be due: the counter looks into it.
    """

    procedure: str
    when: Condition | None
    reason: Phrase
    deadline: Deadline | None
    bring: tuple[str, ...]
    at_counter: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stop:
    """What is not applied for here: said kindly, with where to go instead. ``ends`` ends the questions."""

    when: Condition
    text: Phrase
    where: Phrase
    stops: tuple[str, ...]
    ends: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Advice:
    """What else has to be done that no form of the kiosk covers; ``see`` is another life event that does."""

    when: Condition | None
    text: Phrase
    where: Phrase
    deadline: Deadline | None
    see: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event. ``approved_by`` is empty until staff of the town have gone through it."""

    id: str
    name: Phrase
    order: int
    checked_on: date
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    stops: tuple[Stop, ...] = ()
    advice: tuple[Advice, ...] = ()
    approved_by: str = ""
    approved_on: date | None = None

    def question(self, question_id: str) -> Question:
        """Return the question of that id; raises KeyError."""
        for item in self.questions:
            if item.id == question_id:
                return item
        raise KeyError(question_id)


@dataclass(frozen=True, slots=True)
class Common:
    """What the events share: names of all procedures by id, why some belong to no event, things to bring, sources."""

    procedures: Mapping[str, str]
    direct_only: Mapping[str, str]
    items: Mapping[str, Phrase]
    sources: Mapping[str, Basis]


@dataclass(frozen=True, slots=True)
class LifeEvents:
    """All events in their order on the page, and the files that are broken."""

    events: Mapping[str, LifeEvent]
    common: Common
    broken: tuple[BrokenDefinition, ...] = ()


_NOTHING: Mapping[str, Any] = MappingProxyType({})
NO_EVENTS = LifeEvents(_NOTHING, Common(_NOTHING, _NOTHING, _NOTHING, _NOTHING))
