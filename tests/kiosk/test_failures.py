"""The failure table, the enum and the words are one thing; every card error has its code in one place."""

from __future__ import annotations

import inspect
import string
import tomllib
from importlib.resources import files

import pytest

from cardreader import errors
from kiosk.failures import Action, Failure, FailureCode, Who, failure_rules, from_card_error
from kiosk.i18n import LANGUAGES, Words
from kiosk.session.state import Phase

PARTS = ("title", "body", "do", "staff")
EXIT_CODES = {"CARD": 3, "PIN": 3, "READ": 3, "RDR": 3, "PRN": 5, "FORM": 5, "ANS": 4, "DEF": 2, "CFG": 2, "USE": 2}
ARGUMENTS = {errors.PinWrong: (2,), errors.StatusError: (0xB0, 0x6F00), errors.DataMalformed: ("basic four",)}
CARD_ERRORS = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, errors.CardError) and one is not errors.CardError
]


def test_table_and_enum_are_equal() -> None:
    raw = tomllib.loads((files("assets") / "failures.toml").read_text("utf-8"))
    assert list(raw) == [code.value for code in FailureCode]
    assert all(set(line) <= {"who", "exit", "back", "actions"} for line in raw.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FailureCode)
def test_every_code_has_its_words_in_every_language(code: FailureCode, language: str) -> None:
    words = Words(language)
    for part in PARTS:
        assert words.text(f"failures.{code}.{part}").strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_without_a_code(language: str) -> None:
    keys = Words(language).keys()
    said = {tuple(key.split(".")[1:]) for key in keys if key.startswith("failures.")}
    assert said == {(code.value, part) for code in FailureCode for part in PARTS}


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_has_an_exit_code_and_a_next_step(code: FailureCode) -> None:
    rule = failure_rules()[code]
    family = code.partition("-")[0]
    if family in EXIT_CODES:
        assert rule.exit == EXIT_CODES[family]
    else:
        assert family == "SYS"
        assert rule.exit in {1, 2, 6}
    # A failure on a resident's page has buttons, a page below it and always a way to a person.
    assert bool(rule.back) == bool(rule.actions)
    if rule.back:
        assert Phase(rule.back) is not Phase.ATTRACT
        assert Action.STAFF in rule.actions
        assert len(rule.actions) == len(set(rule.actions)) <= 4
        assert (rule.actions[0] is Action.STAFF) <= (rule.who is Who.STAFF)


@pytest.mark.parametrize("code", [code for code in FailureCode if failure_rules()[code].back])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_resident_reads_needs_only_the_tries_left(code: FailureCode, language: str) -> None:
    words = Words(language)
    for part in PARTS:
        names = {name for _, name, _, _ in string.Formatter().parse(words.text(f"failures.{code}.{part}")) if name}
        assert names <= {"tries_left"}


@pytest.mark.parametrize("error", CARD_ERRORS, ids=lambda one: one.__name__)
def test_every_card_error_has_its_code(error: type[errors.CardError]) -> None:
    failure = from_card_error(error(*ARGUMENTS.get(error, ())))
    if error is errors.Cancelled:
        assert failure is None
    else:
        assert failure is not None
        assert failure.rule.exit == 3


def test_tries_left_travel_with_the_code() -> None:
    assert from_card_error(errors.PinWrong(2)) == Failure(FailureCode.PIN_WRONG, tries_left=2)
    assert from_card_error(errors.PinBlocked()) == Failure(FailureCode.PIN_BLOCKED, tries_left=0)
    assert from_card_error(errors.LastTry()) == Failure(FailureCode.PIN_LAST_TRY, tries_left=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_pin_says_how_many_tries_are_left(language: str) -> None:
    assert "2" in Words(language).text(f"failures.{FailureCode.PIN_WRONG}.title", tries_left=2)
