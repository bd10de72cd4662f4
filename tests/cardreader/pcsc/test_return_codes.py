"""What each PC/SC return code becomes, and what happens after a reset of the card."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from smartcard import scard

from cardreader import pcsc
from cardreader.errors import (
    CardBusy,
    CardError,
    CardRemoved,
    CardUnresponsive,
    ReaderUnavailable,
    ServiceUnavailable,
)
from tests.cardreader.pcsc.fake_scard import CODES, READER, UNKNOWN_TO_PYSCARD, FakeCardService

SELECT = bytes.fromhex("00A4040C0AD3921000310001010408")
TRIES = bytes.fromhex("00200091")
VERIFY = bytes.fromhex("002000910431323334")
READ = bytes.fromhex("00B0820000")
CHALLENGE = bytes.fromhex("0084000008")
SUCCESS = b"\x90\x00"
THREE_LEFT = b"\x63\xc3"
RESET = scard.SCARD_W_RESET_CARD

AT_CONNECT = {
    0x8010001D: ServiceUnavailable,
    0x8010001E: ServiceUnavailable,
    0x80100013: ServiceUnavailable,
    0x80100003: ServiceUnavailable,
    0x8010002E: ReaderUnavailable,
    0x80100009: ReaderUnavailable,
    0x80100017: ReaderUnavailable,
    0x8010000B: CardBusy,
    0x8010000C: CardRemoved,
    0x80100069: CardRemoved,
    0x80100066: CardUnresponsive,
    0x80100067: CardUnresponsive,
    0x8010000F: CardUnresponsive,
    UNKNOWN_TO_PYSCARD: ReaderUnavailable,
}
"""As architecture.md 4.2, 4.3 and 6.1 name them."""

AT_TRANSMIT = AT_CONNECT | {
    0x80100017: CardRemoved,
    0x80100009: CardRemoved,
    0x80100068: CardRemoved,
    0x80100016: CardUnresponsive,
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeCardService:
    fake = FakeCardService()
    monkeypatch.setattr(pcsc, "scard", fake)
    return fake


def connect(service: FakeCardService, *replies: int | bytes) -> pcsc.PcscConnection:
    service.replies = iter(replies)
    return pcsc.PcscReader(READER).connect()


@pytest.mark.parametrize(("code", "error"), AT_CONNECT.items(), ids=map(hex, AT_CONNECT))
def test_connect_says_why(service: FakeCardService, code: int, error: type[CardError]) -> None:
    service.connect = code
    with pytest.raises(CardError) as caught:
        pcsc.PcscReader(READER).connect()
    assert type(caught.value) is error
    assert f"{code:#010x}" in str(caught.value)


@pytest.mark.parametrize(("code", "error"), AT_TRANSMIT.items(), ids=map(hex, AT_TRANSMIT))
def test_transmit_says_why(service: FakeCardService, code: int, error: type[CardError]) -> None:
    connection = connect(service, code)
    with pytest.raises(CardError) as caught:
        connection.transmit(VERIFY)
    assert type(caught.value) is error


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_is_a_card_error_wherever_it_comes_from(service: FakeCardService, code: int) -> None:
    with pytest.raises(CardError):
        connect(service, code, code).transmit(READ)
    with pytest.raises(CardError):
        connect(service, RESET, code).transmit(READ)
    reading = connect(service, SUCCESS, RESET, code)
    reading.transmit(SELECT)
    with pytest.raises(CardError):
        reading.transmit(READ)
    service.reconnect = code
    with pytest.raises(CardError):
        connect(service, RESET).transmit(READ)
    service.status = code, 0
    with pytest.raises(CardError):
        connect(service, scard.SCARD_E_NOT_TRANSACTED).transmit(READ)
    with pytest.raises(CardError):
        pcsc.PcscReader().connect()
    service.connect = code
    with pytest.raises(CardError):
        pcsc.PcscReader(READER).connect()
    service.establish = code
    with pytest.raises(CardError):
        pcsc.PcscReader(READER).connect()


@pytest.mark.parametrize("code", [c for c in CODES.values() if c != scard.SCARD_E_NO_READERS_AVAILABLE], ids=hex)
def test_a_failure_to_list_or_connect_leaves_no_context_open(service: FakeCardService, code: int) -> None:
    service.names = code, []
    with pytest.raises(CardError):
        pcsc.reader_names()
    with pytest.raises(CardError):
        pcsc.PcscReader().connect()
    service.connect = code
    with pytest.raises(CardError):
        pcsc.PcscReader(READER).connect()
    assert service.contexts == 0


def test_no_reader_is_an_empty_list_and_nothing_to_connect(service: FakeCardService) -> None:
    service.names = scard.SCARD_E_NO_READERS_AVAILABLE, []
    assert pcsc.reader_names() == ()
    with pytest.raises(ReaderUnavailable):
        pcsc.PcscReader().connect()
    assert service.contexts == 0


@pytest.mark.parametrize("code", sorted(pcsc.AMBIGUOUS), ids=hex)
@pytest.mark.parametrize(
    ("status", "error"),
    [
        ((scard.SCARD_S_SUCCESS, scard.SCARD_STATE_EMPTY), CardRemoved),
        ((scard.SCARD_E_UNKNOWN_READER, 0), CardRemoved),
        ((scard.SCARD_E_TIMEOUT, 0), CardUnresponsive),
        ((scard.SCARD_S_SUCCESS, scard.SCARD_STATE_PRESENT | scard.SCARD_STATE_MUTE), CardUnresponsive),
    ],
    ids=["empty", "reader gone", "still there", "mute"],
)
def test_an_ambiguous_code_is_told_by_the_slot(
    service: FakeCardService, code: int, status: tuple[int, int], error: type[CardError]
) -> None:
    service.status = status
    with pytest.raises(CardError) as caught:
        connect(service, code).transmit(READ)
    assert type(caught.value) is error


@pytest.mark.parametrize("reply", [b"", b"\x90"])
def test_an_answer_without_a_status_word_is_a_card_removed(service: FakeCardService, reply: bytes) -> None:
    with pytest.raises(CardRemoved):
        connect(service, reply).transmit(READ)


def test_the_card_is_held_exclusively_and_powered_down_once(service: FakeCardService) -> None:
    connection = connect(service)
    assert service.connected_with == [
        (READER, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1)
    ]
    connection.close()
    connection.close()
    assert service.disconnected_with == [scard.SCARD_UNPOWER_CARD]
    assert service.contexts == 0
    with pytest.raises(CardRemoved):
        connection.transmit(READ)
    assert service.sent == []


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_close_never_raises(service: FakeCardService, code: int) -> None:
    service.disconnect = code
    connect(service).close()
    assert service.contexts == 0


@pytest.mark.parametrize("reply", [SUCCESS, b"", scard.SCARD_W_REMOVED_CARD], ids=["ok", "short", "removed"])
def test_the_buffer_handed_to_pyscard_is_overwritten(service: FakeCardService, reply: int | bytes) -> None:
    connection = connect(service, reply)
    try:
        connection.transmit(VERIFY)
    except CardRemoved:
        assert reply != SUCCESS
    assert service.sent == [VERIFY]
    assert service.buffers == [[0] * len(VERIFY)]


def test_the_buffer_is_overwritten_when_pyscard_raises(service: FakeCardService) -> None:
    connection = connect(service)  # no reply prepared: StopIteration stands for any exception
    with pytest.raises(StopIteration):
        connection.transmit(VERIFY)
    assert service.buffers == [[0] * len(VERIFY)]


def test_after_a_reset_reading_goes_on_from_the_select(service: FakeCardService) -> None:
    replies = (SUCCESS, SUCCESS, THREE_LEFT, RESET, SUCCESS, THREE_LEFT, b"data" + SUCCESS)
    connection = connect(service, *replies)
    for command in (SELECT, SELECT, TRIES):
        connection.transmit(command)
    assert connection.transmit(READ) == b"data" + SUCCESS
    assert service.sent == [SELECT, SELECT, TRIES, READ, SELECT, TRIES, READ]


def test_after_a_second_reset_nothing_is_repeated(service: FakeCardService) -> None:
    connection = connect(service, SUCCESS, RESET, SUCCESS, SUCCESS, RESET)
    connection.transmit(SELECT)
    connection.transmit(READ)
    with pytest.raises(CardRemoved):
        connection.transmit(READ)
    assert service.sent == [SELECT, READ, SELECT, READ, READ]


def test_a_card_that_answers_differently_after_a_reset_is_another_one(service: FakeCardService) -> None:
    connection = connect(service, SUCCESS, THREE_LEFT, RESET, SUCCESS, b"\x63\xc2")
    connection.transmit(SELECT)
    connection.transmit(TRIES)
    with pytest.raises(CardRemoved):
        connection.transmit(READ)
    assert service.sent.count(READ) == 1


@pytest.mark.parametrize(
    ("before", "command"),
    [([SELECT], VERIFY), ([SELECT, VERIFY], READ), ([SELECT, VERIFY, SELECT], READ), ([SELECT], CHALLENGE)],
    ids=["verify itself", "read after verify", "select after verify", "not a read"],
)
def test_after_a_reset_these_are_never_repeated(service: FakeCardService, before: list[bytes], command: bytes) -> None:
    connection = connect(service, *[SUCCESS] * len(before), RESET)
    for earlier in before:
        connection.transmit(earlier)
    with pytest.raises(CardRemoved):
        connection.transmit(command)
    assert service.sent == [*before, command]


def test_without_a_name_the_reader_with_the_card_is_taken(
    service: FakeCardService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.names = scard.SCARD_S_SUCCESS, ["empty", "full"]
    states = {"empty": scard.SCARD_STATE_EMPTY, "full": scard.SCARD_STATE_PRESENT}
    monkeypatch.setattr(
        service,
        "SCardGetStatusChange",
        lambda _context, _timeout, asked: (scard.SCARD_S_SUCCESS, [(name, states[name], []) for name, _ in asked]),
    )
    pcsc.PcscReader().connect()
    assert service.connected_with[0][0] == "full"
    states["full"] = scard.SCARD_STATE_EMPTY
    with pytest.raises(CardRemoved):
        pcsc.PcscReader().connect()


@pytest.mark.parametrize("use", [lambda c: c.transmit(READ), lambda c: c.close()], ids=["transmit", "close"])
def test_a_connection_belongs_to_its_thread(
    service: FakeCardService, use: Callable[[pcsc.PcscConnection], object]
) -> None:
    connection = connect(service, SUCCESS)
    raised: list[Exception] = []

    def elsewhere() -> None:
        try:
            use(connection)
        except RuntimeError as error:
            raised.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(raised) == 1
    assert service.sent == []
    assert service.disconnected_with == []


def test_a_reader_belongs_to_the_thread_that_first_connects(service: FakeCardService) -> None:
    reader = pcsc.PcscReader(READER)
    thread = threading.Thread(target=reader.connect)
    thread.start()
    thread.join()
    with pytest.raises(RuntimeError):
        reader.connect()
    assert len(service.connected_with) == 1
