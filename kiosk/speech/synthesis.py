"""From a phrase to sound, by Open JTalk (pyopenjtalk-plus); its voice "mei" is credited in assets/README.txt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyopenjtalk

from kiosk.speech import HEADROOM, LOUDEST, SAMPLES_PER_SECOND
from kiosk.speech.reading import shown

_PLAIN: dict[str, Any] = {"use_sudachi_kanji_yomi": False}
"""Sudachi's dictionary is 190 MB and no better where readings are given."""


def read(text: str) -> str:
    """Return how the voice would read ``text``, in katakana."""
    return str(pyopenjtalk.g2p(text, kana=True, **_PLAIN))


def synthesise(phrase: str, pace: float) -> bytes:
    """Return one of kiosk.speech.reading.phrases as 16 bit samples, one channel; empty where nothing can be said.

    ``pace``: 1.0 is the voice's own, 0.5 half as fast. It is softer by HEADROOM than the voice itself.
    """
    labels = pyopenjtalk.extract_fullcontext(shown(phrase, read), **_PLAIN)
    if not labels:
        return b""
    samples, rate = pyopenjtalk.synthesize(labels, speed=pace)
    assert rate == SAMPLES_PER_SECOND  # noqa: S101 - of the voice in the package
    return bytes(np.clip(np.asarray(samples) / HEADROOM, -LOUDEST, LOUDEST).astype("<i2").tobytes())
