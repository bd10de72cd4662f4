"""A PC/SC service that does as it is told, in place of `smartcard.scard`, for what no real one does on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from smartcard import scard

CODES = {
    name: getattr(scard, name)
    for name in dir(scard)
    if name.startswith(("SCARD_E_", "SCARD_W_", "SCARD_F_", "SCARD_P_")) and isinstance(getattr(scard, name), int)
}
"""Every failure code pyscard knows, by name."""
UNKNOWN_TO_PYSCARD = 0x0000048F  # what Windows drivers pass through: ERROR_DEVICE_NOT_CONNECTED and its like

OK = scard.SCARD_S_SUCCESS
READER = "Fake Reader 00"
ATR = bytes.fromhex("3B8880010000 05E0B381A1007F")


class Constants:
    """The constants are the real ones."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("SCARD_"):
            return getattr(scard, name)
        raise AttributeError(name)


class FakeCardService(Constants):
    """For `cardreader.pcsc`: answers to transmit are taken from `replies`, a code or bytes each."""

    def __init__(self) -> None:
        self.names: tuple[int, list[str]] = (OK, [READER])
        self.establish = OK
        self.connect = OK
        self.reconnect = OK
        self.disconnect = OK
        self.status: tuple[int, int] = (OK, scard.SCARD_STATE_PRESENT)
        self.replies: Iterator[int | bytes] = iter(())
        self.sent: list[bytes] = []
        self.buffers: list[list[int]] = []
        self.connected_with: list[tuple[object, ...]] = []
        self.disconnected_with: list[int] = []
        self.contexts = 0

    def SCardEstablishContext(self, _scope: int) -> tuple[int, int]:  # noqa: N802 - PC/SC's name
        if self.establish == OK:
            self.contexts += 1
        return self.establish, 7

    def SCardReleaseContext(self, _context: int) -> int:  # noqa: N802 - PC/SC's name
        self.contexts -= 1
        return OK

    def SCardListReaders(self, _context: int, _groups: list[str]) -> tuple[int, list[str]]:  # noqa: N802 - PC/SC's name
        return self.names

    def SCardConnect(self, _context: int, *how: object) -> tuple[int, int, int]:  # noqa: N802 - PC/SC's name
        self.connected_with.append(how)
        return self.connect, 8, scard.SCARD_PROTOCOL_T1

    def SCardReconnect(self, _card: int, *_how: int) -> tuple[int, int]:  # noqa: N802 - PC/SC's name
        return self.reconnect, scard.SCARD_PROTOCOL_T1

    def SCardDisconnect(self, _card: int, disposition: int) -> int:  # noqa: N802 - PC/SC's name
        self.disconnected_with.append(disposition)
        return self.disconnect

    def SCardTransmit(self, _card: int, _protocol: int, apdu: list[int]) -> tuple[int, list[int]]:  # noqa: N802 - PC/SC's name
        self.sent.append(bytes(apdu))
        self.buffers.append(apdu)
        reply = next(self.replies)
        return (OK, list(reply)) if isinstance(reply, bytes) else (reply, [])

    def SCardGetStatusChange(  # noqa: N802 - PC/SC's name
        self, _context: int, _timeout: int, states: Sequence[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]:
        code, state = self.status
        return code, [(name, state, list(ATR)) for name, _ in states]


class FakeReaderService(Constants):
    """For `cardreader.watcher`: a world of readers that changes by one `step` at each wait.

    A step changes the world and may return a code for this wait. A wait in which nothing changes lasts its whole
    time, on `clock`. After the last step `done` is set and the wait goes on until it is cancelled.
    """

    def __init__(self, *steps: Callable[[FakeReaderService], int | None]) -> None:
        self._steps = iter(steps)
        self.readers: dict[str, int] = {READER: scard.SCARD_STATE_EMPTY}
        self.atr = ATR
        self.up = True
        self.establish: list[int] = []
        """Codes for the next calls, before the service answers as it is."""
        self.list_readers: list[int] = []
        self.now = 0.0
        self.pauses: list[float] = []
        self.waits: list[int] = []
        self.done = threading.Event()
        self.cancelled = threading.Event()
        self.contexts = 0

    def clock(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def SCardEstablishContext(self, _scope: int) -> tuple[int, int]:  # noqa: N802 - PC/SC's name
        code = self.establish.pop(0) if self.establish else OK if self.up else scard.SCARD_E_NO_SERVICE
        self.contexts += code == OK
        return code, 7

    def SCardReleaseContext(self, _context: int) -> int:  # noqa: N802 - PC/SC's name
        self.contexts -= 1
        return OK

    def SCardListReaders(self, _context: int, _groups: list[str]) -> tuple[int, list[str]]:  # noqa: N802 - PC/SC's name
        if self.list_readers:
            return self.list_readers.pop(0), []
        if not self.up:
            return scard.SCARD_E_NO_SERVICE, []
        return (OK, list(self.readers)) if self.readers else (scard.SCARD_E_NO_READERS_AVAILABLE, [])

    def SCardCancel(self, _context: int) -> int:  # noqa: N802 - PC/SC's name
        self.cancelled.set()
        return OK

    def SCardGetStatusChange(  # noqa: N802 - PC/SC's name
        self, _context: int, timeout: int, states: Sequence[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]:
        known = dict(states)
        assert not any(state & scard.SCARD_STATE_CHANGED for state in known.values())
        if any(known.get(name) == scard.SCARD_STATE_UNAWARE for name in self.readers):
            return OK, self._answers(known)
        self.waits.append(timeout)
        step = next(self._steps, None)
        if step is None:
            self.done.set()
            self.cancelled.wait()
            return scard.SCARD_E_CANCELLED, []
        before = dict(self.readers)
        code = step(self)
        if code is not None:
            return code, []
        if not self.up:
            return scard.SCARD_E_NO_SERVICE, []
        if self.readers == before:
            self.now += timeout / 1000
            return scard.SCARD_E_TIMEOUT, []
        return OK, self._answers(known)

    def _answers(self, known: dict[str, int]) -> list[tuple[str, int, list[int]]]:
        gone = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE
        return [
            (name, self.readers.get(name, 0 if "PnP" in name else gone) | scard.SCARD_STATE_CHANGED, list(self.atr))
            for name in known
        ]
