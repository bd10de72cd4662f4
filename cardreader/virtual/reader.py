"""A virtual reader: takes virtual cards in and out, and is a CardSource like the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cardreader.errors import CardBusy, CardRemoved, CardUnresponsive, ReaderUnavailable, ServiceUnavailable
from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ReaderState, ServiceDown
from cardreader.virtual.card import VirtualCard


class VirtualReader:
    """One reader with one slot. `publish` hears every change, in order, on the thread that made it.

    `start` and `stop` are those of the real watcher: `start` publishes the state of the moment first, and after `stop`
    nothing is published. Safe to use from several threads.
    """

    def __init__(self, publish: Callable[[ReaderState], None], name: str = "Virtual Reader 00") -> None:
        self.name = name
        self._publish = publish
        self._lock = threading.RLock()
        self._service = True
        self._plugged = True
        self._card: VirtualCard | None = None
        self._connection: _Connection | None = None
        self._epoch = 0
        self._silent = False
        self._last: ReaderState | None = None

    @property
    def card(self) -> VirtualCard | None:
        """The card in the slot."""
        return self._card

    @property
    def idle(self) -> bool:
        """Whether nobody holds the card."""
        return self._connection is None

    @property
    def state(self) -> ReaderState:
        """What a watcher would say now."""
        with self._lock:
            if not self._service:
                return ServiceDown()
            if not self._plugged:
                return NoReader()
            if self._card is None:
                return NoCard(self.name)
            if self._card.traits.mute:
                return CardUnusable(self.name, self._epoch)
            return CardPresent(self.name, self._card.atr, self._epoch)

    def start(self) -> None:
        """Publish the state of the moment, then every change."""
        with self._lock:
            self._silent = False
            self._last = None
            self._tell()

    def stop(self) -> None:
        """Publish nothing any more."""
        with self._lock:
            self._silent = True

    def insert(self, card: VirtualCard) -> None:
        """Put a card in, in place of the one that was there."""
        with self._lock:
            if self._card is not None:
                self.remove()
            self._card = card
            self._epoch += 1
            self._tell()

    def remove(self) -> None:
        """Take the card out, in the middle of whatever it is doing."""
        with self._lock:
            if self._card is not None:
                self._card.power_off()
            self._card = self._connection = None
            self._tell()

    def unplug(self) -> None:
        """Pull the reader's cable."""
        self._set(plugged=False)

    def plug(self) -> None:
        """Put the reader's cable back; a card in it counts as inserted again."""
        self._set(plugged=True)

    def service_down(self) -> None:
        """Stop the PC/SC service."""
        self._set(service=False)

    def service_up(self) -> None:
        """Start the PC/SC service again; a card in the reader counts as inserted again."""
        self._set(service=True)

    def connect(self) -> _Connection:
        """Power the card and hold it exclusively."""
        with self._lock:
            self._check_reader()
            if self._card is None:
                raise CardRemoved
            if self._connection is not None:
                raise CardBusy
            if self._card.traits.mute:
                raise CardUnresponsive
            self._card.power_on()
            self._connection = _Connection(self, self._card)
            return self._connection

    def _set(self, *, service: bool | None = None, plugged: bool | None = None) -> None:
        with self._lock:
            self._service = self._service if service is None else service
            self._plugged = self._plugged if plugged is None else plugged
            self._connection = None
            if self._card is not None:
                self._card.power_off()
                self._epoch += 1
            self._tell()

    def _check_reader(self) -> None:
        if not self._service:
            raise ServiceUnavailable
        if not self._plugged:
            raise ReaderUnavailable

    def _check(self, connection: _Connection) -> None:
        with self._lock:
            self._check_reader()
            if self._connection is not connection:
                raise CardRemoved

    def _pulled(self, connection: _Connection) -> None:
        with self._lock:
            if self._connection is connection:
                self.remove()

    def _release(self, connection: _Connection) -> None:
        with self._lock:
            if self._connection is connection:
                self._connection = None
                connection.card.power_off()

    def _tell(self) -> None:
        if not self._silent and self.state != self._last:
            self._last = self.state
            self._publish(self._last)


class _Connection:
    """The CardConnection of a virtual reader."""

    def __init__(self, reader: VirtualReader, card: VirtualCard) -> None:
        self._reader = reader
        self.card = card
        self._resets = card.resets_by_other

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Send one command; see CardConnection."""
        self._reader._check(self)
        try:
            reply = self.card.transmit(command)
        except CardRemoved:
            self._reader._pulled(self)
            raise
        except CardUnresponsive:
            # The power went while the card was busy: it was taken away by another thread.
            self._reader._check(self)
            raise
        self._reader._check(self)
        if self.card.resets_by_other != self._resets:
            raise CardRemoved
        return reply

    def close(self) -> None:
        """Power the card down."""
        self._reader._release(self)
