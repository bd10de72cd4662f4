"""The drawings of assets/icons in any colour and size; each file draws with ``currentColor``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@lru_cache(maxsize=64)
def drawing(name: str, colour: str, width: int, height: int, ratio: float = 1.0, *, part: str = "") -> QPixmap:
    """Return ``assets/icons/<name>.svg`` painted ``width`` x ``height`` px, keeping its proportions.

    ``ratio``: the screen's own pixels in one of Qt's, so that it is as sharp as the words beside it. With ``part``
    only the element of that id is painted, where it stands in the whole.
    """
    source = (files("assets") / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    natural = renderer.defaultSize()
    scale = min(width / natural.width(), height / natural.height())
    painter = QPainter(pixmap)
    area = QRectF(0, 0, natural.width() * scale, natural.height() * scale)
    area.moveCenter(QRectF(0, 0, width, height).center())
    if part:
        bounds = renderer.boundsOnElement(part)
        place = QRectF(bounds.topLeft() * scale + area.topLeft(), bounds.size() * scale)
        renderer.render(painter, part, place)
    else:
        renderer.render(painter, area)
    painter.end()
    return pixmap
