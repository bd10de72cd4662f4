"""The whole window with a virtual reader and a folder as printer: tests touch it as a resident does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cardreader.virtual import VirtualReader
from forms.definition import Catalogue
from forms.life_events.loader import load_events
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk.app import town_names
from kiosk.config import Config, Printing
from kiosk.devdock import open_dock
from kiosk.secretbox import SecretBox
from kiosk.services import runtime
from kiosk.services.clock import SystemClock
from kiosk.services.printing import Draw
from kiosk.session.state import Phase, SessionState
from kiosk.window import Kiosk, offered, pages_of
from ui.shell import Shell
from ui.tokens import PANEL_15, Screen
from ui.widgets.button import BigButton

LIMIT_MS = 20_000
PATIENCE_S = 60.0


class HandClock(SystemClock):
    """Time that only the test moves; each look is half a second later, so that no debounce swallows a click."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 1000.0
        self.step = 0.5

    def now(self) -> float:
        """Return the time."""
        self._at += self.step
        return self._at

    def start(self) -> None:
        """Nothing ticks by itself."""

    def jump(self, seconds: float) -> None:
        """Let time pass at once."""
        self._at += seconds
        self._tick()


class Window:
    """What a resident, and the hand on the dock, can do."""

    def __init__(self, qtbot: QtBot, folder: Path, screen: Screen = PANEL_15, forms: Path | None = None) -> None:
        config = self.configured(Config(printing=Printing(folder=folder)))
        town = load_town()
        catalogue = offered(config, load_catalogue(forms, town), town)
        self.qtbot = qtbot
        self.folder = folder
        self.clock = self.wind()
        box = SecretBox()
        front = self.open(screen, box, town_names(config.town))
        front.town = town
        self.kiosk = self.compose(config, catalogue, front, box, pages_of(config, catalogue.procedures, town))
        self.show()
        self.kiosk.start()
        self.wait(lambda: self.state.station.reader is not None)

    def configured(self, config: Config) -> Config:
        """Return the configuration of this test."""
        return config

    def wind(self) -> SystemClock:
        """Return the clock of this test."""
        return HandClock()

    def open(self, screen: Screen, box: SecretBox, names: dict[str, str]) -> Any:
        """Return what the session is shown in."""
        return Shell(screen, self.clock, box, names)

    def compose(self, config: Config, catalogue: Catalogue, front: Any, box: SecretBox, draw: Draw) -> Kiosk:
        """Return the session on the devices of the demo's dock."""
        kiosk, self.dock = open_dock(
            config, catalogue, front, events=load_events(), draw=draw, box=box, system_clock=self.clock
        )
        return kiosk

    def show(self) -> None:
        """Show it."""
        self.shell.resize(self.shell.sizeHint())
        self.shell.show()

    @property
    def shell(self) -> Shell:
        """The window."""
        return self.kiosk.shell  # type: ignore[return-value]  # the only window there is

    @property
    def state(self) -> SessionState:
        """The session."""
        return self.kiosk.runtime.state

    @property
    def reader(self) -> VirtualReader:
        """The reader."""
        return self.dock.reader

    @property
    def code(self) -> str:
        """The small code of the failure on the page, empty without one."""
        return str(self.state.failure.failure.code) if self.state.failure else ""

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the event loop run until ``condition`` holds."""
        self.qtbot.waitUntil(condition, timeout=LIMIT_MS)

    def wait_for(self, phase: Phase) -> None:
        """Let the event loop run until the page of ``phase`` is there."""
        self.wait(lambda: self.state.phase is phase)

    def buttons(self) -> dict[str, BigButton]:
        """Return what can be touched now, by its accessible name and by its words."""
        QApplication.processEvents()
        found: dict[str, BigButton] = {}
        for button in self.shell.findChildren(BigButton):
            if button.isVisible() and button.isEnabled():
                found[button.accessibleName()] = found["".join(button.words.split("\n"))] = button
        return found

    def touch(self, name: str) -> None:
        """Touch the button of that name, once the page is laid out."""
        QApplication.processEvents()
        buttons = self.buttons()
        assert name in buttons, f"no {name!r} among {sorted(buttons)}"
        QTest.mouseClick(buttons[name], Qt.MouseButton.LeftButton)

    def type(self, digits: str) -> None:
        """Touch the keys of the pad."""
        for digit in digits:
            self.touch(digit)

    def press(self, key: Qt.Key) -> None:
        """Press a key of a real keyboard, wherever the focus is."""
        QApplication.processEvents()
        target: QWidget = self.shell.focusWidget() or self.shell
        QTest.keyClick(target, key)

    def start(self, *procedures: str) -> None:
        """Go to the three doors with these certificates."""
        self.touch("タッチしてはじめる")
        self.touch("手続きの名前から選ぶ")
        self.touch("証明書")
        for name in procedures:
            self.touch(name)
        self.touch("つぎへ")
        assert self.state.phase is Phase.EXPLAIN

    def to_pad(self, profile: str = "plain", door: str = "カードと暗証番号 数字4けたの暗証番号を入れます") -> None:
        """Go to the pad of a door with this card on the reader."""
        self.start("住民票の写し等交付請求書")
        self.touch(door)
        self.insert(profile)
        self.wait(lambda: self.state.phase is Phase.ENTER_SECRET or bool(self.code))

    def insert(self, profile: str = "plain") -> None:
        """Put this card on the reader."""
        self.dock.profile.setCurrentText(profile)
        self.dock.insert()

    def close(self) -> None:
        """End the program, however long a busy machine takes for the job under way."""
        with patch.object(runtime, "JOB_LIMIT_S", PATIENCE_S):
            assert self.kiosk.stop()
        self.dock.close()
        self.dock.deleteLater()
        self.shell.deleteLater()
