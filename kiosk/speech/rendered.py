"""Clips made at build time (kiosk.speech.render): a phrase that never changes is played without being made.

A folder of Ogg Vorbis files. A file is named by what it says and by what is in it, so that neither another reading nor
half a file is ever played. Only the build writes here; what is said is looked up and leaves no trace.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_MAKING = 1
"""Raise it when a phrase is to sound otherwise than before (kiosk.speech.reading, .synthesis): no older clip fits."""
CLIP_NAME = re.compile(r"([0-9a-f]{32})-[0-9a-f]{16}\.ogg")
"""What a file of the folder is called: its key and the hash of its bytes."""


def clips_folder() -> Path:
    """Return where the clips are: inside the packed program, beside the sources in ``build/clips``."""
    assets = Path(str(files("assets")))
    return assets / "clips" if getattr(sys, "frozen", False) else assets.parent / "build" / "clips"


def clip_key(phrase: str, pace: float) -> str:
    """Return what a clip of ``phrase`` (as kiosk.speech.synthesis takes it) is found by."""
    return sha256("\n".join((_voice(), str(pace), phrase)).encode()).hexdigest()[:32]


def clip_name(key: str, ogg: bytes) -> str:
    """Return the name of the file that holds ``ogg``."""
    return f"{key}-{sha256(ogg).hexdigest()[:16]}.ogg"


@cache
def _voice() -> str:
    return f"pyopenjtalk-plus {version('pyopenjtalk-plus')}, {_MAKING}"


class Rendered:
    """The clips of a folder; one that is not there holds none."""

    def __init__(self, folder: Path) -> None:
        self._files = {match[1]: path for path in folder.glob("*.ogg") if (match := CLIP_NAME.fullmatch(path.name))}

    def __len__(self) -> int:
        return len(self._files)

    def clip(self, key: str) -> bytes | None:
        """Return the file of that key; None where there is none, or not the whole of it."""
        path = self._files.get(key)
        if path is None:
            return None
        try:
            ogg = path.read_bytes()
        except OSError:
            return None
        return ogg if path.name == clip_name(key, ogg) else None
