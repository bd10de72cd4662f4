"""基本4情報: name, address, birth date and sex, decoded strictly (card-protocol.md 3.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from cardreader import tlv
from cardreader.errors import DataMalformed

_OUTER: Final = 0xFF20
_OFFSETS, _NAME, _ADDRESS, _BIRTH, _SEX = 0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25


class Sex(Enum):
    """Sex as coded in JIS X 0303 / ISO 5218. A code the standard does not list is UNKNOWN."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    NOT_APPLICABLE = "9"


_SEX_BY_CODE: Final = {sex.value.encode("ascii"): sex for sex in Sex}


@dataclass(frozen=True, slots=True)
class BasicFour:
    """The four attributes, exactly as the card holds them.

    `name` has U+3000 between family and given name, and 旧氏 or 通称 inside it where registered; `address` starts with
    the prefecture. Both may hold any character, IVS and private use included; nothing is normalised here.
    `birth` is None when the card holds zeros for a part that is not known.
    The repr shows none of it.
    """

    name: str = field(repr=False)
    address: str = field(repr=False)
    birth: date | None = field(repr=False)
    sex: Sex = field(repr=False)


def parse_basic_four(record: tlv.Tlv) -> BasicFour:
    """Decode EF 0002; raises DataMalformed for anything but one whole record.

    The offset table DF21 is not used: the tags say more, and two header lengths are in circulation (3.1).
    """
    if record.tag != _OUTER:
        raise DataMalformed("basic four: tag")
    fields = tlv.parse_map(record.value)
    missing = {_NAME, _ADDRESS, _BIRTH, _SEX} - fields.keys()
    if missing:
        raise DataMalformed("basic four: field missing")
    name = _text(fields[_NAME].value, "name")
    if not name.strip():
        raise DataMalformed("name: empty")
    return BasicFour(
        name=name,
        address=_text(fields[_ADDRESS].value, "address"),
        birth=parse_date(fields[_BIRTH].value, "birth date"),
        sex=_sex(fields[_SEX].value),
    )


def signed_part(record: tlv.Tlv) -> bytes:
    """The bytes of EF 0002 that the integrity record covers: every object but the offset table (3.4)."""
    return b"".join(one.raw for one in tlv.parse_all(record.value) if one.tag != _OFFSETS)


def parse_date(digits: bytes, what: str) -> date | None:
    """YYYYMMDD in ASCII, Gregorian. None when year, month or day is zeros; malformed when it is no date."""
    if len(digits) != 8 or not digits.isdigit():
        raise DataMalformed(what)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if 0 in {year, month, day}:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise DataMalformed(what) from None


def _text(raw: bytes, what: str) -> str:
    text = _decoded(raw)
    if text is None:
        raise DataMalformed(f"{what}: UTF-8")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise DataMalformed(f"{what}: control character")
    return text


def _decoded(raw: bytes) -> str | None:
    """None for bytes that are not UTF-8: the codec's own error, which holds them, must not stay in a traceback."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _sex(raw: bytes) -> Sex:
    if len(raw) != 1:
        raise DataMalformed("sex")
    return _SEX_BY_CODE.get(raw, Sex.UNKNOWN)
