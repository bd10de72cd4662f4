"""Applications, files and keys of the My Number Card, as data.

The public sources of every value, and how many agree, are in design/card-protocol.md at the section named beside it.
Every file id is 0001-001E, so a file's short id is its low byte (1.0). A and B are swapped between the text and the
visual application (1.3). The 12-digit number, text 0001, is read only where a form's law,
the town and a clerk let it (docs/my-number.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from cardreader.secret import Door


@dataclass(frozen=True, slots=True)
class File:
    """An elementary file. `opened_by` is empty where anyone may read it."""

    file_id: int
    what: str
    opened_by: frozenset[Door] = frozenset()

    @property
    def short_id(self) -> int:
        """The id by which READ BINARY and VERIFY reach it without a SELECT."""
        return self.file_id & 0x1F


@dataclass(frozen=True, slots=True)
class Key:
    """A secret's file. `tries` is the counter's full value, which a right entry restores (1.5)."""

    file_id: int
    what: str
    tries: int

    @property
    def short_id(self) -> int:
        """The id by which VERIFY reaches it without a SELECT."""
        return self.file_id & 0x1F


class Application(Enum):
    """The applications this program selects, by their full AID; a part of one would select too (1.0)."""

    JPKI = bytes.fromhex("D392F000260100000001")  # 1.1
    TEXT = bytes.fromhex("D3921000310001010408")  # 1.2
    VISUAL = bytes.fromhex("D3921000310001010402")  # 1.3
    COMMON = bytes.fromhex("D3921000310001010100")  # 1.4


_BOTH_DOORS: Final = frozenset(Door)

TEXT_NUMBER: Final = File(0x0001, "number", frozenset({Door.PIN}))  # 1.2; B does not open it
TEXT_BASIC_FOUR: Final = File(0x0002, "basic four", _BOTH_DOORS)  # 1.2, 3.2
TEXT_INTEGRITY: Final = File(0x0003, "integrity record", _BOTH_DOORS)  # 1.2, 3.4
TEXT_CERTIFICATE: Final = File(0x0004, "signer's certificate")  # 1.2, 3.4
VISUAL_FACE: Final = File(0x0002, "card face", frozenset({Door.CODE_B}))  # 1.3, 3.5
JPKI_TOKEN: Final = File(0x0006, "token information")  # 1.1
COMMON_RECORD: Final = File(0x0001, "card record")  # 1.4

TEXT_KEYS: Final = {
    Door.PIN: Key(0x0011, "PIN", tries=3),  # 1.2, 1.5
    Door.CODE_B: Key(0x0015, "code B", tries=10),  # 1.2, 1.5
}

VISUAL_CODE_B: Final = Key(0x0012, "code B of the visual application", tries=10)
"""A counter of its own, apart from the text application's (1.3, 1.5)."""

TOKEN_LABEL_BYTES: Final = 32
RESIDENT_CARD_LABEL: Final = "JPKIAPICCTOKEN"
PHONE_LABELS: Final = frozenset({"JPKIAPGPSETOKEN", "JPKIAPIOSTOKEN"})
"""Token labels, the first 32 bytes of the token information, space padded (1.1)."""
