"""The sixteen events: everything in them can happen, nothing in them contradicts itself, nothing is missing.

What a rule comes to depends only on the questions its condition names and on those that let them be asked, so all
answers to these (yes, no, わからない) are gone through: this is not a sample.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.conditions import AnyOf
from forms.life_events.definition import Asks
from forms.life_events.loader import load_events
from forms.life_events.outcome import shown_questions
from forms.loader import load_catalogue
from forms.values import UNKNOWN
from tests.support.life_events import A_DAY, answer_sets, depends_on, led_to, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Phrase
    from forms.life_events.definition import Advice, LifeEvent, Rule, Stop

LOADED = load_events()
EVENTS = LOADED.events
COMMON = LOADED.common
IDS = [
    *("tennyu", "tenkyo", "tenshutsu", "shussei", "kekkon", "rikon", "okuyami", "kaigo"),
    *("kosodate", "ninshin", "shigoto", "card", "shomeisho", "saigai", "inu", "suido"),
]
EACH = pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
RULES = [(event, rule) for event in EVENTS.values() for rule in event.rules]
STOPS = [(event, stop) for event in EVENTS.values() for stop in event.stops]
ADVICE = [(event, advice) for event in EVENTS.values() for advice in event.advice]
QUESTIONS = [(event, question.id) for event in EVENTS.values() for question in event.questions]


def test_all_sixteen_are_there_in_their_order() -> None:
    assert LOADED.broken == ()
    assert list(EVENTS) == IDS
    assert [event.order for event in EVENTS.values()] == list(range(1, 17))


# --- everything can happen


@pytest.mark.parametrize(("event", "rule"), RULES, ids=[f"{e.id}-{n}-{r.procedure}" for n, (e, r) in enumerate(RULES)])
def test_a_rule_is_followed_under_some_answers_and_not_under_others(event: LifeEvent, rule: Rule) -> None:
    names = depends_on(event, named(rule.when))
    followed = set()
    for answers in answer_sets(event, names, sure=True):
        out = led_to(event, answers)
        entries = out.at_counter if rule.at_counter else out.due
        followed.add(any(rule.reason in item.reasons for item in entries if item.procedure == rule.procedure))
    assert followed == ({True} if rule.when is None else {True, False})


@pytest.mark.parametrize(("event", "stop"), STOPS, ids=[f"{e.id}-{n}" for n, (e, _) in enumerate(STOPS)])
def test_a_stop_holds_under_some_answers_and_not_under_others(event: LifeEvent, stop: Stop) -> None:
    names = depends_on(event, named(stop.when))
    assert {stop in led_to(event, answers).stops for answers in answer_sets(event, names, sure=True)} == {True, False}


@pytest.mark.parametrize(("event", "advice"), ADVICE, ids=[f"{e.id}-{n}" for n, (e, _) in enumerate(ADVICE)])
def test_advice_is_given_under_some_answers_and_not_under_others(event: LifeEvent, advice: Advice) -> None:
    names = depends_on(event, named(advice.when))
    given_ = {
        advice in [told.advice for told in led_to(event, answers).advice]
        for answers in answer_sets(event, names, sure=True)
    }
    assert given_ == ({True} if advice.when is None else {True, False})


@pytest.mark.parametrize(("event", "name"), QUESTIONS, ids=[f"{e.id}-{q}" for e, q in QUESTIONS])
def test_every_question_is_asked_and_changes_what_comes_out(event: LifeEvent, name: str) -> None:
    """A question that changes nothing is one too many; what it opens another question for counts too."""
    others = depends_on(event, _read_with(event, name))
    for answers in answer_sets(event, others, sure=True):
        if name not in [question.id for question in shown_questions(event, answers)]:
            continue
        if event.question(name).asks is Asks.DATE:
            other = led_to(event, {**answers, name: UNKNOWN})
            day = led_to(event, {**answers, name: A_DAY})
            if other != day:
                return
        elif led_to(event, {**answers, name: True}) != led_to(event, {**answers, name: False}):
            return
    pytest.fail(f"{event.id}: {name} changes nothing")


def _read_with(event: LifeEvent, name: str) -> Iterator[str]:
    """Return the questions of the first condition that reads this one, itself among them."""
    for rule in (*event.rules, *event.advice):
        counted = rule.deadline.counted if rule.deadline else None
        if name in named(rule.when) or getattr(counted, "since", "") == name:
            yield from (name, *named(rule.when))
            return
    yield name


GO_ON_WITHOUT = {
    ("kosodate", "apart"),  # who receives the allowance is not asked whether they are a public servant
    ("kosodate", "large_family"),
    ("inu", "vaccinated"),  # a new dog is not asked whether it has died
    ("inu", "lost_tag"),
}


def test_no_question_follows_on_one_that_was_not_asked() -> None:
    """What does not arise counts as no: ``senior is false`` alone would also ask those who were never asked."""
    found = set()
    for event in EVENTS.values():
        for question in event.questions:
            needed = list(named(question.show_if))
            for answers in answer_sets(event, depends_on(event, needed), sure=True):
                shown = [item.id for item in shown_questions(event, answers)]
                # Of alternatives (any) one is enough.
                if question.id in shown and needed and not isinstance(question.show_if, AnyOf):
                    found |= {(event.id, question.id)} if not set(needed) <= set(shown) else set()
    assert found == GO_ON_WITHOUT


# --- nothing contradicts itself


@pytest.mark.parametrize(("event", "stop"), STOPS, ids=[f"{e.id}-{n}" for n, (e, _) in enumerate(STOPS)])
def test_what_is_stopped_is_neither_due_nor_looked_into(event: LifeEvent, stop: Stop) -> None:
    procedures = {rule.procedure for rule in event.rules}
    assert set(stop.stops) <= procedures, "a stop is for what the event would lead to"
    for procedure in stop.stops:
        rules = [rule for rule in event.rules if rule.procedure == procedure]
        names = depends_on(event, [*named(stop.when), *(name for rule in rules for name in named(rule.when))])
        for answers in answer_sets(event, names):
            out = led_to(event, answers)
            if stop in out.stops:
                assert procedure not in [item.procedure for item in (*out.due, *out.at_counter)], answers


@st.composite
def an_event_answered(draw: st.DrawFn) -> tuple[LifeEvent, dict[str, object]]:
    event = draw(st.sampled_from(list(EVENTS.values())))
    answers = {}
    for question in event.questions:
        if question.asks is Asks.DATE:
            answers[question.id] = draw(st.sampled_from((A_DAY, UNKNOWN)))
        else:
            answers[question.id] = draw(st.sampled_from((True, False, UNKNOWN)))
    return event, answers


@given(an_event_answered())
def test_a_procedure_is_told_once_with_its_reasons(answered: tuple[LifeEvent, dict[str, object]]) -> None:
    event, answers = answered
    out = led_to(event, answers)  # type: ignore[arg-type]  # hypothesis draws of the right kinds
    told = [item.procedure for item in (*out.due, *out.at_counter)]
    assert len(told) == len(set(told))
    assert not set(told) & {name for stop in out.stops for name in stop.stops}
    for item in (*out.due, *out.at_counter):
        assert item.reasons
        assert len(item.reasons) == len(set(item.reasons))
        assert len(item.bring) == len(set(item.bring))
    flagged = {rule.procedure for rule in event.rules if rule.at_counter}
    assert all(item.unsure or item.procedure in flagged for item in out.at_counter)


@given(an_event_answered(), st.data())
def test_not_knowing_never_drops_a_procedure(
    answered: tuple[LifeEvent, dict[str, object]], data: st.DataObject
) -> None:
    """Whoever answers わからない is told at least what they would have been told knowing it."""
    event, answers = answered
    forgotten = data.draw(st.sampled_from([question.id for question in event.questions]))
    known, unknown = (led_to(event, it) for it in (answers, {**answers, forgotten: UNKNOWN}))  # type: ignore[arg-type]
    assert {item.procedure for item in (*known.due, *known.at_counter)} <= {
        item.procedure for item in (*unknown.due, *unknown.at_counter)
    }
    assert {told.advice.text for told in known.advice} <= {told.advice.text for told in unknown.advice}


# --- nothing is missing


def test_every_procedure_is_led_to_or_says_why_it_is_not() -> None:
    led = {rule.procedure for _, rule in RULES}
    assert led | COMMON.direct_only.keys() == COMMON.procedures.keys()
    assert not led & COMMON.direct_only.keys()
    assert len(COMMON.procedures) == 63


def test_the_names_are_those_of_the_forms() -> None:
    catalogue = load_catalogue()
    for id_, procedure in catalogue.procedures.items():
        assert COMMON.procedures[id_] == procedure.name


def test_every_source_and_every_thing_to_bring_is_used() -> None:
    used = {item.basis for event in EVENTS.values() for item in (*event.rules, *event.stops, *event.advice)}
    assert used == set(COMMON.sources.values())
    assert {name for _, rule in RULES for name in rule.bring} == COMMON.items.keys()


_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def _phrases() -> Iterator[Phrase]:
    yield from COMMON.items.values()
    for event in EVENTS.values():
        yield event.name
        for question in event.questions:
            yield from (question.ask, question.help, question.noun)
        for rule in event.rules:
            yield rule.reason
        for stop in event.stops:
            yield from (stop.text, stop.where)
        for advice in event.advice:
            yield from (advice.text, advice.where)
        for entry in (*event.rules, *event.advice):
            if entry.deadline:
                yield entry.deadline.note
                yield getattr(entry.deadline.counted, "noun", entry.deadline.note)


def test_every_phrase_is_japanese_and_english() -> None:
    for phrase in _phrases():
        assert bool(phrase.ja) == bool(phrase.en)
        if phrase.ja:
            assert _JAPANESE.search(phrase.ja), phrase
            assert not _JAPANESE.search(phrase.en), phrase


@EACH
def test_questions_are_short_questions(event: LifeEvent) -> None:
    for question in event.questions:
        assert question.ask.ja.endswith("か"), question.id
        assert question.ask.en.endswith("?"), question.id
        assert len(question.ask.ja) <= 40, question.id


@EACH
def test_sentences_are_sentences(event: LifeEvent) -> None:
    for text in (
        *(rule.reason.ja for rule in event.rules),
        *(item.text.ja for item in (*event.stops, *event.advice)),
        *(question.help.ja for question in event.questions if question.help.ja),
    ):
        assert text.endswith("。"), text
