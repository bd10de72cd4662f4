"""Continuation sheets (続紙): rows of a repeated group that the sheet has no room for, under the same column heads.

A family larger than the printed table is never cut off: the clerk gets a second sheet with the same title, the name of
the applicant and the numbers of the rows going on where the sheet ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.geometry import Box
from printing.sheet import Page, Rule, Words, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from printing.layout import Layout
    from printing.parts import Table

_TITLE, _NAME, _GAP = 10.0, 9.0, 4.0
"""Heights of the title and of the line with the name, and the room between two tables, mm."""


def continuation_pages(layout: Layout, rows: Mapping[str, int], title: str, name: str) -> tuple[Page, ...]:
    """Return the further pages of a form whose repeated groups have ``rows`` rows; none when the sheet holds them.

    ``name`` is the applicant's, empty where it is not known: the line is then left for the pen.
    """
    pages: list[Page] = []
    bottom = layout.area.bottom
    y = bottom
    for table, wanted in _short(layout, rows):
        first = table.rows
        while first < wanted:
            if bottom - y < table.height(1):
                pages.append(_page(layout, title, name))
                y = layout.area.y + _TITLE + _NAME + _GAP
            # A row as high as a page stands alone on its sheet, however little is left of it.
            count = max(1, min(wanted - first, int((bottom - y - table.head) / table.row)))
            width = table.width if table.width is not None else layout.area.w
            table.put(pages[-1], Box(layout.area.x, y, width, table.height(count)), range(first, first + count))
            y += table.height(count) + _GAP
            first += count
    for page in pages:
        page.rules[:] = merged(page.rules)
    return tuple(pages)


def _short(layout: Layout, rows: Mapping[str, int]) -> Iterator[tuple[Table, int]]:
    """Yield each table that is too short, with the number of rows that it should have."""
    for repeat, table in layout.tables.items():
        if rows.get(repeat, 0) > table.rows:
            yield table, rows[repeat]


def _page(layout: Layout, title: str, name: str) -> Page:
    area = layout.area
    page = Page()
    page.printed.append(Words(Box(area.x, area.y, area.w, _TITLE), f"{title}　（続紙）", "heading", 13, "center"))
    line = Box(area.x, area.y + _TITLE, 90, _NAME)
    page.printed.append(Words(line, f"申請者氏名　{name}", "line", 10.5))
    page.rules.append(Rule(line.x, line.bottom - 1, line.right, line.bottom - 1, "thin"))
    return page
