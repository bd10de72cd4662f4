"""A bug in the window: nothing of the visit may stay, so the process ends at once and whoever watches it starts anew.

The kernel takes the memory with everything personal in it. What is told is the kind of error and its place, never a
message, a value or a local variable: those may hold a name (design/architecture.md 6.2).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

RESTART_CODE = 75
"""Exit code that asks to be started again (architecture.md 4.4)."""


def end_process(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Name the bug on standard error and end the process; the shape of ``sys.excepthook``."""
    import traceback  # noqa: PLC0415 - only a process that ends needs it

    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    sys.stderr.write(f"SYS-01 {kind.__name__} {' < '.join(reversed(places))}\n")
    sys.stderr.flush()
    os._exit(RESTART_CODE)


def install() -> None:
    """Make every exception that nothing catches end the process."""
    sys.excepthook = end_process
