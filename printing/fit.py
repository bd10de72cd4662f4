"""Fits text into a box: one line, a smaller size, several lines, in that order; never outside, never unreadable.

Line breaking keeps closing marks off line starts and opening ones off line ends (JIS X 4051, 行頭禁則・行末禁則) and
latin words whole, words in katakana where that costs no type size. The lines joined are the text, letter for letter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from printing.fonts import FontChain, clusters
from printing.pdf import POINT

Pieces = Callable[[str], Sequence[str]]
"""Parts a text where a line of it may end; the pieces joined are the text."""

LEAST = 6.5
"""Smallest type size used for what a person or a clerk has to read, in points."""

LEADING = 1.22
"""Distance of two baselines as a multiple of the type size."""

_STEP = 0.5
_ONE_LINE_SHRINK = 0.8  # down to here a smaller single line reads better than two lines
_NO_START = frozenset(
    "、。，．・：；？！ー―…‥々ゝゞヽヾ）」』】〕〉》］｝)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％,.:;?!゛゜”’"
)
_NO_END = frozenset("（「『【〔〈《［｛([{“‘〒￥＄")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one type size, in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Height of all lines in mm."""
        return block_height(len(self.lines), self.size)


def block_height(lines: int, size: float) -> float:
    """Height in mm of so many lines of a type size in points."""
    return ((lines - 1) * LEADING + 1) * size * POINT


def fit(
    text: str, width: float, height: float, chain: FontChain, *, size: float, least: float = LEAST
) -> Fitted | None:
    """Fit a text into width x height (mm), at most `size` and at least `least` points; None if it cannot be."""
    room = width / POINT
    widest = max((chain.width(line, 1) for line in text.split("\n")), default=0)
    paragraphs = tuple(text.split("\n"))
    for candidate in _sizes(size, max(least, size * _ONE_LINE_SHRINK)):
        if widest * candidate <= room and block_height(len(paragraphs), candidate) <= height:
            return Fitted(paragraphs, candidate)
    parted: Fitted | None = None
    ways = (True, False) if any(map(_is_katakana, text)) else (False,)
    for candidate, whole in product(_sizes(size, least), ways):
        wrapped = [wrap(paragraph, room, candidate, chain, whole=whole) for paragraph in paragraphs]
        lines = tuple(line for paragraph in wrapped for line in paragraph)
        if block_height(len(lines), candidate) > height or any(
            chain.width(line.rstrip(), candidate) > room for line in lines
        ):
            continue
        if not any(_parts_word(paragraph) for paragraph in wrapped):
            return Fitted(lines, candidate)
        parted = parted or Fitted(lines, candidate)
    return parted


def _parts_word(lines: list[str]) -> bool:
    """Tell whether a number or a latin word goes on in the next line: 42 must not be read as 4 and 2."""
    return any(_in_word(line[-1]) and _in_word(following[0]) for line, following in pairwise(lines) if line)


def wrap(
    text: str, width: float, size: float, chain: FontChain, *, whole: bool = False, pieces: Pieces | None = None
) -> list[str]:
    """Break a paragraph into lines no wider than `width` points; spaces at a line's end may hang out.

    `whole` keeps words in katakana together: what a name or a place is read by. `pieces` tells between which pieces
    of a text lines end where these have room on one.
    """

    def parted(piece: str) -> Sequence[str]:
        fits = chain.width(piece.rstrip(), size) <= width
        return [piece] if fits else _units(piece, whole=whole)

    units = _units(text, whole=whole) if pieces is None else [unit for piece in pieces(text) for unit in parted(piece)]
    lines = [""]
    used = 0.0
    for unit in units:
        advance = chain.width(unit, size)
        if lines[-1] and used + chain.width(unit.rstrip(), size) > width:
            lines.append("")
            used = 0.0
        if advance > width and len(clusters(unit)) > 1 and chain.width(unit.rstrip(), size) > width:
            for cluster in clusters(unit):
                step = chain.width(cluster, size)
                if lines[-1] and used + step > width:
                    lines.append("")
                    used = 0.0
                lines[-1] += cluster
                used += step
        else:
            lines[-1] += unit
            used += advance
    return lines


def _sizes(largest: float, least: float) -> list[float]:
    steps = int((largest - least) / _STEP)
    return [largest - i * _STEP for i in range(steps + 1)]


def _units(text: str, *, whole: bool) -> list[str]:
    """Pieces of a text that may not be broken: words, and characters with the marks that must stay with them."""
    units: list[str] = []
    for cluster in clusters(text):
        if units and (
            cluster[0] in _NO_START
            or units[-1][-1] in _NO_END
            or (cluster.isspace())
            or (_in_word(cluster) and _in_word(units[-1][-1]))
            or (whole and _is_katakana(cluster) and _is_katakana(units[-1][-1]))
        ):
            units[-1] += cluster
        else:
            units.append(cluster)
    return units


def _in_word(cluster: str) -> bool:
    """Latin letters, those of Vietnamese too, digits and what stands between them: 0125-62-2222, O'Brien, Bảo."""
    return (cluster[0] < "\u0250" or "\u1e00" <= cluster[0] <= "\u1eff") and not cluster[0].isspace()


def _is_katakana(cluster: str) -> bool:
    """Tell whether this is a letter of a word in katakana, its long vowel too; ・ stands between two words."""
    return "ァ" <= cluster[0] <= "ヺ" or cluster[0] == "ー"
