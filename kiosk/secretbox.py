"""Where the digits of a secret wait between the pad and the card: preallocated ``bytearray``s, nothing else.

No Qt, no card. The pad writes, the card service takes once; neither knows the other. No digit ever becomes a ``str``,
an event or a log line. A page keeps none: it is made anew in another language or text size, and what is typed stays.
"""

from __future__ import annotations

import os

CAPACITY = 14
"""照合番号B is the longest secret: 14 digits."""


WESTERN = 0
"""Stands for the era where the card prints the western year; any other is the letter before the year (ASCII)."""
_PARTS = (6, 4, 4)
_WESTERN_BIRTH = 8


class Digits:
    """Up to 14 digits, overwritten when they are taken or cleared."""

    __slots__ = ("_digits", "_length")

    def __init__(self) -> None:
        self._digits = bytearray(CAPACITY)
        self._length = 0

    def __len__(self) -> int:
        """Return how many digits wait."""
        return self._length

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def add(self, digit: int) -> None:
        """Append one digit, 0 to 9; a full box ignores it."""
        if self._length < CAPACITY:
            self._digits[self._length] = 0x30 + digit
            self._length += 1

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
        """Return the digits (ASCII) in a new ``bytearray``, which the caller overwrites; none wait after."""
        taken = self._digits[: self._length]
        self.clear()
        return taken


class CodeB:
    """照合番号B while it is typed: the birth date with its era, the year of expiry, the security code."""

    __slots__ = ("_era_again", "era", "parts", "step")

    def __init__(self) -> None:
        self.parts = tuple(Digits() for _ in _PARTS)
        self.step = 0
        """Which part is being typed."""
        self.era: int | None = None
        """The letter before the birth year, or ``WESTERN``; None until it is chosen."""
        self._era_again = False

    def __repr__(self) -> str:
        return "CodeB(…)"

    @property
    def part(self) -> Digits:
        """The digits of the part being typed."""
        return self.parts[self.step]

    @property
    def length(self) -> int:
        """How many digits this part has."""
        return _WESTERN_BIRTH if self.step == 0 and self.era == WESTERN else _PARTS[self.step]

    @property
    def missing(self) -> int:
        """How many digits of this part are still to be typed."""
        return self.length - len(self.part)

    @property
    def asks_era(self) -> bool:
        """Whether the era comes first: no digit counts before it."""
        return self.step == 0 and (self.era is None or self._era_again)

    def choose_era(self, era: int) -> None:
        """Take the era; a birth date of another length is typed anew."""
        if (era == WESTERN) is not (self.era == WESTERN):
            self.parts[0].clear()
        self.era, self._era_again = era, False

    def add(self, digit: int) -> None:
        """Append one digit, 0 to 9, while this part has room for it."""
        if not self.asks_era and self.missing:
            self.part.add(digit)

    def forward(self) -> bool:
        """Go to the next part; False at the last."""
        if self.step + 1 == len(self.parts):
            return False
        self.step += 1
        return True

    def back(self) -> bool:
        """Return to the part before, or to the era, and keep what is typed; False where there is none before."""
        if self.asks_era:
            return False
        if self.step:
            self.step -= 1
        else:
            self._era_again = True
        return True

    def take_birth(self) -> bytearray:
        """Return the birth date as the card prints it (ASCII), with the letter of its era; the caller overwrites it."""
        digits = self.parts[0].take()
        letters = 1 if self.era else 0
        birth = bytearray(letters + len(digits))
        if self.era:
            birth[0] = self.era
        birth[letters:] = digits
        digits[:] = bytes(len(digits))
        return birth

    def clear(self) -> None:
        """Overwrite all parts and start again."""
        for part in self.parts:
            part.clear()
        self.step, self.era, self._era_again = 0, None, False


class SecretBox(Digits):
    """The secret that goes to the card, and ``code_b``, of which it is put together: overwritten together."""

    __slots__ = ("_key", "_refused", "_taken", "code_b")

    def __init__(self) -> None:
        super().__init__()
        self.code_b = CodeB()
        # The key is new for each visit and never leaves: without it the marks tell nothing.
        self._key = os.urandom(32)
        self._taken: bytes | None = None
        self._refused: bytes | None = None

    def put(self, digits: bytearray) -> None:
        """Replace what waits by ``digits`` (ASCII), and overwrite the caller's copy."""
        self._digits[:] = bytes(CAPACITY)
        self._length = min(len(digits), CAPACITY)
        self._digits[: self._length] = digits[: self._length]
        digits[:] = bytes(len(digits))

    def clear(self) -> None:
        """Overwrite everything, also what of 照合番号B has been typed."""
        super().clear()
        self.code_b.clear()

    def take(self) -> bytearray:
        """Return the digits (ASCII) in a new ``bytearray``, which the caller overwrites; the box is empty after."""
        self._taken = self._mark()
        return super().take()

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
