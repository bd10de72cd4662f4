"""Japanese telephone numbers: which are possible, and where the hyphens go.

The hyphens follow the area codes of 総務省 (市外局番の一覧) as `phonenumbers` keeps them; a number it has no pattern
for gets the commonest form of its length. The digits are what counts: a hyphen in another place dials the same phone.
"""

from __future__ import annotations

import phonenumbers

_JAPAN = 81
_ELEVEN = ("020", "050", "060", "070", "080", "090")


def is_phone(digits: str) -> bool:
    """Tell whether these digits can be a Japanese number: 0 first, 10 digits, 11 for mobile, IP and 0800 numbers."""
    if not digits.startswith("0") or digits.startswith("00"):
        return False
    return len(digits) == (11 if digits.startswith(_ELEVEN) else 10)


def hyphenated(digits: str) -> str:
    """Return the number of is_phone with its two hyphens."""
    number = phonenumbers.PhoneNumber(country_code=_JAPAN, national_number=int(digits))
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    if written.count("-") == 2 and written.replace("-", "") == digits:
        return written
    first, second = (3, 7) if len(digits) == 11 else (4, 6)
    return f"{digits[:first]}-{digits[first:second]}-{digits[second:]}"
