"""Values on their way to the office: into the sealed slip and back, and as lines of CSV.

Keys are those of printing (``v_name``, ``children[0].c_name``). A value is there when the field is on the paper and has
an answer; None stands for わからない, what was left out is not there. The 12-digit number never is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.fields import KINDS
from forms.journey import entries
from forms.places import content_of
from forms.problems import SlipValueError
from forms.values import SKIPPED, UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answers
    from forms.definition import Field, Procedure
    from forms.fields.base import SlipValue


def to_slip(procedure: Procedure, answers: Answers) -> dict[str, SlipValue | None]:
    """Return the values of one procedure as they travel inside the slip."""
    found: dict[str, SlipValue | None] = {}
    for entry in entries((procedure,), answers):
        kind = KINDS[entry.field.kind]
        if entry.answer is None or entry.answer.value is SKIPPED or not kind.askable:
            continue
        value = entry.answer.value
        found[entry.content] = None if value is UNKNOWN else kind.to_slip(value, entry.field)
    return found


def from_slip(procedure: Procedure, raw: Mapping[str, object]) -> dict[str, Value]:
    """Return the values out of a slip; raises SlipValueError when one does not belong to this procedure."""
    found: dict[str, Value] = {}
    for content, value in raw.items():
        field = _field_at(procedure, content)
        found[content] = UNKNOWN if value is None else KINDS[field.kind].from_slip(value, field)
    return found


def to_csv(procedure: Procedure, values: Mapping[str, Value]) -> tuple[tuple[str, str, str], ...]:
    """Return key, label and text of each value, for the office's systems."""
    lines = []
    for content, value in values.items():
        field = _field_at(procedure, content)
        text = UNKNOWN.value if value is UNKNOWN else "" if value is SKIPPED else KINDS[field.kind].csv(value, field)
        lines.append((content, field.label, text))
    return tuple(lines)


def _field_at(procedure: Procedure, content: str) -> Field:
    for field in procedure.fields:
        rows = range(procedure.repeat(field.repeat).max_rows) if field.repeat else (None,)
        if any(content_of(field, row) == content for row in rows):
            return field
    raise SlipValueError(content)
