"""What a watcher says about the reader: one of five states, published on change only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceDown:
    """The PC/SC service is not there."""


@dataclass(frozen=True, slots=True)
class NoReader:
    """The service runs, but no reader is connected."""


@dataclass(frozen=True, slots=True)
class NoCard:
    """The reader is empty."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardUnusable:
    """Something lies on the reader, but it gives no answer to reset."""

    reader: str
    epoch: int


@dataclass(frozen=True, slots=True)
class CardPresent:
    """A card can be connected. `epoch` grows by one at each insertion, so that late results can be told apart."""

    reader: str
    atr: bytes
    epoch: int


ReaderState = ServiceDown | NoReader | NoCard | CardUnusable | CardPresent
