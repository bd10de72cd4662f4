"""Small definitions for tests of forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from forms.definition import Field, Kind
from forms.loader import parse_procedure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Procedure

TODAY = date(2026, 11, 24)


def raw_procedure(*fields: Mapping[str, Any], **tables: Any) -> dict[str, Any]:
    """Return the parsed TOML of a small procedure; a field needs its id, the rest is filled in."""
    return {
        "id": "small",
        "name": "小さな届",
        "category": "test",
        "office": "desk",
        "addressee": "mayor",
        "legal_basis": "なし",
        "confidence": "general",
        "sources": ["テスト"],
        "checked_on": TODAY,
        "sections": ["届出", "世帯"],
        "field": [{"label": item["id"], "kind": "text", "section": "届出", "ask": "？", **item} for item in fields],
        **tables,
    }


def small(*fields: Mapping[str, Any], **tables: Any) -> Procedure:
    """Return a small procedure; raises DefinitionError."""
    return parse_procedure(raw_procedure(*fields, **tables))


def field_of(kind: Kind, **more: Any) -> Field:
    """Return a field of a kind."""
    return Field(**{"id": "x", "label": "欄", "kind": kind, "required": False, "section": "届出", **more})
