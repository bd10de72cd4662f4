"""Values on their way to the office and back."""

from __future__ import annotations

from datetime import date

import pytest

from forms.answers import NO_ANSWERS, Giver
from forms.problems import SlipValueError
from forms.transfer import from_slip, to_csv, to_slip
from forms.values import SKIPPED, UNKNOWN
from tests.support.procedures import small

SMALL = small(
    {"id": "name"},
    {"id": "c", "kind": "choice", "options": ["甲", "乙"]},
    {"id": "birth", "kind": "date"},
    {"id": "hidden", "show_if": {"field": "c", "is": "甲"}},
    {"id": "number", "kind": "my_number"},
    {"id": "sign", "kind": "signature"},
    {"id": "p", "repeat": "people", "label": "氏名"},
    repeat=[{"id": "people", "label": "人", "max_rows": 2, "section": "世帯", "ask": "何人"}],
    takes_my_number=True,
)
ANSWERS = NO_ANSWERS
for _name, _value in {
    "name": "空知 花子",
    "c": "乙",
    "birth": UNKNOWN,
    "hidden": "remembered",
    "number": "123456789018",
    "people.count": 2,
    "people[0].p": "𠮷田",
    "people[1].p": SKIPPED,
}.items():
    ANSWERS = ANSWERS.set(f"small.{_name}", _value, Giver.RESIDENT)


def test_what_is_on_the_paper_travels_and_comes_back() -> None:
    sealed = to_slip(SMALL, ANSWERS)
    assert list(sealed) == ["name", "c", "birth", "people[0].p"]
    assert "123456789018" not in str(sealed)
    assert from_slip(SMALL, sealed) == {"name": "空知 花子", "c": "乙", "birth": UNKNOWN, "people[0].p": "𠮷田"}


@pytest.mark.parametrize(
    ("content", "value"),
    [
        *[(name, "x") for name in ("nothing", "p", "people[2].p", "people[00].p", "people[0].name", "name[0]", "")],
        *[("c", 5), ("c", "甲"), ("birth", "1946"), ("birth", True), ("birth", -1), ("name", 5), ("sign", "x")],
        ("number", "123456789018"),
    ],
)
def test_a_foreign_value_is_refused(content: str, value: object) -> None:
    with pytest.raises(SlipValueError):
        from_slip(SMALL, {content: value})


def test_lines_of_csv() -> None:
    values = {"name": "空知 花子", "birth": date(1946, 3, 4), "c": UNKNOWN, "people[1].p": SKIPPED}
    assert to_csv(SMALL, values) == (
        ("name", "name", "空知 花子"),
        ("birth", "birth", "1946-03-04"),
        ("c", "c", "わからない"),
        ("people[1].p", "氏名", ""),
    )
    with pytest.raises(SlipValueError):
        to_csv(SMALL, {"nothing": "x"})
