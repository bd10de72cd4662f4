"""The whole program with the pad on: a finger's strokes come out of the printer and are nowhere afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from forms.answers import NO_ANSWERS, Giver
from forms.journey import complete
from kiosk.config import Config
from kiosk.prefill import facts
from kiosk.session.events import PaperReviewed, PrintAsked, Started, StartOver
from kiosk.session.state import Phase, SessionState
from printing.form import REMINDER, REMINDER_UNSIGNED
from tests.support.pdf import poppler_text
from tests.support.procedures import TODAY
from tests.support.visit import PERSON
from tests.support.window import Window
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
FORM = "jidoteate_kakunin"


class Signing(Window):
    """A window with the pad that remembers every state it came to."""

    def configured(self, config: Config) -> Config:
        return replace(config, printing=replace(config.printing, signature_pad=True))

    def go_to_check(self) -> None:
        """Have everything answered behind the window's back."""
        runtime = self.kiosk.runtime
        runtime.take(Started(self.clock.now(), TODAY))
        form = runtime.state.station.catalogue[FORM]
        answers = NO_ANSWERS.set("claimant.who", "わたし本人", Giver.RESIDENT)
        answers = complete((form,), answers, facts(PERSON, TODAY))
        visit = replace(runtime.state.visit, procedures=(FORM,), answers=answers)
        runtime.state = replace(runtime.state, phase=Phase.CHECK_ANSWERS, visit=visit)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Signing]:
    dress(qapp)
    load_fonts(NAME_FONTS)
    made = Signing(qtbot, tmp_path / "paper")
    yield made
    made.close()


def pdfs(window: Signing) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in window.folder.rglob("*.pdf")}


def test_a_finger_signs_the_form_and_nothing_of_it_stays(window: Signing) -> None:
    states: list[SessionState] = []
    events: list[object] = []
    shown = window.kiosk.runtime.show

    def show(state: SessionState) -> None:
        states.append(state)
        shown(state)

    window.kiosk.runtime.show = show
    window.shell.intent.connect(events.append)
    window.go_to_check()
    window.kiosk.runtime.take(PrintAsked(window.clock.now()))
    window.wait_for(Phase.SIGN)
    pad = window.shell.findChild(SignaturePad)
    assert isinstance(pad, SignaturePad)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, left, none, QPoint(50, 30))
    for across in range(60, 260, 20):
        QTest.mouseMove(pad, QPoint(across, 30 + across // 3))
    QTest.mouseRelease(pad, left, none, QPoint(260, 40))
    box = window.shell.signature
    assert box
    window.touch(next(name for name in window.buttons() if "よい" in name))
    window.wait_for(Phase.TAKE_PAPER)
    printed = pdfs(window)
    assert len(printed) == 2
    texts = ["".join(poppler_text(pdf).split()) for pdf in printed.values()]
    assert [text for text in texts if REMINDER_UNSIGNED in text], "the form is signed"
    assert not [text for text in texts if REMINDER in text]
    with box.lent() as strokes:
        assert len(strokes) == 1
    window.kiosk.runtime.take(PaperReviewed(window.clock.now(), came_out=True))
    assert window.state.phase is Phase.FINISHED
    assert not any(box._points)
    told = repr((states, events))
    assert "strokes" not in told
    assert "QPoint" not in told
    assert "bytearray" not in told
    window.kiosk.runtime.take(StartOver(window.clock.now()))
    assert window.state.phase is Phase.ATTRACT
    assert pdfs(window) == printed
