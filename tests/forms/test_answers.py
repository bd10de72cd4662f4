"""Answers: immutable, with their giver, and silent about their values."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module

import pytest

from forms.answers import NO_ANSWERS, Answer, Answers, Giver
from forms.values import SKIPPED, UNKNOWN, is_plain


def test_a_change_makes_new_answers() -> None:
    one = NO_ANSWERS.set("a", "x", Giver.RESIDENT)
    two = one.set("a", "y", Giver.STAFF)
    assert (len(NO_ANSWERS), one.get("a"), two.get("a")) == (0, Answer("x", Giver.RESIDENT), Answer("y", Giver.STAFF))
    assert two.without("a") == NO_ANSWERS == two.without("a").without("b")
    assert list(two.items()) == [("a", Answer("y", Giver.STAFF))]
    assert "a" in two
    assert "b" not in two


def test_equal_answers_are_equal_in_any_order() -> None:
    one = NO_ANSWERS.set("a", 1, Giver.CARD).set("b", ("x",), Giver.CARD)
    two = Answers({"b": Answer(("x",), Giver.CARD), "a": Answer(1, Giver.CARD)})
    assert one == two
    assert hash(one) == hash(two)
    assert one != two.without("a")
    assert one != {"a": 1}


def test_the_source_is_not_changed_by_the_mapping_it_came_from() -> None:
    source = {"a": Answer("x", Giver.CARD)}
    answers = Answers(source)
    source.clear()
    assert len(answers) == 1


def test_values_stay_out_of_logs() -> None:
    assert "花子" not in repr(NO_ANSWERS.set("applicant.name", "空知花子", Giver.CARD))


def test_nothing_of_a_form_can_be_changed_behind_one_s_back() -> None:
    names = ("answers", "conditions", "definition", "evaluation", "journey", "problems", "settings", "vocabulary")
    classes = {item for name in names for item in vars(import_module(f"forms.{name}")).values() if is_dataclass(item)}
    assert len(classes) > 30
    assert [item for item in classes if not item.__dataclass_params__.frozen] == []


@pytest.mark.parametrize("giver", Giver)
def test_what_persons_gave(giver: Giver) -> None:
    answers = NO_ANSWERS.set("a", "x", giver)
    assert len(answers.by_persons()) == (giver in (Giver.RESIDENT, Giver.STAFF, Giver.PROXY))


def test_two_absences_are_nothing_to_write() -> None:
    assert [is_plain(value) for value in ("", False, 0, UNKNOWN, SKIPPED)] == [True, True, True, False, False]
