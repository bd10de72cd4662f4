"""The loudspeaker, by miniaudio: one sentence after the other, silent at once when told."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import miniaudio

from kiosk.speech import BYTES_PER_SAMPLE, SAMPLES_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Generator

_BUFFER_MS = 60


class NoLoudspeakerError(Exception):
    """There is no device to play on, or it went away."""


class Player:
    """Plays what it is given. ``backend``: a name of ``miniaudio.Backend``, "NULL" plays to nobody."""

    def __init__(self, backend: str = "") -> None:
        """Open the device; raises NoLoudspeakerError."""
        self._sounds: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        self._turn = 0
        self._idle = threading.Event()
        self._idle.set()
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=SAMPLES_PER_SECOND,
                buffersize_msec=_BUFFER_MS,
                backends=[miniaudio.Backend[backend]] if backend else None,
                app_name="madobe",
            )
            stream = self._stream()
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            raise NoLoudspeakerError(str(error)) from error

    def play(self, samples: bytes) -> None:
        """Play ``samples`` after what is being played."""
        self._idle.clear()
        self._sounds.put((self._turn, samples))

    def stop(self) -> None:
        """Be silent now and forget what was waiting."""
        self._turn += 1
        while True:
            try:
                self._sounds.get_nowait()
            except queue.Empty:
                break
        self._idle.set()

    def wait(self, seconds: float) -> bool:
        """Wait until all is said; tell whether it is."""
        return self._idle.wait(seconds)

    def close(self) -> None:
        """Give the device back."""
        self._device.close()

    def _stream(self) -> Generator[bytes, int, None]:
        """Yield what the device asks for, silence where there is nothing."""
        turn, rest = 0, b""
        frames = yield b""
        while True:
            wanted = frames * BYTES_PER_SAMPLE
            if turn != self._turn:
                turn, rest = self._turn, b""
            while len(rest) < wanted:
                try:
                    told, samples = self._sounds.get_nowait()
                except queue.Empty:
                    break
                # A stop and what is said next may both come between two looks at the turn.
                turn, rest = told, (rest if told == turn else b"") + samples
            if not rest:
                self._idle.set()
            chunk, rest = rest[:wanted], rest[wanted:]
            frames = yield chunk.ljust(wanted, b"\0")
