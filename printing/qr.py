"""QR symbols as black boxes in millimetres (ISO/IEC 18004): level Q, alphanumeric, as drawn on the slip.

Level Q lets a quarter of the symbol be covered: a fold, a stamp, a pen stroke.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

from printing.geometry import Box
from printing.pdf import Document

LEAST_MODULE = 0.4
"""Smallest module in mm that a counter's camera reads (design/security.md, QR slip)."""

LEAST_SIDE = 35.0
QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class Symbol:
    """One QR code: rows of modules, True is black, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Modules along a side."""
        return len(self.rows)

    @property
    def module(self) -> float:
        """Side of a module in mm: at least LEAST_MODULE, more where the symbol would be smaller than LEAST_SIDE."""
        return max(LEAST_MODULE, LEAST_SIDE / self.modules)

    @property
    def side(self) -> float:
        """Side of the symbol in mm, without the quiet zone."""
        return self.modules * self.module

    @property
    def quiet(self) -> float:
        """Width in mm of the white zone that has to stay around it."""
        return QUIET_MODULES * self.module


def symbol(text: str) -> Symbol:
    """Encode ``text`` (QR alphanumeric only) in the smallest version that holds it; the same text, the same symbol."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM))
    code.make(fit=True)
    return Symbol(tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))


def draw_symbol(document: Document, code: Symbol, x: float, y: float) -> None:
    """Draw a symbol with its top left corner at (x, y) mm."""
    size = code.module
    document.fill(
        Box(x + start * size, y + number * size, (end - start) * size, size)
        for number, row in enumerate(code.rows)
        for start, end in _runs(row)
    )


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the black runs of a row."""
    start = 0
    for black, modules in groupby(row):
        end = start + len(tuple(modules))
        if black:
            yield start, end
        start = end
