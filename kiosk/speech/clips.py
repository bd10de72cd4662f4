"""What is to be heard: clips one after the other as one stream, silence where there are none. Knows no device.

Each clip has a number, and the stream tells how far it came by the number of the clip it took last. So the end of one
clip can never be taken for the end of the next, whichever thread looks first.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

from kiosk.speech import BYTES_PER_SAMPLE

if TYPE_CHECKING:
    from collections.abc import Generator


class Clips:
    """``add`` and ``drop`` are one thread's or under one lock, ``stream`` is the device's, ``wait`` anybody's."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[int, int, bytes]] = queue.SimpleQueue()
        self._turn = 0
        self._newest = 0
        """The number of the clip that was added last."""
        self._dropped = 0
        """No clip up to this number is wanted any more; written by ``drop`` alone."""
        self._played = 0
        """Every clip up to this number went to the device; written by ``stream`` alone."""
        self._moved = threading.Event()

    def add(self, samples: bytes) -> None:
        """Play ``samples`` after what is being played."""
        self._newest += 1
        self._waiting.put((self._turn, self._newest, samples))

    def drop(self) -> None:
        """Be silent now and forget what was waiting."""
        self._turn += 1
        while True:
            try:
                self._waiting.get_nowait()
            except queue.Empty:
                break
        self._dropped = self._newest
        self._moved.set()

    @property
    def over(self) -> bool:
        """Whether every clip was played or dropped."""
        return max(self._played, self._dropped) >= self._newest

    def wait(self, seconds: float) -> bool:
        """Wait until all is over; tell whether it is."""
        self._moved.clear()
        return self.over or (self._moved.wait(seconds) and self.over)

    def stream(self) -> Generator[bytes, int, None]:
        """Yield what the device asks for, in frames of one sample."""
        turn, number, rest = 0, 0, b""
        frames = yield b""
        while True:
            wanted = frames * BYTES_PER_SAMPLE
            if turn != self._turn:
                turn, rest = self._turn, b""
            while len(rest) < wanted:
                try:
                    told, number, samples = self._waiting.get_nowait()
                except queue.Empty:
                    break
                # A drop and what is added next may both come between two looks at the turn.
                turn, rest = told, (rest if told == turn else b"") + samples
            if not rest and self._played != number:
                self._played = number
                self._moved.set()
            chunk, rest = rest[:wanted], rest[wanted:]
            frames = yield chunk.ljust(wanted, b"\0")
