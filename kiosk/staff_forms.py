"""What staff do with definitions: take a changed one in, keep the one before, begin a new one.

Pure but for the files: nothing here speaks to a person (kiosk.cli.workbook does) or asks what day it is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.definition import Catalogue
from forms.loader import parse_procedure
from forms.problems import DefinitionError
from forms.toml_writer import dumps
from forms.vocabulary import vocabulary
from forms.workbook import reading, writing, xlsx
from forms.workbook.difference import difference
from forms.workbook.headings import BASIC, FIELDS, OPTIONS, PLACEMENT
from forms.workbook.problems import CellProblem, WorkbookError
from kiosk.catalogue import file_of
from kiosk.files import write_whole
from kiosk.forms_check import check_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from forms.definition import Procedure
    from forms.settings import Town
    from forms.workbook.difference import Change
    from forms.workbook.page import Page
    from forms.workbook.reading import Definition
    from kiosk.config import Config

Raw = dict[str, Any]

OLD = "old"
"""Folder beside the town's definitions that keeps those before."""

_APPROVAL = ("approved_by", "approved_on")
_COMMENT = (
    "この定義は madobe forms import-xlsx で取り込みました。書き方：docs/forms.md、docs/sheet.md、docs/staff-forms.md"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A definition somebody wants to be used, checked whole; ``before`` is what is in use, empty for a new one."""

    procedure: Procedure
    raw: Raw
    before: Raw
    changes: tuple[Change, ...]

    @property
    def new(self) -> bool:
        """Tell whether there was no such procedure."""
        return not self.before


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was written: the definition, and the one before if the town had one of its own."""

    path: Path
    kept: Path | None


def raw_of(config: Config, procedure: str) -> Raw:
    """Return the definition in use as its parsed file, empty where there is none that can be read."""
    path = file_of(config, procedure)
    try:
        return tomllib.loads(path.read_text("utf-8")) if path is not None else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def workbook(raw: Mapping[str, Any], town: Town) -> bytes:
    """Return the workbook of a definition; raises WorkbookError for characters no workbook holds."""
    lists = {
        "office": tuple(town.offices),
        "addressee": tuple(town.addressees),
        "fee": tuple(town.fees),
        "shares": tuple(vocabulary()),
    }
    return xlsx.write(writing.pages(raw), lists)


def propose(data: bytes, config: Config, town: Town, folder: Path, today: date) -> Proposal:
    """Return what a workbook proposes; raises WorkbookError with the cell of everything found wrong.

    ``folder`` is where its definition will stand: a background it names is looked for there. What is approved stays
    approved only as long as nothing changes.
    """
    pages = xlsx.read(data)
    found = reading.definition(pages)
    raw = {key: value for key, value in found.raw.items() if key not in _APPROVAL}
    try:
        procedure = replace(parse_procedure(raw, town.figures), folder=folder)
    except DefinitionError as error:
        raise WorkbookError((_at(found, pages, error.code, error.where, error.detail),)) from error
    report = check_catalogue(Catalogue(MappingProxyType({procedure.id: procedure})), town, today)
    if report.mistakes:
        raise WorkbookError(tuple(_at(found, pages, one.code, one.where, one.detail) for one in report.mistakes))
    before = raw_of(config, procedure.id)
    changes = difference({key: value for key, value in before.items() if key not in _APPROVAL}, raw)
    if not changes:
        raw |= {key: before[key] for key in _APPROVAL if key in before}
    return Proposal(parse_again(raw, town, folder), raw, before, changes)


def approve(proposal: Proposal, town: Town, by: str, on: date) -> Proposal:
    """Return the proposal approved by an office and a name, which ends 様式未確認."""
    raw = {**proposal.raw, "approved_by": by, "approved_on": on}
    return replace(proposal, raw=raw, procedure=parse_again(raw, town, proposal.procedure.folder))


def parse_again(raw: Raw, town: Town, folder: Any) -> Procedure:  # noqa: ANN401  # whatever folder a procedure has
    """Return the procedure of a table that has been read before."""
    return replace(parse_procedure(raw, town.figures), folder=folder)


def take_in(proposal: Proposal, out: Path, today: date) -> TakenIn:
    """Write the definition, and keep the one that stood there as ``old/<id>-<day>-<n>.toml``; raises CannotWriteError.

    The old one is written first: at no moment is there none.
    """
    identity = proposal.procedure.id
    path = out / f"{identity}.toml"
    kept = None
    if path.is_file():
        kept = next(
            free
            for number in range(1, 10000)
            if not (free := out / OLD / f"{identity}-{today.isoformat()}-{number}.toml").exists()
        )
        write_whole(kept, path.read_bytes())
    write_whole(path, dumps(proposal.raw, _COMMENT).encode())
    return TakenIn(path, kept)


def begin(identity: str, town: Town, today: date, other: Mapping[str, Any] | None = None) -> Raw:
    """Return a new definition, from another or from a blank with name, address and signature; raises DefinitionError.

    A copy is nobody's yet: not approved, and checked by nobody under its new name.
    """
    blank = tomllib.loads((files("assets") / "workbook" / "blank.toml").read_text("utf-8"))
    raw = {key: value for key, value in (other or blank).items() if key not in _APPROVAL}
    raw |= {"id": identity, "checked_on": today}
    parse_procedure(raw, town.figures)
    return raw


def _at(found: Definition, pages: Mapping[str, Page], code: str, where: str, detail: str) -> CellProblem:
    """Return a mistake of the loader or the sheet with the cell that makes it."""
    if code == "sheet-missing":
        where = f"field.{where}"
    elif code == "sheet-words" and (cell := _holding(pages, where)):
        return CellProblem(code, *cell, where)
    sheet, cell_name = found.cell_of(where)
    return CellProblem(code, sheet, cell_name, detail or where)


def _holding(pages: Mapping[str, Page], words: str) -> tuple[str, str] | None:
    """Return the first cell of the sheet that prints these words."""
    for name in (PLACEMENT, BASIC, FIELDS, OPTIONS):
        for row in pages[name]:
            for title, cell in row.cells.items():
                if isinstance(cell, str) and words in (*cell.split("\n"), cell):
                    return name, pages[name].address(row.number, title)
    return None
