"""Virtual cards for the tests. Keys are made once a run, in a folder of the run's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cardreader.connection import CardConnection
from cardreader.errors import CardRemoved
from cardreader.secret import Door, Secret
from cardreader.states import ReaderState
from cardreader.virtual import Traits, VirtualCard, VirtualReader, load_profile, profile_facts


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture
def card_of(keys: Path) -> Callable[..., VirtualCard]:
    """`card_of("plain")`: the card of a profile, on `traits` other than its own if given."""

    def make(name: str, *, traits: Traits | None = None, state: Path | None = None) -> VirtualCard:
        card = load_profile(name, state, keys)
        if traits is not None:
            card.traits = traits
        return card

    return make


@dataclass
class Desk:
    """A reader with a card on it, and what the reader has told."""

    card: VirtualCard
    states: list[ReaderState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reader = VirtualReader(self.states.append)
        self.reader.insert(self.card)

    def connect(self) -> CardConnection:
        return self.reader.connect()

    def commands(self, ins: int) -> list[bytes]:
        return [one.command for one in self.card.transcript if one.command[1] == ins]

    def verifies(self) -> list[bytes]:
        """VERIFY commands that held a secret."""
        return [one for one in self.commands(0x20) if len(one) > 5]


@pytest.fixture
def desk_with(card_of: Callable[..., VirtualCard]) -> Callable[..., Desk]:
    def make(name: str, *, traits: Traits | None = None, state: Path | None = None) -> Desk:
        return Desk(card_of(name, traits=traits, state=state))

    return make


@pytest.fixture
def secret_of() -> Callable[[str, Door], Secret]:
    """The right secret of a profile."""

    def make(name: str, door: Door) -> Secret:
        facts = profile_facts(name)
        return Secret(door, bytearray(facts.pin if door is Door.PIN else facts.code_b))

    return make


class ScriptedConnection:
    """A connection that gives the replies it was made with, then behaves like a card taken away."""

    def __init__(self, *replies: bytes | str) -> None:
        self._replies = [bytes.fromhex(one) if isinstance(one, str) else one for one in replies]
        self.sent: list[bytes] = []

    def transmit(self, command: bytes | bytearray) -> bytes:
        self.sent.append(bytes(command))
        if not self._replies:
            raise CardRemoved
        return self._replies.pop(0)

    def close(self) -> None:
        self._replies.clear()


@pytest.fixture
def scripted() -> type[ScriptedConnection]:
    return ScriptedConnection
