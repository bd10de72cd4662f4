"""A secret from standard input straight into a ``bytearray``: never an argument, never a ``str``.

PIN: four digits. 照合番号B: the fourteen digits, or the three parts as printed on the card in one line, separated by
spaces, ``S550217 2035 2285``: birth date with its era letter (M T S H R) or a western year (``19800217``), expiry year,
security code.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardreader.secret import Door, Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 64
_SPACE = frozenset(b" \t\r\n-./")
_ERAS = frozenset(b"MTSHRmtshr")
_WESTERN_CODE_B = 16


@contextmanager
def _without_echo(descriptor: int) -> Iterator[None]:
    """Switch the terminal's echo off while a person types; a pipe or file passes unchanged."""
    if not os.isatty(descriptor) or sys.platform == "win32":
        yield
        return
    import termios  # not there on Windows

    before = termios.tcgetattr(descriptor)
    silent = termios.tcgetattr(descriptor)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _squeeze(line: bytearray, length: int, door: Door) -> bytearray:
    """Return the digits of the first ``length`` bytes of ``line``; the line itself is overwritten by the caller.

    An era letter is dropped (the card's key holds only the two digits of the era year); a western birth year of four
    digits is cut to its last two, as card-protocol.md 1.5 has it for cards that print western dates.
    """
    digits = bytearray(length)  # one allocation: a growing bytearray would leave copies behind
    count = 0
    for position in range(length):
        byte = line[position]
        if byte in _SPACE or (door is Door.CODE_B and byte in _ERAS):
            continue
        digits[count] = byte
        count += 1
    del digits[count:]
    if door is Door.CODE_B and count == _WESTERN_CODE_B:
        del digits[:2]
    return digits


def read_secret(door: Door, descriptor: int | None = None) -> Secret:
    """Return the secret typed or piped in on one line; the caller (or ``read_card``) wipes it.

    The format is checked where it is used (``cardreader.secret.check_format``): a malformed secret is never sent.
    """
    source = sys.stdin.fileno() if descriptor is None else descriptor
    line = bytearray(LIMIT)
    length = 0
    with (
        open(source, "rb", buffering=0, closefd=False) as raw,
        memoryview(line) as view,
        _without_echo(source),
    ):  # a descriptor, not a path
        while length < LIMIT and line.find(b"\n", 0, length) < 0:
            # One byte at a time: the next line is the secret of the next card.
            count = raw.readinto(view[length : length + 1])
            if not count:
                break
            length += count
    end = line.find(b"\n", 0, length)
    try:
        return Secret(door, _squeeze(line, length if end < 0 else end, door))
    finally:
        line[:] = bytes(LIMIT)
