"""The printer that the configuration names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import ConfigCode, ConfigError, PrinterKind, Printing

if TYPE_CHECKING:
    from printing.job import Printer


def open_printer(settings: Printing) -> Printer:
    """Return the printer; nothing is sent to it yet."""
    if settings.kind is PrinterKind.CUPS:
        from printing.cups import CupsPrinter  # noqa: PLC0415  # only where there is CUPS

        return CupsPrinter(settings.queue, settings.server or None)
    from printing.folder import FolderPrinter  # noqa: PLC0415  # only the one that is used

    return FolderPrinter(settings.folder)


def named_printer(name: str) -> Printer:
    """Return the printer of ``--print``; raises ConfigError.

    ``folder:DIR``, ``cups:QUEUE`` or ``cups:QUEUE@HOST:PORT``.
    """
    kind, _, rest = name.partition(":")
    queue, _, server = rest.partition("@")
    if not rest or kind not in tuple(PrinterKind):
        raise ConfigError(ConfigCode.NOT_ALLOWED, "--print", "folder:DIR / cups:QUEUE")
    if kind == PrinterKind.CUPS:
        return open_printer(Printing(PrinterKind.CUPS, queue=queue, server=server))
    return open_printer(Printing(folder=Path(rest)))
