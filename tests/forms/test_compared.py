"""Forms that were compared box by box with the research: what その他 means is told, and terms of law stand once."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Procedure

COMPARED = (
    *("event", "hisai", "hoiku_genkyo", "hoiku_nintei", "hoiku_riyo", "jidofuyo_genkyo", "jidoteate_bekkyo"),
    *("jidoteate_gaku", "jidoteate_genkyo", "jidoteate_henko", "jidoteate_kakunin", "jidoteate_kifu"),
    *("jidoteate_kifu_henko", "jidoteate_kyushoku", "jidoteate_kyushoku_henko", "jidoteate_mishiharai"),
    *("jidoteate_nintei", "jidoteate_shometsu", "ninshin", "shisetsu", "soudan"),
)
OTHER = "その他"
TOLD_ELSEWHERE = {("shisetsu", "f_name"): "f_which"}
"""A box of its own beside the choice, which other choices need too."""
NO_BRACKETS = {"bk_type"}
"""種目 1普通 2当座 3その他: no paper has room for more."""
TERM = re.compile(r"[0-9０-９]+(?:日以内|歳|か月以内|か月前|年以上)")
NOT_READ = {"sources", "example", "described", "note", "applicant_rule", "my_number_note", "fee_note"}
"""Keys of a definition that tell where it comes from, and nobody is asked or told."""


def dicts(thing: object) -> Iterator[Mapping[str, object]]:
    """Every table of a sheet."""
    if isinstance(thing, dict):
        yield thing
        for value in thing.values():
            yield from dicts(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from dicts(value)


def texts(thing: object, key: str = "") -> Iterator[str]:
    """Every text of a definition that somebody reads."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for name, value in thing.items():
            yield from texts(value, name) if name not in NOT_READ else ()
    elif isinstance(thing, list):
        for value in thing:
            yield from texts(value, key)


@pytest.mark.parametrize("id_", COMPARED)
def test_what_is_meant_by_other_is_asked_then_and_printed_in_its_brackets(
    id_: str, shipped: Mapping[str, Procedure]
) -> None:
    procedure = shipped[id_]
    brackets = {cell["field"]: cell["other"] for cell in dicts(dict(procedure.sheet)) if "other" in cell}
    for field in procedure.fields:
        kind = field.kind in (Kind.CHOICE, Kind.MULTI)
        if not (kind and field.printed and OTHER in field.options) or field.id in NO_BRACKETS:
            continue
        told = procedure.field(str(TOLD_ELSEWHERE.get((id_, field.id)) or brackets[field.id]))
        assert told.asked, told.id
        assert told.required, told.id
        assert field.id in str(told.show_if), told.id
        assert OTHER in str(told.show_if), told.id


@pytest.mark.parametrize("id_", COMPARED)
def test_an_age_or_term_of_law_is_a_figure_of_the_town_s_settings(id_: str) -> None:
    raw = tomllib.loads((files("assets") / "forms" / f"{id_}.toml").read_text("utf-8"))
    assert [text for text in texts(raw) if TERM.search(text)] == []
