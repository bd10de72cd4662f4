"""What a life event leads to, in words: for the terminal, manifest.json, the slip and docs/households.md.

The words are those of the event's own file and of ``assets/words/<language>/guidance.toml``; what only
the terminal says is in ``events.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.journey import asking_to_bring, attachments
from forms.language import day as written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from forms.answers import Answers
    from forms.definition import Catalogue, Phrase, Procedure
    from forms.life_events.deadline import TimeLimit
    from forms.life_events.definition import Common, LifeEvent
    from forms.life_events.outcome import Due, Outcome
    from forms.settings import Basis, Town
    from kiosk.i18n import Words


@dataclass(frozen=True, slots=True)
class Guidance:
    """An event and what the answers to it lead to; ``common`` holds what the event's ids stand for."""

    event: LifeEvent
    outcome: Outcome
    common: Common


def day_text(day: date, words: Words) -> str:
    """Return a day as the language writes it: 令和8年12月4日, 2026-12-04."""
    return written_day(day, words.language)


def until_text(limit: TimeLimit | None, words: Words) -> str:
    """Return until when: 令和8年12月4日（あと10日）, or the rule where the day is not known; and the note."""
    if limit is None:
        return ""
    parts = (_when(limit, words), limit.note.text(words.language))
    return words.text("guidance.until.and").join(part for part in parts if part)


def _when(limit: TimeLimit, words: Words) -> str:
    def say(key: str, **params: object) -> str:
        return words.text(f"guidance.until.{key}", **params)

    if limit.last_day is not None and limit.days_left is not None:
        left = limit.days_left
        key = "today" if left == 0 else f"{'left' if left > 0 else 'over'}{'_one' if abs(left) == 1 else ''}"
        day = say("day", day=day_text(limit.last_day, words), left=say(key, days=abs(left)))
        return day if limit.opens_on is None else say("opens", first=day_text(limit.opens_on, words), last=day)
    if limit.days is None:
        return ""
    since = limit.since.text(words.language)
    if limit.days == 0:
        return say("on", since=since)
    if limit.days < 0:
        return say("before", since=since, days=-limit.days)
    return say("after_first_day" if limit.first_day else "after", since=since, days=limit.days)


def to_bring(procedures: Sequence[Procedure], answers: Answers, guidance: Guidance | None) -> tuple[Phrase, ...]:
    """Return what these forms ask to bring, and what the event asks for its other procedures; each thing once."""
    asked = [item.text for item in attachments(procedures, answers)]
    told = asking_to_bring(procedures, answers)
    for entry in (*guidance.outcome.due, *guidance.outcome.at_counter) if guidance else ():
        if guidance and entry.procedure not in told:
            asked += [guidance.common.items[name] for name in entry.bring]
    return each_thing_once(dict.fromkeys(asked))


_NOTED = re.compile("([^（]+)（(.+)）")
_EXCUSES = ("無料", "方はいりません", "場合はいりません", "省け")
"""What a note says where it lets somebody off: true of its own form, not of another that asks for the same thing."""


def each_thing_once(asked: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Leave out what another form asks for by the same name with a note, which stands where the name stood first.

    Of two notes neither says what the other does, so both stay, as does a name beside a note that excuses from it.
    """
    every = tuple(asked)
    noted: dict[str, Phrase] = {}
    for item in every:
        found = _NOTED.fullmatch(item.ja)
        if found and not any(words in found[2] for words in _EXCUSES):
            noted.setdefault(found[1], item)
    return tuple(dict.fromkeys(noted.get(item.ja, item) for item in every))


def left_to_counter(procedures: Sequence[Procedure], guidance: Guidance) -> tuple[str, ...]:
    """Return the names of what is due, or may be, besides these forms."""
    here = {procedure.id for procedure in procedures}
    found = guidance.outcome
    return tuple(
        guidance.common.procedures[item.procedure]
        for item in (*found.due, *found.at_counter)
        if item.procedure not in here
    )


def bring_texts(guidance: Guidance, words: Words) -> tuple[str, ...]:
    """Return everything to bring, each once."""
    return _items(guidance.outcome.bring, guidance.common, words)


def record(guidance: Guidance, catalogue: Catalogue, town: Town, words: Words) -> dict[str, object]:
    """Return everything in a machine's form, in one language; the answers themselves are not in it."""
    event, found, language = guidance.event, guidance.outcome, words.language
    return {
        "event": event.id,
        "name": event.name.text(language),
        "checked_on": event.checked_on.isoformat(),
        "approved": event.approved_by or None,
        "due": [_procedure(item, guidance.common, catalogue, town, words) for item in found.due],
        "at_counter": [_procedure(item, guidance.common, catalogue, town, words) for item in found.at_counter],
        "stops": [
            {
                "text": stop.text.text(language),
                "where": stop.where.text(language),
                "procedures": list(stop.stops),
                "sources": _sources((stop.basis,)),
            }
            for stop in found.stops
        ],
        "advice": [
            {
                "text": told.advice.text.text(language),
                "where": told.advice.where.text(language),
                "until": _until(told.limit, words),
                "see": told.advice.see or None,
                "sources": _sources((told.advice.basis,)),
            }
            for told in found.advice
        ],
        "bring": list(bring_texts(guidance, words)),
    }


def _procedure(item: Due, common: Common, catalogue: Catalogue, town: Town, words: Words) -> dict[str, object]:
    language = words.language
    procedure = catalogue.procedures.get(item.procedure)
    office = town.office(procedure) if procedure else None
    return {
        "id": item.procedure,
        "name": procedure.title(language) if procedure else common.procedures[item.procedure],
        "form": procedure is not None,
        "reasons": _texts(item.reasons, words),
        "unsure": _texts((question.ask for question in item.unsure), words),
        "office": {
            "where": office.where.text(language) if office else words.text("events.no_office"),
            "name": office.name.text(language) if office else None,
            "phone": office.phone if office else None,
        },
        "until": _until(item.limit, words),
        "bring": list(_items(item.bring, common, words)),
        "sources": _sources(item.bases),
    }


def _until(limit: TimeLimit | None, words: Words) -> dict[str, object] | None:
    if limit is None:
        return None
    return {
        "text": until_text(limit, words),
        "opens_on": limit.opens_on.isoformat() if limit.opens_on else None,
        "last_day": limit.last_day.isoformat() if limit.last_day else None,
        "days_left": limit.days_left,
    }


def _sources(bases: Iterable[Basis]) -> list[dict[str, str]]:
    return [
        {"text": one.source, "checked_on": one.checked_on.isoformat(), "confidence": one.confidence.value}
        for one in bases
    ]


def _texts(phrases: Iterable[Phrase], words: Words) -> list[str]:
    return [phrase.text(words.language) for phrase in phrases]


def _items(names: Iterable[str], common: Common, words: Words) -> tuple[str, ...]:
    return tuple(common.items[name].text(words.language) for name in names)


def page(guidance: Guidance, catalogue: Catalogue, town: Town, words: Words) -> str:
    """Return everything for people to read, as ``madobe events ask`` prints it."""
    return "\n".join(_lines(guidance, catalogue, town, words))


def _lines(guidance: Guidance, catalogue: Catalogue, town: Town, words: Words) -> Iterator[str]:
    def say(key: str, **params: object) -> str:
        return words.text(f"events.{key}", **params)

    def because(bases: Sequence[Basis]) -> Iterator[str]:
        for one in bases:
            yield say("source", text=one.source, day=day_text(one.checked_on, words))

    def wait(limit: TimeLimit | None) -> Iterator[str]:
        if until := until_text(limit, words):
            yield say("until", until=until)

    found, common = guidance.outcome, guidance.common
    told = record(guidance, catalogue, town, words)
    yield guidance.event.name.text(words.language)
    if not (found.due or found.at_counter):
        yield say("nothing")
    for heading, entries in (("due", found.due), ("at_counter", found.at_counter)):
        if entries:
            yield f"\n{say(f'heading.{heading}')}"
        for number, item in enumerate(entries, start=1):
            shown = told[heading][number - 1]  # type: ignore[index]  # a list beside found's
            yield say("procedure", number=number, name=shown["name"], id=item.procedure)
            yield from (say("reason", text=text.text(words.language)) for text in item.reasons)
            yield from (say("unsure", text=question.ask.text(words.language)) for question in item.unsure)
            yield _office_line(shown["office"], words)
            yield from wait(item.limit)
            yield from (say("bring", text=text) for text in _items(item.bring, common, words))
            yield from because(item.bases)
    for heading, others in (
        ("stops", tuple((stop.text, stop.where, None, stop.basis) for stop in found.stops)),
        ("advice", tuple((one.advice.text, one.advice.where, one.limit, one.advice.basis) for one in found.advice)),
    ):
        if others:
            yield f"\n{say(f'heading.{heading}')}"
        for text, where, limit, basis in others:
            yield say("other", text=text.text(words.language))
            yield say("where", text=where.text(words.language))
            yield from wait(limit)
            yield from because((basis,))


def _office_line(office: Mapping[str, str | None], words: Words) -> str:
    if office["phone"] is None:
        return words.text("events.where", text=office["where"])
    return words.text("events.office", where=office["where"], name=office["name"], phone=office["phone"])
