"""The views of the pages that lead to the procedures: life events, their questions and outcome, or names. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.definition import Kind
from forms.japanese.eras import ERAS
from forms.life_events.definition import Asks
from forms.values import UNKNOWN
from kiosk.guidance import bring_texts, day_text, until_text
from kiosk.session import choosing
from kiosk.session.state import Phase
from ui.view import Ask, Categories, Footer, Group, Option, Outcome, PageView, Procedures, Purpose, era_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.life_events.definition import LifeEvent
    from forms.life_events.outcome import Due
    from forms.settings import Basis, Town
    from kiosk.guidance import Guidance
    from kiosk.i18n import Words
    from kiosk.session.state import SessionState

CATEGORIES = (
    "certificate",
    "registration",
    "mynumber_card",
    "insurance",
    "childcare15",
    "childcare_attach",
    "care11",
    "welfare",
    "living",
    "tax",
    "disaster",
    "housing",
    "facility",
    "event",
    "common",
)
"""The groups of procedures in their order on the page, each with a word and a drawing; a town may add others."""
_ADDRESS = re.compile(r"https?://([^/\s、。（]+)[^\s、。（]*")
"""An address of the web; of a source the page names only the host, the command line all of it."""
_ERAS_OF_EVENTS = ERAS[-1:]
"""Days about which an event asks are of this era nearly always; 西暦 is beside it."""


def page(state: SessionState, words: Words, town: Town | None) -> PageView:
    """Return what the page of this phase shows."""
    match state.phase:
        case Phase.CHOOSE_PURPOSE:
            footer = _footer(words) if choosing.nothing_entered(state) else Footer(stop=True)
            return Purpose(tuple(_event(one, words.language) for one in choosing.events(state)), footer)
        case Phase.CHOOSE_CATEGORY:
            return _categories(state, words)
        case Phase.CHOOSE_PROCEDURES:
            return _procedures(state, words)
        case Phase.EVENT_QUESTION:
            return _question(state, words)
        case _:
            return _outcome(state, words, town)


def _event(event: LifeEvent, language: str) -> Option:
    """Return an event by its name up to the official term in brackets, which the pages after it show too."""
    return Option(event.id, event.name.text(language).partition("（")[0], icon=f"event-{event.id}")


def _footer(words: Words, onward: str = "") -> Footer:
    return Footer(words.text("screen.back"), stop=True, onward=words.text(onward) if onward else "")


def _categories(state: SessionState, words: Words) -> Categories:
    catalogue, chosen = state.station.catalogue, state.visit.procedures

    def option(category: str) -> Option:
        count = sum(catalogue[one].category == category for one in chosen)
        detail = words.text("screen.categories.chosen", count=count) if count else ""
        icon = f"category-{category}" if category in CATEGORIES else "form"
        return Option(category, _group_name(category, words), detail, icon)

    options = tuple(option(one) for one in sorted(choosing.categories(state), key=_place))
    names = words.text("screen.categories.between").join(state.station.at_counter)
    note = words.text("screen.categories.at_counter", names=names) if names else ""
    return Categories(options, chosen, note, _footer(words, "screen.onward" if chosen else ""))


def _place(category: str) -> int:
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)


def _group_name(category: str, words: Words) -> str:
    return words.text(f"screen.category.{category if category in CATEGORIES else 'other'}")


def _procedures(state: SessionState, words: Words) -> Procedures:
    category = state.visit.purpose.category
    options = tuple(
        Option(one.id, one.title(words.language))
        for one in state.station.catalogue.values()
        if one.category == category
    )
    return Procedures(_group_name(category, words), options, state.visit.procedures, _footer(words, "screen.onward"))


def _question(state: SessionState, words: Words) -> Ask:
    purpose, language = state.visit.purpose, words.language
    event = state.station.events.events[purpose.event]
    asked = event.question(purpose.question or "")
    day = asked.asks is Asks.DATE
    answer = purpose.answers.get(asked.id)
    return Ask(
        key=asked.id,
        heading=asked.ask.text(language),
        above="",
        help=asked.help.text(language),
        problem=" ".join(words.text(f"problems.{one.code}", **one.told(language)) for one in state.visit.problems),
        kind=Kind.DATE if day else Kind.CHECKBOX,
        required=True,
        options=era_options(_ERAS_OF_EVENTS, words) if day else (),
        digits=(),
        unit="",
        example="",
        low=None,
        high=None,
        is_count=False,
        value=None if answer is UNKNOWN else answer,
        footer=_footer(words, "screen.onward"),
        today=state.visit.today if day else None,
    )


def _outcome(state: SessionState, words: Words, town: Town | None) -> Outcome:
    found = choosing.guidance(state)
    if found is None or town is None:
        raise LookupError("an outcome is shown, and there is none, or the town's settings are not loaded")

    def text(key: str, **params: object) -> str:
        return words.text(f"screen.outcome.{key}", **params)

    groups = tuple(group for group in _groups(state, found, words, town) if group.options)
    due, maybe = len(found.outcome.due), bool(found.outcome.at_counter)
    offered = any(option.value for group in groups for option in group.options)
    counted = text("title_one") if due == 1 else text("title", count=due)
    heading = counted if due else text("title_maybe") if maybe else text("title_none")
    note = text("note_none") if not offered else text("note") if state.visit.procedures else text("note_maybe")
    if not found.event.approved_by:
        # General knowledge and pages of other towns never stand there as what this town says.
        note = f"{note}\n{text('unconfirmed')}"
    footer = _footer(words, "screen.onward" if offered else "screen.finished.end")
    return Outcome(heading, note, groups, state.visit.procedures, offered, footer)


def _groups(state: SessionState, found: Guidance, words: Words, town: Town) -> Iterator[Group]:
    language, outcome = words.language, found.outcome

    def title(key: str) -> str:
        return words.text(f"screen.outcome.{key}")

    stops = Group(
        title("stops"),
        tuple(Option("", one.text.text(language), one.where.text(language)) for one in outcome.stops),
    )
    if not outcome.due:
        yield stops
    yield Group("", tuple(_due(state, one, found, words, town) for one in outcome.due))
    yield Group(title("at_counter"), tuple(_due(state, one, found, words, town) for one in outcome.at_counter))
    if outcome.due:
        yield stops
    yield Group(
        title("advice"),
        tuple(
            Option(
                "",
                told.advice.text.text(language),
                _lines(told.advice.where.text(language), _until(until_text(told.limit, words), words)),
            )
            for told in outcome.advice
        ),
    )
    bring = bring_texts(found, words)
    yield Group(title("bring"), tuple(Option("", "", text) for text in bring))


def _due(state: SessionState, due: Due, found: Guidance, words: Words, town: Town) -> Option:
    """Return a procedure with its reason, until when, and where; without a value where only the counter can help."""
    language = words.language
    procedure = state.station.catalogue.get(due.procedure)
    office = town.office(procedure) if procedure else None
    unsure = [words.text("screen.outcome.unsure", ask=one.ask.text(language)) for one in due.unsure]
    where = (
        words.text("screen.outcome.where", office=office.name.text(language))
        if office
        else words.text("screen.outcome.counter_only")
    )
    name = procedure.title(language) if procedure else found.common.procedures[due.procedure]
    reasons = (one.text(language) for one in due.reasons)
    detail = _lines(*reasons, *unsure, _until(until_text(due.limit, words), words), where)
    return Option(procedure.id if procedure else "", name, detail)


def _until(until: str, words: Words) -> str:
    return words.text("screen.outcome.until", until=until) if until else ""


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def sources(state: SessionState, words: Words) -> Group:
    """Return what the outcome in sight rests on and how well, for staff."""
    found = choosing.guidance(state)
    if found is None:
        raise LookupError("an outcome is shown, and there is none")
    outcome = found.outcome
    bases: dict[Basis, None] = {}
    for due in (*outcome.due, *outcome.at_counter):
        bases.update(dict.fromkeys(due.bases))
    bases.update(dict.fromkeys(one.basis for one in outcome.stops))
    bases.update(dict.fromkeys(one.advice.basis for one in outcome.advice))
    told = tuple(
        words.text(
            "staff.outcome.source",
            text=_ADDRESS.sub(r"\1", one.source),
            confidence=words.text(f"staff.confidence.{one.confidence}"),
            day=day_text(one.checked_on, words),
        )
        for one in bases
    )
    return Group(words.text("staff.outcome.sources"), tuple(Option("", "", text) for text in told))
