"""The table of keys, the loader, the sheet's grammar and the JSON Schema know the same keys: all of them, no others."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from forms.definition import Confidence, Kind
from forms.evaluation import FACTS
from forms.loader import parse_procedure, shipped_forms
from forms.problems import DefinitionError
from forms.schema import definition_schema
from forms.settings import load_town
from forms.toml_table import Table
from forms.workbook import keys
from forms.workbook.keys import keys_of, part_keys, words_of
from kiosk import paper
from printing.layout import PARTS
from printing.raw import Raw
from tests.support.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = load_town().figures
SHIPPED = [path for path in shipped_forms().iterdir() if path.name.endswith(".toml")]
ELSEWHERE = {
    "": {"sections", "sections_en", "sources", "field", "repeat", "stop", "check", "attachment", "sheet"},
    "field": {"options", "options_en", "authority", "limits", "prefill"},
    "prefill": {"choose"},
}
"""Keys of the loader that have a sheet of their own instead of a column."""

NESTED = {
    "grid": {"rows"},
    "table": {"columns", "header"},
    "cell": {"rows", "fields"},
    "row": {"cells"},
    "sheet": {"part", "place"},
}
"""Keys of the sheet's grammar that are rows of the workbook instead of columns."""


def table_of(place: str) -> str:
    """Return which table of the workbook's keys a place in a definition file belongs to."""
    for pattern, name in (
        (r"field\.[^.]+\.(show_if|prefill_if)|.*\.(when|show_if|prefill_if)\b", "condition"),
        (r"field\.[^.]+\.limits", "limits"),
        (r"field\.[^.]+\.prefill\.choose", "choose"),
        (r"field\.[^.]+\.prefill", "prefill"),
        (r"(field|repeat)\.[^.]+$", ""),
        (r"(stop|check|attachment)\[", ""),
    ):
        if re.match(pattern, place):
            return name or re.split(r"[.\[]", place)[0]
    assert place == "", place
    return ""


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[dict[str, set[str]], dict[str, set[str]]]]:
    """Note every key that the loader and the sheet's grammar ask for while they read all shipped forms."""
    patch = pytest.MonkeyPatch()
    loader: dict[str, set[str]] = defaultdict(set)
    grammar: dict[str, set[str]] = defaultdict(set)
    take, raw, holds = Table._take, Table.raw, Table.__contains__
    whole, day = Table.whole, Table.day
    sheet_take, sheet_holds = Raw._take, Raw.__contains__

    def note(table: Table, name: str) -> None:
        loader[table_of(table.place)].add(name)

    def sheet_note(table: Raw, name: str) -> None:
        last = table.where.rsplit(".", 1)[-1].split("[")[0]
        kind = {"sheet": "sheet", "cells": "cell", "columns": "cell", "rows": "row", "header": "row", "fields": "slot"}
        found = kind.get(last) or (str(table._table.get("kind")) if last == "part" else last)
        grammar[found].add(name)

    patch.setattr(Table, "_take", lambda self, name, *rest: (note(self, name), take(self, name, *rest))[1])
    patch.setattr(Table, "raw", lambda self, name: (note(self, name), raw(self, name))[1])
    patch.setattr(Table, "__contains__", lambda self, name: (note(self, name), holds(self, name))[1])
    patch.setattr(Table, "whole", lambda self, name: (note(self, name), whole(self, name))[1])
    patch.setattr(Table, "day", lambda self, name: (note(self, name), day(self, name))[1])
    patch.setattr(Raw, "_take", lambda self, name, *rest: (sheet_note(self, name), sheet_take(self, name, *rest))[1])
    patch.setattr(Raw, "__contains__", lambda self, name: (sheet_note(self, name), sheet_holds(self, name))[1])
    for path in SHIPPED:
        paper.layout(parse_procedure(tomllib.loads(path.read_text("utf-8")), FIGURES))
    yield loader, grammar
    patch.undo()


Asked = tuple[dict[str, set[str]], dict[str, set[str]]]


@pytest.mark.parametrize("table", ["field", "limits", "choose", "repeat", "stop", "check", "attachment", "prefill", ""])
def test_the_workbook_knows_every_key_of_the_loader(asked: Asked, table: str) -> None:
    known = {key.name for key in keys_of(table or "basic")} - {"fact"}
    assert known == asked[0][table] - ELSEWHERE.get(table, set())


@pytest.mark.parametrize("table", ["sheet", "row", "slot", "cell", *PARTS])
def test_the_workbook_knows_every_key_of_the_sheet(asked: Asked, table: str) -> None:
    if table in PARTS:
        known = {key.name for key in part_keys(table)} | {"kind"}
    elif table == "cell":
        known = {key.name for key in keys.cell_keys()}
    else:
        known = {key.name for key in keys_of(table)}
    assert known == asked[1][table] - NESTED.get(table, set()) | ({"rows"} if table == "table" else set())


def test_the_workbook_and_the_schema_know_every_condition(asked: Asked) -> None:
    shapes = definition_schema()["$defs"]["condition"]["anyOf"]
    assert {name for shape in shapes for name in shape["properties"]} == asked[0]["condition"]
    relations = set(words_of("relation")) - {"true", "false", "number", "between"}
    assert relations == asked[0]["condition"] - {"field", "at_least", "at_most", "below"}


def test_the_workbook_has_a_word_for_every_value() -> None:
    assert set(words_of("kind")) == {kind.value for kind in Kind}
    assert set(words_of("confidence")) == {one.value for one in Confidence}
    assert set(words_of("fact")) == set(FACTS)
    assert set(words_of("part")) == set(PARTS)


@pytest.mark.parametrize("table", ["kind", "confidence", "fact", "frame", "align", "mark", "relation", "date_part"])
def test_no_word_stands_for_two_values(table: str) -> None:
    words = list(words_of(table).values())
    assert len(set(words)) == len(words)
    assert not set(words) & set(words_of(table))


def test_one_heading_is_one_key() -> None:
    for names in (("field", "limits", "prefill"), ("repeat",), ("stop",), ("check",), ("attachment",), ("place",)):
        titles = [key.ja for name in names for key in keys_of(name)]
        assert len(set(titles)) == len(titles)


VALIDATOR = Draft202012Validator(definition_schema())


def as_json(value: Any) -> Any:
    """Return a TOML table as an editor hands it to a schema: dates as texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(definition_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_form_keeps_to_the_schema(path: Any) -> None:
    raw = as_json(tomllib.loads(path.read_text("utf-8")))
    assert not [error.json_path for error in VALIDATOR.iter_errors(raw)]
    for spoilt in (raw | {"nmae": 1}, raw | {"field": [*raw["field"], raw["field"][0] | {"requird": True}]}):
        assert not VALIDATOR.is_valid(spoilt)


@given(definitions())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_the_loader_accepts_the_schema_accepts(raw: dict[str, Any]) -> None:
    assert not [error.json_path for error in VALIDATOR.iter_errors(as_json(raw))]


@pytest.mark.parametrize("name", [key.name for key in keys_of("basic")])
def test_what_must_be_there_must_be_there_for_both(name: str) -> None:
    raw = tomllib.loads((shipped_forms() / "juminhyo.toml").read_text("utf-8"))
    without = deepcopy(raw)
    without.pop(name, None)
    try:
        parse_procedure(without, FIGURES)
        loads = True
    except DefinitionError as error:
        loads = error.where != name
    assert loads == VALIDATOR.is_valid(as_json(without))
