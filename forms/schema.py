"""The JSON Schema of a definition file, for editors that complete and check TOML (``madobe forms schema``).

Made from the same table of keys as the workbook. It knows keys and types; what refers to what is for forms.loader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.authority import Authority
from forms.figures import FIGURE_PATTERN
from forms.workbook.keys import Key, Type, cell_keys, keys_of, part_keys, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_WHOLE: Schema = {"type": "integer"}
_FIGURE: Schema = {"anyOf": [_WHOLE, {"type": "string", "pattern": FIGURE_PATTERN}]}
"""A whole number, or the name of one that the town's settings hold."""
_CONDITION: Schema = {"$ref": "#/$defs/condition"}
_TYPES: dict[Type, Schema] = {
    Type.TEXT: _TEXT,
    Type.FIELD: _TEXT,
    Type.FLAG: {"type": "boolean"},
    Type.WHOLE: _FIGURE,
    Type.NUMBER: {"type": "number", "minimum": 0},
    # JSON has no dates; editors hand a TOML date over as a text.
    Type.DAY: {"type": "string", "format": "date"},
    Type.TEXTS: _TEXTS,
    Type.WHOLES: {"type": "array", "items": _WHOLE},
    Type.NUMBERS: {"type": "array", "items": {"type": "number", "minimum": 0}},
    Type.CONDITION: _CONDITION,
    Type.WORD: _TEXT,
    Type.DEFAULT: {"anyOf": [_TEXT, _WHOLE, {"type": "boolean"}, _TEXTS]},
    Type.TOML: {},
}


def definition_schema() -> Schema:
    """Return the schema of a whole file (JSON Schema 2020-12)."""
    top = _table(
        keys_of("basic"),
        sections=_TEXTS,
        sections_en=_TEXTS,
        sources=_TEXTS,
        field=_array(_field()),
        repeat=_array(_table(keys_of("repeat"))),
        stop=_array(_table(keys_of("stop"))),
        check=_array(_table(keys_of("check"))),
        attachment=_array(_table(keys_of("attachment"))),
        sheet=_table(keys_of("sheet"), part=_array({"anyOf": _parts()}), place=_array(_table(keys_of("place")))),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "様式の定義 / definition of a procedure",
        **top,
        "$defs": {
            "condition": {"anyOf": _conditions()},
            "row": _table(keys_of("row"), cells=_array({"$ref": "#/$defs/cell"})),
            "cell": _table(cell_keys(), rows=_array({"$ref": "#/$defs/row"}), fields=_array(_slot())),
        },
    }


def _key(key: Key) -> Schema:
    told = {"description": " — ".join(filter(None, (f"{key.ja} / {key.en}", key.tip)))}
    if key.type is Type.WORD and not key.open:
        return {"enum": list(words_of(key.words)), **told}
    return {**_TYPES[key.type], **told}


def _table(keys: Iterable[Key], **more: Schema) -> Schema:
    listed = list(keys)
    schema: Schema = {
        "type": "object",
        "properties": {**{key.name: _key(key) for key in listed}, **more},
        "additionalProperties": False,
    }
    if must := [key.name for key in listed if key.must]:
        schema["required"] = must
    return schema


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_AUTHORITY = _array({"enum": ["", *Authority]})


def _field() -> Schema:
    known = {key.name: key for key in keys_of("prefill")}
    same, age = (_table([known[name]]) for name in ("same_as", "age_of"))
    compute = _table([known["compute"], known["of"]])
    choose = _table((), choose=_array(_table(keys_of("choose"))))
    prefill = {"anyOf": [_key(known["fact"]), same, age, compute, choose]}
    return _table(
        keys_of("field"),
        options=_TEXTS,
        options_en=_TEXTS,
        authority=_AUTHORITY,
        limits=_table(keys_of("limits")),
        prefill=prefill,
    )


def _slot() -> Schema:
    return {"anyOf": [_TEXT, _table(keys_of("slot"))]}


def _parts() -> list[Schema]:
    nested: dict[str, dict[str, Schema]] = {
        "grid": {"rows": _array({"$ref": "#/$defs/row"})},
        "table": {"header": _array({"$ref": "#/$defs/row"}), "columns": _array({"$ref": "#/$defs/cell"})},
    }
    found = []
    for kind in words_of("part"):
        schema = _table(part_keys(kind), kind={"const": kind}, **nested.get(kind, {}))
        found.append({**schema, "required": ["kind"]})
    return found


def _conditions() -> list[Schema]:
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    limits = {"at_least": _FIGURE, "at_most": _FIGURE}
    shapes: list[tuple[dict[str, Schema], list[str]]] = [
        ({"any": several}, ["any"]),
        ({"all": several}, ["all"]),
        ({"not": _CONDITION}, ["not"]),
        ({"answered": _TEXT}, ["answered"]),
        ({"same": _TEXTS}, ["same"]),
        ({"before": _TEXTS}, ["before"]),
        ({"known": _TEXT}, ["known"]),
        ({"row": _WHOLE}, ["row"]),
        ({"count": _TEXTS, **limits}, ["count"]),
        ({"age": _TEXT, "at_least": _FIGURE, "below": _FIGURE}, ["age"]),
        ({"field": _TEXT, "in": _TEXTS}, ["field", "in"]),
        ({"field": _TEXT, "has": _TEXT}, ["field", "has"]),
        ({"field": _TEXT, "is": {"type": ["string", "integer", "boolean"]}}, ["field", "is"]),
        ({"field": _TEXT, **limits}, ["field"]),
    ]
    return [
        {"type": "object", "properties": properties, "required": must, "additionalProperties": False}
        for properties, must in shapes
    ]
