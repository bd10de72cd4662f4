"""Speaks IPP (RFC 8010, 8011) to a print server: one request, one answer. Knows no jobs and no queues.

The command line tools of CUPS would do for sending, but `lpstat` of CUPS 2.4 does not tell a job that was printed from
one that was given up, and the bindings for Python are under the GPL.
"""

import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from http.client import HTTPConnection, HTTPException
from typing import TypeAlias

Value: TypeAlias = int | bool | str | bytes

TIMEOUT_S = 10.0
DEFAULT_PORT = 631
_VERSION = 0x0200
_OPERATION_GROUP, _JOB_GROUP, _END = 0x01, 0x02, 0x03
_FIRST_VALUE_TAG = 0x10
_TEXT_TAGS = range(0x41, 0x4A)


class Operation(IntEnum):
    """Operations used here (RFC 8011, 5.4.15)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """Syntaxes of the values sent (RFC 8010, 3.5.2)."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a request."""

    tag: Tag
    name: str
    values: tuple[int | bool | str, ...]


Group: TypeAlias = dict[str, tuple[Value, ...]]
"""Attributes of an answer by name; values of a syntax not read here are bytes."""


class IppError(Exception):
    """The server could not be reached, or what it said is not IPP. Nobody knows what it did with the request."""


class IppUnreachable(IppError):  # noqa: N818 - it says what happened
    """No connection: the request was certainly not carried out."""


class IppRefused(IppError):  # noqa: N818 - it says what happened
    """The server understood and said no; `status` is its IPP status code (RFC 8011, B.1), or the HTTP status."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(f"{status:#06x} {message}".strip())
        self.status = status


class Server:
    """A print server: the path of a local socket, or a host with or without a port."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ask(
        self,
        operation: Operation,
        path: str,
        attributes: Sequence[Attribute],
        *,
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> list[Group]:
        """Carry out one operation on the printer at `path`; returns the groups after the operation's own.

        Raises IppUnreachable, IppRefused or IppError.
        """
        first = (
            Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",)),
            Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
            Attribute(Tag.URI, "printer-uri", (f"ipp://localhost{path}",)),
        )
        body = struct.pack(">HHI", _VERSION, operation, 1) + bytes([_OPERATION_GROUP])
        body += b"".join(map(_encode, (*first, *attributes)))
        if job:
            body += bytes([_JOB_GROUP]) + b"".join(map(_encode, job))
        return _answer(self._post(path, body + bytes([_END]) + document))

    def _post(self, path: str, body: bytes) -> bytes:
        connection = self._connection()
        try:
            connection.connect()
        except OSError as error:
            raise IppUnreachable(str(error)) from error
        try:
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            data = response.read()
        except (OSError, HTTPException) as error:
            raise IppError(str(error)) from error
        finally:
            connection.close()
        if response.status != 200:
            raise IppRefused(response.status, response.reason)
        return data

    def _connection(self) -> HTTPConnection:
        if self._address.startswith("/"):
            return _LocalConnection(self._address)
        host, _, port = self._address.partition(":")
        return HTTPConnection(host, int(port or DEFAULT_PORT), timeout=TIMEOUT_S)


class _LocalConnection(HTTPConnection):
    """HTTP over a local socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(TIMEOUT_S)
        self.sock.connect(self._path)


def _encode(attribute: Attribute) -> bytes:
    parts = []
    for number, value in enumerate(attribute.values):
        name = b"" if number else attribute.name.encode("ascii")
        match value:
            case bool():
                data = bytes([value])
            case int():
                data = struct.pack(">i", value)
            case str():
                data = value.encode("utf-8")
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(data)) + data)
    return b"".join(parts)


def _answer(data: bytes) -> list[Group]:
    """Return the groups of an answer behind the operation's own; raises IppRefused or IppError."""
    try:
        _, status, _ = struct.unpack_from(">HHI", data)
        groups = _groups(data, 8)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise IppError("not an IPP answer") from error
    if status >= 0x0100:
        message = groups[0].get("status-message", ("",))[0] if groups else ""
        raise IppRefused(status, str(message))
    return groups[1:]


def _groups(data: bytes, at: int) -> list[Group]:
    groups: list[Group] = []
    name = ""
    while (tag := data[at]) != _END:
        at += 1
        if tag < _FIRST_VALUE_TAG:
            groups.append({})
            continue
        name_bytes, at = _field(data, at)
        value_bytes, at = _field(data, at)
        name = name_bytes.decode("ascii") or name
        groups[-1][name] = (*groups[-1].get(name, ()), _value(tag, value_bytes))
    return groups


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", data, at)
    field = data[at + 2 : at + 2 + length]
    if len(field) < length:
        raise IndexError
    return field, at + 2 + length


def _value(tag: int, data: bytes) -> Value:
    if tag in (Tag.INTEGER, Tag.ENUM):
        return int(struct.unpack(">i", data)[0])
    if tag == Tag.BOOLEAN:
        return data[0] != 0
    return data.decode("utf-8") if tag in _TEXT_TAGS else data
