"""代筆の記録: the sheet that says which boxes staff filled in for the person at the window.

Its definition is assets/records/daihitsu.toml. It is due as soon as one answer on the paper was given by staff. It
names boxes, never what stands in them: the forms say that, and one paper with it is enough.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from forms.answers import Answers, Giver
from forms.journey import entries
from forms.loader import load_procedure
from forms.values import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from forms.definition import Procedure

DAIHITSU = "daihitsu"
"""Name of the record among the documents of a visit; no procedure may have it."""

_LONGEST = 56
"""Characters of labels in one row: two lines of its column at 9 pt, with room for wide words to break."""


@cache
def record() -> Procedure:
    """Return the definition of the record; its grammar is that of a form, the catalogue does not hold it."""
    return load_procedure(files("assets") / "records" / f"{DAIHITSU}.toml")


def written_by_staff(procedures: Sequence[Procedure], answers: Answers) -> tuple[tuple[str, str, str], ...]:
    """Return the rows of the record: form, section and the boxes in it that staff filled in; empty when none is due."""
    found: dict[tuple[str, str], list[str]] = {}
    for procedure in procedures:
        for entry in entries((procedure,), answers):
            answer = entry.answer
            if not entry.field.printed or answer is None or answer.giver is not Giver.STAFF or answer.value is SKIPPED:
                continue
            label = entry.field.label if entry.row is None else f"{entry.field.label}（{entry.row + 1}）"
            found.setdefault((procedure.name, entry.field.section), []).append(label)
    return tuple((form, part, row) for (form, part), labels in found.items() for row in _rows(labels))


def _rows(labels: Sequence[str]) -> Iterator[str]:
    row = ""
    for label in dict.fromkeys(labels):
        if row and len(row) + 1 + len(label) > _LONGEST:
            yield row
            row = ""
        row = f"{row}、{label}" if row else label
    yield row


def record_answers(slip_id: str, today: date, procedures: Sequence[Procedure], answers: Answers) -> Answers | None:
    """Return what the record says, for drawing it as a form; None when staff gave nothing."""
    rows = written_by_staff(procedures, answers)
    if not rows:
        return None
    name = answers.get("applicant.name")
    found = Answers() if name is None else Answers({"applicant.name": name})
    found = found.set("application.date", today, Giver.COMPUTED).set(f"{DAIHITSU}.slip_no", slip_id, Giver.COMPUTED)
    found = found.set(f"{DAIHITSU}.boxes.count", len(rows), Giver.COMPUTED)
    for number, row in enumerate(rows):
        for field, text in zip(("form", "part", "labels"), row, strict=True):
            found = found.set(f"{DAIHITSU}.boxes[{number}].{field}", text, Giver.COMPUTED)
    return found
