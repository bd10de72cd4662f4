"""The real reader: PC/SC through pyscard's plain calls, one call after another on one thread.

Not `smartcard.System`, `CardMonitor` or `CardRequest`: they start threads of their own and die with pcscd
(design/architecture.md 4.2).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import MappingProxyType

from smartcard import scard

from cardreader.errors import (
    Cancelled,
    CardBusy,
    CardError,
    CardRemoved,
    CardUnresponsive,
    ReaderUnavailable,
    ServiceUnavailable,
)

FAILURES: Mapping[int, type[CardError]] = MappingProxyType(
    {
        scard.SCARD_E_NO_SERVICE: ServiceUnavailable,
        scard.SCARD_E_SERVICE_STOPPED: ServiceUnavailable,
        scard.SCARD_E_SERVER_TOO_BUSY: ServiceUnavailable,
        scard.SCARD_E_INVALID_HANDLE: ServiceUnavailable,  # the daemon was restarted and has forgotten us
        scard.SCARD_E_SYSTEM_CANCELLED: ServiceUnavailable,
        scard.SCARD_F_COMM_ERROR: ServiceUnavailable,
        scard.SCARD_F_INTERNAL_ERROR: ServiceUnavailable,
        scard.SCARD_E_NO_MEMORY: ServiceUnavailable,
        scard.SCARD_P_SHUTDOWN: ServiceUnavailable,
        scard.SCARD_E_NO_READERS_AVAILABLE: ReaderUnavailable,
        scard.SCARD_E_UNKNOWN_READER: ReaderUnavailable,
        scard.SCARD_E_READER_UNAVAILABLE: ReaderUnavailable,
        scard.SCARD_E_READER_UNSUPPORTED: ReaderUnavailable,
        scard.SCARD_E_NOT_READY: ReaderUnavailable,
        scard.SCARD_E_SHARING_VIOLATION: CardBusy,
        scard.SCARD_E_NO_SMARTCARD: CardRemoved,
        scard.SCARD_W_REMOVED_CARD: CardRemoved,
        scard.SCARD_W_RESET_CARD: CardRemoved,
        scard.SCARD_W_UNRESPONSIVE_CARD: CardUnresponsive,
        scard.SCARD_W_UNPOWERED_CARD: CardUnresponsive,
        scard.SCARD_W_UNSUPPORTED_CARD: CardUnresponsive,
        scard.SCARD_E_CARD_UNSUPPORTED: CardUnresponsive,
        scard.SCARD_E_UNKNOWN_CARD: CardUnresponsive,
        scard.SCARD_E_INVALID_ATR: CardUnresponsive,
        scard.SCARD_E_PROTO_MISMATCH: CardUnresponsive,
        scard.SCARD_E_NOT_TRANSACTED: CardUnresponsive,
        scard.SCARD_E_COMM_DATA_LOST: CardUnresponsive,
        scard.SCARD_E_TIMEOUT: CardUnresponsive,
        scard.SCARD_F_WAITED_TOO_LONG: CardUnresponsive,
        scard.SCARD_E_CANCELLED: Cancelled,
    }
)
"""What each PC/SC return code means to the caller. Any other code is a reader nobody can use: ReaderUnavailable."""

GONE_DURING_EXCHANGE = frozenset({scard.SCARD_E_READER_UNAVAILABLE, scard.SCARD_E_UNKNOWN_READER})
"""A reader pulled in mid-exchange takes the card with it: to the resident that is a card removed (architecture 4.3)."""

AMBIGUOUS = frozenset({scard.SCARD_E_NOT_TRANSACTED, scard.SCARD_E_COMM_DATA_LOST, scard.SCARD_W_UNPOWERED_CARD})
"""Said of a card that left as well as of one that fell silent; only the state of the reader tells which."""

SETTLE_MS = 1000
"""How long to wait for the reader to notice an empty slot: pcscd polls every 400 ms."""

PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1

SELECT, VERIFY, READ_BINARY, READ_RECORD = 0xA4, 0x20, 0xB0, 0xB2
REPEATABLE = frozenset({SELECT, READ_BINARY, READ_RECORD})
SECRET_BEARING = frozenset(
    {VERIFY, 0x24, 0x2C, 0x32}
)  # VERIFY, CHANGE REFERENCE DATA (also the 80 32 form), RESET RETRY COUNTER
HEADER_BYTES = 4  # a VERIFY of four bytes only asks how many tries are left


def reader_names() -> tuple[str, ...]:
    """Names of the readers the service knows, in its order; empty when there is none. Raises ServiceUnavailable."""
    context = _establish_context()
    try:
        return _list_readers(context)
    finally:
        scard.SCardReleaseContext(context)


class PcscReader:
    """A reader by name, or without a name the reader that holds a card. A CardSource.

    Belongs to the thread that first connects.
    """

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._thread = OwnThread()

    def connect(self) -> PcscConnection:
        """Power the card and hold it exclusively, with a PC/SC context of its own, so a restarted pcscd does no harm.

        Raises ServiceUnavailable, ReaderUnavailable, CardBusy, CardRemoved (no card) or CardUnresponsive.
        """
        self._thread.check()
        context = _establish_context()
        try:
            name = self._name or _reader_holding_a_card(context)
            code, card, protocol = scard.SCardConnect(context, name, scard.SCARD_SHARE_EXCLUSIVE, PROTOCOLS)
            if code != scard.SCARD_S_SUCCESS:
                raise failure("SCardConnect", code)
        except BaseException:
            scard.SCardReleaseContext(context)
            raise
        return PcscConnection(context, name, card, protocol)


class PcscConnection:
    """A card held exclusively. Belongs to the thread that opened it.

    If something else resets the card (0x80100068), the conversation since the last SELECT of an application is held
    again, once, provided that it only read, that no secret has been sent over this connection, and that the card
    gives the same answers. After a secret a reset is a CardRemoved: the person types it again, the program never does.
    """

    def __init__(self, context: int, reader: str, card: int, protocol: int) -> None:
        self._context = context
        self._reader = reader
        self._card = card
        self._protocol = protocol
        self._open = True
        self._thread = OwnThread()
        self._thread.check()
        # Commands and answers since an application was selected; None once they may not be repeated.
        self._conversation: list[tuple[bytes, bytes]] | None = []

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Send one command APDU and return data + SW1 SW2.

        Overwrites its own copy of the command; pyscard's copies, in C, are freed but not overwritten.
        Raises CardRemoved, CardUnresponsive, CardBusy, ReaderUnavailable or ServiceUnavailable.
        """
        self._thread.check()
        if not self._open:
            raise CardRemoved("the connection is closed")
        if bears_secret(command):
            self._conversation = None
        code, reply = self._exchange(command)
        if code == scard.SCARD_W_RESET_CARD and self._may_repeat(command):
            code, reply = self._repeat(command)
        if code != scard.SCARD_S_SUCCESS:
            raise self._failure(code)
        if len(reply) < 2:
            raise CardRemoved(f"answer of {len(reply)} bytes")
        self._remember(command, reply)
        return reply

    def close(self) -> None:
        """Power the card down (SCARD_UNPOWER_CARD), which clears its security status. Idempotent; never raises."""
        self._thread.check()
        if not self._open:
            return
        self._open = False
        self._conversation = None
        # Nobody can act on a failure here: the card or the daemon is gone, and so is the security status.
        scard.SCardDisconnect(self._card, scard.SCARD_UNPOWER_CARD)
        scard.SCardReleaseContext(self._context)

    def _exchange(self, command: bytes | bytearray) -> tuple[int, bytes]:
        apdu = list(command)
        try:
            code, reply = scard.SCardTransmit(self._card, self._protocol, apdu)
        finally:
            apdu[:] = bytes(len(apdu))
        return code, bytes(reply)

    def _remember(self, command: bytes | bytearray, reply: bytes) -> None:
        if self._conversation is None:
            return
        if command[1] == SELECT and command[2] == 0x04:
            self._conversation.clear()
        self._conversation.append((bytes(command), reply))

    def _may_repeat(self, command: bytes | bytearray) -> bool:
        return self._conversation is not None and all(
            c[1] in REPEATABLE or (c[1] == VERIFY and len(c) == HEADER_BYTES)
            for c in (command, *(said for said, _ in self._conversation))
        )

    def _repeat(self, command: bytes | bytearray) -> tuple[int, bytes]:
        said, self._conversation = self._conversation or [], None  # once: a second reset finds nothing to repeat
        code, self._protocol = scard.SCardReconnect(
            self._card, scard.SCARD_SHARE_EXCLUSIVE, PROTOCOLS, scard.SCARD_LEAVE_CARD
        )
        if code != scard.SCARD_S_SUCCESS:
            return code, b""
        for earlier, answer in said:
            code, reply = self._exchange(earlier)
            if code != scard.SCARD_S_SUCCESS:
                return code, b""
            if reply != answer:
                raise CardRemoved("after a reset the card answers differently")
        return self._exchange(command)

    def _failure(self, code: int) -> CardError:
        if code in GONE_DURING_EXCHANGE or (code in AMBIGUOUS and self._slot_empties()):
            return CardRemoved(f"SCardTransmit {code & 0xFFFFFFFF:#010x}")
        return failure("SCardTransmit", code)

    def _slot_empties(self) -> bool:
        """True if the reader is or becomes empty, or goes away, within SETTLE_MS."""
        present = [(self._reader, scard.SCARD_STATE_PRESENT)]
        code, states = scard.SCardGetStatusChange(self._context, SETTLE_MS, present)
        if code in GONE_DURING_EXCHANGE:
            return True
        return code == scard.SCARD_S_SUCCESS and not states[0][1] & scard.SCARD_STATE_PRESENT


class OwnThread:
    """Holds an object to the thread that first uses it: PC/SC handles are not for sharing."""

    def __init__(self) -> None:
        self._ident: int | None = None

    def check(self) -> None:
        """Bind to the calling thread, or raise RuntimeError (a bug in the caller) if bound to another."""
        ident = threading.get_ident()
        if self._ident is None:
            self._ident = ident
        elif self._ident != ident:
            raise RuntimeError("a card connection was used from another thread than its own")


def bears_secret(command: bytes | bytearray) -> bool:
    """True if this command carries a PIN or another secret to the card."""
    return len(command) > HEADER_BYTES and command[1] in SECRET_BEARING


def failure(call: str, code: int) -> CardError:
    """Return the typed error for what a PC/SC call returned."""
    return FAILURES.get(code, ReaderUnavailable)(f"{call} {code & 0xFFFFFFFF:#010x}")


def _establish_context() -> int:
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if code != scard.SCARD_S_SUCCESS:
        raise failure("SCardEstablishContext", code)
    return int(context)


def _list_readers(context: int) -> tuple[str, ...]:
    code, names = scard.SCardListReaders(context, [])
    if code == scard.SCARD_E_NO_READERS_AVAILABLE:
        return ()
    if code != scard.SCARD_S_SUCCESS:
        raise failure("SCardListReaders", code)
    return tuple(names)


def _reader_holding_a_card(context: int) -> str:
    names = _list_readers(context)
    if not names:
        raise ReaderUnavailable("no reader")
    unaware = [(name, scard.SCARD_STATE_UNAWARE) for name in names]
    code, states = scard.SCardGetStatusChange(context, 0, unaware)
    if code != scard.SCARD_S_SUCCESS:
        raise failure("SCardGetStatusChange", code)
    for name, state, _atr in states:
        if state & scard.SCARD_STATE_PRESENT:
            return str(name)
    raise CardRemoved("no card in any reader")
