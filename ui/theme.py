"""Tokens turned into Qt's fonts and pixels for one screen and one text size."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import tokens
from ui.tokens import Screen, TextSize

FAMILY: Final = "BIZ UDPGothic"
FALLBACK: Final = "Noto Sans JP"
"""Holds the kanji of names that BIZ UDPGothic lacks (𠮷 among them)."""

_FONT_FILES = (
    ("biz-udpgothic", "BIZUDPGothic-Regular.ttf"),
    ("biz-udpgothic", "BIZUDPGothic-Bold.ttf"),
    ("noto-sans-jp", "NotoSansJP-Regular.ttf"),
    ("noto-sans-jp", "NotoSansJP-Bold.ttf"),
)


def load_fonts() -> tuple[str, ...]:
    """Load the window's own fonts and return their families; a missing file is a broken installation."""
    families: list[str] = []
    for folder, name in _FONT_FILES:
        path = files("assets") / "fonts" / folder / name
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise FileNotFoundError(str(path))
        families += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in families]
    return tuple(families)


class Theme:
    """What a widget asks when it sizes or paints itself: pixels of a millimetre, fonts, the time for its debounce."""

    def __init__(
        self,
        screen: Screen,
        size: TextSize = TextSize.STANDARD,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.screen = screen
        self.size = size
        self.now = now

    def px(self, mm: float) -> int:
        """Return ``mm`` in pixels."""
        return self.screen.px(mm)

    def body(self, *, bold: bool = False) -> QFont:
        """Return the font of questions, sentences and buttons."""
        return self._font(tokens.BODY_PT[self.size], bold=bold)

    def small(self, *, bold: bool = False) -> QFont:
        """Return the font of second lines and of the frame."""
        return self._font(tokens.SMALL_PT[self.size], bold=bold)

    def times(self, factor: float, *, bold: bool = False) -> QFont:
        """Return the body font enlarged by ``factor`` (digits on keys, the word on the attract page)."""
        return self._font(tokens.BODY_PT[self.size] * factor, bold=bold)

    def _font(self, points: float, *, bold: bool) -> QFont:
        font = QFont([FAMILY, FALLBACK])
        font.setPixelSize(self.screen.pt(points))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font


def dress(application: QApplication) -> None:
    """Give the whole application its style, its fonts and a palette that no desktop setting can change."""
    style = QStyleFactory.create("Fusion")
    application.setStyle(style)
    load_fonts()
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.PAPER),
        (QPalette.ColorRole.Base, tokens.PAPER),
        (QPalette.ColorRole.Button, tokens.PAPER),
        (QPalette.ColorRole.WindowText, tokens.TEXT),
        (QPalette.ColorRole.Text, tokens.TEXT),
        (QPalette.ColorRole.ButtonText, tokens.TEXT),
        (QPalette.ColorRole.Highlight, tokens.PRIMARY),
        (QPalette.ColorRole.HighlightedText, tokens.PAPER),
        (QPalette.ColorRole.PlaceholderText, tokens.OFF_TEXT),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setFont(QFont([FAMILY, FALLBACK]))
