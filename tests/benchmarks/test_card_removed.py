"""From the card's leaving the reader to the painted page that follows: within half a second (design/ux.md).

The window on a real pcscd. Most of that time is the daemon's, which looks every 0.4 s whether the card is still there:
a bare process that waits for nothing else says when it was told. What the window adds is its own: the least of some
rounds, for a neighbour on the machine makes it longer, never shorter. A card that is being read is missed by the
command that it does not answer; now and then the daemon has to look before that is sure.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cardreader.pcsc import PcscReader
from cardreader.states import NoCard
from cardreader.virtual import VirtualCard, load_profile
from cardreader.watcher import ReaderWatcher
from forms.definition import Catalogue
from forms.life_events.loader import load_events
from kiosk.config import Config
from kiosk.secretbox import SecretBox
from kiosk.services.printing import Draw
from kiosk.session.state import Phase
from kiosk.window import Devices, Kiosk
from printing.folder import FolderPrinter
from tests.support.pcscd import READER, Pcscd
from tests.support.stopwatch import painted_at
from tests.support.window import Window
from ui.theme import NAME_FONTS, dress, load_fonts

pytestmark = [
    pytest.mark.pcsc,
    pytest.mark.benchmark,
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True),
]

ROUNDS = 6
PAGE_MS = 500
MOST = 1.25
"""The slowest notice and what the window adds, in slowest notices: half a second where the daemon takes its 0.4 s."""
COMMAND_S = 0.2
"""What the card takes for each command while it is read: it leaves after one of them, and before the last."""

BARE = """
import sys, time
from smartcard import scard
_, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
code, state = scard.SCARD_S_SUCCESS, scard.SCARD_STATE_UNAWARE
while code == scard.SCARD_S_SUCCESS:
    code, ((_, state, _),) = scard.SCardGetStatusChange(context, 60_000, [(sys.argv[1], state)])
    print(time.monotonic(), bool(state & scard.SCARD_STATE_PRESENT), flush=True)
    state &= ~scard.SCARD_STATE_CHANGED
"""


class Removal(NamedTuple):
    """When the card was out, when the bare process was told, when the page was painted (``time.monotonic``)."""

    out: float
    told: float
    painted: float

    @property
    def own(self) -> float:
        """What the window took of it: from the notice, or from the card's leaving where it needed none."""
        return self.painted - (self.told if self.out < self.told < self.painted else self.out)


class Real(Window):
    """The window on the devices of a kiosk, but for the printer."""

    def compose(self, config: Config, catalogue: Catalogue, front: Any, box: SecretBox, draw: Draw) -> Kiosk:
        devices = Devices(ReaderWatcher, lambda _: PcscReader(), FolderPrinter(self.folder), draw)
        return Kiosk(config, catalogue, devices, front, events=load_events(), box=box, system_clock=self.clock)

    def close(self) -> None:
        assert self.kiosk.stop()
        self.shell.deleteLater()


@pytest.fixture
def window(pcscd: Pcscd, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Real]:
    dress(qapp)
    load_fonts(NAME_FONTS)
    assert pcscd.pid
    made = Real(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def told(pcscd: Pcscd) -> Iterator[Callable[[float], float]]:
    """When the bare process was first told after this moment that there is no card."""
    assert pcscd.pid
    with subprocess.Popen([sys.executable, "-c", BARE, READER], stdout=subprocess.PIPE, text=True) as bare:

        def wait(moment: float) -> float:
            assert bare.stdout is not None
            for line in bare.stdout:
                at, present = line.split()
                if present == "False" and float(at) > moment:
                    return float(at)
            pytest.fail("the bare process ended")

        yield wait
        bare.kill()


def removal(pcscd: Pcscd, window: Real, told: Callable[[float], float], there: Callable[[], bool]) -> Removal:
    """Take the card away, by another hand than the window's, and wait for the page."""
    began, out = time.monotonic(), list[float]()
    hand = Thread(target=lambda: out.append(pcscd.remove()))
    painted = painted_at(window.shell, there, hand.start)
    hand.join()
    return Removal(out[0], told(began), painted)


def to_pad(pcscd: Pcscd, window: Real) -> VirtualCard:
    """Put a new card in, go on to the pad for the PIN, and return the card, slow from now on."""
    card = load_profile("plain")
    pcscd.insert(card)
    window.wait_for(Phase.ENTER_SECRET)
    card.latency_s = COMMAND_S
    return card


def begin_reading(window: Real, card: VirtualCard) -> None:
    """Type the PIN and go on, until the card has answered a first command."""
    asked = len(card.transcript)
    window.type("1234")
    window.touch("つぎへ")
    window.wait(lambda: len(card.transcript) > asked)


def test_a_card_that_is_taken_away(
    pcscd: Pcscd, window: Real, told: Callable[[float], float], capsys: pytest.CaptureFixture[str]
) -> None:
    window.start("住民票の写し等交付請求書")
    window.touch("カードと暗証番号 数字4けたの暗証番号を入れます")
    waiting, reading = list[Removal](), list[Removal]()
    for _ in range(ROUNDS):
        to_pad(pcscd, window)
        waiting.append(removal(pcscd, window, told, lambda: window.state.phase is Phase.PRESENT_CARD))
    for _ in range(ROUNDS):
        begin_reading(window, to_pad(pcscd, window))
        reading.append(removal(pcscd, window, told, lambda: window.code == "CARD-01"))
        window.wait(lambda: isinstance(window.state.station.reader, NoCard))
        window.touch("もう一度")
    slowest = max(one.told - one.out for one in waiting)
    with capsys.disabled():
        sys.stdout.write(f"\ncard removed: the daemon's slowest notice {slowest * 1000:.0f} ms")
        for name, found in (("waited for", waiting), ("read", reading)):
            page, own = ([at * 1000 for at in ats] for ats in ([one.painted - one.out for one in found], _own(found)))
            sys.stdout.write(
                f"\nwhile it is {name}, to the painted page: p50 {median(page):.0f} ms, most {max(page):.0f} ms "
                f"(the issue asks {PAGE_MS}); the window's own: least {min(own):.0f} ms, p50 {median(own):.0f} ms"
            )
        sys.stdout.write("\n")
    for found in (waiting, reading):
        assert (slowest + min(_own(found))) / slowest <= MOST


def _own(found: list[Removal]) -> list[float]:
    return [one.own for one in found]
