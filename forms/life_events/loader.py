"""Life events from ``assets/life_events/<id>.toml`` and what they share from ``common.toml``.

Read whole and checked whole; each mistake has its code and place (forms.problems). A broken file breaks only itself,
``common.toml`` all of them.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.definition import BrokenDefinition, Confidence, Kind, Phrase
from forms.figures import NO_FIGURES, with_figures
from forms.life_events.definition import (
    NO_EVENTS,
    TODAY,
    Advice,
    After,
    Asks,
    Common,
    Deadline,
    LifeEvent,
    LifeEvents,
    Question,
    Rule,
    Stop,
    Yearly,
)
from forms.problems import DefinitionCode, DefinitionError
from forms.settings import Basis, load_town
from forms.toml_table import Table
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from forms.figures import Figure
    from forms.settings import Town

COMMON = "common"

_ID = re.compile(r"[a-z][a-z0-9_]*")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def shipped_events() -> Traversable:
    """Return the folder of the events that come with the program."""
    return files("assets") / "life_events"


def load_events(folder: Traversable | None = None, town: Town | None = None) -> LifeEvents:
    """Return every event of a folder (default: the shipped ones), a town's figures put in, and the broken files."""
    folder = folder or shipped_events()
    figures = (town or load_town()).figures
    paths = {item.name.removesuffix(".toml"): item for item in folder.iterdir() if item.name.endswith(".toml")}
    try:
        common = parse_common(_read(folder / f"{COMMON}.toml"), figures)
    except DefinitionError as error:
        return LifeEvents(NO_EVENTS.events, NO_EVENTS.common, (_broken(COMMON, error),))
    events: list[LifeEvent] = []
    broken: list[BrokenDefinition] = []
    for name in sorted(paths.keys() - {COMMON}):
        try:
            event = parse_event(_read(paths[name]), common, paths.keys() - {COMMON}, figures)
            if event.id != name:
                raise DefinitionError(DefinitionCode.FILE_NAME, "id", f"{event.id} / {paths[name].name}")
            events.append(event)
        except DefinitionError as error:
            broken.append(_broken(name, error))
    events.sort(key=lambda item: (item.order, item.id))
    return LifeEvents(MappingProxyType({item.id: item for item in events}), common, tuple(broken))


def _read(path: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(DefinitionCode.UNREADABLE, path.name, str(error)) from error


def _broken(name: str, error: DefinitionError) -> BrokenDefinition:
    return BrokenDefinition(name, error.code, error.where, error.detail)


def parse_common(raw: Mapping[str, object], figures: Mapping[str, Figure] = NO_FIGURES) -> Common:
    """Return what the events share, of a parsed TOML file and the figures it names; raises DefinitionError."""
    top = Table(with_figures(raw, figures), "")
    procedures = _texts(top.table("procedure"))
    direct_only = _texts(top.table("direct_only"))
    for name in direct_only:
        _known(name, procedures, f"direct_only.{name}")
    items = {}
    table = top.table("item")
    for name in table.names():
        item = table.table(name)
        items[name] = _phrase(item, "text")
        item.done()
    sources = {}
    table = top.table("source")
    for name in table.names():
        source = table.table(name)
        confidence = source.text("confidence")
        if confidence not in Confidence.__members__.values():
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, source.at("confidence"), confidence)
        sources[name] = Basis(source.text("text"), _day(source, "checked_on"), Confidence(confidence))
        source.done()
    top.done()
    return Common(
        MappingProxyType(procedures), MappingProxyType(direct_only), MappingProxyType(items), MappingProxyType(sources)
    )


def parse_event(
    raw: Mapping[str, object], common: Common, events: Collection[str], figures: Mapping[str, Figure] = NO_FIGURES
) -> LifeEvent:
    """Return the event of a parsed TOML file; ``events`` are all ids it may refer to. Raises DefinitionError."""
    top = Table(with_figures(raw, figures), "")
    event_id = top.text("id")
    if not _ID.fullmatch(event_id):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, "id", event_id)
    name, order = _phrase(top, "name"), _whole(top, "order")
    for needed in ("question", "rule"):
        if not raw.get(needed):
            raise DefinitionError(DefinitionCode.MISSING_KEY, needed)
    reader = _Reader(common, events)
    event = LifeEvent(
        id=event_id,
        name=name,
        order=order,
        checked_on=_day(top, "checked_on"),
        approved_by=top.text("approved_by", ""),
        approved_on=top.day("approved_on"),
        questions=tuple(reader.question(item) for item in top.tables("question")),
        rules=tuple(reader.rule(item) for item in top.tables("rule")),
        stops=tuple(reader.stop(item) for item in top.tables("stop")),
        advice=tuple(reader.advice(item) for item in top.tables("advice")),
    )
    top.done()
    return event


class _Reader:
    """Reads the parts of one event in their order, so that each may refer only to questions asked before."""

    def __init__(self, common: Common, events: Collection[str]) -> None:
        self._common = common
        self._events = events
        self._questions: dict[str, Question] = {}

    def question(self, table: Table) -> Question:
        question_id, kind = table.text("id"), table.text("asks", Asks.YES_NO)
        if not _ID.fullmatch(question_id) or question_id == TODAY:
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("id"), question_id)
        if question_id in self._questions:
            raise DefinitionError(DefinitionCode.DUPLICATE, table.at("id"), question_id)
        if kind not in Asks.__members__.values():
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("asks"), kind)
        asks = Asks(kind)
        question = Question(
            id=question_id,
            ask=_phrase(table, "ask"),
            asks=asks,
            help=_optional_phrase(table, "help"),
            noun=_phrase(table, "noun") if asks is Asks.DATE else Phrase(),
            future=table.flag("future", default=False) if asks is Asks.DATE else False,
            gives=table.text("gives", "") if asks is Asks.DATE else "",
            show_if=self._condition_at(table, "show_if"),
        )
        days = {name for name, entry in vocabulary().items() if entry.kind is Kind.DATE}
        if question.gives and question.gives not in days:
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("gives"), question.gives)
        table.done()
        self._questions[question_id] = question
        return question

    def rule(self, table: Table) -> Rule:
        procedure = table.text("procedure")
        _known(procedure, self._common.procedures, table.at("procedure"))
        bring = table.texts("bring")
        for name in bring:
            _known(name, self._common.items, table.at("bring"))
        rule = Rule(
            procedure=procedure,
            when=self._condition_at(table, "when"),
            reason=_phrase(table, "reason"),
            deadline=self._deadline(table),
            bring=bring,
            at_counter=table.flag("at_counter", default=False),
            basis=self._basis(table),
        )
        table.done()
        return rule

    def stop(self, table: Table) -> Stop:
        stops = table.texts("stops")
        for name in stops:
            _known(name, self._common.procedures, table.at("stops"))
        stop = Stop(
            when=self._condition(table.table("when")),
            text=_phrase(table, "text"),
            where=_phrase(table, "where"),
            stops=stops,
            ends=table.flag("ends", default=False),
            basis=self._basis(table),
        )
        table.done()
        return stop

    def advice(self, table: Table) -> Advice:
        see = table.text("see", "")
        if see:
            _known(see, self._events, table.at("see"))
        advice = Advice(
            when=self._condition_at(table, "when"),
            text=_phrase(table, "text"),
            where=_phrase(table, "where"),
            deadline=self._deadline(table),
            see=see,
            basis=self._basis(table),
        )
        table.done()
        return advice

    def _basis(self, table: Table) -> Basis:
        source = table.text("source")
        _known(source, self._common.sources, table.at("source"))
        return self._common.sources[source]

    def _deadline(self, parent: Table) -> Deadline | None:
        if "deadline" not in parent:
            return None
        table = parent.table("deadline")
        counted: After | Yearly | None = None
        if "yearly_from" in table:
            counted = Yearly(_month_day(table, "yearly_from"), _month_day(table, "yearly_until"))
            if counted.first > counted.last:
                raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("yearly_until"))
        elif "days" in table:
            counted = self._after(table)
        elif "note" not in table:
            raise DefinitionError(DefinitionCode.MISSING_KEY, table.at("days"))
        deadline = Deadline(counted, _optional_phrase(table, "note"))
        table.done()
        return deadline

    def _after(self, table: Table) -> After:
        days, since, opens = _whole(table, "days"), table.text("from"), table.whole("opens")
        if since != TODAY:
            question = self._questions.get(since)
            if question is None:
                raise DefinitionError(DefinitionCode.UNKNOWN_FIELD, table.at("from"), since)
            if question.asks is not Asks.DATE:
                raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("from"), since)
        if opens is not None and opens > days:
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("opens"), str(opens))
        noun = _phrase(table, "noun") if since == TODAY else Phrase()
        return After(days, since, table.flag("first_day", default=False), opens, noun)

    def _condition_at(self, table: Table, name: str) -> c.Condition | None:
        return self._condition(table.table(name)) if name in table else None

    def _condition(self, table: Table) -> c.Condition:
        condition: c.Condition
        if "any" in table:
            condition = c.AnyOf(self._conditions(table, "any"))
        elif "all" in table:
            condition = c.AllOf(self._conditions(table, "all"))
        elif "not" in table:
            condition = c.Not(self._condition(table.table("not")))
        else:
            condition = self._is(table)
        table.done()
        return condition

    def _conditions(self, table: Table, name: str) -> tuple[c.Condition, ...]:
        found = tuple(self._condition(item) for item in table.tables(name))
        if not found:
            raise DefinitionError(DefinitionCode.MISSING_KEY, table.at(name))
        return found

    def _is(self, table: Table) -> c.Is:
        field = table.text("field")
        question = self._questions.get(field)
        if question is None:
            raise DefinitionError(DefinitionCode.UNKNOWN_FIELD, table.at("field"), field)
        if question.asks is not Asks.YES_NO:
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("field"), field)
        if "is" not in table:
            raise DefinitionError(DefinitionCode.MISSING_KEY, table.at("is"))
        return c.Is(field, table.flag("is", default=True))


def _known(name: str, names: Collection[str], place: str) -> None:
    if name not in names:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, place, name)


def _texts(table: Table) -> dict[str, str]:
    return {name: table.text(name) for name in table.names()}


def _phrase(table: Table, name: str) -> Phrase:
    return Phrase(table.text(name), table.text(f"{name}_en"))


def _optional_phrase(table: Table, name: str) -> Phrase:
    return _phrase(table, name) if name in table or f"{name}_en" in table else Phrase()


def _day(table: Table, name: str) -> date:
    day = table.day(name)
    if day is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at(name))
    return day


def _whole(table: Table, name: str) -> int:
    number = table.whole(name)
    if number is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at(name))
    return number


def _month_day(table: Table, name: str) -> tuple[int, int]:
    text = table.text(name)
    found = _MONTH_DAY.fullmatch(text)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    # 29 February is not there every year: a deadline on it would vanish.
    if not 1 <= month <= len(_LONGEST_MONTHS) or not 1 <= day <= _LONGEST_MONTHS[month - 1] or (month, day) == (2, 29):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at(name), text)
    return month, day
