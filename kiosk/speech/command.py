"""How the voice's process is started; apart from it, for the window and the morning check load none of its parts."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from kiosk.program import own_command
from kiosk.speech import VOICE_ARGUMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIMIT_S = 30.0


def voice_command(backend: str = "") -> tuple[str, ...]:
    """Return the command of the voice: this program, packed or not. ``backend``: see kiosk.speech.player."""
    return own_command(VOICE_ARGUMENT, *((backend,) if backend else ()))


def can_speak(command: Sequence[str] = ()) -> bool:
    """Tell whether there is a loudspeaker for the voice: it is started, says that it is ready, and ends."""
    try:
        tried = subprocess.run(  # noqa: S603 - this program itself
            command or voice_command(), stdin=subprocess.DEVNULL, capture_output=True, timeout=_LIMIT_S, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return tried.returncode == 0
