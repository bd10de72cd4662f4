"""One resident's visit as a pure machine: ``step(state, event) -> (state, effects)``.

Knows no Qt, no I/O, no clock and no randomness: time comes in as ``event.at``, the date with ``Started``, ids with the
results. The window and ``madobe fill`` are two front ends of it.
"""
