"""Where the pictures of the finished sheets wait between the print service and the check page.

They show all that the resident told, so they stand in no state and no event, and go with the visit (security.md).
They hold no 12-digit number and no signature: those are drawn at the last moment (kiosk.drawing.Document.finished).
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.raster import Raster


class PreviewBox:
    """The sheets drawn last, in their order. The print service adds, the window looks; ``width`` is its wish in px."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lock = Lock()
        self._sheets: list[Raster] = []

    def __len__(self) -> int:
        return len(self._sheets)

    def __repr__(self) -> str:
        return "PreviewBox(…)"

    def add(self, sheet: Raster) -> None:
        """Append a sheet."""
        with self._lock:
            self._sheets.append(sheet)

    def sheet(self, number: int) -> Raster | None:
        """Return sheet ``number``, counted from 0; None if it is not there (yet)."""
        with self._lock:
            return self._sheets[number] if 0 <= number < len(self._sheets) else None

    def clear(self) -> None:
        """Drop them all."""
        with self._lock:
            self._sheets.clear()
