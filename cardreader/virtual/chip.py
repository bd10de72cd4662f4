"""What a virtual card holds: applications with files, keys and signing keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

FREE: frozenset[int] = frozenset()


class Signer(Protocol):
    """A private key that stays on the card."""

    def sign(self, algorithm: int, message: bytes) -> bytes | None:
        """Signature of 256 bytes; None when the algorithm, P1 of the command, or the length is not known."""


@dataclass(frozen=True)
class StoredFile:
    """An elementary file. `make` gives its physical content, filler included, when it is first read.

    `opened_by`: ids of the keys of which one must be verified; empty: anyone may read it.
    """

    make: Callable[[], bytes]
    opened_by: frozenset[int] = FREE

    @cached_property
    def content(self) -> bytes:
        """Every byte of the file."""
        return self.make()


@dataclass(frozen=True)
class RecordFile:
    """A file of numbered records, read by READ RECORD."""

    records: tuple[bytes, ...]


@dataclass(frozen=True)
class StoredKey:
    """A PIN or code. `value` None: blocked from the beginning, as EF 0012 is, or never set (顔認証)."""

    value: bytes | None
    tries: int


@dataclass(frozen=True)
class StoredSigningKey:
    """A private key and the id of the key that must be verified to use it."""

    signer: Signer
    opened_by: int


Entry = StoredFile | RecordFile | StoredKey | StoredSigningKey


@dataclass(frozen=True)
class StoredApplication:
    """An application. `own_key` signs with P2 = 00 and without a PIN (card-protocol.md 2.1)."""

    name: str
    aid: bytes
    entries: Mapping[int, Entry]
    own_key: Signer | None = field(default=None)


@dataclass(frozen=True, slots=True)
class CertifiedPerson:
    """What the signing certificate says about its holder (card-protocol.md 4).

    `name` and `address` as certified; `name_flags` and `address_flags` have one 0 or 1 a character, 1 = substituted.
    `birth` is `E YYYYMMDD` without the space, `sex` one digit.
    """

    name: str
    name_flags: str
    sex: str
    birth: str
    address: str
    address_flags: str
