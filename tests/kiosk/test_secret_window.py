"""Where what was typed of a secret ends: each way off the pad, by touch, with the real session and services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cardreader.virtual import profile_facts
from kiosk.session.state import Phase, StillThere
from tests.support.window import Window
from ui.theme import NAME_FONTS, dress, load_fonts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
CODE_B_DOOR = "カードに書いてある番号 暗証番号がわからなくても使えます"
FOREVER_S = 10_000.0


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    dress(qapp)
    load_fonts(NAME_FONTS)
    made = Window(qtbot, tmp_path / "paper")
    yield made
    made.close()


def held(window: Window) -> bool:
    box = window.kiosk.box
    return any(any(one._digits) for one in (box, *box.code_b.parts))


def type_begun(window: Window) -> None:
    window.touch("昭和")
    window.type("550217")
    window.touch("つぎへ")
    window.type("20")
    window.touch("文字")
    assert held(window)
    assert window.kiosk.box.code_b.step == 1


def go_back(window: Window) -> None:
    for _ in range(3):
        window.touch("もどる")
    assert window.state.phase is Phase.EXPLAIN


def lift(window: Window) -> None:
    window.reader.remove()
    window.wait_for(Phase.PRESENT_CARD)


def stop(window: Window) -> None:
    window.touch("やめる")
    window.touch("やめる")
    assert window.state.phase is Phase.ATTRACT


def leave_alone(window: Window) -> None:
    window.clock.jump(FOREVER_S)  # type: ignore[attr-defined]  # the clock of the test
    window.wait(lambda: isinstance(window.state.overlay, StillThere))
    assert held(window), "asked whether somebody is there: what is typed waits"
    window.clock.jump(FOREVER_S)  # type: ignore[attr-defined]  # as above
    window.wait_for(Phase.ATTRACT)


def be_wrong(window: Window) -> None:
    window.type("35")
    window.touch("つぎへ")
    window.type("0000")
    window.touch("つぎへ")
    window.wait(lambda: bool(window.code))
    assert window.state.phase is Phase.ENTER_SECRET


def be_right(window: Window) -> None:
    facts = profile_facts("plain")
    window.touch("全部消す")
    window.type(facts.code_b[6:10].decode())
    window.touch("つぎへ")
    window.type(facts.code_b[10:].decode())
    window.touch("つぎへ")
    window.wait_for(Phase.TAKE_CARD)


@pytest.mark.parametrize("end", [go_back, lift, stop, leave_alone, be_wrong, be_right])
def test_no_digit_outlives_its_page(window: Window, end: Callable[[Window], None]) -> None:
    window.to_pad(door=CODE_B_DOOR)
    type_begun(window)
    end(window)
    assert not held(window)
    assert (window.kiosk.box.code_b.step, window.kiosk.box.code_b.era) == (0, None)
