"""The sheets of a PDF as grey pictures: what the resident looks at before they are printed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

import pypdfium2

_FAST = 1
"""Level of compression: a sheet of text comes down to a tenth in some milliseconds."""


@dataclass(frozen=True, slots=True)
class Raster:
    """One sheet, ``width`` x ``height`` px, 0 black to 255 white, row by row; kept small until it is looked at."""

    width: int
    height: int
    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, width: int, height: int, grey: bytes) -> Self:
        """Pack ``grey``: one byte a px, a row as long as the sheet is wide."""
        return cls(width, height, zlib.compress(grey, _FAST))

    def grey(self) -> bytes:
        """Return one byte a px."""
        return zlib.decompress(self.packed)


def sheets(pdf: bytes, width: int) -> Iterator[Raster]:
    """Yield each sheet of a PDF of ours, ``width`` px wide.

    One thread at a time: PDFium is not safe for several.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=width / page.get_width(), grayscale=True).to_pil()
            yield Raster.of(picture.width, picture.height, picture.tobytes())
    finally:
        document.close()
