"""Command and response APDUs, short and extended length (ISO 7816-4, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cardreader.errors import CardRemoved, DataMalformed

SHORT_LE_ALL: Final = 256
EXTENDED_LE_ALL: Final = 65536

OK: Final = 0x9000


@dataclass(frozen=True, slots=True)
class Command:
    """A command without a secret. `le` is the number of bytes expected, 0 for none, up to 65,536."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int = 0

    def encode(self) -> bytes:
        """Bytes for the card: short length where it fits, else extended."""
        header = bytes((self.cla, self.ins, self.p1, self.p2))
        if len(self.data) <= 255 and self.le <= SHORT_LE_ALL:
            lc = bytes((len(self.data),)) if self.data else b""
            le = bytes((self.le & 0xFF,)) if self.le else b""
            return header + lc + self.data + le
        lc = b"\0" + len(self.data).to_bytes(2, "big") if self.data else b""
        le = (self.le & 0xFFFF).to_bytes(2, "big") if self.le else b""
        return header + lc + self.data + (le if self.data or not self.le else b"\0" + le)

    @classmethod
    def decode(cls, raw: bytes) -> Command:
        """Take a command apart; raises DataMalformed when the lengths do not add up."""
        if len(raw) < 4:
            raise DataMalformed("command APDU")
        cla, ins, p1, p2 = raw[:4]
        body = raw[4:]
        if len(body) == 1:
            return cls(cla, ins, p1, p2, le=body[0] or SHORT_LE_ALL)
        if len(body) > 1 and body[0] != 0:
            data, tail = body[1 : 1 + body[0]], body[1 + body[0] :]
            if len(data) == body[0] and len(tail) <= 1:
                return cls(cla, ins, p1, p2, data=data, le=(tail[0] or SHORT_LE_ALL) if tail else 0)
        elif len(body) == 3:
            return cls(cla, ins, p1, p2, le=int.from_bytes(body[1:], "big") or EXTENDED_LE_ALL)
        elif len(body) > 3:
            count = int.from_bytes(body[1:3], "big")
            data, tail = body[3 : 3 + count], body[3 + count :]
            if count and len(data) == count and len(tail) in {0, 2}:
                return cls(
                    cla, ins, p1, p2, data=data, le=(int.from_bytes(tail, "big") or EXTENDED_LE_ALL) if tail else 0
                )
        elif not body:
            return cls(cla, ins, p1, p2)
        raise DataMalformed("command APDU")


@dataclass(frozen=True, slots=True)
class Response:
    """What the card answered. The repr leaves the data out."""

    data: bytes
    sw: int

    @classmethod
    def decode(cls, raw: bytes) -> Response:
        """Split off SW1 SW2. Some readers report a card taken away as a reply of 0 or 1 byte: CardRemoved."""
        if len(raw) < 2:
            raise CardRemoved
        return cls(raw[:-2], int.from_bytes(raw[-2:], "big"))

    def __repr__(self) -> str:
        return f"Response({len(self.data)} bytes, {self.sw:04X})"


def select_application(aid: bytes) -> Command:
    """SELECT by AID, no answer data wanted."""
    return Command(0x00, 0xA4, 0x04, 0x0C, aid)


def select_file(file_id: int) -> Command:
    """SELECT an elementary file under the current application, no answer data wanted."""
    return Command(0x00, 0xA4, 0x02, 0x0C, file_id.to_bytes(2, "big"))


def key_reference(short_id: int | None) -> int:
    """P2 of VERIFY: the key with this short id, or the selected key file."""
    return 0x80 | (short_id or 0)


def tries_query(short_id: int | None) -> Command:
    """VERIFY without data: asks for the tries left and uses none."""
    return Command(0x00, 0x20, 0x00, key_reference(short_id))


def verify_header(short_id: int | None, length: int) -> bytes:
    """The five bytes before the secret, which is kept out of `Command` so that it can be overwritten."""
    return bytes((0x00, 0x20, 0x00, key_reference(short_id), length))


def read_binary(offset: int, length: int, short_id: int | None = None) -> Command:
    """READ BINARY of the file with this short id (offset 0-255) or of the selected file (offset 0-32767)."""
    p1 = 0x80 | short_id if short_id is not None else offset >> 8
    return Command(0x00, 0xB0, p1, offset & 0xFF, le=length)


def read_record(number: int, short_id: int | None) -> Command:
    """READ RECORD by number, from the file with this short id or the selected file."""
    return Command(0x00, 0xB2, number, ((short_id or 0) << 3) | 0x04, le=SHORT_LE_ALL)
