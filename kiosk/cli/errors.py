"""The one place where a typed error becomes a sentence and an exit code; whatever is not listed here is a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardreader.errors import CardError
from kiosk.cards import UnknownCardError
from kiosk.config import ConfigError
from kiosk.failures import EventRefused, FailureCode, from_card_error
from kiosk.files import CannotWriteError
from kiosk.keys import KeyCode, KeyFileError
from kiosk.sealing import SlipRejected

if TYPE_CHECKING:
    from kiosk.cli.terminal import Terminal


class UnknownFormError(Exception):
    """Raised for a form id that the catalogue does not hold; names those it holds."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


TOLD = (
    CardError,
    ConfigError,
    EventRefused,
    UnknownCardError,
    UnknownFormError,
    CannotWriteError,
    KeyFileError,
    SlipRejected,
)

USAGE_EXIT, STORAGE_EXIT, SLIP_EXIT = 2, 6, 7


def tell(error: Exception, terminal: Terminal) -> int:
    """Say ``error``, one of TOLD; returns the exit code."""
    match error:
        case CardError():
            failure = from_card_error(error)
            assert failure is not None  # noqa: S101  # nothing on the command line gives a card job up
            return terminal.tell(failure)
        case ConfigError():
            return terminal.fail(FailureCode(error.code), key=error.key, expected=error.expected)
        case EventRefused():
            terminal.problems(error.problems)
            return terminal.tell(error.failure)
        case UnknownCardError():
            return terminal.fail(FailureCode.USAGE_CARD, name=error.name, known=", ".join(error.known))
        case UnknownFormError():
            return terminal.fail(FailureCode.USAGE_FORM, name=error.name, known=", ".join(error.known))
        case CannotWriteError():
            return terminal.fail(FailureCode.SYSTEM_DISK, path=error.path)
        case SlipRejected():
            return _tell_words(error.code, terminal, SLIP_EXIT)
        case KeyFileError():
            exit_code = STORAGE_EXIT if error.code is KeyCode.UNWRITABLE else USAGE_EXIT
            return _tell_words(error.code, terminal, exit_code, path=error.path)
        case _:
            raise error


def _tell_words(code: str, terminal: Terminal, exit_code: int, **params: object) -> int:
    """Say an error whose sentences stand with the slip's words."""
    what, do = (terminal.words.text(f"slip.{code}.{part}", **params) for part in ("what", "do"))
    terminal.error(code, what, do, exit_code)
    return exit_code
