"""Every code has its sentence in every language, and every problem fills its sentence."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from forms.problems import DefinitionCode, DefinitionError, Problem, ProblemCode, SettingsError, SlipValueError

LANGUAGES = ("ja", "en")
PLACEHOLDERS = {
    ProblemCode.NOT_TEXT: {"example"},
    ProblemCode.TOO_LONG: {"longest"},
    ProblemCode.NOT_KANA: {"example"},
    ProblemCode.NOT_DIGITS: {"example"},
    ProblemCode.DIGIT_COUNT: {"count", "example"},
    ProblemCode.NOT_NUMBER: {"example"},
    ProblemCode.OUT_OF_RANGE: {"low", "high", "example"},
    ProblemCode.NOT_DATE: {"example"},
    ProblemCode.NO_SUCH_DAY: {"example"},
    ProblemCode.NOT_TIME: {"example"},
    ProblemCode.NOT_PHONE: {"example"},
    ProblemCode.NOT_POSTAL: {"example"},
    ProblemCode.NOT_OPTION: {"example"},
    ProblemCode.BANK_KANA: {"wrong", "example"},
    ProblemCode.TOO_EARLY: {"day"},
    ProblemCode.TOO_LATE: {"day"},
    ProblemCode.RULE: {"text"},
    ProblemCode.TOO_MANY_ROWS: {"most"},
    ProblemCode.UNREADABLE_FILE: {"detail"},
}


def sentences(language: str) -> dict[str, str]:
    return tomllib.loads((files("assets") / "words" / language / "problems.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_for_every_code_and_no_other(language: str) -> None:
    assert set(sentences(language)) == {*ProblemCode, *DefinitionCode}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_placeholders_are_those_the_problem_fills(language: str) -> None:
    for code, sentence in sentences(language).items():
        named = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        wanted = {"where", "detail"} if code.startswith("DEF") else PLACEHOLDERS.get(ProblemCode(code), set())
        assert named == wanted, code


def test_every_code_is_produced_somewhere() -> None:
    folder = Path(str(files("forms")))
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py") if path.name != "problems.py")
    for code in ProblemCode:
        assert f"ProblemCode.{code.name}" in source, code
    for definition_code in DefinitionCode:
        assert f"DefinitionCode.{definition_code.name}" in source, definition_code


def test_a_problem_is_told_of_its_key_and_in_its_language() -> None:
    problem = Problem(ProblemCode.TOO_LATE, "birth", {"day": "令和8年11月24日", "day_en": "2026-11-24"}).at(
        "small.birth"
    )
    assert problem.key == "small.birth"
    assert problem.told("ja")["day"] == "令和8年11月24日"
    assert problem.told("en")["day"] == "2026-11-24"
    assert Problem(ProblemCode.REQUIRED, "x").told("en") == {}


def test_errors_say_where() -> None:
    assert str(DefinitionError(DefinitionCode.LOOP, "field.x", "x → x")) == "DEF-13: field.x: x → x"
    assert str(DefinitionError(DefinitionCode.LOOP, "field.x")) == "DEF-13: field.x"
    assert str(SettingsError("fee.x", "small")) == "fee.x: small"
    assert str(SlipValueError("x")) == "x"
