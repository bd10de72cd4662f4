"""Which fields of a sheet are a bank's and a branch's name: those that a bank code and a branch code are worked out of.

So nothing has to be said twice in a definition: ``prefill = {compute = "branch_code", of = [kind, name, branch]}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from forms import banks
from forms.definition import Compute
from forms.identity import identified
from forms.places import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.answers import Answers
    from forms.definition import Procedure


class Part(Enum):
    """What of an account is asked."""

    BANK = "bank"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class AccountPart:
    """A question for a bank's name (with the kind of bank, if known) or for a branch's (with the code of the bank)."""

    part: Part
    kind: str = ""
    bank: str = ""


_PARTS = {"bank_code": (None, Part.BANK), "branch_code": (None, Part.BANK, Part.BRANCH)}
"""What the sources of each computation are (forms/computed.py)."""


def account_part(procedures: Sequence[Procedure], answers: Answers, key: str) -> AccountPart | None:
    """Return which part of an account the question ``key`` asks for; None for any other.

    None too for a branch of a bank that the list does not know: its branches are typed.
    """
    for procedure in identified(procedures, answers):
        for field in procedure.fields:
            rule = field.prefill
            if not isinstance(rule, Compute) or rule.name not in _PARTS:
                continue
            keys = [key_of(procedure, procedure.field(source), None) for source in rule.of]
            part = dict(zip(keys, _PARTS[rule.name], strict=True)).get(key)
            if part is not None:
                kind, name = (_text(answers, one) for one in keys[:2])
                return _told(part, kind, name)
    return None


def _text(answers: Answers, key: str) -> str:
    answer = answers.get(key)
    return answer.value if answer is not None and isinstance(answer.value, str) else ""


def _told(part: Part, kind: str, name: str) -> AccountPart | None:
    if part is Part.BANK:
        return AccountPart(part, kind)
    bank = banks.bank_named(name, kind) if name else None
    return AccountPart(part, kind, bank.code) if bank else None
