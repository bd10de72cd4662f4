"""Every question that any of the forms can ask, on its page: room for its words, targets, nothing beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, product
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QApplication

from forms import journey
from forms.answers import Answers, Giver
from forms.definition import Field, Kind, Procedure
from forms.fields import KINDS
from forms.fields.text import Text
from forms.places import count_key, key_of
from kiosk.i18n import LANGUAGES, Words
from kiosk.session.events import ReadReviewed
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import after, card_pages, shipped
from tests.support.pictures import SCREENS, settle
from tests.ui.test_every_page import gaps, inside, marks, names, room, sizes, titles
from ui.shell import Shell
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.text_entry import TextEntry

MakeShell = Callable[..., Shell]

SIGHTS = tuple(product(SCREENS, TextSize, LANGUAGES))
STRIDE = 37
"""Has no factor in common with the number of sights: question after question goes through all of them."""
SHARE = 4
"""One question in so many is looked at in ``./test``; ``--long`` looks at all of them in every sight."""


def unconditional(procedure: Procedure) -> Procedure:
    """Return the procedure asking all it has, whatever was answered and whoever's card was read."""

    def always(field: Field) -> Field:
        return replace(field, show_if=None, prefill=None, prefill_if=None)

    fields = tuple(always(field) for field in procedure.fields)
    repeats = tuple(replace(repeat, count=always(repeat.count)) for repeat in procedure.repeats)
    return replace(procedure, fields=fields, repeats=repeats, stops=(), checks=(), attachments=())


@cache
def every_question() -> dict[str, SessionState]:
    """Return the page of each question, by its key; what several forms share is one question."""
    begun = after(card_pages(None, ("juminhyo",))["person"], ReadReviewed(9, mine=True))
    found: dict[str, SessionState] = {}
    for id_, procedure in shipped()[0].items():
        asking = unconditional(procedure)
        answers = Answers()
        for repeat in procedure.repeats:
            answers = answers.set(count_key(procedure, repeat), 1, Giver.RESIDENT)
        station = replace(begun.station, catalogue=MappingProxyType({id_: asking}))
        for asked in journey.questions((asking,), answers):
            visit = replace(begun.visit, procedures=(id_,), answers=answers, question=asked.key, problems=())
            found.setdefault(asked.key, replace(begun, station=station, visit=visit))
    return found


def wrong(shell: Shell, states: Iterator[tuple[str, SessionState]]) -> Iterator[str]:
    for name, state in states:
        shell.show_state(state)
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
        for check in (names, sizes, gaps, room, inside, titles, marks):
            yield from (f"{name}: {check.__name__}: {problem}" for problem in check(shell))


def seen(sights: Sequence[tuple[str, TextSize, str]], every: int) -> Iterator[tuple[str, str, SessionState]]:
    """Yield one question in so many: which, on which screen and how; question after question another sight."""
    for number, (key, state) in enumerate(islice(every_question().items(), 0, None, every)):
        screen, size, language = sights[number * STRIDE % len(sights)]
        yield screen, f"{key}, {language}, {size}", replace(state, settings=Settings(language=language, text_size=size))


def longest(state: SessionState) -> str:
    """Return the longest text that the field asked for takes; empty where nothing can be written."""
    asked = journey.question(state.procedures, state.visit.answers, state.visit.question or "")
    kind = KINDS[asked.field.kind] if asked else None
    if asked is None or not isinstance(kind, Text):
        return ""
    words = "サトウハナコ" if asked.field.kind is Kind.KANA else "大雨で床上まで水につかり、"
    return (words * 40)[: asked.field.limits.longest or kind.longest]


def unseen(shell_of: MakeShell, screen: str, states: Iterator[tuple[str, SessionState]]) -> Iterator[str]:
    """Write the longest text on each page that has a place for it, then on its board, and say what is out of place."""
    for name, state in states:
        shell = shell_of(state, screen)
        text = longest(state)
        for where in ("page", "board"):
            entry = next((one for one in shell.findChildren(TextEntry) if one.isVisible()), None)
            if entry is None or not text:
                break
            entry.set_value(text)
            settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
            assert entry.value() == text
            for check in (names, sizes, gaps, room, inside):
                yield from (f"{name}, {where}: {check.__name__}: {problem}" for problem in check(shell))
            entry.touched.emit()
            settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
        shell.hide()


def test_no_form_asks_anything_else() -> None:
    missing = [
        f"{procedure.id}.{field.id}"
        for procedure in shipped()[0].values()
        for field in procedure.fields
        if field.asked and KINDS[field.kind].askable
        if key_of(procedure, field, 0 if field.repeat else None) not in every_question()
    ]
    assert not missing


def _asks() -> dict[str, Ask]:
    views = {key: page(state, Words(), None) for key, state in every_question().items()}
    return {key: view for key, view in views.items() if isinstance(view, Ask)}


def test_today_is_offered_where_it_can_be_and_for_no_birth() -> None:
    days = {key: one for key, one in _asks().items() if one.kind is Kind.DATE}
    births = {key for key in days if "birth" in key}
    assert {key for key, one in days.items() if one.today is None} == births
    assert len(births) > 20
    assert len(days) - len(births) > 30


def test_the_eras_are_those_that_can_be() -> None:
    def eras(key: str) -> list[str]:
        return [one.value for one in _asks()[key].options]

    assert eras("dog_toroku.d_birth") == ["令和", "平成", "昭和", "大正"]
    assert eras("mnc_funshitsu.lost_date") == ["令和", "平成", "昭和"]
    assert eras("soudan.want1") == ["令和"]
    assert eras("kaigo_gendo.fac_date") == ["令和", "平成", "昭和"]


@pytest.mark.parametrize("screen", SCREENS)
def test_questions_of_every_form(shell_of: MakeShell, screen: str) -> None:
    sights = [(name, state) for on, name, state in seen(SIGHTS, SHARE) if on == screen]
    found = list(wrong(shell_of(sights[0][1], screen), iter(sights)))
    assert not found, "\n".join(found)


def written(sights: Sequence[tuple[str, TextSize, str]], every: int) -> Iterator[tuple[str, str, SessionState]]:
    """Yield one question in so many of those that are answered in writing."""
    for number, (screen, name, state) in enumerate(one for one in seen(sights, 1) if longest(one[2])):
        if number % every == 0:
            yield screen, name, state


@pytest.mark.parametrize("screen", SCREENS)
def test_the_longest_answers_are_seen(shell_of: MakeShell, screen: str) -> None:
    sights = [(name, state) for on, name, state in written(SIGHTS, 2 * SHARE) if on == screen]
    assert len(sights) > 3
    found = list(unseen(shell_of, screen, iter(sights)))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_longest_answer_is_seen(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    """The text is the same in every language; what stands around it has one after the other."""
    sights = [(name, state) for _, name, state in written([(screen, size, one) for one in LANGUAGES], 1)]
    found = list(unseen(shell_of, screen, iter(sights)))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_question_of_every_form(shell_of: MakeShell, screen: str, size: TextSize) -> None:
    """On every screen at every size, in one language after the other."""
    sights = [(name, state) for _, name, state in seen([(screen, size, one) for one in LANGUAGES], 1)]
    found = list(wrong(shell_of(sights[0][1], screen), iter(sights)))
    assert not found, "\n".join(found)
