"""Writes a PNG of every page: ``python -m tests.support.pictures FOLDER --screen tablet --size largest --lang ja``.

Those kept in docs/pictures are made by ``tests.support.goldens``. Few colours keep a clone small: no page has many.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("FONTCONFIG_FILE", str(Path(__file__).with_name("fonts.conf")))

from PIL import Image
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from forms.settings import load_town
from kiosk.app import town_names
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import TODAY, all_pages
from ui import tokens
from ui.shell import Shell
from ui.theme import NAME_FONTS, dress, load_fonts
from ui.tokens import PANEL_15, TABLET_10, TABLET_12, Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPixmap

SCREENS: dict[str, tuple[Screen, QSize]] = {
    "tablet": (TABLET_10, QSize(1920, 1200)),
    "panel": (PANEL_15, QSize(1920, 1080)),
    "upright": (TABLET_10, QSize(1200, 1920)),
    "slate": (TABLET_12, QSize(2736, 1824)),
}
COLOURS = 256
tokens.MOTION_MS = 0  # no picture depends on when it was taken


class FakeClock:
    """Time that passes a second at each look, so that no debounce stands in the way; ``held`` stops it."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.held = False

    def now(self) -> float:
        """Return the next second."""
        if not self.held:
            self.at += 1.0
        return self.at

    def today(self) -> dt.date:
        """Return the day of every test."""
        return TODAY


def make_shell(screen: str | tuple[Screen, QSize] = "tablet") -> Shell:
    """Return a window of that screen's size and density."""
    display, size = SCREENS[screen] if isinstance(screen, str) else screen
    shell = Shell(display, FakeClock(), SecretBox(), town_names("kamisunagawa"))
    shell.town = load_town()
    shell.resize(size)
    return shell


def settle(application: QApplication) -> None:
    """Let layouts and posted events come to rest, and what is to be deleted later go: only a running loop does that."""
    for _ in range(3):
        application.sendPostedEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        application.processEvents()


def picture(application: QApplication, shell: Shell, state: SessionState) -> QPixmap:
    """Return what the window shows for ``state``."""
    shell.show()
    shell.show_state(state)
    settle(application)
    return shell.grab()


def small(pixmap: QPixmap, width: int) -> Image.Image:
    """Return what the window shows, ``width`` pixels wide."""
    scaled = pixmap.toImage().scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    flat = scaled.convertToFormat(QImage.Format.Format_RGB888)
    size = (flat.width(), flat.height())
    return Image.frombytes("RGB", size, bytes(flat.constBits()), "raw", "RGB", flat.bytesPerLine())


def page_picture(
    application: QApplication,
    state: SessionState,
    screen: str,
    scale: float,
    touched: Callable[[Shell], object] | None = None,
) -> Image.Image:
    """Return the picture of ``state`` on a window of its own, ``scale`` times as large as the screen.

    With ``touched``, of what the window shows once that has touched it.
    """
    shell = make_shell(screen)
    pixmap = picture(application, shell, state)
    if touched is not None:
        touched(shell)
        pixmap = shell.grab()
    shell.hide()
    shell.deleteLater()
    return small(pixmap, int(shell.width() * scale))


def save(image: Image.Image, file: Path) -> None:
    """Write a PNG of few colours. An octree takes no pixel far off its own; median cut, some by 100 levels of 255."""
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--screen", choices=tuple(SCREENS), default="tablet")
    parser.add_argument("--size", choices=tuple(TextSize), action="append")
    parser.add_argument("--lang", default="ja")
    parser.add_argument("--furigana", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--scale", type=float, default=0.5)
    args = parser.parse_args()
    application = QApplication([])
    dress(application)
    load_fonts(NAME_FONTS)
    args.folder.mkdir(parents=True, exist_ok=True)
    for size in args.size or [TextSize.STANDARD, TextSize.LARGEST]:
        settings = Settings(language=args.lang, text_size=TextSize(size), furigana=args.furigana)
        for name, state in all_pages(settings).items():
            if args.only in name:
                save(page_picture(application, state, args.screen, args.scale), args.folder / f"{name}-{size}.png")


if __name__ == "__main__":
    main()
