"""What is being written: finished text around kana that may still become kanji. Pure: no Qt, nothing learned.

All is written and erased before the cursor, which stands behind the last character until it is moved.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import jaconv

from forms.japanese.kana import hiragana, katakana

if TYPE_CHECKING:
    from collections.abc import Callable

VOICED, HALF_VOICED = "\u3099", "\u309a"
_SMALL = dict(zip("あいうえおつやゆよわアイウエオツヤユヨワ", "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ", strict=True))
_LARGE = {small: large for large, small in _SMALL.items()}
_VOWELS = "aiueo"
LONGEST_WORD = 12
"""So many characters are shown anew with one in another shape: as many as nearly every name has."""


class Draft(NamedTuple):
    """What is written before the cursor and behind it, and which part of it may still become kanji."""

    done: str = ""
    kana: str = ""
    roman: str = ""
    kana_behind: str = ""
    behind: str = ""


class Composition:
    """The text of one entry; ``in_katakana`` where the sheet asks for a reading. Whoever shows it listens."""

    def __init__(self, *, in_katakana: bool = False) -> None:
        self.in_katakana = in_katakana
        self.done = ""
        self._before = self._roman = self._behind = ""
        """Kana before the cursor, letters that are to become kana there, kana behind it."""
        self._after = ""
        self.listeners: list[Callable[[], None]] = []

    @property
    def text(self) -> str:
        """All that is shown and sent: kana that was not converted counts as it is."""
        return self.done + self._before + self._roman + self._behind + self._after

    @property
    def kana(self) -> str:
        """The kana that may still become kanji, on both sides of the cursor."""
        return self._before + self._behind

    @property
    def cursor(self) -> int:
        """How many characters stand before the cursor."""
        return len(self.done) + len(self._before) + len(self._roman)

    @property
    def word(self) -> str:
        """The end of what is finished before the cursor, of which a character may have another shape."""
        return self.done[-LONGEST_WORD:]

    @property
    def pending(self) -> bool:
        """Whether there are kana or letters that are not settled yet, as a keyboard's Enter does."""
        return bool(self.kana or self._roman)

    @property
    def converts(self) -> bool:
        """Whether what is pending are kana that may become kanji."""
        return self.pending and not self.in_katakana and self._roman in {"", "n"}

    @property
    def pending_part(self) -> tuple[int, int]:
        """Where what is pending begins in the text, and where it ends."""
        first = len(self.done)
        return first, first + len(self._before) + len(self._roman) + len(self._behind)

    def set_text(self, text: str) -> None:
        """Show an answer given before, to be gone on with at its end."""
        self.done, self._before, self._roman, self._behind, self._after = text, "", "", "", ""
        self._tell()

    def draft(self) -> Draft:
        """Return what is written, changing nothing."""
        return Draft(self.done, self._before, self._roman, self._behind, self._after)

    def restore(self, draft: Draft) -> None:
        """Go on with what was written elsewhere."""
        if draft != self.draft():
            self.done, self._before, self._roman, self._behind, self._after = draft
            self._tell()

    def move_to(self, place: int) -> None:
        """Put the cursor behind ``place`` characters; never between one and what belongs to it.

        Inside the kana it leaves them kana; anywhere else these are finished.
        """
        self._settle()
        text, first = self.text, len(self.done)
        place = max(0, min(place, len(text)))
        while place < len(text) and _belongs(text[place]):
            place += 1
        kana = self.kana
        if first <= place <= first + len(kana):
            self._before, self._behind = kana[: place - first], kana[place - first :]
        else:
            self.done, self._before, self._behind, self._after = text[:place], "", "", text[place:]
        self._tell()

    def move(self, step: int) -> bool:
        """Move the cursor one character back (-1) or on (1); tell whether there was one."""
        self._settle()
        text, place = self.text, self.cursor + step
        if not 0 <= place <= len(text):
            return False
        while 0 < place < len(text) and _belongs(text[place]):
            place += step
        self.move_to(place)
        return True

    def put_kana(self, kana: str) -> None:
        """Write a kana."""
        self._settle()
        self._before += katakana(kana) if self.in_katakana else kana
        self._tell()

    def put_plain(self, character: str) -> None:
        """Write a letter, digit or sign that stays what it is."""
        self._finish()
        self.done += character
        self._tell()

    def space(self) -> None:
        """Write a space: inside kana it parts family and given name."""
        self._settle()
        if self._before and not self._before.endswith(" "):
            self._before += " "
        elif self.done and not self._before and not self.done[-1].isspace():
            self.done += " "
        self._tell()

    def mark(self, sign: str) -> None:
        """Put ゛ or ゜ on the last kana, or take it away again."""
        self._change(lambda last: _marked(last, sign))

    def resize(self) -> None:
        """Make the last kana small, or large again; a letter changes its case."""
        self._change(lambda last: last.swapcase() if last.isascii() else _SMALL.get(last, _LARGE.get(last, last)))

    def choose(self, written: str) -> None:
        """Write the kana so."""
        self.done += written
        self._before = self._roman = self._behind = ""
        self._tell()

    def replace(self, written: str) -> None:
        """Write the ``word`` so: another shape of a character."""
        self.done = self.done[:-LONGEST_WORD] + written
        self._tell()

    def erase(self) -> None:
        """Drop the character before the cursor, with what belongs to it (a variation selector)."""
        if self._roman:
            self._roman = self._roman[:-1]
        elif self._before:
            self._before = self._before[:-1]
        else:
            while self.done and _belongs(self.done[-1]):
                self.done = self.done[:-1]
            self.done = self.done[:-1]
        self._tell()

    def type(self, character: str) -> bool:
        """Take a character of a real keyboard: roman letters become kana; return whether it was used."""
        if character == " ":
            self.space()
        elif character.isascii() and character.isalpha() and character.islower():
            self._type_roman(character)
        elif character == "-" and self._before and not self._roman:
            self.put_kana("ー")
        elif character.isprintable() and character:
            if "ぁ" <= character <= "ヺ" or character == "ー":
                self.put_kana(character)
            else:
                self.put_plain(character)
        else:
            return False
        return True

    def _type_roman(self, letter: str) -> None:
        if self._roman == "n" and letter not in _VOWELS + "y":
            # As on every Japanese keyboard: n before a consonant is ん, and so is nn.
            self._settle()
            if letter == "n":
                self._tell()
                return
        typed = self._roman + letter
        # jaconv makes っ of a consonant alone: a syllable is whole with its vowel.
        turned = jaconv.alphabet2kana(typed) if letter in _VOWELS else typed
        if not any(character.isascii() for character in turned):
            self._before += katakana(turned) if self.in_katakana else turned
            self._roman = ""
        else:
            self._roman = typed
        self._tell()

    def _settle(self) -> None:
        """Finish roman letters: a lone n is ん, anything else stays as typed."""
        roman, self._roman = self._roman, ""
        if roman == "n":
            self._before += self._n
        elif roman:
            self._finish()
            self.done += roman

    def _finish(self) -> None:
        self._settle()
        self.done, self._before = self.done + self._before, ""

    def finish(self) -> None:
        """Leave the kana as they are: what follows is converted by itself."""
        self._finish()
        self._behind, self._after = "", self._behind + self._after
        self._tell()

    def settled(self) -> str:
        """Return the text as it is sent, a lone n as ん; whoever types may go on."""
        roman = self._n if self._roman == "n" else self._roman
        return (self.done + self._before + roman + self._behind + self._after).strip()

    def settle(self) -> None:
        """Finish roman letters: no more of a syllable will come."""
        if self._roman:
            self._settle()
            self._tell()

    @property
    def _n(self) -> str:
        return "ン" if self.in_katakana else "ん"

    def _change(self, change: Callable[[str], str]) -> None:
        self._settle()
        if self._before:
            self._before = self._before[:-1] + change(self._before[-1])
        elif self.done:
            self.done = self.done[:-1] + change(self.done[-1])
        self._tell()

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()


def reading(kana: str) -> str:
    """Return kana as the board's dictionaries take it."""
    return hiragana(kana).strip()


def _belongs(character: str) -> bool:
    """Tell whether a character is part of the one before it."""
    return bool(unicodedata.combining(character)) or unicodedata.category(character) == "Mn"


def _marked(kana: str, sign: str) -> str:
    plain = unicodedata.normalize("NFD", kana)
    base = plain[0]
    if plain[1:] == sign:
        return base
    made = unicodedata.normalize("NFC", base + sign)
    return made if len(made) == 1 else kana
