"""The card service: the thread ``card-io``, one job at a time, one connection a job."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from cardreader.errors import Cancelled, CardError
from cardreader.mynumber import check_card, read_card
from cardreader.mynumber.number import LENGTH
from cardreader.secret import Secret
from kiosk.failures import Failure, FailureCode, from_card_error
from kiosk.numberbox import NumberBox
from kiosk.pictures import wanted
from kiosk.services.worker import Worker
from kiosk.session.events import CardChecked, CardFailed, CardRead

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from cardreader.connection import CardConnection, CardSource
    from cardreader.mynumber import CardCheck, CardReading
    from kiosk.secretbox import SecretBox
    from kiosk.session.effects import CheckCard, ReadCard

Told = TypeVar("Told", "CardChecked", "CardRead")
_REFUSED = frozenset({FailureCode.PIN_WRONG})


class CardService(Worker):
    """Connects, asks or reads, powers the card down. The secret goes from the box to the card and is overwritten."""

    def __init__(
        self,
        source: CardSource,
        box: SecretBox,
        now: Callable[[], float],
        *,
        check_expiry: bool = True,
        check_integrity: bool = False,
        number: NumberBox | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__("card-io", parent)
        self._source, self._box, self._now = source, box, now
        self._number = NumberBox() if number is None else number
        self._check_expiry, self._check_integrity = check_expiry, check_integrity
        self._cancel: dict[int, threading.Event] = {}
        self._short_ids = True

    def check(self, effect: CheckCard) -> None:
        """Ask the card what it is; sends no secret."""
        cancelled = self._cancel[effect.job] = threading.Event()

        def talk(card: CardConnection) -> CardChecked:
            check: CardCheck = check_card(card, effect.door, expiry=self._check_expiry)
            # What the card refused once it is not asked again: a VERIFY must not be the command that finds out.
            self._short_ids = check.short_ids
            return CardChecked(self._now(), effect.job, effect.epoch, check)

        self.run(lambda: self._with_card(effect, cancelled, talk))

    def read(self, effect: ReadCard) -> None:
        """Take the digits out of the box now, on the GUI thread, and send them once on the card's.

        The 12-digit number, where the order says that it is read, goes into its own box and not into the event.
        """
        cancelled = self._cancel[effect.job] = threading.Event()
        secret = Secret(effect.door, self._box.take())

        number = bytearray(LENGTH) if effect.my_number else None

        def talk(card: CardConnection) -> CardRead:
            reading: CardReading = read_card(
                card,
                secret,
                tries_left=effect.tries_left,
                allow_last_try=effect.allow_last_try,
                integrity=self._check_integrity,
                short_ids=self._short_ids,
                face_for=wanted,
                number=number,
            )
            if number is not None:
                self._number.put(effect.person, number)
            return CardRead(self._now(), effect.job, effect.epoch, reading)

        def job() -> CardRead | CardFailed:
            with secret:
                return self._with_card(effect, cancelled, talk)

        self.run(job)

    def cancel(self, job: int) -> None:
        """Give a job up before its next APDU; one already sent cannot be interrupted."""
        if job in self._cancel:
            self._cancel[job].set()

    def cancel_all(self) -> None:
        """Give up whatever is under way."""
        for event in self._cancel.values():
            event.set()

    def _with_card(
        self, effect: CheckCard | ReadCard, cancelled: threading.Event, talk: Callable[[CardConnection], Told]
    ) -> Told | CardFailed:
        """Hold the card while ``talk`` speaks to it; the one place where card errors become codes."""
        failure: Failure | None
        try:
            card = _Interruptible(self._source.connect(), cancelled)
            try:
                return talk(card)
            finally:
                card.close()
        except CardError as error:
            failure = from_card_error(error)
        finally:
            self._cancel.pop(effect.job, None)
        if failure is not None and failure.code in _REFUSED:
            self._box.mark_refused()
        return CardFailed(self._now(), effect.job, effect.epoch, failure)


class _Interruptible:
    """A connection that looks at the cancel flag between two APDUs."""

    def __init__(self, card: CardConnection, cancelled: threading.Event) -> None:
        self._card, self._cancelled = card, cancelled

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Send one command, unless the job was given up; raises Cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        return self._card.transmit(command)

    def close(self) -> None:
        """Power the card down."""
        self._card.close()
