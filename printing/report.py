"""One A4 page that tells the state of the machine: a line a check. Knows nothing of what is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.pdf import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 20.0
ROW = 9.0
LAST_ROW = HEIGHT - 25.0
_MARK, _NAME, _DETAIL = MARGIN + 2, MARGIN + 14, MARGIN + 56
_DETAIL_CHARACTERS = 34


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One check: a mark (○ △ ×), its name, and what was found or what to do."""

    mark: str
    name: str
    detail: str


def draw_report(title: str, made_at: str, lines: Sequence[ReportLine], footer: str) -> bytes:
    """Return the report as PDF; a detail too long for one line goes on in the next, a full page on another page."""
    document = Document(WIDTH, HEIGHT, title=title)
    document.write(title, MARGIN, 30, 16, weight="bold")
    document.write(made_at, MARGIN, 39, 10)
    y = 46.0
    document.rule(MARGIN, y, WIDTH - MARGIN, y, 1)
    for line in lines:
        parts = [
            line.detail[start : start + _DETAIL_CHARACTERS]
            for start in range(0, max(1, len(line.detail)), _DETAIL_CHARACTERS)
        ]
        height = ROW + 5 * (len(parts) - 1)
        if y + height > LAST_ROW:
            document.next_page()
            y = MARGIN
        document.write(line.mark, _MARK, y + 6, 12, weight="bold")
        document.write(line.name, _NAME, y + 6, 10.5)
        for number, part in enumerate(parts):
            document.write(part, _DETAIL, y + 6 + 5 * number, 10)
        y += height
        document.rule(MARGIN, y, WIDTH - MARGIN, y, 0.3)
    document.write(footer, MARGIN, HEIGHT - 15, 8)
    return document.finish()
