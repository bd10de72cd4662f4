"""Where the digits of a secret wait between the pad and the card: one preallocated ``bytearray``, nothing else.

No Qt, no card. The pad writes, the card service takes once; neither knows the other. No digit ever becomes a ``str``,
an event or a log line.
"""

from __future__ import annotations

import os

CAPACITY = 14
"""照合番号B is the longest secret: 14 digits."""


class SecretBox:
    """Up to 14 digits, overwritten when they are taken or cleared."""

    __slots__ = ("_digits", "_key", "_length", "_refused", "_taken")

    def __init__(self) -> None:
        self._digits = bytearray(CAPACITY)
        self._length = 0
        # The key is new for each visit and never leaves: without it the marks tell nothing.
        self._key = os.urandom(32)
        self._taken: bytes | None = None
        self._refused: bytes | None = None

    def __len__(self) -> int:
        """Return how many digits wait."""
        return self._length

    def __repr__(self) -> str:
        return "SecretBox(…)"

    def add(self, digit: int) -> None:
        """Append one digit, 0 to 9; a full box ignores it."""
        if self._length < CAPACITY:
            self._digits[self._length] = 0x30 + digit
            self._length += 1

    def put(self, digits: bytearray) -> None:
        """Replace what waits by ``digits`` (ASCII), and overwrite the caller's copy."""
        self.clear()
        self._length = min(len(digits), CAPACITY)
        self._digits[: self._length] = digits[: self._length]
        digits[:] = bytes(len(digits))

    def erase(self) -> None:
        """Drop the last digit."""
        if self._length:
            self._length -= 1
            self._digits[self._length] = 0

    def clear(self) -> None:
        """Overwrite everything."""
        self._digits[:] = bytes(CAPACITY)
        self._length = 0

    def take(self) -> bytearray:
        """Return the digits (ASCII) in a new ``bytearray``, which the caller overwrites; the box is empty after."""
        taken = self._digits[: self._length]
        self._taken = self._mark()
        self.clear()
        return taken

    def mark_refused(self) -> None:
        """The card refused what was taken last: remember it by a keyed hash, for ``same_as_refused``."""
        self._refused = self._taken

    def same_as_refused(self) -> bool:
        """Return whether the digits that wait are those the card just refused."""
        return self._refused is not None and self._refused == self._mark()

    def wipe(self) -> None:
        """Overwrite everything and forget what was refused: the visit is over."""
        self.clear()
        self._key = os.urandom(32)
        self._taken = self._refused = None

    def _mark(self) -> bytes:
        # Loaded when a secret has been typed: not needed for the first page.
        from hashlib import blake2b  # noqa: PLC0415

        return blake2b(memoryview(self._digits)[: self._length], key=self._key, digest_size=16).digest()
