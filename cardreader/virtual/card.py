"""A virtual My Number Card: commands in, answers out, after card-protocol.md 10.

It keeps a transcript of every command with its data, secrets included: the people on it are invented.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cardreader import tlv
from cardreader.apdu import Command
from cardreader.errors import CardRemoved, CardUnresponsive, DataMalformed
from cardreader.virtual.chip import (
    Entry,
    RecordFile,
    Signer,
    StoredApplication,
    StoredFile,
    StoredKey,
    StoredSigningKey,
)
from cardreader.virtual.counters import Counters
from cardreader.virtual.faults import Answer, Cut, Fault, Hold, Pull, ResetByOther, Traits

CARD_MANAGER_AID: Final = bytes.fromhex("A0000001510000")
"""GlobalPlatform's issuer security domain, selected by default after power-up (1.0)."""

_TRANSCRIPT_LENGTH: Final = 4096


class _Status(Exception):  # noqa: N818 - not an error: it carries a status word out of a command
    def __init__(self, sw: int) -> None:
        self.sw = sw


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the transcript. `application` is the name of the one selected, "" for none."""

    application: str
    command: bytes
    sw: int


@dataclass(frozen=True, slots=True)
class CardContents:
    """All that makes one card different from another. `data_objects` answer GET DATA while nothing is selected."""

    name: str
    atr: bytes
    applications: Sequence[StoredApplication]
    data_objects: Mapping[int, Callable[[], bytes]]
    tries_left: Mapping[str, int]


class VirtualCard:
    """A card that can be powered, spoken to and made to fail. One thread speaks; others may pull it away."""

    def __init__(self, contents: CardContents, *, traits: Traits | None = None, state: Path | None = None) -> None:
        self._contents = contents
        self.traits = traits or Traits()
        self.latency_s = 0.0
        """Seconds each command takes, as on a real card (some 20 ms)."""
        self.transcript: deque[Exchange] = deque(maxlen=_TRANSCRIPT_LENGTH)
        self._counters = Counters(_full_counters(contents), dict(contents.tries_left), state, contents.name)
        self._lock = threading.Lock()
        self._faults: tuple[Fault, ...] = ()
        self._count = 0
        self._powered = False
        self._resets_by_other = 0
        self._clear()

    @property
    def name(self) -> str:
        """The profile's name."""
        return self._contents.name

    @property
    def atr(self) -> bytes:
        """Answer to reset."""
        return self._contents.atr

    @property
    def resets_by_other(self) -> int:
        """How often another program has reset the card: a PC/SC connection would be told."""
        return self._resets_by_other

    def inject(self, *faults: Fault) -> None:
        """Put a fault script in place of the one before and count commands from 1 again."""
        self._faults, self._count = faults, 0

    def tries_left(self, key: str) -> int:
        """The counter of a key such as `text/0011`."""
        return self._counters.left(key)

    def power_on(self) -> None:
        """Cold reset: nothing selected, nothing verified."""
        with self._lock:
            self._clear()
            self._powered = True

    def power_off(self) -> None:
        """Nothing is remembered but the counters."""
        with self._lock:
            self._clear()
            self._powered = False

    def warm_reset(self) -> None:
        """Reset without losing power: a contactless card keeps its status, a contact one does not (2.3)."""
        with self._lock:
            if not self.traits.contactless:
                self._clear()

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Answer one command with data + SW1 SW2.

        Raises CardRemoved when the fault script pulls the card, CardUnresponsive when it has no power.
        """
        self._count += 1
        now = [fault for fault in self._faults if fault.at == self._count]
        seconds = self.latency_s + sum(fault.seconds for fault in now if isinstance(fault, Hold))
        if seconds:
            time.sleep(seconds)
        with self._lock:
            if not self._powered or self.traits.mute:
                raise CardUnresponsive
            for fault in now:
                if isinstance(fault, Pull):
                    self._clear()
                    self._powered = False
                    raise CardRemoved
                if isinstance(fault, ResetByOther):
                    self._clear()
                    self._resets_by_other += 1
            answers = [fault.sw for fault in now if isinstance(fault, Answer)]
            reply = self._reply(bytes(command), answers[0] if answers else None)
        for fault in now:
            if isinstance(fault, Cut):
                reply = reply[: len(reply) // 2 if fault.keep is None else fault.keep]
        return reply

    def _clear(self) -> None:
        self._application: StoredApplication | None = None
        self._current: int | None = None
        self._verified: set[int] = set()
        self._is_first = True

    def _reply(self, raw: bytes, forced: int | None) -> bytes:
        selected = self._application.name if self._application else ""
        data, sw = b"", 0x9000
        if forced is not None:
            sw = forced
        elif self._is_first and self.traits.first_command_fails:
            sw = 0x6F00
        else:
            try:
                data = self._run(raw)
            except _Status as status:
                sw = status.sw
        self._is_first = False
        self.transcript.append(Exchange(selected, raw, sw))
        return data + sw.to_bytes(2, "big")

    def _run(self, raw: bytes) -> bytes:
        try:
            command = Command.decode(raw)
        except DataMalformed:
            raise _Status(0x6700) from None
        if self.traits.short_apdus_only and _is_extended(raw):
            raise _Status(0x6700)
        _check_class(command.cla)
        run = self._INSTRUCTIONS.get(command.ins)
        if run is None:
            raise _Status(0x6D00)
        return run(self, command)

    def _select(self, command: Command) -> bytes:
        if command.p2 not in {0x00, 0x0C}:
            raise _Status(0x6A86)
        if command.p1 == 0x04:
            return self._select_application(command)
        if command.p1 == 0x02:
            if len(command.data) != 2:
                raise _Status(0x6700)
            file_id = int.from_bytes(command.data, "big")
            self._entry(file_id)
            self._current = file_id
            return b""
        if command.p1 == 0x00:
            if command.data:
                raise _Status(0x6A82)
            if self._application is not None:
                return b""
        raise _Status(0x6A86)

    def _select_application(self, command: Command) -> bytes:
        wanted = command.data
        if self._is_aid(CARD_MANAGER_AID, wanted) or not wanted:
            aid, application = CARD_MANAGER_AID, None
        else:
            found = [one for one in self._contents.applications if self._is_aid(one.aid, wanted)]
            if not found:
                raise _Status(0x6A82)
            aid, application = found[0].aid, found[0]
        if application is not self._application:
            self._verified.clear()
        self._application, self._current = application, None
        if command.p2 == 0x00 and command.le:
            return tlv.build(0x6F, tlv.build(0x84, aid))[: command.le]
        return b""

    def _is_aid(self, aid: bytes, wanted: bytes) -> bool:
        # A registered application provider id has 5 bytes: no shorter prefix names anybody.
        return aid == wanted or (self.traits.prefix_select and len(wanted) >= 5 and aid.startswith(wanted))

    def _verify(self, command: Command) -> bytes:
        if command.p1 != 0x00 or command.p2 & 0xE0 != 0x80:
            raise _Status(0x6A86)
        key_id = self._by_short_id(command.p2 & 0x1F)
        key = self._entry(key_id)
        if not isinstance(key, StoredKey):
            raise _Status(0x6981)
        self._current = key_id
        counter = self._counter(key_id)
        if not command.data:
            raise _Status(0x63C0 | self._counters.left(counter))
        self._verified.discard(key_id)
        if key.value is None or self._counters.left(counter) == 0:
            raise _Status(0x6984)
        self._counters.use_one(counter)
        if command.data != key.value:
            raise _Status(0x63C0 | self._counters.left(counter))
        self._counters.restore(counter)
        self._verified.add(key_id)
        return b""

    def _read_binary(self, command: Command) -> bytes:
        offset = command.p1 << 8 | command.p2
        if command.p1 & 0x80:
            if command.p1 & 0x60:
                raise _Status(0x6A86)
            offset = command.p2
        file_id = self._by_short_id(command.p1 & 0x1F if command.p1 & 0x80 else 0)
        file = self._entry(file_id)
        if not isinstance(file, StoredFile):
            raise _Status(0x6981)
        if not command.p1 & 0x80 or self.traits.short_id_becomes_current:
            self._current = file_id
        if file.opened_by and not file.opened_by & self._verified:
            raise _Status(0x6982)
        if not command.le:
            raise _Status(0x6700)
        if offset >= len(file.content):
            raise _Status(0x6B00)
        return file.content[offset : offset + command.le]

    def _read_record(self, command: Command) -> bytes:
        if command.p2 & 0x07 != 0x04:
            raise _Status(0x6A86)
        file_id = self._by_short_id(command.p2 >> 3)
        file = self._entry(file_id)
        if not isinstance(file, RecordFile):
            raise _Status(0x6981)
        self._current = file_id
        if not 1 <= command.p1 <= len(file.records):
            raise _Status(0x6A83)
        return file.records[command.p1 - 1][: command.le]

    def _get_challenge(self, command: Command) -> bytes:
        if not 1 <= command.le <= 256 or command.p1 or command.p2:
            raise _Status(0x6700 if not 1 <= command.le <= 256 else 0x6A86)
        return secrets.token_bytes(command.le)

    def _get_data(self, command: Command) -> bytes:
        make = self._contents.data_objects.get(command.p1 << 8 | command.p2)
        if self._application is not None or make is None:
            raise _Status(0x6A88)
        found = make()
        if not command.le or (command.le <= 256 < len(found)):
            raise _Status(0x6700)
        return found[: command.le]

    def _sign(self, command: Command) -> bytes:
        signature = self._signer(command.p2).sign(command.p1, command.data)
        if signature is None:
            raise _Status(0x6A86 if command.p1 > 5 else 0x6A80)
        return signature[: command.le] if command.le else b""

    def _signer(self, p2: int) -> Signer:
        if p2 == 0x00:
            if self._application is None or self._application.own_key is None:
                raise _Status(0x6A86)
            return self._application.own_key
        if p2 & 0xE0 != 0x80:
            raise _Status(0x6A86)
        key_id = self._by_short_id(p2 & 0x1F)
        key = self._entry(key_id)
        if not isinstance(key, StoredSigningKey):
            raise _Status(0x6981)
        self._current = key_id
        if key.opened_by not in self._verified:
            raise _Status(0x6982)
        return key.signer

    def _by_short_id(self, short_id: int) -> int:
        """The file meant by a short id; 0 means the current one."""
        if not short_id:
            if self._current is None:
                raise _Status(0x6986)
            return self._current
        if not self.traits.short_ids:
            raise _Status(0x6A86)
        return short_id

    def _entry(self, file_id: int) -> Entry:
        entry = self._application.entries.get(file_id) if self._application else None
        if entry is None:
            raise _Status(0x6A82)
        return entry

    def _counter(self, key_id: int) -> str:
        return f"{self._application.name if self._application else ''}/{key_id:04X}"

    _INSTRUCTIONS: Final[Mapping[int, Callable[[VirtualCard, Command], bytes]]] = {
        0x20: _verify,
        0x2A: _sign,
        0x84: _get_challenge,
        0xA4: _select,
        0xB0: _read_binary,
        0xB2: _read_record,
        0xCA: _get_data,
    }


def _full_counters(contents: CardContents) -> dict[str, int]:
    return {
        f"{application.name}/{key_id:04X}": entry.tries if entry.value is not None else 0
        for application in contents.applications
        for key_id, entry in application.entries.items()
        if isinstance(entry, StoredKey)
    }


def _is_extended(raw: bytes) -> bool:
    return len(raw) >= 7 and raw[4] == 0


def _check_class(cla: int) -> None:
    """Only the basic channel, without secure messaging and chaining; 80 for the signature (2.4)."""
    if cla in {0x00, 0x80}:
        return
    if 0x01 <= cla <= 0x03:
        raise _Status(0x6881)
    if 0x04 <= cla <= 0x0F:
        raise _Status(0x6882)
    raise _Status(0x6E00)
