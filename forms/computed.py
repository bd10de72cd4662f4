"""What can be worked out from other answers and need not be asked: bank codes, ゆうちょ accounts, postcodes.

A definition names one: ``prefill = { compute = "bank_code", of = ["bk_kind", "bk_name"] }``. What is worked out stands
on the check page, where a person may put it right; what cannot be worked out is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms import banks, postcode
from forms.definition import Kind
from forms.japanese import yucho

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.values import Plain

POST_BANK = "ゆうちょ銀行"
"""The option of a sheet that says so."""

_TEXT, _DIGITS, _CHOICE, _ADDRESS = (
    frozenset({Kind.TEXT}),
    frozenset({Kind.DIGITS}),
    frozenset({Kind.CHOICE}),
    frozenset({Kind.ADDRESS}),
)


@dataclass(frozen=True, slots=True)
class Computation:
    """One: the kinds of field it takes and gives, and the work; None when the values do not tell."""

    takes: tuple[frozenset[Kind], ...]
    gives: frozenset[Kind]
    work_out: Callable[..., Plain | None]


def _bank_name(kind: Plain) -> Plain | None:
    return POST_BANK if kind == POST_BANK else None


def _bank_code(kind: Plain, name: Plain) -> Plain | None:
    found = banks.bank_named(str(name), str(kind))
    return found.code if found else None


def _branch_code(kind: Plain, name: Plain, branch: Plain) -> Plain | None:
    code = _bank_code(kind, name)
    found = banks.branch_named(str(code), str(branch)) if code else None
    return found.code if found else None


def _branch_kind(kind: Plain, name: Plain, branch: Plain) -> Plain | None:
    return banks.branch_kind(str(_bank_code(kind, name) or ""), str(kind), str(branch))


def _account(symbol: Plain, number: Plain) -> yucho.Account | None:
    try:
        return yucho.to_account(str(symbol), str(number))
    except yucho.NotYuchoError:
        return None


def _yucho_branch_code(symbol: Plain, number: Plain) -> Plain | None:
    account = _account(symbol, number)
    return account.branch if account else None


def _yucho_number(symbol: Plain, number: Plain) -> Plain | None:
    account = _account(symbol, number)
    return account.number if account else None


def _yucho_branch(code: Plain) -> Plain | None:
    return yucho.branch_name(str(code)) if yucho.is_branch(str(code)) else None


def _yucho_type(code: Plain) -> Plain | None:
    return yucho.type_of(str(code)) if yucho.is_branch(str(code)) else None


def _postcode(address: Plain) -> Plain | None:
    return postcode.postcode_of(str(address))


COMPUTED: Mapping[str, Computation] = MappingProxyType(
    {
        "bank_name": Computation((_CHOICE,), _TEXT, _bank_name),
        "bank_code": Computation((_CHOICE, _TEXT), _DIGITS, _bank_code),
        "branch_code": Computation((_CHOICE, _TEXT, _TEXT), _DIGITS, _branch_code),
        "branch_kind": Computation((_CHOICE, _TEXT, _TEXT), _CHOICE, _branch_kind),
        "yucho_branch_code": Computation((_DIGITS, _DIGITS), _DIGITS, _yucho_branch_code),
        "yucho_number": Computation((_DIGITS, _DIGITS), _DIGITS, _yucho_number),
        "yucho_branch": Computation((_DIGITS,), _TEXT, _yucho_branch),
        "yucho_type": Computation((_DIGITS,), _CHOICE, _yucho_type),
        "postcode": Computation((_ADDRESS,), frozenset({Kind.POSTAL}), _postcode),
    }
)
