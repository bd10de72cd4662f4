"""How this program starts itself once more, packed or not."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> tuple[str, ...]:
    """Return the command line of this program with ``arguments``."""
    program = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "kiosk")
    return (*program, *arguments)
