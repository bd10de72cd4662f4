"""Draws a picture of a text into a field's box, in place of a text that no font can write."""

from PIL import Image

from printing.content import Picture
from printing.fit import LEAST
from printing.fonts import clusters, paper_fonts
from printing.geometry import Box
from printing.pdf import POINT, Document
from printing.sheet import Align
from printing.words import EM_TOP

GETA = "〓"
"""What printers set for a character they do not have."""

_HIGHEST = 6.0  # mm; a name larger than this looks like a heading


def draw_picture(document: Document, room: Box, picture: Picture, align: Align) -> bool:
    """Draw the picture as large as `room` allows, with its text under it; False if nobody could read it there.

    The text is not painted; it has 〓 for every character that is not in the paper's first font.
    """
    image = Image.frombytes("1", (picture.width, picture.height), picture.bits).convert("L")
    inked = image.point(lambda shade: 255 - shade).getbbox()
    if inked is not None:  # the white around it is no part of the text
        image = image.crop(inked)
    scale = min(room.w / image.width, min(room.h, _HIGHEST) / image.height)
    width, height = image.width * scale, image.height * scale
    if height < LEAST * POINT:
        return False
    left = room.x + {"left": 0.0, "center": (room.w - width) / 2, "right": room.w - width}[align]
    box = Box(left, room.y + (room.h - height) / 2, width, height)
    document.paint(image, box)
    chain = paper_fonts()
    text = "".join(one if chain.is_plain(one) else GETA for one in clusters(picture.text.replace("\n", " ")))
    if text:
        document.write_unseen(text, box.x, box.y + EM_TOP * height, height / POINT, width)
    return True
