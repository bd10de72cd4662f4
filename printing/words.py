"""Draws the printed words of a sheet: labels spread over their box, banners running down, headings, small print."""

from printing.errors import LayoutError
from printing.fit import LEADING, Fitted, block_height, fit
from printing.fonts import Weight, paper_fonts
from printing.geometry import Box
from printing.pdf import POINT, Document
from printing.sheet import Align, Words

EM_TOP = 0.88
"""Height of the em box above the baseline, as a multiple of the type size (Noto Sans JP, BIZ UDPGothic)."""

LEAST_PRINTED = 5.0
"""Smallest type size of a sheet's own small print, in points."""

_SPREAD = range(2, 6)  # labels of so many characters are spread (均等割付)
_SPREAD_WIDTH = 0.72
_SPREAD_GAP = 1.6  # room between characters, at most so many ems
# Upright forms of what would lie on its side in a column (Unicode vertical presentation forms).
_UPRIGHT = str.maketrans("（）ー―「」、。", "︵︶︱︱﹁﹂︑︒")


def write_words(document: Document, words: Words) -> None:
    """Draw one piece of printed text inside its box. Raises LayoutError if the box cannot hold it."""
    if words.role == "banner":
        write_down(document, words.text, words.box, words.size)
    elif words.role == "label":
        _write_label(document, words)
    elif words.role == "caption":
        write_block(document, words.text, words.box.inset(0.8, 0), words.size, words.align)
    elif words.role == "heading":
        write_block(document, words.text, words.box, words.size, words.align, weight="bold")
    else:
        inset = 1.2 if words.role == "text" else 0.0
        write_block(document, words.text, words.box.inset(inset, 0), words.size, words.align)


def write_block(
    document: Document,
    text: str,
    box: Box,
    size: float,
    align: Align = "left",
    *,
    weight: Weight = "regular",
    least: float = LEAST_PRINTED,
) -> None:
    """Fit printed text into a box, centred from top to bottom."""
    chain = paper_fonts(weight)
    fitted = fit(text, box.w, box.h, chain, size=size, least=least)
    if fitted is None or chain.missing(text):
        raise LayoutError("sheet-words", text, f"{box.w:.1f} x {box.h:.1f} mm")
    write_fitted(document, fitted, box, align, weight=weight)


def write_fitted(document: Document, fitted: Fitted, box: Box, align: Align, *, weight: Weight = "regular") -> None:
    """Write lines that have been fitted to a box, centred from top to bottom."""
    chain = paper_fonts(weight)
    size = fitted.size
    top = box.y + (box.h - block_height(len(fitted.lines), size)) / 2
    for i, line in enumerate(fitted.lines):
        width = chain.width(line.rstrip(), size) * POINT
        x = box.x + {"left": 0.0, "center": (box.w - width) / 2, "right": box.w - width}[align]
        document.write(line, x, top + (EM_TOP + i * LEADING) * size * POINT, size, weight=weight)


def write_down(document: Document, text: str, box: Box, size: float, *, spread: float = 2.0) -> None:
    """Write a column of characters, centred in its box, at most `spread` ems apart."""
    chain = paper_fonts()
    characters = text.translate(_UPRIGHT)
    size = min(size, box.h / (len(characters) * 1.05 * POINT))
    step = min(box.h / len(characters), spread * size * POINT)
    top = box.y + (box.h - step * len(characters)) / 2
    for i, character in enumerate(characters):
        width = chain.width(character, size) * POINT
        baseline = top + i * step + (step - size * POINT) / 2 + EM_TOP * size * POINT
        document.write(character, box.x + (box.w - width) / 2, baseline, size)


def _write_label(document: Document, words: Words) -> None:
    box = words.box.inset(1.2, 0.7)
    text = words.text
    width = paper_fonts().width(text, words.size) * POINT
    if len(text) in _SPREAD and text.isalpha() and width < box.w * _SPREAD_WIDTH:
        gap = min((box.w * _SPREAD_WIDTH - width) / (len(text) - 1) / POINT, _SPREAD_GAP * words.size)
        full = width + gap * (len(text) - 1) * POINT
        baseline = box.y + box.h / 2 + (EM_TOP - 0.5) * words.size * POINT
        document.write(text, box.x + (box.w - full) / 2, baseline, words.size, spacing=gap)
    else:
        write_block(document, text, box, words.size, words.align)
