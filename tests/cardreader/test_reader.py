"""The virtual reader: what it tells, and how cards, cables and services come and go under a running exchange."""

from __future__ import annotations

from typing import Any

import pytest

from cardreader.errors import (
    CardBusy,
    CardError,
    CardRemoved,
    CardUnresponsive,
    ReaderUnavailable,
    ServiceUnavailable,
)
from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ReaderState, ServiceDown
from cardreader.virtual import VirtualReader, profile_facts
from cardreader.virtual import card as card_module

NAME = "Virtual Reader 00"
ATR = profile_facts("plain").atr
SELECT_TEXT = bytes.fromhex("00A4040C0AD3921000310001010408")


@pytest.fixture
def told() -> list[ReaderState]:
    return []


@pytest.fixture
def reader(told: list[ReaderState]) -> VirtualReader:
    return VirtualReader(told.append)


def test_changes_are_told_once_and_in_order(reader: VirtualReader, told: list[ReaderState], card_of: Any) -> None:
    reader.start()
    reader.insert(card_of("plain"))
    reader.remove()
    reader.remove()
    reader.insert(card_of("mute-card"))
    reader.unplug()
    reader.plug()
    reader.service_down()
    reader.unplug()
    reader.service_up()
    assert told == [
        NoCard(NAME),
        CardPresent(NAME, ATR, 1),
        NoCard(NAME),
        CardUnusable(NAME, 2),
        NoReader(),
        CardUnusable(NAME, 4),
        ServiceDown(),
        NoReader(),
    ]


def test_a_card_put_on_another_is_a_new_one(reader: VirtualReader, told: list[ReaderState], card_of: Any) -> None:
    reader.insert(card_of("plain"))
    second = card_of("plain")
    reader.insert(second)
    assert told == [CardPresent(NAME, ATR, 1), NoCard(NAME), CardPresent(NAME, ATR, 2)]
    assert reader.card is second


def test_start_tells_the_state_of_the_moment_and_stop_ends_it(
    reader: VirtualReader, told: list[ReaderState], card_of: Any
) -> None:
    reader.insert(card_of("plain"))
    told.clear()
    reader.start()
    assert told == [CardPresent(NAME, ATR, 1)]
    reader.stop()
    reader.remove()
    assert told == [CardPresent(NAME, ATR, 1)]


def test_the_card_is_held_by_one_connection_alone(reader: VirtualReader, card_of: Any) -> None:
    reader.insert(card_of("plain"))
    first = reader.connect()
    with pytest.raises(CardBusy):
        reader.connect()
    first.close()
    first.close()
    second = reader.connect()
    first.close()
    assert second.transmit(SELECT_TEXT) == b"\x90\x00"
    with pytest.raises(CardRemoved):
        first.transmit(SELECT_TEXT)


def test_closing_powers_the_card_down(reader: VirtualReader, card_of: Any) -> None:
    card = card_of("contactless")
    reader.insert(card)
    connection = reader.connect()
    connection.transmit(SELECT_TEXT)
    connection.transmit(bytes.fromhex("0020009104") + b"1234")
    connection.close()
    with pytest.raises(CardUnresponsive):
        card.transmit(SELECT_TEXT)
    again = reader.connect()
    again.transmit(SELECT_TEXT)
    assert again.transmit(bytes.fromhex("00B0820000")) == b"\x69\x82"


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (lambda reader, _: None, CardRemoved),
        (lambda reader, _: reader.unplug(), ReaderUnavailable),
        (lambda reader, _: reader.service_down(), ServiceUnavailable),
        (lambda reader, card_of: reader.insert(card_of("mute-card")), CardUnresponsive),
    ],
)
def test_connecting_to_nothing(reader: VirtualReader, card_of: Any, prepare: Any, error: type[CardError]) -> None:
    prepare(reader, card_of)
    with pytest.raises(error):
        reader.connect()


@pytest.mark.parametrize("during", [False, True], ids=["before", "during"])
@pytest.mark.parametrize(
    ("event", "error"),
    [("remove", CardRemoved), ("unplug", ReaderUnavailable), ("service_down", ServiceUnavailable)],
)
def test_what_happens_to_the_reader_ends_the_exchange(
    reader: VirtualReader,
    card_of: Any,
    monkeypatch: pytest.MonkeyPatch,
    event: str,
    error: type[CardError],
    *,
    during: bool,
) -> None:
    card = card_of("plain")
    reader.insert(card)
    connection = reader.connect()
    if during:
        card.latency_s = 1.0
        monkeypatch.setattr(card_module.time, "sleep", lambda _: getattr(reader, event)())
    else:
        getattr(reader, event)()
    with pytest.raises(error):
        connection.transmit(SELECT_TEXT)
    connection.close()


def test_a_card_swapped_during_an_exchange_does_not_answer_for_the_first(
    reader: VirtualReader, card_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = card_of("plain"), card_of("contactless")
    reader.insert(first)
    connection = reader.connect()
    first.latency_s = 1.0
    monkeypatch.setattr(card_module.time, "sleep", lambda _: reader.insert(second))
    with pytest.raises(CardRemoved):
        connection.transmit(SELECT_TEXT)
    assert not second.transcript


def test_a_card_pulled_by_its_script_while_a_hand_swaps_it_leaves_the_second_one(
    reader: VirtualReader, card_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = card_of("plain"), card_of("contactless")
    reader.insert(first)
    connection = reader.connect()

    def swapped(_: bytes) -> bytes:
        reader.insert(second)
        raise CardRemoved

    monkeypatch.setattr(first, "transmit", swapped)
    with pytest.raises(CardRemoved):
        connection.transmit(SELECT_TEXT)
    assert reader.card is second


def test_an_answer_of_a_card_taken_away_meanwhile_is_not_passed_on(
    reader: VirtualReader, card_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of("plain")
    reader.insert(card)
    connection = reader.connect()

    def answered(_: bytes) -> bytes:
        reader.remove()
        return b"\x90\x00"

    monkeypatch.setattr(card, "transmit", answered)
    with pytest.raises(CardRemoved):
        connection.transmit(SELECT_TEXT)


def test_a_card_without_power_on_a_whole_reader_is_unresponsive(reader: VirtualReader, card_of: Any) -> None:
    card = card_of("plain")
    reader.insert(card)
    connection = reader.connect()
    card.power_off()
    with pytest.raises(CardUnresponsive):
        connection.transmit(SELECT_TEXT)


def test_a_card_that_returns_after_the_service_did_is_powered_anew(reader: VirtualReader, card_of: Any) -> None:
    reader.insert(card_of("plain"))
    old = reader.connect()
    reader.service_down()
    reader.service_up()
    with pytest.raises(CardRemoved):
        old.transmit(SELECT_TEXT)
    assert reader.connect().transmit(SELECT_TEXT) == b"\x90\x00"
