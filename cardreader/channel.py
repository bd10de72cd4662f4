"""Sends commands over a connection and deals with what is not an answer yet: 61xx, 6Cxx, a first 6F00.

Each such case is one small function that either gives the next command to send or nothing. A command that carries a
secret goes past all of them: it is sent once, whatever the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cardreader.apdu import OK, Command, Response
from cardreader.connection import CardConnection
from cardreader.errors import DataMalformed
from cardreader.secret import wipe
from cardreader.trace import Trace, TraceLine

_MAX_CONTINUATIONS: Final = 256
"""GET RESPONSE at most this often for one command, 64 KiB, so that no card can keep the program busy for ever."""


class Channel:
    """One conversation with one card. `apdus` counts every exchange made."""

    def __init__(self, connection: CardConnection, trace: Trace | None = None) -> None:
        self._connection = connection
        self._trace = trace
        self.apdus = 0

    def send(self, command: Command) -> Response:
        """Send a command without a secret; longer ones than 255 bytes go as a chain of short ones (CLA bit 5)."""
        *links, last = chain(command)
        for link in links:
            response = self._send_link(link)
            if response.sw != OK:
                return response
        return self._send_link(last)

    def send_secret(self, command: bytearray) -> Response:
        """Send a command that holds a secret exactly once, then overwrite it."""
        try:
            return self._exchange(command)
        finally:
            wipe(command)

    def _send_link(self, command: Command) -> Response:
        is_first = self.apdus == 0
        response = self._exchange(command.encode())
        if is_first and response.sw == 0x6F00:
            # Seen as the answer to the first command after power-up (card-protocol.md 2.4).
            response = self._exchange(command.encode())
        if again := with_right_length(command, response):
            response = self._exchange(again.encode())
        return self._collect(response)

    def _collect(self, response: Response) -> Response:
        data = bytearray(response.data)
        for _ in range(_MAX_CONTINUATIONS):
            more = get_response(response)
            if more is None:
                return Response(bytes(data), response.sw)
            response = self._exchange(more.encode())
            data += response.data
        raise DataMalformed("endless 61xx")

    def _exchange(self, raw: bytes | bytearray) -> Response:
        ins, sent = raw[1], len(raw)
        self.apdus += 1
        response = Response.decode(self._connection.transmit(raw))
        if self._trace is not None:
            self._trace(TraceLine(ins, sent, len(response.data), response.sw))
        return response


def chain(command: Command) -> Iterator[Command]:
    """Split a command of more than 255 data bytes into links of a chain (ISO 7816-4, 5.3.3)."""
    data = command.data
    while len(data) > 255:
        yield Command(command.cla | 0x10, command.ins, command.p1, command.p2, data[:255])
        data = data[255:]
    yield Command(command.cla, command.ins, command.p1, command.p2, data, command.le)


def with_right_length(command: Command, response: Response) -> Command | None:
    """6Cxx: the same command asking for xx bytes."""
    if response.sw >> 8 != 0x6C:
        return None
    return Command(command.cla, command.ins, command.p1, command.p2, command.data, response.sw & 0xFF or 256)


def get_response(response: Response) -> Command | None:
    """61xx: a command that fetches the xx bytes waiting."""
    if response.sw >> 8 != 0x61:
        return None
    return Command(0x00, 0xC0, 0x00, 0x00, le=response.sw & 0xFF or 256)
