"""The loudspeaker, by miniaudio: one sentence after the other, silent at once when told."""

from __future__ import annotations

import miniaudio

from kiosk.speech import SAMPLES_PER_SECOND
from kiosk.speech.clips import Clips

_BUFFER_MS = 60


class NoLoudspeakerError(Exception):
    """There is no device to play on, or it went away."""


class Player:
    """Plays what it is given. ``backend``: a name of ``miniaudio.Backend``, "NULL" plays to nobody."""

    def __init__(self, backend: str = "") -> None:
        """Open the device; raises NoLoudspeakerError."""
        self._clips = Clips()
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=SAMPLES_PER_SECOND,
                buffersize_msec=_BUFFER_MS,
                backends=[miniaudio.Backend[backend]] if backend else None,
                app_name="madobe",
            )
            stream = self._clips.stream()
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            raise NoLoudspeakerError(str(error)) from error

    def play(self, samples: bytes) -> None:
        """Play ``samples`` after what is being played."""
        self._clips.add(samples)

    def stop(self) -> None:
        """Be silent now and forget what was waiting."""
        self._clips.drop()

    def wait(self, seconds: float) -> bool:
        """Wait until all is said; tell whether it is."""
        return self._clips.wait(seconds)

    def close(self) -> None:
        """Give the device back."""
        self._device.close()
