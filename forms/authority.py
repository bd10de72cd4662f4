"""For whom a form is applied for, and what shows that the person at the window may do so.

A form says it in data: a choice like ``applied_by`` names, option by option, the authority it takes
(``authority = { "代理人" = "letter" }``). Whoever takes such an option is a proxy; any other is one's own right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.answers import Answer, Answers, Giver
from forms.evaluation import evaluated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.definition import Procedure


class Authority(StrEnum):
    """What a proxy shows to staff; the words stand in assets/words/<language>/screen.toml, table authority."""

    LETTER = "letter"
    """委任状 of the person: printed along where none is at hand."""
    OWN_LETTER = "own-letter"
    """A letter on this very sheet, or one the office sent to the person."""
    LEGAL = "legal"
    """法定代理人: 戸籍謄本, 登記事項証明書."""
    AGENCY = "agency"
    """提出代行者: the office's own card."""
    FAMILY = "family"
    """A relative who needs no letter."""
    HOUSEHOLD = "household"
    """Nothing within the household; somebody of another one shows a letter."""
    HOLDING = "holding"
    """The card of the registered seal (印鑑登録証) itself."""
    NONE = "none"
    """Nothing but who they are themselves."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A procedure applied for by somebody else, and what shows the authority."""

    procedure: str
    authority: Authority


def proxies(procedures: Sequence[Procedure], answers: Answers) -> tuple[Proxy, ...]:
    """Return the procedures that the person at the window applies for as a proxy, in the order chosen."""
    found: dict[str, Proxy] = {}
    for place in evaluated(procedures, answers).places:
        answer = answers.get(place.key)
        said = place.field.authority.get(str(answer.value)) if answer else None
        if said is not None:
            found.setdefault(place.procedure.id, Proxy(place.procedure.id, Authority(said)))
    return tuple(found.values())


def with_givers(procedures: Sequence[Procedure], answers: Answers) -> Answers:
    """Return the answers with 代理 as the giver of what a proxy said, and the resident of the rest.

    An answer that several forms share is the resident's own as soon as one of them is applied for in their own right.
    """
    by_proxy = {one.procedure for one in proxies(procedures, answers)}
    givers: dict[str, Giver] = {}
    for place in evaluated(procedures, answers).places:
        if place.procedure.id not in by_proxy:
            givers[place.key] = Giver.RESIDENT
        else:
            givers.setdefault(place.key, Giver.PROXY)
    changed = {
        key: Answer(answer.value, givers[key])
        for key, answer in answers.items()
        if answer.giver in (Giver.RESIDENT, Giver.PROXY) and givers.get(key, answer.giver) is not answer.giver
    }
    return Answers({**dict(answers.items()), **changed}) if changed else answers
