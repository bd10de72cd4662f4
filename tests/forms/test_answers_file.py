"""Answers from a TOML file: what is taken, and every key that is not."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from forms.answers import Answer, Giver
from forms.answers_file import load_answers, read_answers
from forms.problems import ProblemCode
from forms.values import SKIPPED, UNKNOWN
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from pathlib import Path

P = ProblemCode
SMALL = small(
    {"id": "name", "shares": "applicant.name"},
    {"id": "c", "kind": "choice", "options": ["甲", "乙"]},
    {"id": "phone", "kind": "phone", "required": True},
    {"id": "birth", "kind": "date", "limits": {"latest_days": 0}},
    {"id": "sign", "kind": "signature"},
    {"id": "number", "kind": "my_number"},
    {"id": "p", "repeat": "people"},
    {"id": "q", "repeat": "people", "kind": "number"},
    {"id": "o", "repeat": "others"},
    repeat=[
        {"id": "people", "label": "人", "max_rows": 2, "min_rows": 1, "section": "世帯", "ask": "何人"},
        {"id": "others", "label": "人", "max_rows": 2, "section": "世帯", "ask": "何人"},
    ],
    takes_my_number=True,
)


def read(text: str, **more: Any) -> tuple[dict[str, object], list[tuple[ProblemCode, str]]]:
    answers, problems = read_answers(tomllib.loads(text), (SMALL,), today=TODAY, **more)
    found = {key.removeprefix("small."): answer.value for key, answer in answers.items()}
    return found, [(problem.code, problem.key) for problem in problems]


def test_fields_rows_and_shared_answers() -> None:
    found, problems = read(
        """
        [applicant]
        name = "空知 花子"
        [small]
        c = "乙"
        phone = "わからない"
        birth = 1946-03-04
        unknown = "c"
        [[small.people]]
        p = "あ"
        q = 3
        [[small.people]]
        unknown = ["p"]
        q = ""
        """.replace('unknown = "c"', "")
    )
    assert problems == []
    assert found == {
        "applicant.name": "空知 花子",
        "c": "乙",
        "phone": UNKNOWN,
        "birth": TODAY.replace(1946, 3, 4),
        "people.count": 2,
        "people[0].p": "あ",
        "people[0].q": 3,
        "people[1].p": UNKNOWN,
        "people[1].q": SKIPPED,
        "others.count": 0,
    }


def test_unknown_may_name_one_field_or_several() -> None:
    assert read('[small]\nunknown = "c"')[0]["c"] is UNKNOWN
    assert read('[small]\nunknown = ["c", "phone"]')[0]["phone"] is UNKNOWN


def test_a_table_that_must_have_rows_is_not_made_up() -> None:
    found, _ = read("[small]")
    assert found == {"others.count": 0}


def test_the_giver_is_told() -> None:
    answers, _ = read_answers({"small": {"c": "甲"}}, (SMALL,), giver=Giver.STAFF)
    assert answers.get("small.c") == Answer("甲", Giver.STAFF)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("[nothing]\nx = 1", P.UNKNOWN_KEY, "nothing.x"),
        ("[applicant]\nfone = 1", P.UNKNOWN_KEY, "applicant.fone"),
        ("[bank]\nname = 'x'", P.UNKNOWN_KEY, "bank.name"),
        ("small = 5", P.UNKNOWN_KEY, "small"),
        ("[small]\nfone = 1", P.UNKNOWN_KEY, "small.fone"),
        ("[small]\np = 1", P.UNKNOWN_KEY, "small.p"),
        ("[small]\npeople = 1", P.UNKNOWN_KEY, "small.people"),
        ("[small]\npeople = [1]", P.UNKNOWN_KEY, "small.people[0]"),
        ("[[small.people]]\nr = 1", P.UNKNOWN_KEY, "small.people[0].r"),
        ("[[small.people]]\nunknown = ['c']", P.UNKNOWN_KEY, "small.people[0].unknown: c"),
        ("[small]\nunknown = ['x']", P.UNKNOWN_KEY, "small.unknown: x"),
        ("[small]\nunknown = [5]", P.UNKNOWN_KEY, "small.unknown: 5"),
        ("[small]\nc = '丙'", P.NOT_OPTION, "small.c"),
        ("[small]\nphone = '62'", P.NOT_PHONE, "small.phone"),
        ("[small]\nbirth = 2026-11-25", P.TOO_LATE, "small.birth"),
        ("[small]\nsign = '花子'", P.NOT_ASKED, "small.sign"),
        ("[small]\nnumber = '123456789018'", P.NOT_ASKED, "small.number"),
        ("[small]\nunknown = ['sign']", P.NOT_ASKED, "small.sign"),
        ("[[small.people]]\nq = 'x'", P.NOT_NUMBER, "small.people[0].q"),
        ("[applicant]\nname = 'あ'\n[small]\nname = 'い'", P.CONFLICT, "applicant.name"),
        ("[small]\nunknown = ['c']\nc = '甲'", P.CONFLICT, "small.c"),
        ("[[small.people]]\n[[small.people]]\n[[small.people]]", P.TOO_MANY_ROWS, "small.people"),
    ],
)
def test_what_is_wrong_is_named_and_left_out(text: str, code: ProblemCode, key: str) -> None:
    found, problems = read(text)
    assert problems == [(code, key)]
    if code is not P.CONFLICT:
        assert key.removeprefix("small.") not in found


def test_the_same_answer_twice_is_no_conflict() -> None:
    assert read("[applicant]\nname = 'あ'\n[small]\nname = ' あ '")[1] == []


def test_a_table_of_another_form_may_be_there() -> None:
    assert read("[other]\nx = 1", others=("other", "small"))[1] == []
    assert read("[small]\nc = '甲'", others=("other", "small"))[0]["c"] == "甲"


@pytest.mark.parametrize("content", [b"x = ", b"\xff", None])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_bytes(content)
    answers, problems = load_answers(path, (SMALL,))
    assert len(answers) == 0
    assert [(problem.code, problem.key) for problem in problems] == [(P.UNREADABLE_FILE, "a.toml")]
    assert problems[0].params["detail"]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("[small]\nc = '甲'", "utf-8")
    answers, problems = load_answers(path, (SMALL,), today=TODAY)
    assert (answers.get("small.c"), problems) == (Answer("甲", Giver.RESIDENT), ())
