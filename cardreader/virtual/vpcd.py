"""Plays a virtual card into vpcd, the virtual reader of vsmartcard, so that any PC/SC program can use it.

The protocol (vsmartcard, src/vpcd/vpcd.h): TCP, each message with a length of two bytes before it. A message of one
byte is a control: 0 power off, 1 power on, 2 reset, 4 asks for the ATR; only 4 is answered. Any other message is a
command APDU and is answered by its response. A closed connection is a card pulled out.
"""

from __future__ import annotations

import select
import socket
import struct
import threading

from cardreader.errors import CardRemoved, CardUnresponsive
from cardreader.virtual.card import VirtualCard

PORT = 35963
"""Where vpcd listens for the first slot of its reader (/etc/reader.conf.d/vpcd); the second slot is the next port."""

POWER_OFF, POWER_ON, RESET, ATR = 0, 1, 2, 4
LOOK_UP_S = 0.1
"""How often a quiet connection looks at `stop`."""
RETRY_S = 0.2
CONNECT_S = 2.0


def play(card: VirtualCard, host: str = "127.0.0.1", port: int = PORT, stop: threading.Event | None = None) -> None:
    """Keep the card in the slot until `stop` is set or the card's own script pulls it. Blocks.

    Waits for a daemon that is not there yet, and comes back when it restarts.
    """
    stop = stop or threading.Event()
    while not stop.is_set():
        try:
            link = socket.create_connection((host, port), CONNECT_S)
        except OSError:
            stop.wait(RETRY_S)
            continue
        with link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                _serve(card, link, stop)
            except CardRemoved:
                return
            except (CardUnresponsive, OSError):
                pass  # no answer, or the daemon died: either way this conversation is over, and the next may begin
            finally:
                card.power_off()
        stop.wait(RETRY_S)


class VpcdSlot:
    """One slot of a vpcd reader, as a hand uses it: insert a card, pull it out."""

    def __init__(self, port: int = PORT, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def insert(self, card: VirtualCard) -> None:
        """Put the card in, on a thread of its own. pcscd notices within 0.4 s."""
        if self._thread is not None:
            raise RuntimeError("the slot already holds a card")
        self._stop.clear()
        self._thread = threading.Thread(target=play, args=(card, *self._address, self._stop), name="vpcd", daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Pull the card out, if one is in."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def _serve(card: VirtualCard, link: socket.socket, stop: threading.Event) -> None:
    """Answer the daemon until it hangs up or `stop` is set.

    vpcd waits for ever for the bytes of an empty answer, so where there is nothing to say the card hangs up instead
    and comes back before the daemon looks again. So does a mute card, which is there when the daemon looks, but has no
    ATR once it is powered.
    """
    powered = False
    while not stop.is_set():
        readable, _, _ = select.select([link], [], [], LOOK_UP_S)
        if not readable:
            continue
        message = _receive(link)
        if message is None:
            return
        answer = None
        if len(message) > 1:
            answer = card.transmit(message)
        elif message[0] == ATR:
            answer = b"" if powered and card.traits.mute else card.atr
        elif message[0] == POWER_OFF:
            powered = False
            card.power_off()
        elif message[0] == POWER_ON:
            powered = True
            card.power_on()
        elif message[0] == RESET:
            card.warm_reset()
        if answer == b"":
            return
        if answer is not None:
            _send(link, answer)


def _send(link: socket.socket, message: bytes) -> None:
    link.sendall(struct.pack(">H", len(message)) + message)


def _receive(link: socket.socket) -> bytes | None:
    """Return one message, or None when the daemon has hung up."""
    header = _receive_exactly(link, 2)
    return _receive_exactly(link, struct.unpack(">H", header)[0]) if header else None


def _receive_exactly(link: socket.socket, count: int) -> bytes | None:
    data = bytearray()
    while len(data) < count:
        # vpcd writes length and message apart; without an acknowledgement at once Nagle holds the second for 40 ms.
        # Linux forgets the option, so it is set before each read; elsewhere it does not exist.
        if hasattr(socket, "TCP_QUICKACK"):
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = link.recv(count - len(data))
        if not part:
            return None
        data += part
    return bytes(data)
