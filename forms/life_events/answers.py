"""What a person answers: yes, no, a day, or わからない; typed on the terminal, in a file, or on the screen."""

from __future__ import annotations

import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.definition import Field, Kind, Limits
from forms.fields import KINDS
from forms.life_events.definition import Asks
from forms.problems import Problem, ProblemCode
from forms.values import UNKNOWN, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from forms.life_events.definition import LifeEvent, Question

    EventAnswer = bool | date | Unknown
    EventAnswers = Mapping[str, EventAnswer]

_YES = frozenset({"y", "yes", "はい"})
_NO = frozenset({"n", "no", "いいえ"})
_UNKNOWN = frozenset({"?", "？", "unknown", UNKNOWN.value})
_LONGEST_LIFE = 120 * 366
_FURTHEST_PLAN = 10 * 366


def read_answer(question: Question, raw: object, today: date) -> EventAnswer | Problem:
    """Return the answer that a typed text or a value of a TOML file means, or what is wrong with it."""
    text = raw.strip().lower() if isinstance(raw, str) else None
    if raw is UNKNOWN or text in _UNKNOWN:
        return UNKNOWN
    if question.asks is Asks.YES_NO:
        if raw is True or text in _YES:
            return True
        return False if raw is False or text in _NO else Problem(ProblemCode.NOT_YES_NO, question.id)
    field = _day_field(question)
    value = KINDS[Kind.DATE].parse(raw, field)
    if isinstance(value, Problem):
        return value
    return KINDS[Kind.DATE].check(value, field, today) or value


def read_answers(event: LifeEvent, raw: Mapping[str, object], today: date) -> tuple[EventAnswers, tuple[Problem, ...]]:
    """Return the answers of a parsed file by question id, and what is wrong with it; the rest is left out."""
    questions = {item.id: item for item in event.questions}
    answers: dict[str, EventAnswer] = {}
    problems = []
    for name, value in raw.items():
        if name not in questions:
            problems.append(Problem(ProblemCode.UNKNOWN_KEY, name))
            continue
        answer = read_answer(questions[name], value, today)
        if isinstance(answer, Problem):
            problems.append(answer)
        else:
            answers[name] = answer
    return MappingProxyType(answers), tuple(problems)


def load_answers(path: Path, event: LifeEvent, today: date) -> tuple[EventAnswers, tuple[Problem, ...]]:
    """Return the answers of a TOML file (``living_here = true``, ``moved_on = 2026-11-20``, ``dog = "わからない"``)."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, (Problem(ProblemCode.UNREADABLE_FILE, path.name, {"detail": str(error)}),)
    return read_answers(event, raw, today)


def _day_field(question: Question) -> Field:
    """Return the question as a date field, so that a day is read here as on every form."""
    limits = Limits(earliest_days=-_LONGEST_LIFE, latest_days=_FURTHEST_PLAN if question.future else 0)
    return Field(question.id, question.noun.ja, Kind.DATE, required=True, section="", limits=limits)
