"""Pictures for the visual application. They stand in for real ones: the fonts of the card are not public."""

from __future__ import annotations

import io
import unicodedata
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

_EM = 32
"""Side of a character in pixels."""


def strip(text: str) -> bytes:
    """A 1-bit PNG of one line of text.

    A character that the font does not hold is drawn as two halves side by side: no character that exists, but plainly
    a picture of one, so that paper and screen show where a picture stands.
    """
    font = ImageFont.truetype(str(files("assets").joinpath("fonts/biz-udpgothic/BIZUDPGothic-Regular.ttf")), _EM)
    image = Image.new("L", (_EM * len(text) + 8, _EM + 8), 255)
    draw = ImageDraw.Draw(image)
    at = 4
    for character in text:
        if unicodedata.category(character) == "Mn":  # a variation selector: the base stands for it
            continue
        if bytes(font.getmask(character)) == bytes(font.getmask(_NOWHERE)):
            for left, half in enumerate(_HALVES):
                image.paste(_half(half, font), (at + left * _EM // 2, 4))
        else:
            draw.text((at, 4), character, font=font, fill=0)
        at += _EM if character.isspace() else round(font.getlength(character))
    return _encoded(image.crop((0, 0, at + 4, _EM + 8)).point([0] * 144 + [255] * 112, "1"), "PNG")


_NOWHERE = "\U0010ffff"
_HALVES = "窓木"


def _half(character: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """The character squeezed to half its width."""
    whole = Image.new("L", (_EM, _EM), 255)
    ImageDraw.Draw(whole).text((0, 0), character, font=font, fill=0)
    return whole.resize((_EM // 2, _EM))


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
