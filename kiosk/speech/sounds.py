"""A sentence as sound, phrase by phrase: the first can be heard while the next is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kiosk.speech import BYTES_PER_SAMPLE, HEADROOM, LOUDEST, SAMPLES_PER_SECOND
from kiosk.speech.reading import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE_S = 0.15
"""Between two phrases, besides the silence each ends with."""


def sounds(sentence: str, pace: float, volume: float) -> Iterator[bytes]:
    """Yield ``sentence`` (readings as ｜町《ちょう》) as 16 bit samples, one channel, to be played one after the other.

    ``pace``: see kiosk.speech.synthesis; ``volume``: 0.0 to 1.0, the voice's own. Where nothing can be said there is
    nothing.
    """
    from kiosk.speech.synthesis import synthesise  # noqa: PLC0415 - takes a second: the device is open before

    pause = b""
    for phrase in phrases(sentence):
        if samples := synthesise(phrase, pace):
            yield pause + _as_loud(samples, volume)
            pause = bytes(int(SAMPLES_PER_SECOND * _PAUSE_S / pace) * BYTES_PER_SAMPLE)


def _as_loud(samples: bytes, volume: float) -> bytes:
    louder = np.frombuffer(samples, "<i2") * (volume * HEADROOM)
    return bytes(np.clip(louder, -LOUDEST, LOUDEST).astype("<i2").tobytes())
