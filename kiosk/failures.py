"""What can go wrong for a person: the codes, what each leads to, and the one place that turns card errors into codes.

The table is data, ``assets/failures.toml``; its sentences stand in ``assets/words/<language>/failures.toml`` under the
same codes (``title``, ``body``, ``do`` for the resident, ``staff`` for the clerk). What is wrong with a single answer
or inside a definition file has codes of its own (``forms.problems``). Knows no Qt and no session.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from cardreader.errors import (
    Cancelled,
    CardBusy,
    CardError,
    CardRemoved,
    CardUnresponsive,
    DataMalformed,
    LastTry,
    PinBlocked,
    PinFormat,
    PinWrong,
    ReaderUnavailable,
    ServiceUnavailable,
    StatusError,
    WrongCard,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.problems import Problem


class FailureCode(StrEnum):
    """Every failure, told by its small code in the corner of the page. Equal to the keys of assets/failures.toml."""

    CARD_REMOVED = "CARD-01"
    CARD_NOT_READ = "CARD-02"
    CARD_OTHER = "CARD-03"
    CARD_STUCK = "CARD-04"
    CARD_BUSY = "CARD-05"
    CARD_EXPIRED = "CARD-06"
    CARD_OLD = "CARD-07"
    CARD_PHONE = "CARD-08"
    PIN_WRONG = "PIN-01"
    PIN_BLOCKED = "PIN-02"
    PIN_FORMAT = "PIN-03"
    PIN_LAST_TRY = "PIN-04"
    PIN_SAME_AGAIN = "PIN-05"
    READ_GARBLED = "READ-01"
    READ_UNEXPECTED = "READ-02"
    READ_ALTERED = "READ-03"
    READER_NONE = "RDR-01"
    READER_SERVICE = "RDR-02"
    PRINTER_PAPER = "PRN-01"
    PRINTER_JAM = "PRN-02"
    PRINTER_GONE = "PRN-03"
    PRINTER_UNSURE = "PRN-04"
    FORM_TOO_LONG = "FORM-01"
    FORM_CHARACTER = "FORM-02"
    ANSWERS_INVALID = "ANS-00"
    ANSWERS_STOPPED = "ANS-90"
    DEFINITION_BROKEN = "DEF-00"
    CONFIG_UNREADABLE = "CFG-01"
    CONFIG_UNKNOWN_KEY = "CFG-02"
    CONFIG_WRONG_TYPE = "CFG-03"
    CONFIG_NOT_ALLOWED = "CFG-04"
    USAGE = "USE-01"
    USAGE_FORM = "USE-02"
    USAGE_CARD = "USE-03"
    USAGE_EVENT = "USE-04"
    SYSTEM_BUG = "SYS-01"
    SYSTEM_DISK = "SYS-02"
    SYSTEM_CLOCK = "SYS-03"


class Action(StrEnum):
    """A button under a failure: what the person can do next."""

    RETRY = "retry"
    CONFIRM = "confirm"
    OTHER_DOOR = "other-door"
    BY_HAND = "by-hand"
    STAFF = "staff"
    END = "end"


class Who(StrEnum):
    """Who can put it right."""

    RESIDENT = "resident"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class FailureRule:
    """One line of the table. ``back`` is the page (``kiosk.session.Phase`` value) to which "again" leads.

    ``back`` is empty and ``actions`` has nothing for a failure that no resident's page tells (command line, start-up).
    """

    who: Who
    exit: int
    back: str = ""
    actions: tuple[Action, ...] = ()


@cache
def failure_rules() -> Mapping[FailureCode, FailureRule]:
    """Return the whole table."""
    raw = tomllib.loads((files("assets") / "failures.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            FailureCode(code): FailureRule(
                who=Who(line["who"]),
                exit=line["exit"],
                back=line.get("back", ""),
                actions=tuple(Action(name) for name in line.get("actions", ())),
            )
            for code, line in raw.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong. ``params`` fill the placeholders of its sentences; never a value of a person."""

    code: FailureCode
    tries_left: int | None = None
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rule(self) -> FailureRule:
        """Its line of the table."""
        return failure_rules()[self.code]


def from_card_error(error: CardError) -> Failure | None:
    """Return the failure that a card error means to a person; None for a job we gave up ourselves."""
    match error:
        case Cancelled():
            return None
        case PinWrong(tries_left=tries_left):
            return Failure(FailureCode.PIN_WRONG, tries_left=tries_left)
        case PinBlocked():
            return Failure(FailureCode.PIN_BLOCKED, tries_left=0)
        case LastTry():
            return Failure(FailureCode.PIN_LAST_TRY, tries_left=1)
        case _:
            return Failure(_CARD_ERRORS[type(error)])


_CARD_ERRORS: Mapping[type[CardError], FailureCode] = MappingProxyType(
    {
        ServiceUnavailable: FailureCode.READER_SERVICE,
        ReaderUnavailable: FailureCode.READER_NONE,
        CardBusy: FailureCode.CARD_BUSY,
        CardRemoved: FailureCode.CARD_REMOVED,
        CardUnresponsive: FailureCode.CARD_NOT_READ,
        WrongCard: FailureCode.CARD_OTHER,
        PinFormat: FailureCode.PIN_FORMAT,
        StatusError: FailureCode.READ_UNEXPECTED,
        DataMalformed: FailureCode.READ_GARBLED,
    }
)


class EventRefused(Exception):  # noqa: N818 - it says what happened
    """Raised for an event that is not there or broken, or answers that do not hold; ``failure`` says what to do."""

    def __init__(self, failure: Failure, problems: Sequence[Problem] = ()) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.problems = tuple(problems)
