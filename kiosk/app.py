"""The window, composed: session, services, screens, devices; ``madobe`` and ``madobe demo`` end here."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import clock
from kiosk.printers import open_printer
from kiosk.secretbox import SecretBox
from kiosk.services.card import CardService
from kiosk.services.clock import SystemClock
from kiosk.services.printing import PrintService
from kiosk.services.reader import ReaderService
from kiosk.services.runtime import Runtime
from kiosk.session.policy import policy_of
from kiosk.session.state import new_session
from ui.shell import Shell
from ui.theme import dress
from ui.tokens import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QScreen

    from cardreader.connection import CardSource
    from cardreader.states import ReaderState
    from forms.definition import Procedure
    from forms.settings import Town
    from kiosk.config import Config
    from kiosk.drawing import Drawing, Drawn
    from kiosk.services.printing import Draw
    from kiosk.services.reader import Watcher
    from kiosk.session.effects import DrawPages
    from printing.job import Printer

RESTART_CODE = 75
"""Exit code after a card job that never came back: whoever watches the process starts it again (4.4)."""

MM_PER_INCH = 25.4
LEAST_PX_PER_MM, MOST_PX_PER_MM = 2.5, 14.0
"""What a screen's driver may say; beyond it, 96 pixels an inch are taken."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What the window works with. ``watcher`` is made with the function it publishes to."""

    watcher: Callable[[Callable[[ReaderState], None]], Watcher]
    source: Callable[[Watcher], CardSource]
    printer: Printer
    draw: Draw


class Kiosk:
    """One window with its session and services."""

    def __init__(
        self,
        config: Config,
        procedures: Mapping[str, Procedure],
        town: Town,
        devices: Devices,
        *,
        screen: Screen,
        system_clock: SystemClock | None = None,
        locked: bool = False,
    ) -> None:
        self.clock = system_clock or SystemClock()
        self.box = SecretBox()
        self.reader = ReaderService(self.clock.now)
        self.watcher = devices.watcher(self.reader.publish)
        self.card = CardService(
            devices.source(self.watcher),
            self.box,
            self.clock.now,
            check_expiry=config.card.check_expiry,
            check_integrity=config.card.check_integrity,
        )
        self.printer = PrintService(devices.draw, devices.printer, self.clock.now)
        self.runtime = Runtime(
            new_session(procedures, policy_of(config)),
            box=self.box,
            clock=self.clock,
            reader=self.reader,
            card=self.card,
            printer=self.printer,
        )
        self.shell = Shell(screen, self.clock, self.box, town, locked=locked)
        self.shell.intent.connect(self.runtime.take)
        self.runtime.show = self.shell.show_state
        self.runtime.secret_cleared = self.shell.forget_secret
        self.runtime.wiped = _clear_clipboard
        self.runtime.restart = lambda: QApplication.exit(RESTART_CODE)

    def start(self) -> None:
        """Show the first page, then start what takes longer."""
        self.runtime.start()
        self.reader.watch(self.watcher)

    def stop(self) -> bool:
        """End in order; False if a device did not let go in time."""
        ended = self.runtime.stop()
        self.shell.unlock()
        self.shell.close()
        return ended


def _clear_clipboard() -> None:
    QApplication.clipboard().clear()


def screen_of(screen: QScreen) -> Screen:
    """Return the pixels of a millimetre, as the screen's driver says; 96 an inch where that cannot be true."""
    said = screen.physicalDotsPerInch() / MM_PER_INCH
    return Screen(said if LEAST_PX_PER_MM <= said <= MOST_PX_PER_MM else 96 / MM_PER_INCH)


def offered(config: Config, procedures: Mapping[str, Procedure]) -> Mapping[str, Procedure]:
    """Return the procedures this window offers: those of the configuration in its order, else all."""
    if not config.procedures:
        return procedures
    return {id_: procedures[id_] for id_ in config.procedures if id_ in procedures}


def run_kiosk(config: Config, arguments: tuple[str, ...] = ()) -> int:
    """Run the window full screen with the real reader and printer until the process is told to end."""
    application = _application(arguments)
    from cardreader.pcsc import PcscReader  # noqa: PLC0415 - a demo needs no PC/SC library
    from cardreader.watcher import ReaderWatcher  # noqa: PLC0415

    name = config.card.reader or None
    procedures, town = offered(config, load_catalogue().procedures), load_town(config.town)
    devices = Devices(
        watcher=lambda publish: ReaderWatcher(publish, name),
        source=lambda _: PcscReader(name),
        printer=open_printer(config.printing),
        draw=pages_of(config, procedures, town),
    )
    kiosk = Kiosk(config, procedures, town, devices, screen=screen_of(application.primaryScreen()), locked=True)
    kiosk.start()
    kiosk.shell.showFullScreen()
    return _run(application, kiosk)


def run_demo(config: Config, card: str = "plain", arguments: tuple[str, ...] = ()) -> int:
    """Run the window beside a dock with virtual cards, and a folder as printer: no hardware, no set-up."""
    application = _application(arguments)
    from kiosk.devdock import open_dock  # noqa: PLC0415 - never loaded by a real kiosk

    procedures, town = offered(config, load_catalogue().procedures), load_town(config.town)
    screen = screen_of(application.primaryScreen())
    kiosk, dock = open_dock(config, procedures, town, draw=pages_of(config, procedures, town), screen=screen, card=card)
    kiosk.start()
    dock.show_beside(kiosk.shell)
    return _run(application, kiosk)


def _application(arguments: tuple[str, ...]) -> QApplication:
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("Madobe")
    dress(application)
    return application


def _run(application: QApplication, kiosk: Kiosk) -> int:
    code = int(application.exec())
    if not kiosk.stop():
        # A driver holds a thread that cannot be ended; Python would wait for it for ever at its exit.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or RESTART_CODE)
    return code


def pages_of(config: Config, procedures: Mapping[str, Procedure], town: Town) -> Draw:
    """Return what draws forms and slip; fonts, reportlab and the office's key are loaded at its first use.

    That is on the print thread: they would double the time to the first page.
    """
    made: list[Drawing] = []

    def draw(effect: DrawPages) -> Drawn:
        if not made:
            from kiosk.drawing import Drawing, slip_settings  # noqa: PLC0415 - see above

            made.append(Drawing(procedures, town, clock.now, os.urandom, slip_settings(config)))
        return made[0](effect)

    return draw
