"""Pictures for the visual application. They stand in for real ones: the fonts of the card are not public."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def strip(text: str) -> bytes:
    """A 1-bit PNG with one box for each character that is not a space."""
    image = Image.new("1", (24 * len(text) + 1, 25), 1)
    draw = ImageDraw.Draw(image)
    for index, character in enumerate(text):
        if not character.isspace():
            draw.rectangle((24 * index + 2, 2, 24 * index + 22, 22), outline=0)
    return _encoded(image, "PNG")


def digits(text: str, size: tuple[int, int]) -> bytes:
    """A 1-bit PNG of digits, `size` in pixels."""
    image = Image.new("1", size, 1)
    ImageDraw.Draw(image).text((0, 0), text, fill=0)
    return _encoded(image, "PNG")


def photo() -> bytes:
    """A grey JPEG 2000 of nobody: a head and shoulders in outline."""
    image = Image.new("L", (200, 240), 224)
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 40, 140, 140), fill=128)
    draw.ellipse((20, 160, 180, 320), fill=96)
    return _encoded(image, "JPEG2000")


def _encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()
