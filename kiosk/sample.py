"""Typical answers to any procedure, of an invented person, so that staff see a sheet they changed filled in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from forms import journey
from forms.answers import NO_ANSWERS, Giver
from forms.definition import Kind
from forms.japanese.ages import legal_age
from forms.problems import Problem
from forms.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.answers import Answers
    from forms.definition import Field, Procedure
    from forms.values import Value

_NAME, _KANA, _ADDRESS = "空知　花子", "ソラチ ハナコ", "北海道空知郡上砂川町字上砂川町40番地10"
_BIRTH = date(1948, 2, 17)
_DAYS = (0, -1, 1, -30, 30, -365 * 2, -365 * 8, -365 * 16, -365 * 20, -365 * 45, -365 * 70, -365 * 90)
_TYPICAL: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: (_NAME, "見本"),
    Kind.TEXTAREA: ("見本の文章です。", "見本"),
    Kind.KANA: (_KANA, "ソラチ"),
    Kind.ADDRESS: (_ADDRESS,),
    Kind.PHONE: ("0125-62-2222",),
    Kind.POSTAL: ("073-0201",),
    Kind.TIME: ("午前10時30分",),
}


def sample(procedure: Procedure, today: date) -> Answers:
    """Return answers to every question that arises; わからない where nothing typical is accepted."""
    facts: dict[str, Value] = {"session.today": today, "card.name": _NAME, "card.address": _ADDRESS}
    facts |= {"card.birth": _BIRTH, "card.sex": "女", "card.age": legal_age(_BIRTH, today)}
    answers = journey.complete((procedure,), NO_ANSWERS, facts)
    while (asked := journey.pending((procedure,), answers)) is not None:
        value = next(
            (found for raw in _candidates(asked.field, today) if _fits(found := journey.parse(asked, raw, answers))),
            UNKNOWN,
        )
        assert not isinstance(value, Problem)  # noqa: S101  # _fits has looked
        answers = journey.complete((procedure,), answers.set(asked.key, value, Giver.RESIDENT), facts)
    return answers


def _fits(value: Value | Problem) -> bool:
    return not isinstance(value, Problem)


def _candidates(field: Field, today: date) -> Iterator[object]:
    if field.example:
        yield field.example
    match field.kind:
        case Kind.CHOICE:
            yield from field.options
        case Kind.MULTI:
            yield field.options[:1]
        case Kind.CHECKBOX:
            yield True
        case Kind.NUMBER | Kind.MONEY:
            yield max(1, field.limits.at_least or 0)
            yield field.limits.at_most
        case Kind.DIGITS:
            yield from ("1234567890123456"[:length] for length in field.digits)
        case Kind.DATE:
            yield from (today + timedelta(days=days) for days in _DAYS)
        case Kind.DATETIME:
            yield from (f"{today + timedelta(days=days)} 10:30" for days in _DAYS)
        case _:
            yield from _TYPICAL.get(field.kind, ())
