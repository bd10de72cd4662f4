"""Large letters painted from pictures of them.

Qt keeps pictures of letters up to 64 px and fills the outline of a larger one anew each time it paints it. On a 10.1
inch tablet that is every letter but those of the frame, and was half of what a change of page cost. The limit cannot
be raised: with QT_MAX_CACHED_GLYPH_SIZE above it Qt's FreeType engine paints nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRawFont, QTransform

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLayout

QT_KEEPS_PX = 64
_MOST_KEPT = 512
"""Letters: 13 MB on a tablet. A page has some 150 different ones."""


_Face = tuple[str, str, int, float]
"""Family, style, weight and size of a font: Qt makes another one of the same for every line."""


@dataclass(frozen=True, eq=False)
class _Letters:
    """Where the pictures of a font's letters come from; itself, not what it is like, is what they are kept by."""

    font: QRawFont


_FONTS: dict[_Face, _Letters] = {}
"""A theme has some ten fonts, and there are as many themes as sizes."""


def draw(layout: QTextLayout, painter: QPainter, at: QPointF) -> None:
    """Draw ``layout`` in the painter's pen as ``QTextLayout.draw`` does, every letter on whole pixels of the screen.

    Letters only: no line under them.
    """
    ratio = painter.device().devicePixelRatio()
    if layout.font().pixelSize() * ratio <= QT_KEEPS_PX:
        layout.draw(painter, at)
        return
    colour, left, top = painter.pen().color().rgba(), at.x(), at.y()
    for run in layout.glyphRuns():
        font = run.rawFont()
        face = (font.familyName(), font.styleName(), font.weight(), font.pixelSize())
        letters = _FONTS.get(face) or _FONTS.setdefault(face, _Letters(font))
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            picture, x, y = _letter(letters, glyph, colour, ratio)
            x, y = x + round((left + place.x()) * ratio), y + round((top + place.y()) * ratio)
            painter.drawImage(QPointF(x / ratio, y / ratio), picture)


@lru_cache(maxsize=_MOST_KEPT)
def _letter(letters: _Letters, glyph: int, colour: int, ratio: float) -> tuple[QImage, int, int]:
    """Return the picture of a letter, and where its corner stands from its place on the line, px of the screen."""
    path = letters.font.pathForGlyph(glyph)
    if ratio != 1.0:
        path = QTransform.fromScale(ratio, ratio).map(path)
    path.setFillRule(Qt.FillRule.WindingFill)  # strokes of a letter may overlap
    inked = path.boundingRect()
    left, top = floor(inked.left()), floor(inked.top())
    width, height = max(1, ceil(inked.right()) - left), max(1, ceil(inked.bottom()) - top)
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-left, -top)
    painter.fillPath(path, QColor.fromRgba(colour))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture, left, top
