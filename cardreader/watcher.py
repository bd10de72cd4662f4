"""Watches the reader on a thread of its own and tells each change once.

A loop of its own around SCardGetStatusChange instead of pyscard's CardMonitor, which starts a thread for each wait
and does not survive a restart of pcscd (design/architecture.md 4.2).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from smartcard import scard

from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ReaderState, ServiceDown

PNP_READER = "\\\\?PnP?\\Notification"
WAIT_S = 5.0
"""Longest single wait. Finite, because a cancel that meets the end of a wait can be lost [PCSC#160]."""
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0
READER_LOSS_S = 1.5
"""A reader that is gone for less than this was re-enumerated, not unplugged; the session is not told."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one reader reports: only the bits that matter, since the event counter changes on its own."""

    reader: str
    present: bool
    mute: bool
    atr: bytes


class Outlook:
    """From observations to published states: which reader counts, the epoch, and the debounce of its loss. No I/O."""

    def __init__(self, reader: str | None) -> None:
        self._wanted = reader
        self._epoch = 0
        self._told: ReaderState | None = None
        self._occupied: str | None = None  # the reader whose card the present epoch counts
        self._lost_at: float | None = None

    def service_lost(self) -> ReaderState | None:
        """Return ServiceDown unless it has been told already."""
        self._occupied = self._lost_at = None
        return self._tell(ServiceDown())

    def see(self, slots: Iterable[Slot], now: float) -> ReaderState | None:
        """Return the state to publish after an observation at `now` (seconds, monotonic), or None without a change."""
        slot = self._choose(slots)
        if slot is None:
            return self._reader_missing(now)
        self._lost_at = None
        if not slot.present:
            self._occupied = None
            return self._tell(NoCard(slot.reader))
        if self._occupied != slot.reader:
            self._occupied = slot.reader
            self._epoch += 1
        told = self._told
        if not slot.mute and isinstance(told, CardPresent) and told.epoch == self._epoch:
            return None  # a reader may forget the ATR of a card that was powered down
        if slot.mute or not slot.atr:
            return self._tell(CardUnusable(slot.reader, self._epoch))
        return self._tell(CardPresent(slot.reader, slot.atr, self._epoch))

    def seconds_to_loss(self, now: float) -> float:
        """Return how long until a missing reader counts as lost; WAIT_S if none is missing."""
        return WAIT_S if self._lost_at is None else max(0.0, self._lost_at + READER_LOSS_S - now)

    def _choose(self, slots: Iterable[Slot]) -> Slot | None:
        """Return the reader asked for; else the one whose card was told of, the first with a card, the first."""
        candidates = [slot for slot in slots if self._wanted in (None, slot.reader)]
        for slot in candidates:
            if slot.present and slot.reader == self._occupied:
                return slot
        return next((slot for slot in candidates if slot.present), candidates[0] if candidates else None)

    def _reader_missing(self, now: float) -> ReaderState | None:
        self._occupied = None  # its power went, so a card found there later is a new insertion
        if self._told is None:
            return self._tell(NoReader())
        if isinstance(self._told, NoReader):
            return None
        if self._lost_at is None:
            self._lost_at = now
        if now - self._lost_at < READER_LOSS_S:
            return None
        self._lost_at = None
        return self._tell(NoReader())

    def _tell(self, state: ReaderState) -> ReaderState | None:
        if state == self._told:
            return None
        self._told = state
        return state


class ReaderWatcher:
    """Publishes a ReaderState at the start and at each change, from its own thread, until stopped.

    `reader` is a reader's name, or None for whichever holds a card. Survives anything the service does: it lets go of
    its context and opens a new one after 0.2 s, doubling up to 5 s.
    """

    def __init__(
        self,
        publish: Callable[[ReaderState], None],
        reader: str | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        self._publish = publish
        self._outlook = Outlook(reader)
        self._clock = clock
        self._stopping = threading.Event()
        self._pause = pause or self._stopping.wait
        self._pause_s = FIRST_PAUSE_S
        self._context: int | None = None
        self._context_lock = threading.Lock()  # so that a cancel never meets a context that is being released
        self._thread = threading.Thread(target=self._run, name="reader-watch", daemon=True)

    def start(self) -> None:
        """Start the thread. Once only."""
        self._thread.start()

    def stop(self, limit_s: float = WAIT_S + 1.0) -> bool:
        """End the thread; nothing is published after it has ended. False if it did not within `limit_s` seconds."""
        self._stopping.set()
        deadline = time.monotonic() + limit_s
        # A cancel before the wait has begun does nothing, so it is repeated.
        while self._thread.is_alive() and time.monotonic() < deadline:
            with self._context_lock:
                if self._context is not None:
                    scard.SCardCancel(self._context)
            self._thread.join(0.05)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._open_context():
                try:
                    self._watch()
                finally:
                    self._release_context()
            if not self._stopping.is_set():
                self._tell(self._outlook.service_lost())
                self._pause(self._pause_s)
                self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    def _watch(self) -> None:
        """Publish changes until asked to stop or until the context is of no more use."""
        states: dict[str, int] = {}
        slots: list[Slot] = []
        looked = False
        while not self._stopping.is_set():
            code, names = scard.SCardListReaders(self._context, [])
            if code == scard.SCARD_E_NO_READERS_AVAILABLE:
                names = []
            elif code != scard.SCARD_S_SUCCESS:
                return
            slots = [slot for slot in slots if slot.reader in names]
            if looked or not names:
                self._tell(self._outlook.see(slots, self._clock()))
            states = {name: states.get(name, scard.SCARD_STATE_UNAWARE) for name in (PNP_READER, *names)}
            wait_ms = int(self._outlook.seconds_to_loss(self._clock()) * 1000) + 1
            code, answers = scard.SCardGetStatusChange(self._context, wait_ms, list(states.items()))
            if code in (scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE):
                # It left between the two calls. Slowly, in case a driver keeps saying so.
                self._pause(FIRST_PAUSE_S)
                continue
            if code not in (scard.SCARD_S_SUCCESS, scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED):
                return
            self._pause_s = FIRST_PAUSE_S
            if code == scard.SCARD_S_SUCCESS:
                looked = True
                slots = _slots(answers)
                states = {name: state & ~scard.SCARD_STATE_CHANGED for name, state, _atr in answers}

    def _open_context(self) -> bool:
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        if code != scard.SCARD_S_SUCCESS:
            return False
        with self._context_lock:
            self._context = context
        return True

    def _release_context(self) -> None:
        with self._context_lock:
            context, self._context = self._context, None
            scard.SCardReleaseContext(context)

    def _tell(self, state: ReaderState | None) -> None:
        if state is not None:
            self._publish(state)


def _slots(answers: Iterable[tuple[str, int, list[int]]]) -> list[Slot]:
    """Return the readers of a status answer, without the pseudo reader and those the driver says are unavailable."""
    unavailable = scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_UNKNOWN
    return [
        Slot(name, bool(state & scard.SCARD_STATE_PRESENT), bool(state & scard.SCARD_STATE_MUTE), bytes(atr))
        for name, state, atr in answers
        if name != PNP_READER and not state & unavailable
    ]
