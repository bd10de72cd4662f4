"""Everything that can go wrong between the program and a card.

What a person, a reader or a card can cause is one of these; anything else is a bug and propagates.
No class carries a secret or data read from a card: not in its arguments, its text or its repr.
"""

# ruff: noqa: N818 - each name says what happened (design/architecture.md 6.1); "Error" would add nothing

from __future__ import annotations


class CardError(Exception):
    """Any failure with a reader or a card. Catch it at the border, once, and turn it into a failure code."""


class ServiceUnavailable(CardError):
    """The PC/SC service (pcscd) is not there or stopped. The caller waits for the watcher to report it back."""


class ReaderUnavailable(CardError):
    """No reader is connected, or it went away. The caller waits for the watcher to report one."""


class CardBusy(CardError):
    """Another program holds the card. The caller tells staff; it never ends the other program."""


class CardRemoved(CardError):
    """The card left the reader or was reset: all it knew about this session is gone.

    The caller starts over from the first command, and a secret must be typed again by the person.
    """


class CardUnresponsive(CardError):
    """A card is present but mute or badly placed. The caller asks for it to be placed again."""


class WrongCard(CardError):
    """The card does not hold the application asked for. The caller asks for another card or goes on without."""


class PinFormat(CardError):
    """The digits typed cannot be this secret (length, alphabet, date). Nothing was sent and no try was used."""


class PinWrong(CardError):
    """The card refused the secret. `tries_left` is at least 1; the program never tries again by itself."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left

    def __str__(self) -> str:
        return f"wrong secret, {self.tries_left} tries left"


class PinBlocked(CardError):
    """The secret is locked or was never set. The caller offers the other door or the counter."""

    tries_left = 0


class LastTry(CardError):
    """One try is left, so nothing was sent. The caller needs a clerk's confirmation to go on."""

    tries_left = 1


class StatusError(CardError):
    """The card answered `ins` with a status word `sw` that this step does not expect."""

    def __init__(self, ins: int, sw: int) -> None:
        super().__init__(ins, sw)
        self.ins = ins
        self.sw = sw

    def __str__(self) -> str:
        return f"command {self.ins:02X} answered {self.sw:04X}"


class DataMalformed(CardError):
    """The card sent something that cannot be read. `what` names the structure, never its content."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"malformed: {self.what}"


class Cancelled(CardError):
    """The caller gave the job up between two commands. Nothing more was sent."""
