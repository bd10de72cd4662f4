"""Selecting, asking, verifying and reading on the card, with the fewest exchanges.

Files and keys are reached by short id; where a card or reader refuses that, by SELECT EF, from then on.
"""

from __future__ import annotations

from typing import Final

from cardreader import tlv
from cardreader.apdu import (
    OK,
    Response,
    read_binary,
    read_record,
    select_application,
    select_file,
    tries_query,
    verify_header,
)
from cardreader.channel import Channel
from cardreader.errors import DataMalformed, PinBlocked, PinWrong, StatusError, WrongCard
from cardreader.mynumber.layout import Application, File, Key
from cardreader.secret import Secret

MAX_FILE_BYTES: Final = 4096
"""A record announcing more than this is malformed: the largest this program reads is under 600 bytes."""

_BLOCK: Final = 256
_TLV_HEADER: Final = 5
"""A tag of two bytes and the longest length."""
_ABSENT_SW1: Final = frozenset({0x63, 0x67, 0x68, 0x69, 0x6A, 0x6D, 0x6E})
_SHORT_ID_REFUSED: Final = frozenset({0x6981, 0x6986, 0x6A81, 0x6A82, 0x6A86, 0x6A88})
_NO_SUCH_FILE: Final = 0x6A82
_LOCKED: Final = frozenset({0x6983, 0x6984})
"""6984 is what this card answers, 6983 what the standard says (card-protocol.md 2.4)."""


class Access:
    """The card as the My Number applications see it. `short_ids` is False once one was refused."""

    def __init__(self, channel: Channel, *, short_ids: bool = True) -> None:
        self._channel = channel
        self.short_ids = short_ids

    @property
    def apdus(self) -> int:
        """Exchanges made so far."""
        return self._channel.apdus

    def has(self, application: Application) -> bool:
        """Select an application by its full AID; False when the card does not know it."""
        response = self._channel.send(select_application(application.value))
        if response.sw == OK:
            return True
        if response.sw >> 8 in _ABSENT_SW1:
            return False
        raise StatusError(0xA4, response.sw)

    def select(self, application: Application) -> None:
        """Select an application; raises WrongCard when the card does not know it."""
        if not self.has(application):
            raise WrongCard

    def tries_left(self, key: Key) -> int:
        """Ask how many tries are left, using none. 0 means locked, or never set, or not on this card."""
        response = self._query(key)
        if response.sw >> 4 == 0x63C:
            return response.sw & 0x0F
        if response.sw == OK:
            # Already verified on this power-up: ISO 7816-4 allows the answer, and a right entry fills the counter.
            return key.tries
        if response.sw in _LOCKED or response.sw == _NO_SUCH_FILE:
            return 0
        raise StatusError(0x20, response.sw)

    def verify(self, key: Key, secret: Secret) -> None:
        """Send the secret, once. Raises PinWrong with the tries left, or PinBlocked."""
        if not self.short_ids:
            self._select_file(key.file_id)
        header = verify_header(key.short_id if self.short_ids else None, len(secret))
        command = bytearray(len(header) + len(secret))
        command[: len(header)] = header
        for index, digit in enumerate(secret.digits, start=len(header)):
            command[index] = digit
        sw = self._channel.send_secret(command).sw
        if sw in _LOCKED or sw == 0x63C0:
            raise PinBlocked
        if sw >> 4 == 0x63C:
            raise PinWrong(sw & 0x0F)
        if sw != OK:
            raise StatusError(0x20, sw)

    def read_object(self, file: File) -> tlv.Tlv:
        """Read the one TLV object at the start of a file, in blocks of 256 bytes."""
        data = self._first_block(file)
        total = tlv.header(data).total
        if total > MAX_FILE_BYTES:
            raise DataMalformed(f"{file.what}: length")
        while len(data) < total:
            wanted = min(_BLOCK, total - len(data))
            block = self._read(len(data), wanted, file)
            if len(block) != wanted:
                raise DataMalformed(f"{file.what}: cut off")
            data += block
        return tlv.parse(data)

    def read_fields(self, file: File, last: int, most: int) -> dict[int, tlv.Tlv]:
        """Read the objects inside the one object of a file, in blocks of 256 bytes, and no further than tag `last`.

        Raises DataMalformed when it is not there or its end lies beyond `most` bytes.
        """
        data = self._first_block(file)
        outer = tlv.header(data)
        fields: dict[int, tlv.Tlv] = {}
        at = outer.start
        while last not in fields:
            if at >= outer.total:
                raise DataMalformed(f"{file.what}: field missing")
            data = self._read_up_to(min(at + _TLV_HEADER, outer.total), data, file)
            end = at + tlv.header(data[at:]).total
            if end > min(outer.total, most):
                raise DataMalformed(f"{file.what}: length")
            data = self._read_up_to(end, data, file)
            one = tlv.parse(data[at:end])
            if one.tag in fields:
                raise DataMalformed(f"{file.what}: tag twice")
            fields[one.tag] = one
            at = end
        return fields

    def _read_up_to(self, end: int, data: bytes, file: File) -> bytes:
        """Return `data`, the start of the file just read, with as many blocks more as reach `end`."""
        while len(data) < end:
            block = self._read(len(data), _BLOCK, file)
            if not block:
                raise DataMalformed(f"{file.what}: cut off")
            data += block
        return data

    def read_start(self, file: File, length: int) -> bytes:
        """Read up to `length` bytes (1-256) from the start of a file that holds no TLV."""
        return self._first_block(file, length)

    def read_record(self, file: File) -> bytes:
        """Read record 1 of a record file."""
        if self.short_ids:
            response = self._channel.send(read_record(1, file.short_id))
            if response.sw not in _SHORT_ID_REFUSED:
                return _data(response, 0xB2)
        self._select_file(file.file_id)
        return _data(self._channel.send(read_record(1, None)), 0xB2)

    def _query(self, key: Key) -> Response:
        if self.short_ids:
            response = self._channel.send(tries_query(key.short_id))
            if response.sw not in _SHORT_ID_REFUSED:
                return response
        selected = self._channel.send(select_file(key.file_id))
        if selected.sw != OK:
            return selected
        self.short_ids = False
        return self._channel.send(tries_query(None))

    def _first_block(self, file: File, length: int = _BLOCK) -> bytes:
        if self.short_ids:
            response = self._channel.send(read_binary(0, length, file.short_id))
            if response.sw not in _SHORT_ID_REFUSED:
                return _data(response, 0xB0)
        self._select_file(file.file_id)
        return _data(self._channel.send(read_binary(0, length)), 0xB0)

    def _read(self, offset: int, length: int, file: File) -> bytes:
        """Read on in the file just read, which the short id has made current (2.2, inferred; else select it)."""
        response = self._channel.send(read_binary(offset, length))
        if response.sw in _SHORT_ID_REFUSED:
            self._select_file(file.file_id)
            response = self._channel.send(read_binary(offset, length))
        return _data(response, 0xB0)

    def _select_file(self, file_id: int) -> None:
        """Select a file. That a file is there which a short id did not reach says that short ids do not work."""
        response = self._channel.send(select_file(file_id))
        if response.sw != OK:
            raise StatusError(0xA4, response.sw)
        self.short_ids = False


def _data(response: Response, ins: int) -> bytes:
    """Data of a read; 6282 says that the file ended before the length asked for."""
    if response.sw in {OK, 0x6282}:
        return response.data
    raise StatusError(ins, response.sw)
