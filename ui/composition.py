"""What is being written: finished text, then kana that may still become kanji. Pure: no Qt, nothing learned."""

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


class Draft(NamedTuple):
    """What is written, and which part of it may still become kanji."""

    done: str = ""
    kana: str = ""
    roman: str = ""


class Composition:
    """The text of one entry; ``in_katakana`` where the sheet asks for a reading. Whoever shows it listens."""

    def __init__(self, *, in_katakana: bool = False) -> None:
        self.in_katakana = in_katakana
        self.done = ""
        self.kana = ""
        self._roman = ""
        self.listeners: list[Callable[[], None]] = []

    @property
    def text(self) -> str:
        """All that is shown and sent: kana that was not converted counts as it is."""
        return self.done + self.kana + self._roman

    @property
    def pending(self) -> bool:
        """Whether there are kana or letters that are not settled yet, as a keyboard's Enter does."""
        return bool(self.kana or self._roman)

    @property
    def converts(self) -> bool:
        """Whether what is pending are kana that may become kanji."""
        return self.pending and not self.in_katakana and self._roman in {"", "n"}

    def set_text(self, text: str) -> None:
        """Show an answer given before."""
        self.done, self.kana, self._roman = text, "", ""
        self._tell()

    def draft(self) -> Draft:
        """Return what is written, changing nothing."""
        return Draft(self.done, self.kana, self._roman)

    def restore(self, draft: Draft) -> None:
        """Go on with what was written elsewhere."""
        if draft != self.draft():
            self.done, self.kana, self._roman = draft
            self._tell()

    def put_kana(self, kana: str) -> None:
        """Append a kana."""
        self._settle()
        self.kana += katakana(kana) if self.in_katakana else kana
        self._tell()

    def put_plain(self, character: str) -> None:
        """Append a letter, digit or sign that stays what it is."""
        self._finish()
        self.done += character
        self._tell()

    def space(self) -> None:
        """Append a space: inside kana it parts family and given name."""
        self._settle()
        if self.kana and not self.kana.endswith(" "):
            self.kana += " "
        elif self.done and not self.kana and not self.done[-1].isspace():
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
        self.kana = self._roman = ""
        self._tell()

    def replace(self, written: str) -> None:
        """Write everything so: another shape of a character."""
        self.set_text(written)

    def erase(self) -> None:
        """Drop the last character, with what belongs to it (a variation selector)."""
        if self._roman:
            self._roman = self._roman[:-1]
        elif self.kana:
            self.kana = self.kana[:-1]
        else:
            while self.done and (unicodedata.combining(self.done[-1]) or unicodedata.category(self.done[-1]) == "Mn"):
                self.done = self.done[:-1]
            self.done = self.done[:-1]
        self._tell()

    def type(self, character: str) -> bool:
        """Take a character of a real keyboard: roman letters become kana; return whether it was used."""
        if character == " ":
            self.space()
        elif character.isascii() and character.isalpha() and character.islower():
            self._type_roman(character)
        elif character == "-" and self.kana and not self._roman:
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
            self.kana += katakana(turned) if self.in_katakana else turned
            self._roman = ""
        else:
            self._roman = typed
        self._tell()

    def _settle(self) -> None:
        """Finish roman letters: a lone n is ん, anything else stays as typed."""
        if self._roman == "n":
            self.kana += self._n
        elif self._roman:
            self.done, self.kana = self.done + self.kana + self._roman, ""
        self._roman = ""

    def _finish(self) -> None:
        self._settle()
        self.done, self.kana = self.done + self.kana, ""

    def finish(self) -> None:
        """Leave the kana as they are: what follows is converted by itself."""
        self._finish()
        self._tell()

    def settled(self) -> str:
        """Return the text as it is sent, a lone n at its end as ん; whoever types may go on."""
        roman = self._n if self._roman == "n" else self._roman
        return (self.done + self.kana + roman).strip()

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
        if self.kana:
            self.kana = self.kana[:-1] + change(self.kana[-1])
        elif self.done:
            self.done = self.done[:-1] + change(self.done[-1])
        self._tell()

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()


def reading(kana: str) -> str:
    """Return kana as the board's dictionaries take it."""
    return hiragana(kana).strip()


def _marked(kana: str, sign: str) -> str:
    plain = unicodedata.normalize("NFD", kana)
    base = plain[0]
    if plain[1:] == sign:
        return base
    made = unicodedata.normalize("NFC", base + sign)
    return made if len(made) == 1 else kana
