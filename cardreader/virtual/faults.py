"""What can go wrong on a virtual card, on purpose.

`at` counts commands from 1, starting where the script was put in, over power cycles.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pull:
    """The card leaves the reader before it answers command `at`."""

    at: int


@dataclass(frozen=True, slots=True)
class Hold:
    """The card takes `seconds` longer over command `at`."""

    at: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The card answers command `at` with this status word and does nothing else."""

    at: int
    sw: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Of the answer to command `at` only the first `keep` bytes arrive, status word included; None: half of them."""

    at: int
    keep: int | None = None


@dataclass(frozen=True, slots=True)
class ResetByOther:
    """Another program resets the card before command `at`: nothing is selected or verified any more."""

    at: int


Fault = Pull | Hold | Answer | Cut | ResetByOther


@dataclass(frozen=True, slots=True)
class Traits:
    """How this card, or the reader it lies on, differs from another one for good."""

    contactless: bool = False
    """A warm reset keeps the security status on a contactless reader and clears it on a contact one (2.3)."""
    prefix_select: bool = True
    """The first bytes of an AID select the application too (1.0)."""
    short_ids: bool = True
    """False: short file ids are refused with 6A86."""
    short_id_becomes_current: bool = True
    """False: a file read by its short id does not become the current file (2.2)."""
    short_apdus_only: bool = False
    """True: extended length is refused with 6700."""
    first_command_fails: bool = False
    """True: the first command after each power-up answers 6F00 (2.4)."""
    mute: bool = False
    """True: no answer to reset."""
