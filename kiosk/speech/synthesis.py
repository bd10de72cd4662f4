"""From a sentence to sound, by Open JTalk (pyopenjtalk-plus); its voice "mei" is credited in assets/README.txt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyopenjtalk

from kiosk.speech import BYTES_PER_SAMPLE, SAMPLES_PER_SECOND
from kiosk.speech.reading import phrases

_LOUDEST = 32_767
_PAUSE_S = 0.15
"""Between two phrases, besides the silence each ends with."""
_PLAIN: dict[str, Any] = {"use_sudachi_kanji_yomi": False}
"""Sudachi's dictionary is 190 MB and no better where readings are given."""


def read(text: str) -> str:
    """Return how the voice would read ``text``, in katakana."""
    return str(pyopenjtalk.g2p(text, kana=True, **_PLAIN))


def synthesise(marked: str, pace: float, volume: float) -> bytes:
    """Return ``marked`` (readings as ｜町《ちょう》) as 16 bit samples, one channel; empty where nothing can be said.

    ``pace``: 1.0 is the voice's own, 0.5 half as fast; ``volume``: 0.0 to 1.0.
    """
    pause = bytes(int(SAMPLES_PER_SECOND * _PAUSE_S / pace) * BYTES_PER_SAMPLE)
    said = [_phrase(phrase, pace, volume) for phrase in phrases(marked, read)]
    return pause.join(sound for sound in said if sound)


def _phrase(text: str, pace: float, volume: float) -> bytes:
    labels = pyopenjtalk.extract_fullcontext(text, **_PLAIN)
    if not labels:
        return b""
    samples, rate = pyopenjtalk.synthesize(labels, speed=pace)
    assert rate == SAMPLES_PER_SECOND  # noqa: S101 - of the voice in the package
    return bytes(np.clip(np.asarray(samples) * volume, -_LOUDEST, _LOUDEST).astype("<i2").tobytes())
