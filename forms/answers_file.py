"""Answers from a TOML file, as ``madobe fill --answers`` takes them.

A table named by a procedure holds answers by field id, its arrays of tables hold the rows of a repeated table; any
other table holds shared answers (``[applicant]`` ``phone = ...``). The text わからない, or the field's id in
``unknown = [...]``, says that the answer is not known; an empty text leaves an optional field out. A table without rows
has none where that is allowed. Every other key is a problem.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from forms.answers import NO_ANSWERS, Answers, Giver
from forms.fields import KINDS
from forms.identity import names_of, stands_for
from forms.places import count_key, key_of
from forms.problems import Problem, ProblemCode
from forms.values import SKIPPED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from forms.definition import Field, Procedure, Repeat
    from forms.values import Value

_UNKNOWN = "unknown"


def load_answers(
    path: Path, procedures: Sequence[Procedure], *, others: Collection[str] = (), today: date | None = None
) -> tuple[Answers, tuple[Problem, ...]]:
    """Return the answers of a file and what is wrong with it; see read_answers."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return NO_ANSWERS, (Problem(ProblemCode.UNREADABLE_FILE, path.name, {"detail": str(error)}),)
    return read_answers(raw, procedures, others=others, today=today)


def read_answers(
    raw: Mapping[str, object],
    procedures: Sequence[Procedure],
    *,
    others: Collection[str] = (),
    today: date | None = None,
    giver: Giver = Giver.RESIDENT,
) -> tuple[Answers, tuple[Problem, ...]]:
    """Return the answers of a parsed file to ``procedures``, and what is wrong with it.

    ``others`` are procedures that may have a table here although they are not asked for; ``today`` is the day of the
    session, for limits that depend on it. What is wrong is left out of the answers.
    """
    reader = _Reader(procedures, today, giver)
    by_id = {item.id: item for item in procedures}
    for name, table in raw.items():
        if name in others and name not in by_id:
            continue
        if not isinstance(table, dict):
            reader.problem(ProblemCode.UNKNOWN_KEY, name)
        elif name in by_id:
            reader.procedure(by_id[name], table)
        else:
            reader.shared(name, table)
    return reader.identified(), tuple(reader.problems)


class _Reader:
    def __init__(self, procedures: Sequence[Procedure], today: date | None, giver: Giver) -> None:
        self.answers = NO_ANSWERS
        self.problems: list[Problem] = []
        self._today = today
        self._giver = giver
        fields = [item for procedure in procedures for item in procedure.fields if not item.repeat]
        others = {name: item for item in fields for name in names_of(item.shares)}
        self._shared = others | {item.shares: item for item in fields}

    def identified(self) -> Answers:
        """Return the answers read, each under the entry that it is: who somebody is may stand below in the file."""
        for key, answer in self.answers.items():
            name = stands_for(key, self.answers)
            if name != key:
                self.answers = self.answers.without(key)
                self._keep(name, answer.value)
        return self.answers

    def problem(self, code: ProblemCode, key: str, **params: str) -> None:
        self.problems.append(Problem(code, key, params))

    def shared(self, group: str, table: Mapping[str, object]) -> None:
        for name, value in table.items():
            key = f"{group}.{name}"
            field = self._shared.get(key)
            if field is None:
                self.problem(ProblemCode.UNKNOWN_KEY, key)
            else:
                self._answer(key, field, value)

    def procedure(self, procedure: Procedure, table: Mapping[str, object]) -> None:
        fields = {item.id: item for item in procedure.fields if not item.repeat}
        repeats = {item.id: item for item in procedure.repeats}
        self._unknown(procedure, fields, table, None, procedure.id)
        for repeat in procedure.repeats:
            if repeat.id not in table and not repeat.min_rows:
                self._rows(procedure, repeat, [])
        for name, value in table.items():
            if name in fields:
                self._answer(key_of(procedure, fields[name], None), fields[name], value)
            elif name in repeats and isinstance(value, list):
                self._rows(procedure, repeats[name], value)
            elif name != _UNKNOWN:
                self.problem(ProblemCode.UNKNOWN_KEY, f"{procedure.id}.{name}")

    def _rows(self, procedure: Procedure, repeat: Repeat, rows: list[object]) -> None:
        place = f"{procedure.id}.{repeat.id}"
        if len(rows) > repeat.max_rows:
            self.problem(ProblemCode.TOO_MANY_ROWS, place, most=str(repeat.max_rows))
            return
        self.answers = self.answers.set(count_key(procedure, repeat), len(rows), self._giver)
        fields = {item.id: item for item in procedure.fields if item.repeat == repeat.id}
        for row, table in enumerate(rows):
            if not isinstance(table, dict):
                self.problem(ProblemCode.UNKNOWN_KEY, f"{place}[{row}]")
                continue
            self._unknown(procedure, fields, table, row, f"{place}[{row}]")
            for name, value in table.items():
                if name in fields:
                    self._answer(key_of(procedure, fields[name], row), fields[name], value)
                elif name != _UNKNOWN:
                    self.problem(ProblemCode.UNKNOWN_KEY, f"{place}[{row}].{name}")

    def _unknown(
        self,
        procedure: Procedure,
        fields: Mapping[str, Field],
        table: Mapping[str, object],
        row: int | None,
        place: str,
    ) -> None:
        names = table.get(_UNKNOWN, [])
        for name in names if isinstance(names, list) else [names]:
            field = fields.get(name) if isinstance(name, str) else None
            if field is None:
                self.problem(ProblemCode.UNKNOWN_KEY, f"{place}.{_UNKNOWN}: {name}")
            else:
                self._answer(key_of(procedure, field, row), field, UNKNOWN.value)

    def _answer(self, key: str, field: Field, raw: object) -> None:
        kind = KINDS[field.kind]
        if not kind.askable:
            self.problem(ProblemCode.NOT_ASKED, key)
            return
        value: Value | Problem
        if raw == UNKNOWN.value:
            value = UNKNOWN
        elif raw == "":
            value = SKIPPED
        else:
            value = kind.parse(raw, field)
            if not isinstance(value, Problem):
                value = kind.check(value, field, self._today) or value
        if isinstance(value, Problem):
            self.problems.append(value.at(key))
            return
        self._keep(key, value)

    def _keep(self, key: str, value: Value) -> None:
        known = self.answers.get(key)
        if known is not None and known.value != value:
            self.problem(ProblemCode.CONFLICT, key)
            return
        self.answers = self.answers.set(key, value, self._giver)
