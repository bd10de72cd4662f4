"""Both windows of assisted mode: ``python -m tests.support.assisted FOLDER`` writes pictures of them."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from forms.answers import Giver
from forms.settings import load_town
from kiosk.app import town_names
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, SessionState
from tests.support.pages import all_pages
from tests.support.pictures import FakeClock, save, settle, small
from ui.desk import Desk
from ui.places import Monitor
from ui.theme import NAME_FONTS, dress, load_fonts

WIDE = Monitor(0, 0, 1920, 1080, 96 / 25.4)
"""A 24 inch monitor of a counter, shared by both windows."""
TOUCH = Monitor(1920, 0, 1920, 1080, 141 / 25.4)
"""A 15.6 inch touch screen turned to the resident."""
TABLET = Monitor(0, 0, 1920, 1200, 224 / 25.4)
"""Too narrow for both windows."""
WIDTH = 1280
"""A picture of both windows is at most so wide, in pixels."""


def assisted(state: SessionState, hand: Hand | None = None) -> SessionState:
    """Return the same page with a clerk beside the resident, the input given to ``hand``."""
    policy = replace(state.station.policy, assisted=True)
    visit = replace(state.visit, hand=hand or state.visit.hand)
    return replace(state, station=replace(state.station, policy=policy), visit=visit)


def typed_by_staff(state: SessionState) -> SessionState:
    """Return the same visit, every answer of a person typed by the clerk."""
    answers = state.visit.answers
    for key, answer in answers.by_persons().items():
        answers = answers.set(key, answer.value, Giver.STAFF)
    return replace(state, visit=replace(state.visit, answers=answers))


def make_desk(*monitors: Monitor) -> Desk:
    """Return both windows, shown on these monitors; ``desk.mirror()`` is called by hand."""
    names, never = town_names("kamisunagawa"), 1_000_000
    desk = Desk(FakeClock(), SecretBox(), names, locked=True, monitors=lambda: monitors or (WIDE,), mirror_ms=never)
    desk.town = load_town()
    desk.show_first(Settings())
    desk.show_locked()
    return desk


def both(application: QApplication, desk: Desk, state: SessionState) -> QPixmap:
    """Return what the two windows show for ``state``, as they stand beside each other."""
    desk.show_state(state)
    settle(application)
    desk.mirror()
    settle(application)
    windows: list[QWidget] = [one for one in (desk.resident, desk.clerk) if one.isVisible()]
    scale = desk.places.clerk.px_per_mm
    heights = [one.height() / one_mm * scale for one, one_mm in _densities(desk, windows)]
    widths = [one.width() / one_mm * scale for one, one_mm in _densities(desk, windows)]
    image = QPixmap(int(sum(widths) + 8 * (len(widths) - 1)), int(max(heights)))
    image.fill(QColor("#777777"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left = 0
    for window, width, height in zip(windows, widths, heights, strict=True):
        painter.drawPixmap(QRect(left, 0, int(width), int(height)), window.grab())
        left += int(width) + 8
    painter.end()
    return image


def _densities(desk: Desk, windows: list[QWidget]) -> list[tuple[QWidget, float]]:
    known = {id(desk.resident): desk.places.resident.px_per_mm, id(desk.clerk): desk.places.clerk.px_per_mm}
    return [(one, known[id(one)]) for one in windows]


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--hand", choices=tuple(Hand), default=Hand.CLERK)
    parser.add_argument("--size", choices=tuple(TextSize), default=TextSize.STANDARD)
    parser.add_argument("--lang", default="ja")
    parser.add_argument("--on", choices=("one", "two", "tablet"), default="one")
    args = parser.parse_args()
    application = QApplication([])
    dress(application)
    load_fonts(NAME_FONTS)
    args.folder.mkdir(parents=True, exist_ok=True)
    desk = make_desk(*{"one": (WIDE,), "two": (WIDE, TOUCH), "tablet": (TABLET,)}[args.on])
    for name, state in all_pages(Settings(args.lang, TextSize(args.size))).items():
        if not args.only or name in args.only:
            pixmap = both(application, desk, typed_by_staff(assisted(state, Hand(args.hand))))
            save(small(pixmap, min(pixmap.width(), WIDTH)), args.folder / f"{name}-{args.hand}.png")


if __name__ == "__main__":
    main()
