"""A page to measure a printer with: crosses 20 mm from every corner. Values on pre-printed paper need it."""

from collections.abc import Sequence

from printing.geometry import Box
from printing.pdf import Document
from printing.words import write_block

WIDTH, HEIGHT = 210.0, 297.0
INSET = 20.0
_ARM = 10.0
_THIN = 0.3


def draw_calibration(title: str, lines: Sequence[str], shift: tuple[float, float]) -> bytes:
    """Draw the page (A4) with `lines` in its middle, moved by `shift` (mm right, mm down) as values would be."""
    document = Document(WIDTH, HEIGHT, title=title, shift=shift)
    for x in (INSET, WIDTH - INSET):
        for y in (INSET, HEIGHT - INSET):
            document.rule(x - _ARM, y, x + _ARM, y, _THIN)
            document.rule(x, y - _ARM, x, y + _ARM, _THIN)
            document.oval(Box(x - 4, y - 4, 8, 8), weight=_THIN)
    for step in range(21):
        length = 6.0 if step % 10 == 0 else 3.0
        document.rule(WIDTH / 2 - 100 + step * 10, 150, WIDTH / 2 - 100 + step * 10, 150 - length, _THIN)
    document.rule(WIDTH / 2 - 100, 150, WIDTH / 2 + 100, 150, _THIN)
    write_block(document, title, Box(30, 50, 150, 12), 16, "center", weight="bold")
    for number, line in enumerate(lines):
        write_block(document, line, Box(30, 70 + number * 8, 150, 7), 10.5, "left")
    return document.finish()
