"""Forms that were compared box by box with the research: what その他 means is told, and terms of law stand once."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from forms.answers import NO_ANSWERS, Giver
from forms.definition import Kind
from forms.evaluation import TODAY as TODAY_KEY
from forms.evaluation import Evaluation
from forms.loader import definition_files
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Field, Procedure

COMPARED = tuple(path.name.removesuffix(".toml") for path in definition_files())
OTHER = "その他"
TOLD_ELSEWHERE = {
    ("juminhyo", "use"): "use_other",
    ("jutaku", "why"): "why_other",
    ("kaigo_futanwari", "why"): "why_other",
    ("kaigo_hihoken", "why"): "why_other",
    ("kaigo_henko", "ch_reason"): "ch_detail",
    **{(f"kaigo_{name}", "dk_name"): "dk_office" for name in ("henko", "koshin", "shinki", "tennyu")},
    ("kaigo_kogaku", "ap_why"): "ap_rel",
    ("kaigo_yogu", "again_why"): "again_d",
    ("kei_toroku", "place"): "place_other",
    ("koseki", "relation"): "reason3",
    ("koseki", "use"): "use_other",
    ("risai", "cause"): "cause_name",
    ("risai", "dmg"): "dmg_text",
    ("risai", "h_own"): "h_owner",
    ("shisetsu", "f_name"): "f_which",
}
"""A box of its own beside the choice, which the research names and most of which other choices need too."""
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
def test_what_is_meant_by_other_is_asked_then_and_printed(id_: str, shipped: Mapping[str, Procedure]) -> None:
    procedure = shipped[id_]
    cells = [cell for cell in dicts(dict(procedure.sheet)) if "field" in cell]
    brackets = {cell["field"]: cell["other"] for cell in cells if "other" in cell}
    for field in procedure.fields:
        kind = field.kind in (Kind.CHOICE, Kind.MULTI)
        if not (kind and field.printed and OTHER in field.options) or field.id in NO_BRACKETS:
            continue
        elsewhere = TOLD_ELSEWHERE.get((id_, field.id))
        told = procedure.field(str(elsewhere or brackets[field.id]))
        assert told.asked, told.id
        assert told.required, told.id
        if elsewhere:
            assert told.id in {cell["field"] for cell in cells}
            assert told.show_if in (None, field.show_if) or seen(procedure, told, field), told.id
        else:
            assert field.id in str(told.show_if), told.id
            assert OTHER in str(told.show_if), told.id


def seen(procedure: Procedure, told: Field, choice: Field) -> bool:
    """Say whether a field is asked as soon as その他 is chosen."""
    value = (OTHER,) if choice.kind is Kind.MULTI else OTHER
    answers = NO_ANSWERS.set(TODAY_KEY, TODAY, Giver.COMPUTED).set(f"{procedure.id}.{choice.id}", value, Giver.RESIDENT)
    return Evaluation((procedure,), answers).visible(procedure, told, None)


@pytest.mark.parametrize("id_", COMPARED)
def test_an_age_or_term_of_law_is_a_figure_of_the_town_s_settings(id_: str) -> None:
    raw = tomllib.loads((files("assets") / "forms" / f"{id_}.toml").read_text("utf-8"))
    assert [text for text in texts(raw) if TERM.search(text)] == []
