"""The vpcd protocol, spoken by a daemon of a few lines in place of pcscd."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from cardreader.errors import CardUnresponsive
from cardreader.virtual import Cut, Pull, VirtualCard, load_profile
from cardreader.virtual.vpcd import ATR, POWER_OFF, POWER_ON, RESET, VpcdSlot, play

SELECT_TEXT = bytes.fromhex("00A4040C0AD3921000310001010408")
VERIFY = bytes.fromhex("002000910431323334")
READ = bytes.fromhex("00B0820000")
SUCCESS = b"\x90\x00"


class Daemon:
    """The other end: listens as vpcd does."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(10)
        self.port: int = self._server.getsockname()[1]
        self._link = socket.socket()

    def accept(self) -> None:
        self.hang_up()
        self._link, _ = self._server.accept()
        self._link.settimeout(10)

    def send(self, message: bytes) -> None:
        self._link.sendall(struct.pack(">H", len(message)) + message)

    def ask(self, message: bytes) -> bytes:
        self.send(message)
        header = self._link.recv(2, socket.MSG_WAITALL)
        assert header != b"\x00\x00", "vpcd would wait for ever for the bytes of an empty message"
        return self._link.recv(struct.unpack(">H", header)[0], socket.MSG_WAITALL) if header else b""

    def control(self, code: int) -> None:
        self.send(bytes((code,)))

    def atr(self) -> bytes:
        return self.ask(bytes((ATR,)))

    def hang_up(self) -> None:
        self._link.close()

    def close(self) -> None:
        self._server.close()
        self._link.close()


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    one = Daemon()
    yield one
    one.close()


@pytest.fixture
def slot(daemon: Daemon, plain: VirtualCard) -> Iterator[VpcdSlot]:
    one = VpcdSlot(daemon.port)
    one.insert(plain)
    daemon.accept()
    yield one
    one.remove()


def open_file_two(daemon: Daemon) -> None:
    assert daemon.ask(SELECT_TEXT) == SUCCESS
    assert daemon.ask(VERIFY) == SUCCESS


@pytest.mark.usefixtures("slot")
def test_power_and_commands(daemon: Daemon, plain: VirtualCard) -> None:
    assert daemon.atr() == plain.atr
    daemon.control(POWER_ON)
    open_file_two(daemon)
    assert daemon.ask(READ)[-2:] == SUCCESS
    daemon.control(POWER_OFF)
    daemon.control(POWER_ON)
    assert daemon.ask(SELECT_TEXT) == SUCCESS
    assert daemon.ask(READ) == b"\x69\x82"


@pytest.mark.parametrize(("profile", "kept"), [("plain", False), ("contactless", True)])
def test_a_reset_clears_a_contact_card_only(daemon: Daemon, profile: str, kept: bool) -> None:
    slot = VpcdSlot(daemon.port)
    slot.insert(load_profile(profile))
    daemon.accept()
    daemon.control(POWER_ON)
    open_file_two(daemon)
    daemon.control(RESET)
    assert (daemon.ask(READ)[-2:] == SUCCESS) is kept
    slot.remove()


@pytest.mark.usefixtures("slot")
def test_a_card_switched_off_answers_nothing(daemon: Daemon, plain: VirtualCard) -> None:
    daemon.control(POWER_ON)
    open_file_two(daemon)
    daemon.control(POWER_OFF)
    assert daemon.ask(READ) == b""
    daemon.accept()
    assert daemon.atr() == plain.atr


def test_a_system_without_quick_acknowledgements(
    daemon: Daemon, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "TCP_QUICKACK")
    slot = VpcdSlot(daemon.port)
    slot.insert(plain)
    daemon.accept()
    assert daemon.atr() == plain.atr
    slot.remove()


@pytest.mark.usefixtures("slot")
def test_an_unknown_control_is_passed_over(daemon: Daemon, plain: VirtualCard) -> None:
    daemon.control(POWER_ON)
    open_file_two(daemon)
    daemon.control(9)
    assert daemon.ask(READ)[-2:] == SUCCESS


class Dribble(socket.socket):
    """A link on which bytes arrive one by one."""

    def recv(self, _count: int, _flags: int = 0) -> bytes:
        return super().recv(1)


class Crash(socket.socket):
    """A link whose daemon has crashed."""

    def recv(self, _count: int, _flags: int = 0) -> bytes:
        raise ConnectionResetError


def links(monkeypatch: pytest.MonkeyPatch, *kinds: type[socket.socket] | OSError) -> None:
    """The next connections to the daemon are of these kinds, or fail so; then as always."""
    create, rest = socket.create_connection, list(kinds)

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if not rest:
            return create(address, timeout)
        kind = rest.pop(0)
        if isinstance(kind, OSError):
            raise kind
        link = kind()
        link.settimeout(timeout)
        link.connect(address)
        return link

    monkeypatch.setattr(socket, "create_connection", connect)


def test_a_message_in_pieces(daemon: Daemon, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch) -> None:
    links(monkeypatch, Dribble)
    slot = VpcdSlot(daemon.port)
    slot.insert(plain)
    daemon.accept()
    daemon.control(POWER_ON)
    open_file_two(daemon)
    slot.remove()


@pytest.mark.parametrize("first", [Crash, ConnectionRefusedError()], ids=["crashes", "is not there yet"])
def test_a_daemon_gets_the_card_though_it(
    daemon: Daemon, plain: VirtualCard, monkeypatch: pytest.MonkeyPatch, first: type[socket.socket] | OSError
) -> None:
    links(monkeypatch, first)
    slot = VpcdSlot(daemon.port)
    slot.insert(plain)
    if first is Crash:
        daemon.accept()
        daemon.send(bytes((ATR,)))
    daemon.accept()
    assert daemon.atr() == plain.atr
    slot.remove()


@pytest.mark.usefixtures("slot")
def test_a_daemon_that_hangs_up_gets_the_card_back_without_power(daemon: Daemon) -> None:
    daemon.control(POWER_ON)
    open_file_two(daemon)
    daemon.hang_up()
    daemon.accept()
    daemon.control(POWER_ON)
    assert daemon.ask(SELECT_TEXT) == SUCCESS
    assert daemon.ask(READ) == b"\x69\x82"


def test_a_card_pulled_by_its_script_stays_out(daemon: Daemon, plain: VirtualCard) -> None:
    plain.inject(Pull(2))
    player = threading.Thread(target=play, args=(plain, "127.0.0.1", daemon.port))
    player.start()
    daemon.accept()
    daemon.control(POWER_ON)
    assert daemon.ask(SELECT_TEXT) == SUCCESS
    assert daemon.ask(VERIFY) == b""
    player.join(10)
    assert not player.is_alive()


@pytest.mark.usefixtures("slot")
def test_an_answer_of_no_bytes_is_a_hang_up(daemon: Daemon, plain: VirtualCard) -> None:
    plain.inject(Cut(1, keep=0))
    daemon.control(POWER_ON)
    assert daemon.ask(SELECT_TEXT) == b""
    daemon.accept()
    assert daemon.atr() == plain.atr


def test_a_mute_card_is_there_until_it_is_powered(daemon: Daemon) -> None:
    mute = load_profile("mute-card")
    slot = VpcdSlot(daemon.port)
    slot.insert(mute)
    for _ in range(2):
        daemon.accept()
        assert daemon.atr() == mute.atr
        daemon.control(POWER_ON)
        assert daemon.atr() == b""
    slot.remove()


def test_a_card_taken_out_has_no_power(daemon: Daemon, slot: VpcdSlot, plain: VirtualCard) -> None:
    with pytest.raises(RuntimeError):
        slot.insert(plain)
    daemon.control(POWER_ON)
    open_file_two(daemon)
    slot.remove()
    slot.remove()
    with pytest.raises(CardUnresponsive):
        plain.transmit(READ)
    slot.insert(plain)
    daemon.accept()
    assert daemon.atr() == plain.atr
