"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class CannotWriteError(Exception):
    """Raised when a file cannot be written; nothing half-written stays. The caller names ``path`` to the person."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` in place of whatever was at ``path``; raises CannotWriteError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    except OSError as error:
        raise CannotWriteError(path, error.strerror or "") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError as error:
        Path(unfinished).unlink(missing_ok=True)
        raise CannotWriteError(path, error.strerror or "") from error


def write_all(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all of ``files`` into a folder, or none; files of the same names are replaced. Raises CannotWriteError."""
    try:
        with tempfile.TemporaryDirectory(dir=out, prefix=".") as unfinished:
            for name, data in files.items():
                with (Path(unfinished) / name).open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            return tuple((Path(unfinished) / name).replace(out / name) for name in files)
    except OSError as error:
        raise CannotWriteError(out, error.strerror or "") from error
