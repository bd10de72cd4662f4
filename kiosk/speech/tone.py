"""The sound of "take the card": two soft notes, computed."""

from __future__ import annotations

import math
from array import array
from itertools import pairwise

from kiosk.speech import LOUDEST, SAMPLES_PER_SECOND

NOTES_HZ = (880.0, 698.46)
"""A5, F5. Old ears lose what is high: JIS S 0013 keeps the sounds of household devices below 2500 Hz."""
_STARTS_S = (0.0, 0.28, 0.9)
"""When each begins, and the end."""
_ATTACK_S = 0.01
"""Without it each would begin with a click."""
_FADES_S = 0.2
"""After so long it has a third of its loudness."""
_LOUDNESS = 0.4
"""Of the loudest there is, at full volume: a reminder, no alarm."""


def two_notes(volume: float) -> bytes:
    """Return the sound as 16 bit samples, one channel; ``volume``: 0.0 to 1.0."""
    samples = array("h")
    for hertz, (start, end) in zip(NOTES_HZ, pairwise(_STARTS_S), strict=True):
        for number in range(round((end - start) * SAMPLES_PER_SECOND)):
            at = number / SAMPLES_PER_SECOND
            swell = min(1.0, at / _ATTACK_S, (end - start - at) / _ATTACK_S) * math.exp(-at / _FADES_S)
            samples.append(round(LOUDEST * _LOUDNESS * volume * swell * math.sin(2 * math.pi * hertz * at)))
    return samples.tobytes()
