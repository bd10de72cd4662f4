"""The most that a sheet has to hold: every field filled with the longest that its limits and Japanese records allow.

All fields at once, those too that exclude one another, and every choice marked: what has room for this has room for
any answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.definition import Kind
from kiosk.paper import blank
from printing.content import Cells, Content, EraDate, Options, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Field, Procedure

_TEXT, _NAME, _KANA = 60, 30, 40
"""Characters of full width where a field says no less: an address, a name, its reading.

A name of 56 Latin letters, the most that the card holds, takes the room of 28 (住民基本台帳, 外国人住民の氏名).
"""
_NAME_LIMIT = 60
"""Names may be as long as 60 letters; what may is taken for one, and need not be 60 characters of full width."""

_LONGEST: dict[Kind, str] = {
    Kind.PHONE: "0125-62-22222",
    Kind.POSTAL: "073-0201",
    Kind.MONEY: "99,999,999",
    Kind.NUMBER: "999",
    Kind.TIME: "午後12時59分",
    Kind.DATETIME: "令和18年12月31日 午後12時59分",
}
_DIGITS = 12


def longest(procedure: Procedure) -> Mapping[str, Content]:
    """Return the content of every printed field, in every row there can be; keys as in kiosk.paper.contents."""
    fields = {field.id: field for field in procedure.fields}
    return {key: _longest(fields[key.rpartition(".")[2]], content) for key, content in blank(procedure).items()}


def _longest(field: Field, content: Content) -> Content:
    limits = field.limits
    match content:
        case Options() if field.kind is not Kind.STAFF:
            return replace(content, chosen=frozenset(range(len(content.labels))))
        case Cells() if field.kind is not Kind.MY_NUMBER:
            return replace(content, digits="9" * content.count)
        case EraDate():
            return replace(content, era=0, year="64", month="12", day="31")
        case _:
            pass
    match field.kind:
        case Kind.TEXT | Kind.NAME | Kind.KANA if limits.longest is None or limits.longest == _NAME_LIMIT:
            return Text("ア" * _KANA if field.kind is Kind.KANA else "国" * _NAME)
        case Kind.TEXT | Kind.NAME | Kind.RELATION | Kind.KANA | Kind.TEXTAREA | Kind.ADDRESS:
            return Text(("ア" if field.kind is Kind.KANA else "国") * (limits.longest or _TEXT))
        case Kind.NUMBER if limits.at_most is not None:
            return Text(str(limits.at_most))
        case Kind.MONEY if limits.at_most is not None:
            return Text(f"{limits.at_most:,}")
        case Kind.DIGITS if not isinstance(content, Cells):
            return Text("9" * (limits.longest or _DIGITS))
        case _:
            return Text(_LONGEST[field.kind]) if field.kind in _LONGEST else content
