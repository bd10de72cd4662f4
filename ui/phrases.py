"""Where a Japanese sentence may break on a page: after punctuation, and where a new word begins, not inside a word.

Japanese has no spaces, and Qt breaks between any two characters. A new word nearly always begins where hiragana gives
way to kanji, katakana or a figure; everything else is held together by WORD JOINER (U+2060, Unicode line breaking
UAX #14, class WJ). No dictionary, no model: good enough for headings and buttons, and harmless where it errs.
"""

from __future__ import annotations

from itertools import pairwise

WORD_JOINER = "\u2060"
LONGEST = 9
"""A longer run may break anywhere: it hardly fits a column."""
LONGEST_WORD = 20
"""So may a longer word between spaces: the address of a page in the web."""
_AFTER = "、。・」）！？　 \n"
_NEVER_BEFORE = "、。」）！？ー・／"


def _hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ん"


def _japanese(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_BEFORE or before in "っッ":  # no word ends in it: 引っ越す
        return False
    if before in _AFTER or after in "「（ \n　":
        return True
    return _hiragana(before) and not _hiragana(after)


def _polite(text: str, place: int) -> bool:
    """Whether the character at ``place`` is the お or ご of お選び, ご自宅: it belongs to the word behind it."""
    return text[place] in "おご" and place + 1 < len(text) and "一" <= text[place + 1] <= "鿿"


def runs(text: str) -> list[str]:
    """Return the pieces of ``text`` between which a line may break."""
    found: list[str] = []
    start = 0
    for place, (before, after) in enumerate(pairwise(text), 1):
        if _polite(text, place - 1):
            continue
        if _may_break(before, after) or (_polite(text, place) and _hiragana(before)):
            found.append(text[start:place])
            start = place
    if text:
        found.append(text[start:])
    return found


def whole_words(text: str) -> list[str]:
    """Return the words of ``text`` that may not break inside: those between spaces, and the short Japanese runs."""
    found: list[str] = []
    for word in text.split():
        found += [word] if not any(_japanese(one) for one in word) else [r for r in runs(word) if len(r) <= LONGEST]
    return found


def spaced_words(text: str) -> list[str]:
    """Return what stands between spaces and has no Japanese in it, as far as it may not break inside."""
    return [word for word in text.split() if len(word) <= LONGEST_WORD and not any(_japanese(one) for one in word)]


def keep_syllables(text: str) -> str:
    """Return ``text`` with word joiners inside its Korean words: Qt would break between any two syllables."""
    if not any(_hangul(character) for character in text):
        return text
    joined = text[:1]
    for before, after in pairwise(text):
        joined += WORD_JOINER + after if _hangul(before) and _hangul(after) else after
    return joined


def parted(before: str, after: str) -> str:
    """Return the word that a line parts which ends in ``before`` where the next begins with ``after``; mostly none."""
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return ""
    word = before.rsplit(maxsplit=1)[-1] + after.split(maxsplit=1)[0]
    return word if spaced_words(word) else ""


def keep_together(text: str) -> str:
    """Return ``text`` with word joiners inside its short Japanese runs; other text is returned unchanged."""
    if not any(_japanese(character) for character in text):
        return text
    return "".join(WORD_JOINER.join(run) if len(run) <= LONGEST else run for run in runs(text))
