"""Tokens turned into Qt's fonts and pixels for one screen and one text size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Protocol

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QScreen
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain
from kiosk.i18n import Words
from kiosk.session.settings import Scheme, Settings, TextSize
from ui import tokens
from ui.colours import COLOURS, LIGHT, Colours
from ui.tokens import Screen

FAMILY: Final = "BIZ UDPGothic"
FALLBACK: Final = "Noto Sans JP"
"""Holds the kanji of names that BIZ UDPGothic lacks (𠮷 among them)."""
CHINESE: Final = "Noto Sans SC"
KOREAN: Final = "Noto Sans KR"

SCREEN_FONTS = (("biz-udpgothic", "BIZUDPGothic-Regular.ttf"), ("biz-udpgothic", "BIZUDPGothic-Bold.ttf"))
NAME_FONTS = (("noto-sans-jp", "NotoSansJP-Regular.ttf"), ("noto-sans-jp", "NotoSansJP-Bold.ttf"))
"""Not needed before the first name is read."""
CHINESE_FONTS = (("noto-sans-sc", "NotoSansSC-Regular.ttf"), ("noto-sans-sc", "NotoSansSC-Bold.ttf"))
KOREAN_FONTS = (("noto-sans-kr", "NotoSansKR-Regular.ttf"), ("noto-sans-kr", "NotoSansKR-Bold.ttf"))
FACES = MappingProxyType(
    {"zh-Hans": (CHINESE, CHINESE_FONTS), "ko": (KOREAN, KOREAN_FONTS), "vi": (FALLBACK, NAME_FONTS)}
)
"""The face of a language that BIZ UDPGothic cannot write, and its files, loaded when the language is first shown."""


MM_PER_INCH = 25.4
LEAST_PX_PER_MM, MOST_PX_PER_MM = 2.5, 14.0
"""What a screen's driver may say, in the panel's own pixels."""
ASPECTS_MM: Final = frozenset({(16, 9), (16, 10), (160, 90), (160, 100), (1600, 900), (1600, 1000)})
"""Said instead of a size by screens that know only their proportions (mutter, meta_monitor_has_aspect_as_size)."""


@cache
def load_fonts(files_: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Load fonts of assets/fonts and return their families; a missing file is a broken installation.

    Once loaded they stay as long as the process.
    """
    families: list[str] = []
    for folder, name in files_:
        path = files("assets") / "fonts" / folder / name
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise FileNotFoundError(str(path))
        families += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in families]
    return tuple(families)


def said_by_driver(screen: QScreen) -> float | None:
    """Return the pixels (as Qt counts them) of a millimetre that the driver tells; None where that cannot be true."""
    size = screen.physicalSize()
    longer, shorter = sorted((round(size.width()), round(size.height())), reverse=True)
    said = screen.physicalDotsPerInch() / MM_PER_INCH
    possible = LEAST_PX_PER_MM <= said * screen.devicePixelRatio() <= MOST_PX_PER_MM
    return said if possible and (longer, shorter) not in ASPECTS_MM else None


def screen_of(screen: QScreen) -> Screen:
    """Return a screen in the millimetres of its driver; 96 pixels an inch where those cannot be true."""
    return Screen(said_by_driver(screen) or 96 / MM_PER_INCH)


Density = Callable[[QScreen], Screen]
"""What tells a screen's millimetres: its driver, or what staff measured (ui.displays)."""


class Clock(Protocol):
    """The time as pages need it: the runtime's own clock, or a test's."""

    def now(self) -> float:
        """Return seconds on a scale that only goes forward."""
        ...

    def today(self) -> date:
        """Return the date at the town hall."""
        ...


class Theme:
    """What every widget asks while it sizes, words or paints itself: pixels, fonts, words, colours, the time."""

    def __init__(
        self,
        screen: Screen,
        clock: Clock,
        words: Words,
        size: TextSize = TextSize.STANDARD,
        scheme: Scheme = Scheme.LIGHT,
        *,
        reads: bool = False,
    ) -> None:
        self.screen = screen
        self.clock = clock
        self.words = words
        self.size = size
        self.scheme = scheme
        self.colours = COLOURS[scheme]
        self.reads = reads
        """Whether readings stand above the words, which makes every line higher; without, they are only said."""
        self.families = [FAMILY, FALLBACK]
        if words.language in FACES:
            face, held = FACES[words.language]
            load_fonts(held)
            self.families = [face, *(family for family in self.families if family != face)]
        self._fonts: dict[tuple[int, bool], QFont] = {}

    def speaking(self, language: str) -> Theme:
        """Return the same theme in another language."""
        reads = Settings(language=language).reads
        return Theme(self.screen, self.clock, Words(language), self.size, self.scheme, reads=reads)

    def shown(self, marked: str) -> str:
        """Return ``marked`` as it is painted: with its readings or without."""
        return marked if self.reads else plain(marked)

    @staticmethod
    def holds(text: str) -> bool:
        """Tell whether the paper can show ``text``."""
        from printing.fonts import paper_fonts  # noqa: PLC0415 - the first page writes nothing

        return not paper_fonts().missing(text)

    def text(self, key: str, **params: object) -> str:
        """Return the screen's words for ``key`` (without its leading ``screen.``)."""
        return self.words.text(f"screen.{key}", **params)

    def px(self, mm: float) -> int:
        """Return ``mm`` in pixels."""
        return self.screen.px(mm)

    def body(self, *, bold: bool = False) -> QFont:
        """Return the font of questions, sentences and buttons."""
        return self._font(tokens.BODY_PT[self.size], bold=bold)

    def small(self, *, bold: bool = False) -> QFont:
        """Return the font of second lines and of the frame."""
        return self._font(tokens.SMALL_PT[self.size], bold=bold)

    def frame(self, *, bold: bool = False) -> QFont:
        """Return the font of the rail and of the pad's two worded keys, the same in every text size."""
        return self._font(tokens.FRAME_PT, bold=bold)

    def points(self, points: float, *, bold: bool = False) -> QFont:
        """Return the font of another text size."""
        return self._font(points, bold=bold)

    def times(self, factor: float, *, bold: bool = False) -> QFont:
        """Return the body font enlarged by ``factor`` (digits on keys, the word on the attract page)."""
        return self._font(tokens.BODY_PT[self.size] * factor, bold=bold)

    def _font(self, points: float, *, bold: bool) -> QFont:
        size = self.screen.pt(points)
        if (size, bold) not in self._fonts:
            font = self._fonts[size, bold] = QFont(self.families)
            font.setPixelSize(size)
            font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return QFont(self._fonts[size, bold])


STYLE: Final = ("-style", "fusion")
"""What QApplication is made with. To ask for its style later, or to set one, PySide makes all a style has (10 ms)."""


def dress(application: QApplication) -> None:
    """Give the whole application its fonts and colours, that no desktop setting can change; its style is ``STYLE``."""
    load_fonts(SCREEN_FONTS)
    application.setPalette(palette_of(LIGHT))
    application.setFont(QFont([FAMILY, FALLBACK]))


def palette_of(colours: Colours) -> QPalette:
    """Return the colours as Qt's own widgets know them."""
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.paper),
        (QPalette.ColorRole.Base, colours.paper),
        (QPalette.ColorRole.Button, colours.paper),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.Highlight, colours.primary),
        (QPalette.ColorRole.HighlightedText, colours.on_primary),
        (QPalette.ColorRole.PlaceholderText, colours.off_text),
    ):
        palette.setColor(role, QColor(colour))
    return palette
