from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from printing.job import PrinterProblem


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_problem_of_a_printer_has_its_sentence_and_no_sentence_is_left_over(language: str) -> None:
    words = tomllib.loads((files("assets") / "words" / language / "printer.toml").read_text("utf-8"))
    assert set(words["problem"]) == {problem.value for problem in PrinterProblem}
    assert all(sentence.strip() for sentence in words["problem"].values())
