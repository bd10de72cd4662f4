"""What a person answers to a life event: typed, in a file, on the screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from forms.life_events.answers import load_answers, read_answer, read_answers
from forms.life_events.loader import load_events
from forms.problems import Problem, ProblemCode
from forms.values import UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from forms.life_events.definition import Question

P = ProblemCode
TODAY = date(2026, 11, 24)
MOVE_IN = load_events().events["tennyu"]
MOVE_OUT = load_events().events["tenshutsu"]
YES_NO, PAST, COMING = MOVE_IN.question("dog"), MOVE_IN.question("moved_on"), MOVE_OUT.question("leaving_on")


@pytest.mark.parametrize("raw", [True, "はい", " はい ", "yes", "Y", "YES"])
def test_yes(raw: object) -> None:
    assert read_answer(YES_NO, raw, TODAY) is True


@pytest.mark.parametrize("raw", [False, "いいえ", "no", "N"])
def test_no(raw: object) -> None:
    assert read_answer(YES_NO, raw, TODAY) is False


@pytest.mark.parametrize("raw", ["わからない", "?", "？", "unknown", " わからない "])
def test_not_knowing_is_an_answer_to_everything(raw: str) -> None:
    assert read_answer(YES_NO, raw, TODAY) is UNKNOWN
    assert read_answer(PAST, raw, TODAY) is UNKNOWN


@pytest.mark.parametrize("raw", ["多分", "", 1, 0, None, [True], date(2026, 11, 20)])
def test_anything_else_is_asked_again(raw: object) -> None:
    assert read_answer(YES_NO, raw, TODAY) == Problem(P.NOT_YES_NO, "dog")


@pytest.mark.parametrize("raw", [date(2026, 11, 20), "令和8年11月20日", "R8.11.20", "2026-11-20", "2026年11月20日"])
def test_a_day(raw: object) -> None:
    assert read_answer(PAST, raw, TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("はい", P.NOT_DATE),
        (True, P.NOT_DATE),
        (20261120, P.NOT_DATE),
        (datetime(2026, 11, 20, 9, 0), P.NOT_DATE),  # noqa: DTZ001 - a TOML file may hold one
        ("令和8年11月31日", P.NO_SUCH_DAY),
        ("2027-02-29", P.NO_SUCH_DAY),
        (date(2026, 11, 25), P.TOO_LATE),
        (date(1880, 1, 1), P.TOO_EARLY),
    ],
)
def test_a_day_that_cannot_be(raw: object, code: ProblemCode) -> None:
    answer = read_answer(PAST, raw, TODAY)
    assert isinstance(answer, Problem)
    assert (answer.code, answer.key) == (code, "moved_on")


def test_only_a_planned_day_may_be_to_come() -> None:
    assert read_answer(PAST, TODAY, TODAY) == TODAY
    assert read_answer(COMING, date(2027, 3, 31), TODAY) == date(2027, 3, 31)
    answer = read_answer(COMING, date(2040, 1, 1), TODAY)
    assert isinstance(answer, Problem)
    assert answer.code is P.TOO_LATE


def test_a_file_gives_every_answer_and_every_problem() -> None:
    raw = {"living_here": True, "moved_on": "2026-11-20", "dog": "わからない", "cat": True, "seal": "多分"}
    answers, problems = read_answers(MOVE_IN, raw, TODAY)
    assert answers == {"living_here": True, "moved_on": date(2026, 11, 20), "dog": UNKNOWN}
    assert problems == (Problem(P.UNKNOWN_KEY, "cat"), Problem(P.NOT_YES_NO, "seal"))


def test_a_file_is_toml(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('living_here = true\nmoved_on = 2026-11-20\ndog = "わからない"\n', "utf-8")
    answers, problems = load_answers(path, MOVE_IN, TODAY)
    assert (answers, problems) == ({"living_here": True, "moved_on": date(2026, 11, 20), "dog": UNKNOWN}, ())


@pytest.mark.parametrize("content", [None, b"living_here = ", b"\xff"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_bytes(content)
    answers, problems = load_answers(path, MOVE_IN, TODAY)
    assert not answers
    assert [(it.code, it.key) for it in problems] == [(P.UNREADABLE_FILE, "a.toml")]


@pytest.mark.parametrize("question", [PAST, COMING])
@pytest.mark.parametrize("raw", ["", "令和8年11月31日"])
def test_the_example_of_a_day_is_of_the_era_that_is_offered(question: Question, raw: str) -> None:
    problem = read_answer(question, raw, TODAY)
    assert isinstance(problem, Problem)
    assert problem.told("ja")["example"] == "令和8年4月1日"
    assert problem.told("en")["example"] == "2026-04-01"
