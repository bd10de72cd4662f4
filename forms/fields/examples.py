"""What an answer to a field may look like, for the sentence that says what is wrong with one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Field

_EXAMPLES: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.TEXT: ("あいうえお", "あいうえお"),
        Kind.NAME: ("空知　花子", "空知　花子"),
        Kind.KANA: ("ソラチ ハナコ", "ソラチ ハナコ"),
        Kind.TEXTAREA: ("あいうえお", "あいうえお"),
        Kind.DATE: ("昭和21年3月4日", "1946-03-04"),
        Kind.DATETIME: ("令和8年4月1日 午後1時30分", "2026-04-01 13:30"),
        Kind.TIME: ("午後1時30分", "13:30"),
        Kind.PHONE: ("0125-62-2222", "0125-62-2222"),
        Kind.POSTAL: ("073-0201", "073-0201"),
        Kind.ADDRESS: ("上砂川町中央北1条5丁目9番9号", "上砂川町中央北1条5丁目9番9号"),
        Kind.NUMBER: ("2", "2"),
        Kind.MONEY: ("12,000", "12,000"),
        Kind.RELATION: ("子", "Child"),
        Kind.CHECKBOX: ("はい", "Yes"),
    }
)
"""Japanese and English; a kind that is never typed has none."""

_LATELY = ("令和8年4月1日", "2026-04-01")
"""A day of the era that is always offered, where 昭和 is not."""


def example(field: Field, language: str) -> str:
    """Return the definition's own example, else one of the field's options, limits or kind; empty where none helps."""
    if field.example:
        return field.example
    if field.kind not in (Kind.DATE, Kind.RELATION) and field.options:
        return field.options_en[0] if language == "en" and field.options_en else field.options[0]
    if field.kind in (Kind.NUMBER, Kind.MONEY) and field.limits.at_least is not None:
        return f"{field.limits.at_least:,}"
    if field.kind in (Kind.DIGITS, Kind.MY_NUMBER):
        return "1234567890"[: field.digits[0]] if field.digits else "12345"
    if field.kind is Kind.DATE and not _may_be_long_ago(field):
        return _LATELY[language == "en"]
    return _EXAMPLES.get(field.kind, ("", ""))[language == "en"]


def _may_be_long_ago(field: Field) -> bool:
    """Tell whether 昭和 is offered: the sheet prints it, and no limit says that the day is a late one."""
    limits = field.limits
    late = (limits.earliest_days, limits.age_at_most, limits.school_age_at_most)
    return all(limit is None for limit in late) and (not field.options or "昭" in field.options)
