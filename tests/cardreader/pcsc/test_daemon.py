"""The real reader and watcher while the daemon dies and returns, readers and cards come and go, others interfere."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

import pytest
from smartcard import scard

from cardreader import pcsc
from cardreader.errors import CardBusy, CardRemoved, CardUnresponsive, ReaderUnavailable, ServiceUnavailable
from cardreader.mynumber import check_card, read_card
from cardreader.pcsc import PcscReader
from cardreader.secret import Door, Secret
from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ReaderState, ServiceDown
from cardreader.virtual import Pull, VirtualCard, load_profile, profile_facts
from cardreader.watcher import ReaderWatcher
from tests.support.pcscd import READER, SECOND_READER, Pcscd

pytestmark = pytest.mark.pcsc

SELECT_TEXT = bytes.fromhex("00A4040C0AD3921000310001010408")
TRIES = bytes.fromhex("00200091")
VERIFY = bytes.fromhex("002000910431323334")
READ = bytes.fromhex("00B0820000")
SUCCESS = b"\x90\x00"
PERSON = profile_facts("plain").person


class Watched:
    """A watcher and what it has said."""

    def __init__(self) -> None:
        self._said: queue.SimpleQueue[ReaderState] = queue.SimpleQueue()
        self.watcher = ReaderWatcher(self._said.put)
        self.watcher.start()

    def next(self) -> ReaderState:
        return self._said.get(timeout=15)

    def until(self, *wanted: type[ReaderState]) -> ReaderState:
        """The next state of these kinds; what lies between is skipped."""
        while not isinstance(state := self.next(), wanted):
            pass
        return state

    def silent(self) -> bool:
        return self._said.empty()


@pytest.fixture
def watched(pcscd: Pcscd) -> Iterator[Watched]:
    one = Watched()
    assert one.next() == NoCard(READER)
    yield one
    assert one.watcher.stop(limit_s=2), "the cancel did not end the wait of 5 s"
    assert one.silent()


def read_by_pin() -> object:
    connection = PcscReader().connect()
    try:
        with Secret(Door.PIN, bytearray(b"1234")) as secret:
            check = check_card(connection, Door.PIN, expiry=True)
            return read_card(connection, secret, tries_left=check.tries_left, selected=True).person
    finally:
        connection.close()


def secrets_sent(card: VirtualCard) -> int:
    return sum(line.command[1] == 0x20 and len(line.command) > 4 for line in card.transcript)


def do_at(card: VirtualCard, monkeypatch: pytest.MonkeyPatch, at: int, deed: Callable[[], None]) -> None:
    """Do something when the card has carried out its command number `at` and before its answer is on the way."""
    transmit, count = card.transmit, iter(range(1, 1000))

    def busy(command: bytes | bytearray) -> bytes:
        answer = transmit(command)
        if next(count) == at:
            deed()
        return answer

    monkeypatch.setattr(card, "transmit", busy)


def test_without_the_service(pcscd: Pcscd) -> None:
    pcscd.stop()
    for call in (pcsc.reader_names, PcscReader().connect, PcscReader(READER).connect):
        with pytest.raises(ServiceUnavailable):
            call()


def test_without_a_reader(pcscd: Pcscd) -> None:
    pcscd.restart(reader=False)
    assert pcsc.reader_names() == ()
    for reader in (PcscReader(), PcscReader(READER)):
        with pytest.raises(ReaderUnavailable):
            reader.connect()


def test_readers_by_name(pcscd: Pcscd, plain: VirtualCard) -> None:
    assert pcsc.reader_names() == (READER, SECOND_READER)
    pcscd.insert(plain, SECOND_READER)
    with pytest.raises(CardRemoved):
        PcscReader(READER).connect()
    for reader in (PcscReader(SECOND_READER), PcscReader()):
        connection = reader.connect()
        assert connection.transmit(SELECT_TEXT) == SUCCESS
        connection.close()


@pytest.mark.parametrize("at", range(1, 7))
def test_the_daemon_is_killed_in_any_exchange(
    pcscd: Pcscd, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    do_at(plain, monkeypatch, at, pcscd.kill)
    pcscd.insert(plain)
    with pytest.raises(ServiceUnavailable):
        read_by_pin()
    assert secrets_sent(plain) == (at >= 5)

    pcscd.start()
    pcscd.wait_for(READER, lambda state: bool(state & scard.SCARD_STATE_PRESENT))
    assert secrets_sent(plain) == (at >= 5), "a secret was sent again by itself"
    assert read_by_pin() == PERSON


@pytest.mark.parametrize("share", [scard.SCARD_SHARE_SHARED, scard.SCARD_SHARE_EXCLUSIVE])
def test_another_program_holds_the_card(pcscd: Pcscd, plain: VirtualCard, share: int) -> None:
    pcscd.insert(plain)
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    code, other, _ = scard.SCardConnect(context, READER, share, pcsc.PROTOCOLS)
    assert code == scard.SCARD_S_SUCCESS
    with pytest.raises(CardBusy):
        PcscReader().connect()
    scard.SCardDisconnect(other, scard.SCARD_LEAVE_CARD)

    connection = PcscReader().connect()
    code, _, _ = scard.SCardConnect(context, READER, scard.SCARD_SHARE_SHARED, pcsc.PROTOCOLS)
    assert code == scard.SCARD_E_SHARING_VIOLATION
    connection.close()
    scard.SCardReleaseContext(context)


class ResettingProgram:
    """A program that shares the card and resets it; possible only where exclusive access does not hold (Windows)."""

    def __init__(self) -> None:
        _, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        code, self._card, _ = scard.SCardConnect(self._context, READER, scard.SCARD_SHARE_SHARED, pcsc.PROTOCOLS)
        assert code == scard.SCARD_S_SUCCESS

    def reset(self) -> None:
        code, _ = scard.SCardReconnect(self._card, scard.SCARD_SHARE_SHARED, pcsc.PROTOCOLS, scard.SCARD_RESET_CARD)
        assert code == scard.SCARD_S_SUCCESS

    def close(self) -> None:
        scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD)
        scard.SCardReleaseContext(self._context)


@pytest.fixture
def other(pcscd: Pcscd, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch) -> Iterator[ResettingProgram]:
    pcscd.insert(plain)
    monkeypatch.setattr(scard, "SCARD_SHARE_EXCLUSIVE", scard.SCARD_SHARE_SHARED)
    program = ResettingProgram()
    yield program
    program.close()


def test_a_reset_before_the_secret_is_read_over(other: ResettingProgram, plain: VirtualCard) -> None:
    connection = PcscReader().connect()
    assert connection.transmit(SELECT_TEXT) == SUCCESS
    other.reset()
    assert connection.transmit(TRIES) == b"\x63\xc3"
    connection.close()
    assert [line.command for line in plain.transcript] == [SELECT_TEXT, SELECT_TEXT, TRIES]


def test_a_reset_at_or_after_the_secret_ends_the_session(other: ResettingProgram, plain: VirtualCard) -> None:
    for before, command in (([SELECT_TEXT], VERIFY), ([SELECT_TEXT, VERIFY], READ)):
        plain.transcript.clear()
        connection = PcscReader().connect()
        for earlier in before:
            assert connection.transmit(earlier) == SUCCESS
        other.reset()
        with pytest.raises(CardRemoved):
            connection.transmit(command)
        connection.close()
        assert [line.command for line in plain.transcript] == before


def test_the_watcher_sees_cards(pcscd: Pcscd, watched: Watched, plain: VirtualCard) -> None:
    pcscd.insert(plain)
    assert watched.next() == CardPresent(READER, plain.atr, 1)
    assert read_by_pin() == PERSON
    plain.inject(Pull(3))
    with pytest.raises(CardRemoved):
        read_by_pin()
    pcscd.remove()
    assert watched.next() == NoCard(READER)
    pcscd.insert(load_profile("contactless"), SECOND_READER)
    assert watched.next() == CardPresent(SECOND_READER, profile_facts("contactless").atr, 2)


def test_the_watcher_sees_a_mute_card(pcscd: Pcscd, watched: Watched) -> None:
    pcscd.insert(load_profile("mute-card"))
    assert watched.next() == CardUnusable(READER, 1)
    with pytest.raises(CardUnresponsive):
        PcscReader().connect()
    pcscd.remove()
    assert watched.next() == NoCard(READER)


def test_the_watcher_outlives_the_daemon(pcscd: Pcscd, watched: Watched, plain: VirtualCard) -> None:
    pcscd.insert(plain)
    assert watched.next() == CardPresent(READER, plain.atr, 1)
    for turn in (2, 3):
        pcscd.kill()
        assert watched.next() == ServiceDown()
        pcscd.start()
        assert watched.until(CardPresent) == CardPresent(READER, plain.atr, turn)


def test_the_reader_is_pulled_and_put_back(pcscd: Pcscd, watched: Watched, plain: VirtualCard) -> None:
    pcscd.insert(plain)
    assert watched.next() == CardPresent(READER, plain.atr, 1)
    pcscd.restart(reader=False)
    assert watched.until(NoReader) == NoReader()
    with pytest.raises(ReaderUnavailable):
        read_by_pin()
    pcscd.restart()
    assert watched.until(CardPresent) == CardPresent(READER, plain.atr, 2)
    assert read_by_pin() == PERSON


def test_the_watcher_waits_instead_of_spinning(
    pcscd: Pcscd, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, wait = [], scard.SCardGetStatusChange
    one = Watched()
    monkeypatch.setattr(scard, "SCardGetStatusChange", lambda *a: (calls.append(1), wait(*a))[1])
    for turn in range(1, 4):
        pcscd.insert(plain)
        assert read_by_pin() == PERSON
        pcscd.remove()
        assert one.until(CardPresent) == CardPresent(READER, plain.atr, turn)
    assert one.watcher.stop(limit_s=2)
    # Three turns with the test's own waits: two each here, one in the reader.
    assert len(calls) <= 3 * 8


def test_a_watcher_stops_at_once_in_every_state(pcscd: Pcscd, plain: VirtualCard) -> None:
    def stop_when(state: type[ReaderState]) -> None:
        one = Watched()
        one.until(state)
        assert one.watcher.stop(limit_s=2)

    stop_when(NoCard)
    pcscd.insert(plain)
    stop_when(CardPresent)
    pcscd.restart(reader=False)
    stop_when(NoReader)
    pcscd.stop()
    stop_when(ServiceDown)
