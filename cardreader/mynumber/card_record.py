"""The card's own record in the common application: who issued it, until when it is valid. Needs no PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cardreader import tlv
from cardreader.errors import DataMalformed
from cardreader.mynumber.person import parse_date


@dataclass(frozen=True, slots=True)
class CardRecord:
    """`municipality` is the 5-digit code of the town that issued the card; `expires_on` is the last valid day."""

    municipality: str
    expires_on: date | None


def parse_card_record(raw: bytes) -> CardRecord:
    """`01 1C` + 28 ASCII digits: serial 15, municipality 5, expiry YYYYMMDD (card-protocol.md 1.4)."""
    record = tlv.parse(raw)
    if record.tag != 0x01 or len(record.value) != 28 or not record.value.isdigit():
        raise DataMalformed("card record")
    return CardRecord(record.value[15:20].decode("ascii"), parse_date(record.value[20:], "expiry date"))
