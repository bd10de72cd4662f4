"""The card face's own pictures of name and address, in the visual application (card-protocol.md 1.3, 3.5).

They show the characters as the card prints them, also one that no font holds and for which the text application may
hold a stand-in (4). Read with 照合番号B only: the other key of this application is the 12-digit number.

What is known of the format is "PNG, 1-bit", from public programs and not from a card of ours; anything else is refused
as DataMalformed. The signature over the pictures covers the photo's hash too, so checking it would mean reading the
photo: it is not read and not checked.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field
from typing import Final

from cardreader.errors import DataMalformed, LastTry, PinBlocked
from cardreader.mynumber.access import Access
from cardreader.mynumber.layout import VISUAL_CODE_B, VISUAL_FACE, Application
from cardreader.secret import Secret

MOST_BYTES: Final = 16384
"""Name and address end before this, or the record is malformed; 64 exchanges."""
MOST_PIXELS: Final = 4096
"""Widest and highest picture that is decoded: the card's area at 1200 dpi."""

_NAME, _ADDRESS = 0xDF25, 0xDF26
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER_BYTES: Final = 13
_GREY, _PALETTE = 0, 3
_NEEDED: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})


@dataclass(frozen=True, slots=True)
class Picture:
    """Black on white. `bits` has `height` rows of whole bytes, the leftmost pixel first, a set bit is white."""

    width: int
    height: int
    bits: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardFace:
    """The card's pictures of the holder's name and address."""

    name: Picture
    address: Picture


def read_face(access: Access, secret: Secret) -> CardFace:
    """Open the visual application with 照合番号B and read the two pictures; the photo behind them is not read.

    SELECT, tries, VERIFY, and a READ for each 256 bytes. Nothing secret is sent where it could use up the last try.
    Raises WrongCard, PinBlocked, LastTry, PinWrong, StatusError, DataMalformed, and the connection's errors.
    """
    access.select(Application.VISUAL)
    tries_left = access.tries_left(VISUAL_CODE_B)
    if tries_left == 0:
        raise PinBlocked
    if tries_left == 1:
        raise LastTry
    access.verify(VISUAL_CODE_B, secret)
    secret.wipe()
    fields = access.read_fields(VISUAL_FACE, _ADDRESS, MOST_BYTES)
    if _NAME not in fields:
        raise DataMalformed("card face: field missing")
    return CardFace(
        parse_picture(fields[_NAME].value, "name picture"), parse_picture(fields[_ADDRESS].value, "address picture")
    )


def parse_picture(raw: bytes, what: str) -> Picture:
    """Decode a 1-bit PNG; raises DataMalformed for anything else, and for one on which nothing is drawn."""
    from PIL import Image  # noqa: PLC0415 - slow to load and rarely needed

    png, (width, height) = _plain_png(raw, what)
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            bits = image.convert("L").point(_WHITE_IF_LIGHT, "1").tobytes()
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        # The library's own error may show data of the card.
        bits = b""
    if not bits:
        raise DataMalformed(what)
    if not any(_black(bits, width)):
        raise DataMalformed(f"{what}: empty")
    return Picture(width, height, bits)


_WHITE_IF_LIGHT: Final = [0] * 128 + [255] * 128


def _black(bits: bytes, width: int) -> bytes:
    """Return `bits` turned around, without the bits that fill up each row."""
    row = (width + 7) // 8
    whole = (1 << 8 * row) - (1 << (8 * row - width))
    rows = (int.from_bytes(bits[at : at + row], "big") for at in range(0, len(bits), row))
    return b"".join((~one & whole).to_bytes(row, "big") for one in rows)


def _plain_png(raw: bytes, what: str) -> tuple[bytes, tuple[int, int]]:
    """Return the PNG with its critical chunks alone, and width and height (ISO/IEC 15948, 5.3 and 11.2)."""
    if not raw.startswith(_SIGNATURE):
        raise DataMalformed(f"{what}: PNG")
    kept, at, name, size, data = [_SIGNATURE], len(_SIGNATURE), b"", (0, 0), b""
    interlaced = False
    while name != b"IEND":
        length, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        body, end = raw[at + 8 : at + 8 + length], at + 12 + length
        if end > len(raw) or zlib.crc32(name + body) != int.from_bytes(raw[end - 4 : end], "big"):
            raise DataMalformed(f"{what}: PNG chunk")
        if (len(kept) == 1) != (name == b"IHDR"):
            raise DataMalformed(f"{what}: PNG header")
        if name == b"IHDR":
            size, interlaced = _size(body, what), body[-1] == 1
        data += body if name == b"IDAT" else b""
        if name in _NEEDED:
            kept.append(raw[at:end])
        elif not name[0] & 0x20:  # a chunk nobody knows and that nobody may pass over
            raise DataMalformed(f"{what}: PNG chunk")
        at = end
    if not _whole(data, _lines(*size, interlaced=interlaced)):
        raise DataMalformed(f"{what}: PNG data")
    return b"".join(kept), size


_ADAM7: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where each pass of an interlaced picture begins and how far apart its pixels are: x, y, x, y (8.2)."""


def _lines(width: int, height: int, *, interlaced: bool) -> int:
    """Return how many bytes the lines of a 1-bit picture have, each with its filter (ISO/IEC 15948, 7.2)."""
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes)
    return sum(high * (1 + -(-wide // 8)) for wide, high in sizes if wide > 0 and high > 0)


def _whole(data: bytes, length: int) -> bool:
    """Say whether the stream holds so many bytes. The library overlooks it where anybody in the process says so."""
    stream = zlib.decompressobj()
    try:
        return len(stream.decompress(data, length)) == length
    except zlib.error:
        return False


def _size(header: bytes, what: str) -> tuple[int, int]:
    if len(header) != _HEADER_BYTES:
        raise DataMalformed(f"{what}: PNG header")
    width, height, depth, colour = struct.unpack_from(">IIBB", header)
    if depth != 1 or colour not in {_GREY, _PALETTE}:
        raise DataMalformed(f"{what}: not 1-bit")
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise DataMalformed(f"{what}: size")
    return width, height
