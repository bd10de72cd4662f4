"""What the page says aloud: readings (pure), clips of the build, synthesis, the loudspeaker, and the voice's process.

A process of its own, because a phrase that is no clip takes a third of a second to make and the window must not wait
for it, and because the voice's dictionary (160 MB in memory) is wanted only by those who turn it on.
"""

SAMPLES_PER_SECOND = 48_000
BYTES_PER_SAMPLE = 2
"""What the voice makes and the loudspeaker takes: 16 bit, one channel."""

LOUDEST = 32_767
HEADROOM = 2.0
"""By how much a phrase is kept softer than the voice says it: at its loudest the voice goes beyond 16 bit."""

VOICE_ARGUMENT = "--voice"
"""What makes this program the voice instead of the kiosk (kiosk.__main__)."""
