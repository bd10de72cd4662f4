"""The shared vocabulary: what several procedures ask in the same sense (forms/vocabulary.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shared:
    """One entry: the kind of field that may share it, and the options every one must have."""

    kind: Kind
    options: tuple[str, ...] = ()


@cache
def vocabulary() -> Mapping[str, Shared]:
    """Return every entry by its name (``applicant.phone``)."""
    raw = tomllib.loads((files("forms") / "vocabulary.toml").read_text("utf-8"))
    return MappingProxyType(
        {name: Shared(Kind(item["kind"]), tuple(item.get("options", ()))) for name, item in raw.items()}
    )
