"""A sentence as sound, phrase by phrase: a clip where there is one; else the next is made while one is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import miniaudio
import numpy as np

from kiosk.speech import BYTES_PER_SAMPLE, HEADROOM, LOUDEST, SAMPLES_PER_SECOND
from kiosk.speech.reading import phrases
from kiosk.speech.rendered import clip_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.speech.rendered import Rendered

_PAUSE_S = 0.15
"""Between two phrases, besides the silence each ends with."""


def sounds(sentence: str, pace: float, volume: float, rendered: Rendered, town: str = "") -> Iterator[bytes]:
    """Yield ``sentence`` (readings as ｜町《ちょう》) as 16 bit samples, one channel, to be played one after the other.

    ``pace``: see kiosk.speech.synthesis; ``volume``: 0.0 to 1.0, the voice's own; ``town``: whose 町域 are read as they
    are there. Where nothing can be said there is nothing.
    """
    pause = b""
    for phrase in phrases(sentence):
        samples = _of_clip(rendered.clip(clip_key(phrase, pace)))
        if samples is None:
            samples = _made(phrase, pace, town)
        if samples:
            yield pause + _as_loud(samples, volume)
            pause = bytes(int(SAMPLES_PER_SECOND * _PAUSE_S / pace) * BYTES_PER_SAMPLE)


def _of_clip(ogg: bytes | None) -> bytes | None:
    if ogg is None:
        return None
    try:
        clip = miniaudio.decode(
            ogg, output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=SAMPLES_PER_SECOND
        )
    except miniaudio.DecodeError:
        return None
    return bytes(clip.samples)


def _made(phrase: str, pace: float, town: str) -> bytes:
    from kiosk.speech.places import with_places  # noqa: PLC0415 - only for what is no clip
    from kiosk.speech.synthesis import synthesise  # noqa: PLC0415 - as above: a second and 160 MB

    return synthesise(with_places(phrase, town), pace)


def _as_loud(samples: bytes, volume: float) -> bytes:
    louder = np.frombuffer(samples, "<i2") * (volume * HEADROOM)
    return bytes(np.clip(louder, -LOUDEST, LOUDEST).astype("<i2").tobytes())
