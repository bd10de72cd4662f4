"""One window with its session, services and devices, composed. Loaded after the first page has been painted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QApplication

from forms.definition import Catalogue
from kiosk import clock
from kiosk.crash import RESTART_CODE
from kiosk.numberbox import NumberBox
from kiosk.secretbox import SecretBox
from kiosk.services.card import CardService
from kiosk.services.printing import PrintService
from kiosk.services.reader import ReaderService
from kiosk.services.runtime import Runtime
from kiosk.session.policy import policy_of
from kiosk.session.state import new_session
from kiosk.sheets import usable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cardreader.connection import CardSource
    from cardreader.states import ReaderState
    from forms.definition import Procedure
    from forms.life_events.definition import LifeEvents
    from forms.settings import Town
    from kiosk.config import Config
    from kiosk.drawing import Drawing, Drawn
    from kiosk.previewbox import PreviewBox
    from kiosk.services.clock import SystemClock
    from kiosk.services.printing import Draw
    from kiosk.services.reader import Watcher
    from kiosk.session.effects import DrawPages
    from kiosk.session.state import SessionState
    from kiosk.signaturebox import SignatureBox
    from printing.job import Printer


@dataclass(frozen=True, slots=True)
class Devices:
    """What the window works with. ``watcher`` is made with the function it publishes to."""

    watcher: Callable[[Callable[[ReaderState], None]], Watcher]
    source: Callable[[Watcher], CardSource]
    printer: Printer
    draw: Draw


class Front(Protocol):
    """What the resident and the clerk see and touch: one window (``ui.shell``) or two (``ui.desk``)."""

    intent: Any
    """The signal that carries what was touched."""

    @property
    def signature(self) -> SignatureBox:
        """Where the pad for a signature leaves its strokes."""
        ...

    @property
    def preview(self) -> PreviewBox:
        """Where the check page finds the pictures of the sheets."""
        ...

    def show_state(self, state: SessionState) -> None:
        """Show what a step led to."""
        ...

    def forget_secret(self) -> None:
        """Show an empty pad."""
        ...

    def unlock(self) -> None:
        """Allow closing."""
        ...

    def close(self) -> bool:
        """Close."""
        ...


class Kiosk:
    """One window, or two, with the session and its services."""

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        devices: Devices,
        shell: Front,
        *,
        events: LifeEvents,
        box: SecretBox,
        system_clock: SystemClock,
    ) -> None:
        self.shell, self.box, self.clock = shell, box, system_clock
        number, signature = NumberBox(), shell.signature
        self.reader = ReaderService(self.clock.now)
        self.watcher = devices.watcher(self.reader.publish)
        self.card = CardService(
            devices.source(self.watcher),
            self.box,
            self.clock.now,
            check_expiry=config.card.check_expiry,
            check_integrity=config.card.check_integrity,
            number=number,
        )
        self.printer = PrintService(
            devices.draw, devices.printer, self.clock.now, number=number, signature=signature, preview=shell.preview
        )
        at_counter = tuple(one.name or one.id for one in catalogue.broken)
        self.runtime = Runtime(
            new_session(catalogue.procedures, policy_of(config), at_counter, events),
            box=self.box,
            clock=self.clock,
            reader=self.reader,
            card=self.card,
            printer=self.printer,
            number=number,
            signature=signature,
        )
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


def offered(config: Config, catalogue: Catalogue, town: Town) -> Catalogue:
    """Return what this window offers: the procedures of the configuration in its order, else all.

    Those that are broken, or cannot go on paper, are kept apart: residents are sent to the counter with them.
    """
    found = usable(catalogue, town)
    if not config.procedures:
        return found
    procedures = {id_: found.procedures[id_] for id_ in config.procedures if id_ in found.procedures}
    return Catalogue(procedures, tuple(one for one in found.broken if one.id in config.procedures))


def pages_of(config: Config, procedures: Mapping[str, Procedure], town: Town) -> Draw:
    """Return what draws forms and slip; fonts, reportlab and the office's key are loaded at its first use.

    That is on the print thread: they would double the time to the first page.
    """
    made: list[Drawing] = []

    def draw(effect: DrawPages) -> Drawn:
        if not made:
            from kiosk.drawing import Drawing, slip_settings  # noqa: PLC0415 - see above

            made.append(
                Drawing(procedures, town, clock.now, os.urandom, slip_settings(config), shift=config.printing.shift)
            )
        return made[0](effect)

    return draw
