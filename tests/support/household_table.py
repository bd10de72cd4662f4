"""Invented households and what they get: tests/fixtures/households.toml, and docs/households.md made of it.

``python -m tests.support.household_table`` writes the page; tests/forms/test_households.py holds the two together.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forms.life_events.answers import read_answers
from forms.life_events.loader import load_events
from forms.life_events.outcome import outcome
from forms.values import UNKNOWN
from kiosk.guidance import day_text, until_text
from kiosk.i18n import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from forms.life_events.answers import EventAnswers
    from forms.life_events.definition import LifeEvent
    from forms.life_events.outcome import Due, Outcome

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "fixtures" / "households.toml"
PAGE = ROOT / "docs" / "households.md"

_HEAD = """# 世帯ごとの案内の見本

作り話の世帯に、窓辺が何を案内するかの一覧です。町の方が目で確かめるためのものです。
まちがいを見つけたら、`assets/life_events/` の出来事のファイルを直してください。
この一覧は `tests/fixtures/households.toml` から
`python -m tests.support.household_table` で作り、テストが、プログラムの答えと同じことを確かめます。
案内の元になった知識には、町でまだ確かめていないものがあります（出典は `madobe events ask` が出します）。

- **必要**：お手続きが必要です。
- **窓口で確認**：「わからない」があるか、事情によるため、窓口で確かめます。
- **受け付けない**：ここでは受け付けず、別のところを案内します。
- **ほかに**：用紙のない、していただくことです。
"""


@dataclass(frozen=True, slots=True)
class Household:
    """One line of the table. ``due`` and ``at_counter``: days left by procedure, empty where no day is known."""

    says: str
    event: str
    today: date
    answers: Mapping[str, object]
    due: Mapping[str, int | str]
    at_counter: Mapping[str, int | str]
    stopped: tuple[str, ...]
    advice: tuple[str, ...]


def households() -> tuple[Household, ...]:
    """Return the whole table."""
    raw = tomllib.loads(TABLE.read_text("utf-8"))
    found = []
    for item in raw["household"]:
        found.append(
            Household(
                item.pop("says"),
                item.pop("event"),
                item.pop("today", raw["today"]),
                item.pop("answers"),
                item.pop("due", {}),
                item.pop("at_counter", {}),
                tuple(item.pop("stopped", ())),
                tuple(item.pop("advice", ())),
            )
        )
        assert not item, item
    return tuple(found)


EVENTS = load_events()


def told(household: Household) -> tuple[LifeEvent, EventAnswers, Outcome]:
    """Return what the program tells a household; its answers must hold."""
    event = EVENTS.events[household.event]
    answers, problems = read_answers(event, household.answers, household.today)
    assert not problems, (household.says, problems)
    return event, answers, outcome(event, answers, household.today)


def page() -> str:
    """Return docs/households.md."""
    table = households()
    lines = [_HEAD]
    number = 0
    for event in EVENTS.events.values():
        lines.append(f"## {event.name.ja}\n")
        for household in table:
            if household.event == event.id:
                number += 1
                lines.append(_section(number, household))
    return "\n".join(lines).rstrip() + "\n"


def _section(number: int, household: Household) -> str:
    event, answers, found = told(household)
    words = Words("ja")
    said: dict[str, list[str]] = {}
    for name, answer in answers.items():
        question = event.question(name)
        said.setdefault(_answer(answer, words), []).append(question.noun.ja or question.ask.ja)
    lines = [
        f"### {number}. {household.says}\n",
        f"受付の日：{day_text(household.today, words)}\n",
        *(f"- {answer}：{'／'.join(asked)}" for answer, asked in said.items()),
        "",
    ]
    rows = [*_rows("必要", found.due, words), *_rows("窓口で確認", found.at_counter, words)]
    rows += [("受け付けない", stop.text.ja, f"→ {stop.where.ja}") for stop in found.stops]
    for one in found.advice:
        until = until_text(one.limit, words)
        where = f"→ {one.advice.where.ja}"
        rows.append(("ほかに", one.advice.text.ja, f"{until}。{where}" if until else where))
    if rows:
        lines += ["| | 手続き・ご案内 | いつまで・どこへ |", "|---|---|---|"]
        lines += [f"| {kind} | {what} | {when} |" for kind, what, when in rows]
    else:
        lines.append(words.text("events.nothing"))
    return "\n".join(lines) + "\n"


def _rows(kind: str, entries: tuple[Due, ...], words: Words) -> Iterator[tuple[str, str, str]]:
    for item in entries:
        yield kind, EVENTS.common.procedures[item.procedure], until_text(item.limit, words)


def _answer(answer: object, words: Words) -> str:
    if answer is UNKNOWN:
        return "わからない"
    if isinstance(answer, bool):
        return "はい" if answer else "いいえ"
    return day_text(answer, words)  # type: ignore[arg-type]  # what is left is a day


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
