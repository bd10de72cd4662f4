"""A record of the exchanges with a card that holds nothing secret: instruction, lengths, status word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One exchange. Lengths in bytes, `received` without the status word."""

    ins: int
    sent: int
    received: int
    sw: int

    def __str__(self) -> str:
        return f"{self.ins:02X} sent {self.sent} received {self.received} {self.sw:04X}"


Trace = Callable[[TraceLine], None]
