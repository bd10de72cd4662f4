"""Tags, lengths and values as the card writes them, read strictly (card-protocol.md 3.1).

Tags have one or two bytes by the rule of ISO 7816-4 5.2.2 (`DF21`, `FF20`, `7F21`, `90`). Lengths have one byte below
128, else `81 nn` or `82 hh ll`; the card writes `82` even for 128-255. Whatever else comes in is DataMalformed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cardreader.errors import DataMalformed


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object. `raw` is the whole of it, tag and length included, as the card sent it."""

    tag: int
    value: bytes = field(repr=False)
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Header:
    """Where an object's value begins (bytes from the start of the object) and how long it is."""

    tag: int
    start: int
    length: int

    @property
    def total(self) -> int:
        """Bytes of the whole object."""
        return self.start + self.length


def header(data: bytes) -> Header:
    """Read tag and length at the start of `data`; the value need not be there yet."""
    tag_size = 2 if data[:1] and data[0] & 0x1F == 0x1F else 1
    if len(data) <= tag_size or (tag_size == 2 and data[1] & 0x80):
        raise DataMalformed("TLV tag")
    tag = int.from_bytes(data[:tag_size], "big")
    first = data[tag_size]
    extra = {0x81: 1, 0x82: 2}.get(first, 0)
    if first >= 0x80 and not extra:
        raise DataMalformed("TLV length")
    start = tag_size + 1 + extra
    if len(data) < start:
        raise DataMalformed("TLV length")
    length = int.from_bytes(data[tag_size + 1 : start], "big") if extra else first
    return Header(tag, start, length)


def parse(data: bytes) -> Tlv:
    """The object at the start of `data`. What follows it is filler and is not looked at."""
    head = header(data)
    if len(data) < head.total:
        raise DataMalformed("TLV value cut off")
    return Tlv(head.tag, data[head.start : head.total], data[: head.total])


def parse_all(data: bytes) -> tuple[Tlv, ...]:
    """The objects that fill `data` exactly."""
    objects = []
    while data:
        one = parse(data)
        objects.append(one)
        data = data[len(one.raw) :]
    return tuple(objects)


def parse_map(data: bytes) -> dict[int, Tlv]:
    """The objects that fill `data` exactly, by tag; a tag that comes twice is malformed."""
    objects = parse_all(data)
    by_tag = {one.tag: one for one in objects}
    if len(by_tag) != len(objects):
        raise DataMalformed("TLV tag twice")
    return by_tag


def build(tag: int, value: bytes) -> bytes:
    """Write an object the way the card does. `value` is at most 65,535 bytes."""
    length = bytes((len(value),)) if len(value) < 0x80 else b"\x82" + len(value).to_bytes(2, "big")
    return tag.to_bytes(2 if tag > 0xFF else 1, "big") + length + value
