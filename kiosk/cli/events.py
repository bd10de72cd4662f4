"""``madobe events list|ask``: from what happened in a life to the procedures that are due."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from forms.life_events.answers import EventAnswer, EventAnswers
    from forms.life_events.definition import LifeEvent, Question
    from kiosk.cli.terminal import Terminal

_ASK = """暮らしの出来事について聞き、必要なお手続きを、理由・窓口・いつまで・持ち物・出典とともに出します。
--answers がなければ、標準入力の 1 行を 1 つの答えとして読みます：はい、いいえ、わからない、日付（令和8年11月20日）。
入力が途中で終わったところと、ファイルにない質問は、わからないとして数えます。"""
_ANSWERS = '答えの TOML ファイル：living_here = true、moved_on = 2026-11-20、dog = "わからない"'


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    events = commands.add_parser(name, help="暮らしの出来事からの案内 / life events")
    actions = events.add_subparsers(metavar="ACTION", required=True)
    listed = actions.add_parser("list", parents=[common], help="出来事の一覧 / all events")
    listed.set_defaults(command=_list)
    ask = actions.add_parser(
        "ask", parents=[common], help="聞いて案内する / ask, and tell what is due", description=_ASK
    )
    ask.add_argument("event", metavar="EVENT", help="出来事の id（madobe events list）")
    ask.add_argument("--answers", type=Path, metavar="A.toml", help=_ANSWERS)
    ask.set_defaults(command=_ask)


def _list(_args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.life_events.loader import load_events
    from kiosk.event_file import broken_event

    loaded, language = load_events(), terminal.words.language
    for broken in loaded.broken:
        terminal.tell(broken_event(broken))
    return terminal.result(
        {
            "events": [{"id": it.id, "name": it.name.text(language)} for it in loaded.events.values()],
            "broken": [{"id": it.id, "code": it.code, "where": it.where, "detail": it.detail} for it in loaded.broken],
        },
        "\n".join(
            terminal.words.text("events.line", id=it.id, name=it.name.text(language)) for it in loaded.events.values()
        ),
    )


def _ask(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.life_events.answers import load_answers
    from forms.life_events.loader import load_events
    from forms.life_events.outcome import outcome
    from forms.loader import load_catalogue
    from forms.settings import load_town
    from kiosk import clock
    from kiosk.config import load
    from kiosk.event_file import find_event, refuse
    from kiosk.guidance import Guidance, page, record

    town, today = load_town(load(getattr(args, "config", None)).town), clock.today()
    loaded = load_events(town=town)
    event = find_event(loaded, args.event)
    if args.answers:
        answers, problems = load_answers(args.answers, event, today)
        if problems:
            raise refuse(problems)
    else:
        answers = _asked(event, today, terminal)
    found, catalogue = Guidance(event, outcome(event, answers, today), loaded.common), load_catalogue()
    told = record(found, catalogue, town, terminal.words)
    return terminal.result(told, page(found, catalogue, town, terminal.words))


def _asked(event: LifeEvent, today: date, terminal: Terminal) -> EventAnswers:
    """Ask one question after the other; where the input ends, the rest stays unanswered."""
    from forms.life_events.outcome import next_question

    answers: dict[str, EventAnswer] = {}
    while (question := next_question(event, answers)) is not None:
        answer = _answer(question, today, terminal)
        if answer is None:
            break
        answers[question.id] = answer
    return answers


def _answer(question: Question, today: date, terminal: Terminal) -> EventAnswer | None:
    """Ask until the answer can be taken. A pipe is not asked again: its next line answers the next question."""
    from forms.life_events.answers import read_answer
    from forms.problems import Problem
    from kiosk.event_file import refuse

    language = terminal.words.language
    while True:
        terminal.say(f"events.{_PROMPTS[question.asks]}", ask=question.ask.text(language))
        if question.help.ja:
            terminal.say("events.help", text=question.help.text(language))
        line = sys.stdin.readline()
        if not line:
            return None
        answer = read_answer(question, line.strip(), today)
        if not isinstance(answer, Problem):
            return answer
        if not sys.stdin.isatty():
            raise refuse([answer])
        terminal.problems([answer])


_PROMPTS = {"yes_no": "yes_no", "date": "day"}
