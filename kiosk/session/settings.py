"""What a resident may change about the window. Apart from the state: the first page needs only this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.translations import FURIGANA, JAPANESE


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

    @property
    def words(self) -> str:
        """The language of the window's words: that of the visit, or Japanese with its readings."""
        return FURIGANA if self.furigana and self.language == JAPANESE else self.language
