"""ゆうちょ銀行: 記号 and 番号 of the bank book, and 店番 and 口座番号 that transfers take, each from the other.

Rule as ゆうちょ銀行 publishes it (記号番号から振込用の店名・預金種目・口座番号への変換; read as others cite it):
通常貯金, 記号 1xxx0: 店番 is the 2nd and 3rd digit and 8, 口座番号 the 番号 without its last digit, which is 1.
振替口座, 記号 0xxx0: 店番 is the 2nd and 3rd digit and 9, 口座番号 the 番号. Zeros in front to seven digits.

The 4th digit of the 記号 is said to be a check digit over both numbers. No rule is published; the one
below is an observation (open source, sanmai/jpb-account-converter) that some sample numbers keep and others do not. So
it refuses nothing, and to_symbol is for comparing with a bank book, never for paper.
"""

from __future__ import annotations

from dataclasses import dataclass

ACCOUNT_DIGITS = 7

_ORDINARY, _TRANSFER = "1", "0"
_BRANCH_END = {_ORDINARY: "8", _TRANSFER: "9"}
_TYPE = {_ORDINARY: "普通", _TRANSFER: "当座"}
_DIGITS = "〇一二三四五六七八九"


class NotYuchoError(Exception):
    """Raised for numbers that no account of ゆうちょ銀行 has; compare them with the bank book."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as transfers name it: 店番 (three digits), 口座番号 (seven), 預金種目."""

    branch: str
    number: str
    type: str

    @property
    def branch_name(self) -> str:
        """The name of the branch: 〇一八."""
        return branch_name(self.branch)


def branch_name(branch: str) -> str:
    """Return the name of a 店番: 〇一八."""
    return "".join(_DIGITS[int(digit)] for digit in branch)


def is_branch(branch: str) -> bool:
    """Tell whether a number may be a 店番: three digits, the last 8 or 9."""
    return _is_number(branch, 3, 3) and branch[-1] in _BRANCH_END.values()


def type_of(branch: str) -> str:
    """Return the 預金種目 of the accounts of a 店番."""
    return next(_TYPE[kind] for kind, end in _BRANCH_END.items() if branch.endswith(end))


def is_symbol(symbol: str) -> bool:
    """Tell whether a number may be a 記号: five digits, 1xxx0 or 0xxx0."""
    return _is_number(symbol, 5, 5) and symbol[0] in _TYPE and symbol[-1] == "0"


def is_number(number: str) -> bool:
    """Tell whether a number may be a 番号 under some 記号: up to eight digits that end in 1, or up to six."""
    return _is_number(number, 1, 6) or (_is_number(number, 2, 8) and number[-1] == "1")


def _is_number(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= most


def to_account(symbol: str, number: str) -> Account:
    """Return the account of a 記号 (five digits) and a 番号 (up to eight, without its spaces); raises NotYuchoError."""
    kind = symbol[:1]
    if not is_symbol(symbol) or not is_number(number):
        raise NotYuchoError
    account = number
    if kind == _ORDINARY:
        if len(number) < 2 or number[-1] != "1":
            raise NotYuchoError
        account = number[:-1]
    elif len(number) > 6:
        raise NotYuchoError
    return Account(symbol[1:3] + _BRANCH_END[kind], account.rjust(ACCOUNT_DIGITS, "0"), _TYPE[kind])


def to_symbol(branch: str, number: str) -> tuple[str, str]:
    """Return the likely 記号 and the 番号 of a 店番 and a 口座番号; raises NotYuchoError."""
    kind = next((kind for kind, end in _BRANCH_END.items() if branch[-1:] == end), None)
    fits = branch.isascii() and branch.isdigit() and len(branch) == 3
    if kind is None or not fits or not (number.isascii() and number.isdigit() and len(number) <= ACCOUNT_DIGITS):
        raise NotYuchoError
    short = number.lstrip("0") or "0"
    printed = f"{short}1" if kind == _ORDINARY else short
    if kind == _TRANSFER and len(printed) > 6:
        raise NotYuchoError
    symbol = f"{kind}{branch[:2]}00"
    return f"{symbol[:3]}{_check_digit(symbol, printed)}0", printed


def _check_digit(symbol: str, number: str) -> str:
    """Weights 1, 3, 2 over all thirteen digits, 0 in its own place; a product of two digits counts by its sum."""
    digits = f"{symbol[:3]}0{symbol[4]}{number.rjust(8, '0')}"
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (1, 3, 2)[place % 3]
        total += sum(divmod(value, 10)) if place % 3 == 2 else value
    return str(total % 10)
