"""Strokes of a finger as lines on paper: inside their box, in proportion, as heavy as those of a pen."""

from collections.abc import Sequence
from typing import TypeAlias

from printing.content import Ink
from printing.geometry import Box
from printing.pdf import POINT, Document

LINE_MM = 0.5
"""Width of a line: a ballpoint's, whatever the size of the strokes."""

PAD_MM = 120.0
"""Width of the pad as it is taken to be: strokes are never drawn larger than they were written on one like that."""

MARGIN_X, MARGIN_Y = 2.0, 0.8
"""What stays empty between the edges of the box and the lines' outer edges, mm."""

Path: TypeAlias = Sequence[tuple[float, float]]


def paths(ink: Ink, box: Box) -> tuple[Path, ...]:
    """Return the lines of the strokes in mm on the paper; none where there are none or the box has no room at all.

    Both directions are scaled alike, so that what was written fills the height or the width of the box, or is as large
    as it was on the pad: from the left, in the middle of the height.
    """
    room = box.inset(MARGIN_X + LINE_MM / 2, MARGIN_Y + LINE_MM / 2)
    points = [point for stroke in ink.strokes for point in stroke]
    if not points or room.w <= 0 or room.h <= 0:
        return ()
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = min(PAD_MM, room.w / wide if wide else PAD_MM, room.h / high if high else PAD_MM)
    x0, y0 = room.x - left * scale, room.y + (room.h - high * scale) / 2 - top * scale
    return tuple(tuple((x0 + x * scale, y0 + y * scale) for x, y in stroke) for stroke in ink.strokes if stroke)


def draw_ink(document: Document, box: Box, ink: Ink) -> None:
    """Draw the strokes into a box."""
    document.trace(paths(ink, box), weight=LINE_MM / POINT)
