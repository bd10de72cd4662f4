"""What a resident may change about the window. Apart from the state: the first page needs only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.translations import EASY, FURIGANA, JAPANESE

VOICED = (JAPANESE, EASY)
"""The languages that can be said aloud (kiosk.speech)."""
PACES = (0.5, 0.6, 0.75, 0.9, 1.05, 1.2, 1.5)
"""How fast the voice speaks beside its own pace; design/ux.md: 0.75 unless it is changed, seven steps."""
VOLUMES = (0.25, 0.4, 0.6, 0.8, 1.0)


class TextSize(StrEnum):
    """Four sizes of text: those of design/ux.md and one above."""

    STANDARD = "standard"
    LARGE = "large"
    LARGER = "larger"
    LARGEST = "largest"


class Scheme(StrEnum):
    """Colours of the screen: the usual ones and two of high contrast."""

    LIGHT = "light"
    BLACK_ON_WHITE = "black-on-white"
    WHITE_ON_BLACK = "white-on-black"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a resident may change for this one visit; reset when it ends."""

    language: str = "ja"
    text_size: TextSize = TextSize.STANDARD
    scheme: Scheme = Scheme.LIGHT
    furigana: bool = False
    """Readings above the kanji of standard Japanese; やさしい日本語 always has them."""
    voice: bool = False
    pace: int = 2
    """Which of the voice's PACES, slowest first."""
    volume: int = 3
    """Which of its VOLUMES, softest first."""

    @property
    def words(self) -> str:
        """The language of the window's words: that of the visit, or Japanese with its readings, to be seen or said."""
        return FURIGANA if self.language == JAPANESE and (self.furigana or self.voice) else self.language

    @property
    def reads(self) -> bool:
        """Whether readings stand above the kanji: where they were asked for, not where they are only said."""
        return self.language == EASY or (self.language == JAPANESE and self.furigana)

    @property
    def speaks(self) -> bool:
        """Whether there is a voice for this language."""
        return self.language in VOICED
