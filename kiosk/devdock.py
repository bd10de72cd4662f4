"""The demo's dock: cards in and out, devices broken and mended, time jumped, each in one click. Never in production."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget

from cardreader.errors import CardError
from cardreader.virtual import Answer, Hold, Pull, VirtualReader, load_profile, profile_facts, profile_names
from kiosk.failures import FailureCode
from kiosk.window import Devices, Front, Kiosk
from printing.folder import FolderPrinter
from printing.job import Failed, Outcome, PrinterProblem, PrinterStatus, Unsure
from ui.desk import Desk
from ui.places import Monitor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cardreader.connection import CardConnection
    from cardreader.states import ReaderState
    from cardreader.virtual import VirtualCard
    from forms.definition import Catalogue
    from forms.life_events.definition import LifeEvents
    from kiosk.config import Config
    from kiosk.secretbox import SecretBox
    from kiosk.services.clock import SystemClock
    from kiosk.services.printing import Draw
    from printing.job import Printer
    from ui.shell import Shell
    from ui.theme import Density

JUMPS_S = (30, 180)
"""Seconds: within a countdown, to the question "are you still there?"."""

CARDS = MappingProxyType(
    {
        FailureCode.CARD_NOT_READ: "mute-card",
        FailureCode.CARD_OTHER: "other-card",
        FailureCode.CARD_EXPIRED: "expired",
        FailureCode.CARD_OLD: "resident-card",
        FailureCode.CARD_PHONE: "phone-token",
        FailureCode.PIN_BLOCKED: "pin-locked",
        FailureCode.PIN_LAST_TRY: "one-try-left",
        FailureCode.READ_GARBLED: "garbage",
        FailureCode.READ_ALTERED: "tampered",
        FailureCode.FORM_TOO_LONG: "too-long",
        FailureCode.FORM_CHARACTER: "unprintable",
    }
)
"""Failures that a certain card leads to."""

FAULTS: Mapping[FailureCode, Pull | Hold | Answer] = MappingProxyType(
    {
        FailureCode.CARD_REMOVED: Pull(at=1),
        FailureCode.CARD_STUCK: Hold(at=1, seconds=25),
        FailureCode.READ_UNEXPECTED: Answer(at=2, sw=0x6F00),
    }
)
"""Failures of the card's next commands; the first may be refused once for good reason (design/card-protocol.md 2.4)."""

PRINTER = MappingProxyType(
    {
        FailureCode.PRINTER_PAPER: PrinterProblem.PAPER,
        FailureCode.PRINTER_JAM: PrinterProblem.JAM,
        FailureCode.PRINTER_GONE: PrinterProblem.OFFLINE,
    }
)


def _bug() -> None:
    message = "a bug, asked for in the dock"
    raise RuntimeError(message)


class BreakablePrinter:
    """A printer that fails as told, and otherwise prints into the demo's folder."""

    def __init__(self, inner: Printer) -> None:
        self._inner = inner
        self.problem: PrinterProblem | None = None
        self.unsure = False

    def print(self, pdf: bytes, title: str) -> Outcome:
        """Print, or fail as the dock says."""
        if self.unsure:
            return Unsure("dock")
        if self.problem is not None:
            return Failed(self.problem.code, "dock")
        return self._inner.print(pdf, title)

    def status(self) -> PrinterStatus:
        """Return the fault of the dock, or the truth."""
        return PrinterStatus(self.problem, "dock") if self.problem else self._inner.status()

    def clear(self) -> bool:
        """Nothing waits."""
        return self._inner.clear()


class Dock(QWidget):
    """A panel of plain desktop buttons, in Japanese with the English name of the profile: it is for developers."""

    def __init__(self, kiosk: Kiosk, reader: VirtualReader, printer: BreakablePrinter, card: str) -> None:
        super().__init__()
        self._kiosk, self.reader, self.printer = kiosk, reader, printer
        self._cards: dict[str, VirtualCard] = {}
        self._other: CardConnection | None = None
        self.setWindowTitle("Madobe dock")
        self.setObjectName("dock")
        column = QVBoxLayout(self)
        self.profile = QComboBox(self)
        self.profile.addItems(profile_names())
        self.profile.setCurrentText(card)
        self.profile.setAccessibleName("profile")
        self.secrets = QLabel(self)
        self.secrets.setWordWrap(True)
        self.profile.currentTextChanged.connect(self._show_secrets)
        self._show_secrets(card)
        cards = self._group("カード Card", column)
        cards.addWidget(self.profile)
        cards.addWidget(self.secrets)
        self._button(cards, "置く Insert", self.insert)
        self._button(cards, "取る Remove", reader.remove)
        self._button(cards, "新しい札にする Fresh card", self.renew)
        failures = self._group("失敗 Failures", column)
        grid = QGridLayout()
        grid.setSpacing(2)
        failures.addLayout(grid)
        for place, (code, cause) in enumerate(self.causes().items()):
            button = QPushButton(code.value, self)
            button.setObjectName(f"dock:{code}")
            button.setAccessibleName(f"{code} {code.name}")
            button.setToolTip(code.name)
            button.clicked.connect(lambda _=False, cause=cause: cause())
            grid.addWidget(button, place // 3, place % 3)
        self._button(failures, "機器を直す Mend devices", self.mend)
        times = self._group("時間 Time", column)
        for seconds in JUMPS_S:
            self._button(times, f"+{seconds} s", partial(kiosk.clock.jump, seconds))
        column.addStretch(1)

    def _group(self, title: str, column: QVBoxLayout) -> QVBoxLayout:
        box = QGroupBox(title, self)
        inner = QVBoxLayout(box)
        inner.setSpacing(2)
        column.addWidget(box)
        return inner

    def _button(self, column: QVBoxLayout, text: str, act: Callable[[], Any]) -> None:
        button = QPushButton(text, self)
        button.setObjectName(f"dock:{text}")
        # A plain call: `clicked` would hand its argument on.
        button.clicked.connect(lambda _=False: act())
        column.addWidget(button)

    def card(self) -> VirtualCard:
        """Return the chosen card; its counters live as long as the demo."""
        name = self.profile.currentText()
        if name not in self._cards:
            self._cards[name] = load_profile(name)
        return self._cards[name]

    @Slot()
    def insert(self) -> None:
        """Put the chosen card on the reader."""
        self.reader.insert(self.card())

    def renew(self) -> None:
        """Take the card's wear away: all tries are back."""
        self._cards.pop(self.profile.currentText(), None)

    def swap(self, profile: str) -> None:
        """Put the card of another profile on the reader."""
        self.profile.setCurrentText(profile)
        self.renew()
        self.insert()

    def causes(self) -> dict[FailureCode, Callable[[], object]]:
        """Return what brings each failure about in one click; the digits of PIN-01, 03 and 05 are typed by hand."""
        return {
            **{code: partial(self.swap, profile) for code, profile in CARDS.items()},
            **{code: partial(self._spoil, fault) for code, fault in FAULTS.items()},
            FailureCode.CARD_BUSY: self._hold_card,
            FailureCode.READER_NONE: self.reader.unplug,
            FailureCode.READER_SERVICE: self.reader.service_down,
            **{code: partial(self.break_printer, problem) for code, problem in PRINTER.items()},
            FailureCode.PRINTER_UNSURE: self.make_unsure,
            FailureCode.SYSTEM_BUG: _bug,
        }

    def _spoil(self, fault: Pull | Hold | Answer) -> None:
        self.card().inject(fault)

    def _hold_card(self) -> None:
        """Have another program hold the card from now on; a card has to lie there."""
        with suppress(CardError):
            self._other = self.reader.connect()

    def mend(self) -> None:
        """Let go of the card, plug the reader in, start its service, mend the printer."""
        if self._other is not None:
            self._other.close()
            self._other = None
        self.reader.plug()
        self.reader.service_up()
        self.break_printer(None)

    def break_printer(self, problem: PrinterProblem | None) -> None:
        """Give the printer a fault, or mend it; the window notices as it would."""
        self.printer.problem, self.printer.unsure = problem, False
        self._kiosk.printer.look()

    def make_unsure(self) -> None:
        """Have the next job end without anybody knowing how."""
        self.printer.unsure = True

    @Slot(str)
    def _show_secrets(self, profile: str) -> None:
        facts = profile_facts(profile)
        self.secrets.setText(f"PIN {facts.pin.decode() or '-'}\nB {facts.birth.text} {facts.code_b.decode() or '-'}")

    def show_beside(self, window: Shell | Desk, density: Density) -> None:
        """Show the window, or both, and the dock at its right, all inside the screen."""
        screen = QApplication.primaryScreen()
        room = screen.availableGeometry()
        self.adjustSize()
        if isinstance(window, Desk):
            left = room.width() - self.width() - 20
            size = (left - 10, room.height() - 60)
            window.show_within(Monitor(room.x() + 10, room.y() + 30, *size, density(screen).px_per_mm))
            self.move(room.x() + left, room.y() + 30)
            self.show()
            return
        # As large as fits beside the dock, at most half as large again as the smallest screen it is made for.
        least = window.sizeHint()
        width = min(least.width() * 3 // 2, room.width() - self.width() - 40)
        window.setGeometry(room.x() + 10, room.y() + 30, width, min(least.height() * 3 // 2, room.height() - 60))
        window.show()
        self.move(window.x() + window.width() + 10, window.y())
        self.show()
        window.activateWindow()


def open_dock(
    config: Config,
    catalogue: Catalogue,
    front: Front,
    *,
    events: LifeEvents,
    draw: Draw,
    box: SecretBox,
    system_clock: SystemClock,
    card: str = "plain",
) -> tuple[Kiosk, Dock]:
    """Return a window on a virtual reader and a folder, and its dock. The dock closes with the window.

    The card's integrity record is checked whatever the configuration says, so that READ-03 can be shown too.
    """
    config = replace(config, card=replace(config.card, check_integrity=True))
    printer = BreakablePrinter(FolderPrinter(config.printing.folder))
    readers: list[VirtualReader] = []

    def watcher(publish: Callable[[ReaderState], None]) -> VirtualReader:
        readers.append(VirtualReader(publish))
        return readers[0]

    devices = Devices(watcher=watcher, source=lambda _: readers[0], printer=printer, draw=draw)
    kiosk = Kiosk(config, catalogue, devices, front, events=events, box=box, system_clock=system_clock)
    dock = Dock(kiosk, readers[0], printer, card)
    dock.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
    return kiosk, dock
