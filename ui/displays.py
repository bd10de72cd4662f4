"""The screens there are as kiosk.screens knows them, and their millimetres as staff measured them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QScreen

from kiosk.screens import Known, Measured, Panel, Source, find
from ui.theme import Density, said_by_driver, screen_of
from ui.tokens import Screen


def panel_of(screen: QScreen) -> Panel:
    """Return what tells this screen from others, in the panel's own pixels."""
    size, ratio = screen.size(), screen.devicePixelRatio()
    return Panel(
        screen.manufacturer().strip(),
        screen.model().strip(),
        screen.serialNumber().strip(),
        screen.name(),
        round(size.width() * ratio),
        round(size.height() * ratio),
    )


def as_measured(measured: Sequence[Measured]) -> Density:
    """Return what tells a screen's millimetres: as it was measured, else as its driver says."""

    def density(screen: QScreen) -> Screen:
        found = find(panel_of(screen), measured)
        return Screen(found.px_per_mm / screen.devicePixelRatio()) if found else screen_of(screen)

    return density


def known_of(screen: QScreen, number: int, measured: Sequence[Measured]) -> Known:
    """Return how well the size of ``screen`` is known; ``number`` counts from 1, the desktop's main screen first."""
    panel = panel_of(screen)
    name = " ".join(part for part in (panel.socket, panel.maker, panel.model) if part)
    found = find(panel, measured)
    if found is not None:
        return Known(number, name, found.size_mm, Source.MEASURED, found.on)
    size_mm = screen.physicalSize()
    source = Source.GUESS if said_by_driver(screen) is None else Source.DRIVER
    return Known(number, name, (size_mm.width(), size_mm.height()), source)
