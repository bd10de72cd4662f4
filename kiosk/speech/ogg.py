"""Samples as an Ogg Vorbis file, by soundfile (libsndfile): at build time only, the program itself never loads it."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from kiosk.speech import SAMPLES_PER_SECOND

_SERIAL = b"mado"
_CRC = 0x04C11DB7
"""The polynomial of a page's checksum."""


def vorbis(samples: bytes, title: str) -> bytes:
    """Return ``samples`` (16 bit, one channel) as a file; the same samples and title always give the same bytes."""
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", SAMPLES_PER_SECOND, 1, format="OGG", subtype="VORBIS") as sound:
        sound.title = title
        sound.write(np.frombuffer(samples, "<i2"))
    return _numbered(bytearray(file.getvalue()))


def _numbered(pages: bytearray) -> bytes:
    """Give all pages our serial number: libsndfile draws one at random. Layout of a page: RFC 3533, section 6."""
    start = 0
    while start < len(pages):
        table = start + 27
        body = table + pages[start + 26]
        end = body + sum(pages[table:body])
        pages[start + 14 : start + 18] = _SERIAL
        pages[start + 22 : start + 26] = bytes(4)
        pages[start + 22 : start + 26] = _checksum(pages[start:end]).to_bytes(4, "little")
        start = end
    return bytes(pages)


def _checksum(page: bytearray) -> int:
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return found


def _entry(byte: int) -> int:
    found = byte << 24
    for _ in range(8):
        found = (found << 1 & 0xFFFFFFFF) ^ (_CRC if found & 0x80000000 else 0)
    return found


_TABLE = tuple(map(_entry, range(256)))
