"""An address, as the register or the person writes it."""

from __future__ import annotations

from forms.fields.text import Text


class Address(Text):
    """One line, longer than a name: an address of the card may have over 255 bytes."""

    longest = 200
