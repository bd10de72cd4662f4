"""The failure table, the enum and the words are one thing; every card error has its code in one place."""

from __future__ import annotations

import inspect
import re
import string
import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from cardreader import errors
from kiosk.failures import Action, Failure, FailureCode, Who, failure_rules, from_card_error
from kiosk.i18n import LANGUAGES, Words
from kiosk.selfcheck import check_clock
from kiosk.session.state import Phase

PARTS = ("title", "body", "do", "staff")
OWN_WORDS = {("PIN-05", "buttons", "retry"), ("PIN-05", "buttons", "confirm")}
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
    parts = {(code.value, part) for code in FailureCode for part in PARTS}
    assert parts <= said
    # A button that must say more than elsewhere what follows it has words of its own, in every language.
    offered = {(code.value, "buttons", str(action)) for code in FailureCode for action in failure_rules()[code].actions}
    assert said - parts == OWN_WORDS
    assert offered >= OWN_WORDS


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


def test_a_clock_that_cannot_be_right_has_its_code() -> None:
    assert check_clock(datetime(1970, 1, 1, tzinfo=UTC)).failure == Failure(FailureCode.SYSTEM_CLOCK)


HEADLESS, MACHINE, FORM = "kiosk/test_headless.py", "kiosk/test_session_cards.py", "printing/test_form.py"
CONFIG, JOB, CLI = "kiosk/test_config.py", "printing/test_job.py", "kiosk/test_cli.py"
PRODUCED = {
    FailureCode.CARD_REMOVED: (HEADLESS, "test_pulled_at_every_exchange"),
    FailureCode.CARD_NOT_READ: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.CARD_OTHER: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.CARD_STUCK: (MACHINE, "test_past_its_deadline"),
    FailureCode.CARD_BUSY: (HEADLESS, "test_card_held_by_another_program"),
    FailureCode.CARD_EXPIRED: (MACHINE, "test_an_expired_card_may_still_be_copied_from"),
    FailureCode.CARD_OLD: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.CARD_PHONE: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.PIN_WRONG: (HEADLESS, "test_a_wrong_secret_is_sent_once"),
    FailureCode.PIN_BLOCKED: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.PIN_FORMAT: (HEADLESS, "test_a_malformed_secret_costs_no_try"),
    FailureCode.PIN_LAST_TRY: (HEADLESS, "test_the_last_try_needs_a_clerk"),
    FailureCode.PIN_SAME_AGAIN: (MACHINE, "test_the_same_digits_again_are_held_back"),
    FailureCode.READ_GARBLED: (HEADLESS, "test_a_card_that_cannot_be_used"),
    FailureCode.READ_UNEXPECTED: (HEADLESS, "test_a_card_that_answers_nonsense"),
    FailureCode.READ_ALTERED: (HEADLESS, "test_an_altered_record"),
    FailureCode.READER_NONE: (HEADLESS, "test_reader_gone_and_service_down"),
    FailureCode.READER_SERVICE: (HEADLESS, "test_reader_gone_and_service_down"),
    FailureCode.PRINTER_PAPER: (JOB, "test_every_problem_has_its_failure_code"),
    FailureCode.PRINTER_JAM: (JOB, "test_every_problem_has_its_failure_code"),
    FailureCode.PRINTER_GONE: (JOB, "test_every_problem_has_its_failure_code"),
    FailureCode.PRINTER_UNSURE: (HEADLESS, "test_a_printer_that_fails_leaves_the_files"),
    FailureCode.FORM_TOO_LONG: (FORM, "test_what_does_not_fit_leaves_an_empty_box_and_a_problem"),
    FailureCode.FORM_CHARACTER: (FORM, "test_what_no_font_holds_leaves_an_empty_box_and_a_problem"),
    FailureCode.ANSWERS_INVALID: (HEADLESS, "test_answers_that_do_not_validate"),
    FailureCode.ANSWERS_STOPPED: (HEADLESS, "test_a_stop_rule_ends_it_kindly"),
    FailureCode.DEFINITION_BROKEN: (HEADLESS, "test_a_broken_definition"),
    FailureCode.CONFIG_UNREADABLE: (CONFIG, "test_a_file_that_cannot_be_read_is_named"),
    FailureCode.CONFIG_UNKNOWN_KEY: (CONFIG, "test_a_mistake_names_its_key"),
    FailureCode.CONFIG_WRONG_TYPE: (CONFIG, "test_a_mistake_names_its_key"),
    FailureCode.CONFIG_NOT_ALLOWED: (CONFIG, "test_a_mistake_names_its_key"),
    FailureCode.USAGE: (CLI, "test_a_wrong_line_leaves_with_2"),
    FailureCode.USAGE_FORM: (HEADLESS, "test_no_such_form"),
    FailureCode.USAGE_CARD: (CLI, "test_a_wrong_line_leaves_with_2"),
    FailureCode.USAGE_EVENT: (CLI, "test_a_wrong_line_leaves_with_2"),
    FailureCode.SYSTEM_BUG: ("kiosk/test_crash.py", "test_a_bug_ends_the_process_and_tells_no_value"),
    FailureCode.SYSTEM_DISK: (HEADLESS, "test_a_folder_that_fails_while_writing"),
    FailureCode.SYSTEM_CLOCK: ("kiosk/test_failures.py", "test_a_clock_that_cannot_be_right_has_its_code"),
}


def test_every_code_is_in_the_register() -> None:
    assert set(PRODUCED) == set(FailureCode)


@pytest.mark.parametrize("code", PRODUCED)
def test_every_code_is_produced_by_a_test(code: FailureCode) -> None:
    """From the lowest layer that can: the named test exists and its file names the code."""
    file, name = PRODUCED[code]
    source = (Path(__file__).parents[1] / file).read_text("utf-8")
    assert re.search(rf"^ *def {name}\(", source, re.MULTILINE)
    member = code.name.removeprefix("CONFIG_")
    assert code.value in source or re.search(rf"(FailureCode|ConfigCode)\.{member}\b", source)
