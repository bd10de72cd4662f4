"""Which paper to ask a printer for. Pure.

A queue's own default may be any (US Letter, for one, when a printer is set up in haste), and pages are sent unscaled:
so the paper is always named. Names: PWG 5101.1.
"""

from __future__ import annotations

import re
from collections.abc import Collection

A4 = "iso_a4_210x297mm"
_SIZES_MM = {(210, 297): A4, (148, 210): "iso_a5_148x210mm", (105, 148): "iso_a6_105x148mm"}
_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]")
_PT_PER_MM = 72 / 25.4


def media_for(pdf: bytes, ready: Collection[str], default: str) -> str:
    """Return the paper for a document of ours: its own size if it is A4 or that paper is in, else a sheet of A4.

    `ready`: what is in the trays. A size of no sheet, such as a roll's, gets the queue's `default`.
    """
    box = _MEDIA_BOX.search(pdf)
    if box is None:
        return default
    left, bottom, right, top = map(float, box.groups())
    short, long = sorted((round((right - left) / _PT_PER_MM), round((top - bottom) / _PT_PER_MM)))
    own = _SIZES_MM.get((short, long))
    if own is None:
        return default
    return own if own in ready else A4
