"""``madobe`` and ``madobe demo``: the application, its first page at once, then everything behind it."""

from __future__ import annotations

import gc
import os
import sys
import tomllib
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import crash
from kiosk.config import ConfigError, Mode
from kiosk.secretbox import SecretBox
from kiosk.services.clock import SystemClock
from kiosk.session.settings import Settings
from ui.shell import Shell
from ui.theme import NAME_FONTS, STYLE, dress, load_fonts, screen_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.settings import Town
    from kiosk.aloud import Aloud
    from kiosk.card_tone import CardTone
    from kiosk.config import Access, Config
    from kiosk.window import Kiosk
    from ui.desk import Desk
    from ui.theme import Density


class Application:
    """The window, or both, shown before the forms, the card reader and the printer are loaded."""

    def __init__(self, config: Config, arguments: tuple[str, ...] = (), *, locked: bool = False) -> None:
        self.config = config
        self.qt = QApplication([sys.argv[0], *STYLE, *arguments])
        self.qt.setApplicationName("Madobe")
        dress(self.qt)
        self.clock, self.box = SystemClock(), SecretBox()

        self.density = density_of(config)
        names, self.desk = town_names(config.town), None
        if config.mode is Mode.SELF:
            self.shell = Shell(self.density(self.qt.primaryScreen()), self.clock, self.box, names, locked=locked)
        else:
            from ui.desk import Desk, monitors_of_qt  # noqa: PLC0415 - only where a clerk assists

            monitors = partial(monitors_of_qt, self.density)
            self.desk = Desk(self.clock, self.box, names, locked=locked, monitors=monitors)
            self.shell = self.desk.resident
        self.front: Shell | Desk = self.desk or self.shell
        self.front.show_first(Settings(language=config.language))
        self.kiosk: Kiosk | None = None
        self.aloud: Aloud | None = None
        self.tone: CardTone | None = None
        self._painted: _FirstPaint | None = None

    def load_voice(self) -> None:
        """Load the voice after the first page; its process starts when it is first wanted."""
        from kiosk.aloud import Aloud  # noqa: PLC0415 - see above

        self.aloud = Aloud(self.shell)

    def load_tone(self) -> CardTone:
        """Load the sound that asks to take the card; its process is another than the voice's, which may be broken."""
        from kiosk.card_tone import CardTone  # noqa: PLC0415 - see above
        from kiosk.services.speech import SpeechService  # noqa: PLC0415 - as above

        service = SpeechService(parent=self.qt)
        tone = CardTone(service)
        service.failed.connect(tone.give_up)
        return tone

    def then(self, make: Callable[[Application], Kiosk]) -> None:
        """Once the first page is painted, make the session with its services and start it."""

        def start() -> None:
            self._painted = None
            self.begin(make(self))
            # Forms and words stay for good; looking through them for garbage took 25 ms in the middle of a touch.
            gc.collect()
            gc.freeze()
            gc.enable()

        # The clerk's window is there from the first moment, whatever the screens.
        self._painted = _FirstPaint(self.desk.clerk if self.desk else self.shell, start)

    def begin(self, kiosk: Kiosk) -> None:
        """Start the session with its services; it hears when the voice speaks."""
        self.kiosk = kiosk
        if self.aloud is not None:
            # Queued: the voice falls silent in the middle of a step being shown.
            self.aloud.told.connect(kiosk.runtime.take, Qt.ConnectionType.QueuedConnection)
        if self.config.card.tone:
            self.tone = self.load_tone()
            kiosk.runtime.hear = self.tone.hear
        kiosk.start()

    def load_town(self) -> Town:
        """Load what comes after the first page: town, fonts of rare characters in names, the keys of switches."""
        from forms.settings import load_town  # noqa: PLC0415 - see above

        listen_to_switches(self.shell, self.config.access)
        load_fonts(NAME_FONTS)
        self.load_voice()
        town = load_town(self.config.town)
        self.front.town = town
        return town

    def show_locked(self) -> None:
        """Fill the screen, or both."""
        if self.desk is None:
            self.shell.showFullScreen()
        else:
            self.desk.show_locked()

    def run(self) -> int:
        """Run until the program is told to end; returns the exit code."""
        crash.install()
        code = int(self.qt.exec())
        for sounding in (self.aloud, self.tone):
            if sounding is not None:
                sounding.close()
        if self.kiosk is not None and not self.kiosk.stop():
            # A driver holds a thread that cannot be ended; Python would wait for it for ever at its exit.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code or crash.RESTART_CODE)
        return code


class _FirstPaint(QObject):
    """Calls back once, after the window has been painted."""

    def __init__(self, window: QWidget, after: Callable[[], None]) -> None:
        super().__init__(window)
        self._after = after
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._after)
        return False


def listen_to_switches(shell: Shell, access: Access) -> None:
    """Let two switches choose in the resident's window, if the town names their keys."""
    if access.switches:
        from ui.scanning import Scanning  # noqa: PLC0415 - after the first page

        Scanning(shell, access.switches, access.switch_pause_ms / 1000)


def density_of(config: Config) -> Density:
    """Return what tells the screens' millimetres: what staff measured, else the drivers.

    A file that cannot be used stops no visit: it is named on standard error here and told by ``madobe selfcheck``.
    """
    if not os.access(config.screens_file, os.F_OK):
        return screen_of
    from kiosk.screens import read  # noqa: PLC0415 - only where a screen was measured
    from ui.displays import as_measured  # noqa: PLC0415 - as above

    try:
        return as_measured(read(config.screens_file))
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return screen_of


def town_names(town: str) -> dict[str, str]:
    """Return the town's name in Japanese and English, which the frame says at once; the rest is read later."""
    whole = (files("assets") / "town" / f"{town}.toml").read_text("utf-8")
    # The names stand before the first table; the tables took a twentieth of the start.
    raw = tomllib.loads(whole.partition("\n[")[0])
    return {"ja": raw["name"], "en": raw.get("name_en") or raw["name"]}


def run_kiosk(config: Config, arguments: tuple[str, ...] = ()) -> int:
    """Run the window full screen, with the real reader and printer; returns the exit code."""
    application = Application(config, arguments, locked=True)
    application.then(_real)
    application.show_locked()
    return application.run()


def _real(application: Application) -> Kiosk:
    # After the first page, and never for a demo: PC/SC, the forms, the printer.
    from cardreader.pcsc import PcscReader  # noqa: PLC0415
    from cardreader.watcher import ReaderWatcher  # noqa: PLC0415
    from forms.life_events.loader import load_events  # noqa: PLC0415
    from kiosk.catalogue import catalogue_of  # noqa: PLC0415
    from kiosk.printers import open_printer  # noqa: PLC0415
    from kiosk.window import Devices, Kiosk, offered, pages_of  # noqa: PLC0415

    config, town = application.config, application.load_town()
    name = config.card.reader or None
    catalogue = offered(config, catalogue_of(config, town), town)
    devices = Devices(
        watcher=lambda publish: ReaderWatcher(publish, name),
        source=lambda _: PcscReader(name),
        printer=open_printer(config.printing),
        draw=pages_of(config, catalogue.procedures, town),
    )
    return Kiosk(
        config,
        catalogue,
        devices,
        application.front,
        events=load_events(town=town),
        box=application.box,
        system_clock=application.clock,
    )


def run_demo(config: Config, card: str = "plain", arguments: tuple[str, ...] = ()) -> int:
    """Run the window beside a dock with virtual cards, and a folder as printer: no hardware, no set-up."""
    application = Application(config, arguments)
    from forms.life_events.loader import load_events  # noqa: PLC0415
    from kiosk.catalogue import catalogue_of  # noqa: PLC0415
    from kiosk.devdock import open_dock  # noqa: PLC0415 - never loaded by a real kiosk
    from kiosk.window import offered, pages_of  # noqa: PLC0415

    town = application.load_town()
    catalogue = offered(config, catalogue_of(config, town), town)
    draw = pages_of(config, catalogue.procedures, town)
    kiosk, dock = open_dock(
        config,
        catalogue,
        application.front,
        events=load_events(town=town),
        draw=draw,
        box=application.box,
        system_clock=application.clock,
        card=card,
    )
    application.begin(kiosk)
    dock.show_beside(application.front, application.density)
    return application.run()
