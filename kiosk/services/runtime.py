"""Feeds every event to ``step``, shows the new state, hands the effects to the services. Lives on the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Qt, Slot

from kiosk.numberbox import NumberBox
from kiosk.services.worker import Broken
from kiosk.session.effects import (
    CallStaff,
    CancelCardJob,
    CheckCard,
    ClearPrinter,
    ClearSecret,
    ClearSignature,
    DrawPages,
    ReadCard,
    Restart,
    SendPages,
    Wipe,
)
from kiosk.session.events import CardRead, Tick
from kiosk.session.state import Phase
from kiosk.session.step import step
from kiosk.signaturebox import SignatureBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.secretbox import SecretBox
    from kiosk.services.card import CardService
    from kiosk.services.clock import SystemClock
    from kiosk.services.printing import PrintService
    from kiosk.services.reader import ReaderService
    from kiosk.session.effects import Effect
    from kiosk.session.events import Event
    from kiosk.session.state import SessionState

PRINTER_LOOK_S = 30.0
"""How often an idle window asks the printer how it is."""
JOB_LIMIT_S = 2.0
"""How long the end of the program waits for a job under way."""


class Runtime(QObject):
    """The session with its services. ``show`` is called after every step that changed anything."""

    def __init__(
        self,
        state: SessionState,
        *,
        box: SecretBox,
        clock: SystemClock,
        reader: ReaderService,
        card: CardService,
        printer: PrintService,
        number: NumberBox | None = None,
        signature: SignatureBox | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = state
        self._box, self._clock, self._reader, self._card, self._printer = box, clock, reader, card, printer
        self._number = NumberBox() if number is None else number
        self._signature = SignatureBox() if signature is None else signature
        self._open = True
        self._looked_at = float("-inf")
        self.show: Callable[[SessionState], None] = lambda _: None
        self.hear: Callable[[SessionState], None] = lambda _: None
        """Told of every state after it is shown: for sounds that need no page."""
        self.secret_cleared: Callable[[], None] = lambda: None
        self.staff_called: Callable[[], None] = lambda: None
        self.wiped: Callable[[], None] = lambda: None
        self.restart: Callable[[], None] = lambda: None
        for service in (clock, reader, card, printer):
            service.told.connect(self.take, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def take(self, event: Event | Broken) -> None:
        """Take one event: from a page, a service or the clock."""
        if not self._open:
            return
        if isinstance(event, Broken):
            raise event.error
        if isinstance(event, Tick):
            self._look_at_printer(event.at)
        before = self.state
        self.state, effects = step(before, event)
        if isinstance(event, CardRead) and self.state.visit.reading is not event.reading:
            # Given up meanwhile: the number that came with it belongs to nobody's visit.
            self._number.clear(len(self.state.visit.persons))
        for effect in effects:
            self._carry_out(effect)
        if effects or self.state != before:
            self.show(self.state)
            self.hear(self.state)

    def _look_at_printer(self, at: float) -> None:
        idle = self.state.phase in {Phase.ATTRACT, Phase.OUT_OF_SERVICE}
        if idle and at - self._looked_at >= PRINTER_LOOK_S:
            self._looked_at = at
            self._printer.look()

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case CheckCard():
                self._card.check(effect)
            case ReadCard():
                self._card.read(effect)
            case CancelCardJob(job=job):
                self._card.cancel(job)
            case ClearSecret(keep=keep):
                self._box.clear()
                self._number.clear(keep)
                self.secret_cleared()
            case ClearSignature():
                self._signature.clear()
            case DrawPages():
                self._printer.draw(effect)
            case SendPages():
                self._printer.send(effect)
            case ClearPrinter():
                self._printer.clear()
            case CallStaff():
                self.staff_called()
            case Wipe():
                self._box.wipe()
                self._number.clear()
                self._signature.clear()
                self._printer.forget()
                self.wiped()
            case Restart():
                self.restart()
            case _:
                assert_never(effect)

    def start(self) -> None:
        """Start the clock and look at the printer; the reader is watched by whoever made it."""
        self.show(self.state)
        self._clock.start()
        self._look_at_printer(self._clock.now())

    def stop(self) -> bool:
        """End everything in order (design/architecture.md 4.5); False if a job did not come back in time."""
        self._open = False
        self._clock.stop()
        self._card.cancel_all()
        self._reader.close()
        ended = self._card.close(JOB_LIMIT_S)
        ended = self._printer.close(JOB_LIMIT_S) and ended
        self._box.wipe()
        self._number.clear()
        self._signature.clear()
        return ended
