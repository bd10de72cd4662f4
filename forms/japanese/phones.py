"""Japanese telephone numbers: which are possible, and where the hyphens go.

The full table of area codes (総務省, 市外局番の一覧) has some 570 entries and changes. This small rule is written for
mobile, free and navigation numbers, Hokkaido and the large cities; others get the commonest form, 4-2-4. The digits are
what counts: a hyphen in another place dials the same telephone.
"""

from __future__ import annotations

_MOBILE = ("020", "050", "060", "070", "080", "090")
_SERVICE = ("0120", "0570", "0990")
_FREE_11 = "0800"

# Length of the area code by the longest prefix that matches; 4 when none does.
_AREA = {
    **dict.fromkeys(("03", "06", "0429", "0471"), 2),
    # Whole groups of three digits, with their exceptions of four.
    **dict.fromkeys(("011", "042", "043", "044", "045", "048", "052", "072", "075", "078", "092", "093"), 3),
    **dict.fromkeys(("0422", "0428", "0436", "0438", "0439", "0480", "0721", "0725", "0920", "0930"), 4),
    # Towns of three digits inside groups of four.
    **dict.fromkeys(("01548", "01557", "0177", "0188", "0196", "0222", "0227", "02237", "02238", "02239"), 3),
    **dict.fromkeys(("0236", "0245", "0249", "0252", "0255", "0262", "0272", "0273", "0286", "0292", "0298"), 3),
    **dict.fromkeys(
        ("0462", "0468", "0473", "0474", "0492", "0534", "0542", "0546", "0552", "0559", "0582", "0583"), 3
    ),
    **dict.fromkeys(("0592", "0593", "0734", "0762", "0764", "0775", "0792", "0822", "0825", "0828", "0832"), 3),
    **dict.fromkeys(("0839", "0849", "0862", "0864", "0878", "0886", "0888", "0899", "0958", "0962", "0963"), 3),
    **dict.fromkeys(("0975", "0988", "0989", "0992", "0998"), 3),
    # Areas of five digits.
    **dict.fromkeys(("01267", "01372", "01374", "01377", "01392", "01397", "01456", "01457", "01466", "01547"), 5),
    **dict.fromkeys(("01558", "01564", "01586", "01587", "01632", "01634", "01635", "01648", "01654", "01655"), 5),
    **dict.fromkeys(("01656", "01658", "04992", "04994", "04996", "04998", "05769", "05979", "07468", "08387"), 5),
    **dict.fromkeys(("08388", "08396", "08477", "08512", "08514", "09496", "09802", "09912", "09913", "09969"), 5),
}


def is_phone(digits: str) -> bool:
    """Tell whether these digits can be a Japanese number: 0 first, 10 digits, 11 for mobile, IP and 0800 numbers."""
    if not digits.startswith("0") or digits.startswith("00"):
        return False
    return len(digits) == (11 if digits.startswith((*_MOBILE, _FREE_11)) else 10)


def hyphenated(digits: str) -> str:
    """Return the number of is_phone with its two hyphens."""
    if digits.startswith(_FREE_11):
        cuts = (4, 7)
    elif digits.startswith(_MOBILE):
        cuts = (3, 7)
    elif digits.startswith(_SERVICE):
        cuts = (4, 7)
    else:
        area = next((_AREA[digits[:n]] for n in (5, 4, 3, 2) if digits[:n] in _AREA), 4)
        cuts = (area, 6)
    return f"{digits[: cuts[0]]}-{digits[cuts[0] : cuts[1]]}-{digits[cuts[1] :]}"
