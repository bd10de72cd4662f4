"""Where a line of Japanese may end: after punctuation, and where a new word begins, not inside a word.

Japanese has no spaces, and Qt breaks between any two characters. A new word nearly always begins where hiragana gives
way to kanji, katakana or a figure; everything else is held together by WORD JOINER (U+2060, Unicode line breaking
UAX #14, class WJ). No dictionary, no model: what the characters do not tell is a short list of words,
``assets/dictionary/phrases.toml``. tests/ui/test_line_ends.py compares with the words of a morphological analysis.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WORD_JOINER = "\u2060"
NO_BREAK_SPACE = "\u00a0"
LONGEST = 9
"""A longer run may break wherever one of the known words begins."""
LONGEST_WORD = 20
"""A longer word between spaces may break anywhere: the address of a page in the web."""
_OPENING = "「（〈"
_CLOSING = "」）〉"
_AFTER = "、。・！？：　 \n"
_NEVER_BEFORE = "、。」）〉！？：〜ー・／"
_PARTICLES = "をがはにもとのるた"
"""Behind these a verb is a word of its own: ことが|あります, but 書いて|あります is not parted for it."""
_LEANING = tuple("をがはにもとのでへやか")
"""These lean on the word before."""
_TIED = re.compile("(?<=[0-9０-９兼]) (?=[ぁ-鿿])")
"""A space that ends no line: 3 回, 兼 同意書."""
_LEFT = re.compile("(?<=あと)(?=[0-9])|(?<=残り)(?=[0-9])")
"""So many are left: あと10日."""
_KANA = re.compile("[ぁ-ヿ]")
_QUOTED = re.compile("[「“][^」”]*[」”]")
_COUNTED = "年条目番地号町"
"""Behind these a figure begins another part: 令和8年11月20日, 1条2丁目."""
_STEMS = "えきぎけげしせちねべみめりれ"
"""Between two kanji these are no particle and no ending but the inside of a word: 取り扱い, 受け付け, 読み方."""


def _hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ん"


def _kanji(character: str) -> bool:
    return "一" <= character <= "鿿"


def _japanese(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def holds_japanese(text: str) -> bool:
    """Tell whether any character of ``text`` is one of those Japanese is written with."""
    return any(map(_japanese, text))


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_BEFORE or before in _OPENING or before in "っッ":  # no word ends in it: 引っ越す
        return False
    if before in _CLOSING:  # a particle belongs to what stands in the brackets
        return not _hiragana(after)
    if before in _AFTER or after in _OPENING or after in " \n　":
        return True
    return _hiragana(before) and not _hiragana(after)


def _polite(text: str, place: int) -> bool:
    """Whether the character at ``place`` is the お or ご of お選び, ご自宅: it belongs to the word behind it."""
    return text[place] in "おご" and place + 1 < len(text) and (_kanji(text[place + 1]) or text[place + 1].isdigit())


def _stem(text: str, place: int) -> bool:
    """Whether a compound goes on at ``place``: one kana of a stem between two kanji."""
    return place > 1 and text[place - 1] in _STEMS and _kanji(text[place - 2]) and _kanji(text[place])


@cache
def _known() -> dict[str, list[str]]:
    """Return the known words by what they tell. Patterns of as many words would take longer to make than to use."""
    data = tomllib.loads((files("assets") / "dictionary" / "phrases.toml").read_text("utf-8"))
    return {what: words.split() for what, words in data.items()}


def _found(what: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where each of the known words stands in ``text``: its first place and that behind it."""
    for word in _known()[what]:
        place = text.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = text.find(word, place + 1)


def _held(text: str) -> set[int]:
    """Return the places inside what is held though it looks like two words, and beside tied spaces."""
    found = {place for start, end in _found("held", text) for place in range(start + 1, end)}
    return found.union(*(tied.span() for pattern in (_TIED, _LEFT) for tied in pattern.finditer(text)))


def runs(text: str) -> list[str]:
    """Return the pieces of ``text`` between which a line may break."""
    held = _held(text)
    places = [
        place
        for place, (before, after) in enumerate(pairwise(text), 1)
        if (_may_break(before, after) or (_hiragana(before) and _polite(text, place)))
        and not (place in held or _stem(text, place) or _polite(text, place - 1))
    ]
    return [piece for run in _cut(text, places) for piece in _phrases(run)]


def _cut(text: str, places: Iterable[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])] if text else []


def _phrases(run: str) -> list[str]:
    """Return a long run parted where phrases begin; short ones stay together from its end on: 受けられる|ことがある."""
    if len(run) <= LONGEST:
        return [run]
    found: list[str] = []
    for piece in reversed(_cut(run, _begin(run, compounds=False))):
        if found and len(piece) + len(found[0]) <= LONGEST:
            found[0] = piece + found[0]
        else:
            found.insert(0, piece)
    return found


def parts(run: str) -> list[str]:
    """Return the words that a run wider than the line is made of, as far as they are known."""
    return _cut(run, _begin(run, compounds=True))


def _begin(run: str, *, compounds: bool) -> list[int]:
    """Return where the known words part a run: before phrases, and also inside compounds, dates and addresses."""
    places = {start for start, _ in _found("begins", run)}
    places |= {start for start, _ in _found("verbs", run) if run[start - 1] in _PARTICLES}
    places |= {end for _, end in _found("ends", run) if not run.startswith(_LEANING, end)}
    if compounds:
        places |= {start for start, _ in _found("parts", run)}
        for place, (before, after) in enumerate(pairwise(run), 1):
            if before == "／" or (before in _COUNTED and after.isdigit()):
                places.add(place)
    never = _held(run) | {0, len(run)}
    return sorted(p for p in places - never if run[p - 1] not in _OPENING and run[p] not in _NEVER_BEFORE)


def _parted(text: str) -> Iterator[str]:
    """Yield the short runs of ``text``, and of a long one the words it is made of."""
    for run in runs(text):
        yield from [run] if len(run) <= LONGEST else parts(run)


def pieces(text: str) -> list[str]:
    """Return ``text`` in pieces between which a line may end: short runs, parts of long ones, a space with its word."""
    found: list[str] = []
    for piece in _parted(text):
        if found and (piece.isspace() or found[-1] == "・"):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def whole_words(text: str) -> list[str]:
    """Return the words of ``text`` that may not break inside: those between spaces, and the short Japanese runs."""
    found: list[str] = []
    for word in text.split():
        found += _short(word) if holds_japanese(word) else [word]
    return found


def short_runs(text: str) -> list[str]:
    """Return the runs of Japanese that are short enough to be held together."""
    if not holds_japanese(text):
        return []
    return [run for paragraph in text.split("\n") for run in runs(paragraph) if len(run) <= LONGEST]


def _short(word: str) -> list[str]:
    return [piece for piece in _parted(word) if len(piece) <= LONGEST]


def spaced_words(text: str) -> list[str]:
    """Return what stands between spaces and has no Japanese in it, as far as it may not break inside."""
    return [word for word in text.split() if len(word) <= LONGEST_WORD and not holds_japanese(word)]


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


def keep_together(text: str, fits: Callable[[str], bool]) -> str:
    """Return ``text`` with word joiners inside its Japanese runs that fit a line, else inside the parts that do.

    Other text is returned unchanged; of Chinese, which breaks anywhere, short runs are held too.
    """
    if not holds_japanese(text):
        return text
    if _chinese(text):
        return "".join(WORD_JOINER.join(run) if len(run) <= LONGEST else run for run in runs(text))
    pieces = (piece for run in runs(text) for piece in ([run] if fits(run) else parts(run)))
    return "".join(_joined(piece) if fits(piece) and not _name(piece) else piece for piece in pieces)


def _joined(piece: str) -> str:
    # Qt breaks behind a space, joiners or not.
    return WORD_JOINER.join(_TIED.sub(NO_BREAK_SPACE, piece))


def unjoined(text: str) -> str:
    """Return what ``keep_together`` made of a text as it was."""
    return text.replace(WORD_JOINER, "").replace(NO_BREAK_SPACE, " ")


def _chinese(text: str) -> bool:
    """Whether it has no kana but in the Japanese words it quotes, and a character Japanese is not written with: 请."""
    if _KANA.search(_QUOTED.sub("", text)):
        return False
    try:
        text.encode("shift_jis_2004")
    except UnicodeEncodeError:
        return True
    return False


def _name(piece: str) -> bool:
    """Whether it is long, of kanji only and made of no known word: a name or an address breaks anywhere."""
    if len(piece) <= LONGEST or _KANA.search(piece):
        return False
    return sum(map(_kanji, piece)) > LONGEST and len(parts(piece)) == 1
