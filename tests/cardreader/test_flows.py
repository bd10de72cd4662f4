"""Long walks: no random flow locks a card, and no bytes from a card do anything but read or raise a CardError."""

from __future__ import annotations

import contextlib
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cardreader.errors import CardError, CardRemoved
from cardreader.mynumber import CardCheck, CardReading, check_card, read_card
from cardreader.secret import Door, Secret
from cardreader.virtual import Answer, Cut, Pull, ResetByOther, VirtualCard, VirtualReader, load_profile, profile_facts

FLOWS = 1000
KEYS = {Door.PIN: "text/0011", Door.CODE_B: "text/0015"}


def digits_for(chance: random.Random, door: Door, name: str) -> bytearray:
    facts = profile_facts(name)
    right = facts.pin if door is Door.PIN else facts.code_b
    kind = chance.random()
    if kind < 0.3:
        return bytearray(right)
    if kind < 0.8:
        return bytearray(b"%04d" % chance.randrange(10000)) + bytearray(right[4:])
    return bytearray(chance.randbytes(chance.randrange(16)))


def one_visit(chance: random.Random, card: VirtualCard, reader: VirtualReader) -> int:
    """A resident tries this and that, without a clerk's leave for a last try. Returns the secrets handed over."""
    reader.insert(card)
    faults = (Pull, Answer, Cut, ResetByOther)
    if chance.random() < 0.3:
        fault, at = chance.choice(faults), chance.randrange(1, 8)
        card.inject(fault(at, chance.choice((0x6F00, 0x6982, 0x6A86, 0x6581))) if fault is Answer else fault(at))
    handed = 0
    for _ in range(chance.randrange(1, 4)):
        door = chance.choice(list(Door))
        with contextlib.suppress(CardError):
            connection = reader.connect()
            try:
                asked = check_card(connection, door, expiry=chance.random() < 0.5)
                secret = Secret(door, digits_for(chance, door, card.name))
                handed += 1
                stay = chance.random() < 0.5
                if not stay:
                    connection.close()
                    connection = reader.connect()
                tries_left = asked.tries_left if chance.random() < 0.8 else None
                try:
                    read_card(connection, secret, tries_left=tries_left, selected=stay, integrity=False)
                finally:
                    assert secret.digits == bytearray(len(secret))
            finally:
                connection.close()
    reader.remove()
    card.inject()
    return handed


def test_a_thousand_random_flows_lock_no_card(card_of: Any) -> None:
    chance = random.Random(20261124)  # noqa: S311 - the same walk every time
    cards = [card_of(name) for name in ("plain", "contactless", "ivs-name", "long-address", "one-try-left")]
    reader = VirtualReader(lambda _: None)
    for _ in range(FLOWS):
        card = chance.choice(cards)
        before = {door: card.tries_left(key) for door, key in KEYS.items()}
        card.transcript.clear()
        handed = one_visit(chance, card, reader)
        sent = [one.command for one in card.transcript if one.command[1] == 0x20 and len(one.command) > 5]
        assert len(sent) <= handed
        assert all(len(one) - 5 in {4, 14} for one in sent)
        for door, key in KEYS.items():
            assert card.tries_left(key) >= 1
            if before[door] == 1:
                assert card.tries_left(key) == 1
    assert cards[-1].tries_left("text/0011") == 1


class Babbler:
    """A card that answers with whatever it likes, then goes."""

    def __init__(self, replies: list[bytes]) -> None:
        self.replies = replies
        self.secrets = 0

    def transmit(self, command: bytes | bytearray) -> bytes:
        self.secrets += command[1] == 0x20 and len(command) > 5
        if not self.replies:
            raise CardRemoved
        return self.replies.pop(0)

    def close(self) -> None:
        self.replies.clear()


status = st.sampled_from([0x9000, 0x63C3, 0x63C1, 0x63C0, 0x6A82, 0x6A86, 0x6102, 0x6C05, 0x6F00, 0x6282, 0x6982])
likely = st.builds(lambda data, sw: data + sw.to_bytes(2, "big"), st.binary(max_size=40), status)
replies = st.lists(st.one_of(st.just(b"\x90\x00"), st.just(b"\x63\xc3"), likely, st.binary(max_size=300)), max_size=20)


@given(replies, st.sampled_from(list(Door)), st.booleans())
def test_any_card_is_checked_or_raises_a_card_error(spoken: list[bytes], door: Door, expiry: bool) -> None:
    card = Babbler(spoken)
    with contextlib.suppress(CardError):
        assert isinstance(check_card(card, door, expiry=expiry), CardCheck)
    assert card.secrets == 0


@given(replies, st.booleans(), st.sampled_from([None, 2]))
def test_any_card_is_read_or_raises_a_card_error(spoken: list[bytes], integrity: bool, tries: int | None) -> None:
    card = Babbler(spoken)
    secret = Secret(Door.PIN, bytearray(b"1234"))
    with contextlib.suppress(CardError):
        assert isinstance(read_card(card, secret, tries_left=tries, integrity=integrity), CardReading)
    assert card.secrets <= 1
    assert secret.digits == bytearray(4)


class Corrupting:
    """A real conversation in which some bytes of some replies are changed on the way."""

    def __init__(self, card: VirtualCard, changes: dict[int, list[tuple[int, int]]]) -> None:
        self.card = card
        self.changes = changes
        self.count = 0

    def transmit(self, command: bytes | bytearray) -> bytes:
        self.count += 1
        reply = bytearray(self.card.transmit(command))
        for at, value in self.changes.get(self.count, []):
            reply[at % len(reply)] ^= value
        return bytes(reply)

    def close(self) -> None:
        self.card.power_off()


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.integers(1, 11), st.lists(st.tuples(st.integers(0, 257), st.integers(0, 255)), max_size=3), max_size=3
    )
)
def test_changed_bytes_read_or_raise_a_card_error(keys: Any, changes: dict[int, list[tuple[int, int]]]) -> None:
    card = load_profile("plain", keys=keys)
    card.power_on()
    connection = Corrupting(card, changes)
    with contextlib.suppress(CardError):
        check = check_card(connection, Door.PIN, expiry=True)
        secret = Secret(Door.PIN, bytearray(b"1234"))
        read_card(connection, secret, tries_left=check.tries_left or 1, selected=True, integrity=True)
    assert sum(one.command[1] == 0x20 and len(one.command) > 5 for one in card.transcript) <= 1
