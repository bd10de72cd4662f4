"""The two interfaces through which every card is reached, real or virtual."""

from __future__ import annotations

from typing import Protocol


class CardConnection(Protocol):
    """A powered card, held by us alone."""

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Send one command APDU and return data + SW1 SW2.

        The connection keeps no copy of `command`, which may hold a secret and is overwritten by the caller.
        Raises CardRemoved, CardUnresponsive, ReaderUnavailable or ServiceUnavailable.
        """

    def close(self) -> None:
        """Power the card down, which clears its security status. Idempotent; never raises."""


class CardSource(Protocol):
    """A reader, as far as opening a connection goes."""

    def connect(self) -> CardConnection:
        """Power the card and hold it exclusively.

        Raises ServiceUnavailable, ReaderUnavailable, CardBusy, CardRemoved (no card) or CardUnresponsive.
        """
