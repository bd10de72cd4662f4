"""Are the definitions whole, and does every sheet hold? What ``madobe forms check`` and the morning check ask.

Proved for each: every question can be met, every condition can hold and fail (forms.reachability), sources and dates
are there (forms.review), and on the sheet, blank and filled with the longest there can be, nothing leaves its box or
lies on anything else (printing.proof). What is only due to be looked at again is a warning: nothing stops working.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.loader import load_procedure
from forms.problems import DefinitionCode, DefinitionError
from forms.reachability.proofs import findings
from forms.review import founded, overdue_definition, overdue_settings
from forms.settings import load_town
from kiosk.catalogue import catalogue_of
from kiosk.longest import longest
from kiosk.paper import blank, letter
from kiosk.sheets import fault, layout
from printing.errors import LayoutError
from printing.proof import prove

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from forms.definition import Catalogue, Procedure
    from forms.problems import Finding
    from forms.settings import Town
    from kiosk.config import Config

SETTINGS = "town"
"""Stands for the town's settings where a mistake names its form."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right in a definition file: ``where`` is the key path inside the file of ``form``."""

    form: str
    code: str
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The forms looked at, by id, what is wrong with them, and what somebody should look up again."""

    forms: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    due: tuple[Mistake, ...] = ()


def check_catalogue(catalogue: Catalogue, town: Town, today: date) -> Report:
    """Check every procedure, its sheet, and the town's settings."""
    broken = [Mistake(item.id, item.code, item.where, item.detail) for item in catalogue.broken]
    found = [*broken, *(_mistakes(SETTINGS, overdue_settings(town, today)))]
    for procedure in catalogue.procedures.values():
        found += check_procedure(procedure, town, today)
    return _report((*catalogue.procedures, *(item.id for item in catalogue.broken)), found)


def check_all(config: Config, today: date) -> Report:
    """Check all forms of this machine; raises ConfigError, SettingsError."""
    town = load_town(config.town)
    return check_catalogue(catalogue_of(config, town), town, today)


def check_file(path: Path, today: date, town: str = "kamisunagawa") -> Report:
    """Check one definition file; raises SettingsError when the town's settings cannot be read."""
    form, settings = path.stem, load_town(town)
    try:
        procedure = load_procedure(path, settings.figures)
    except DefinitionError as error:
        return Report((form,), (Mistake(form, error.code, error.where, error.detail),))
    return _report((form,), list(check_procedure(procedure, settings, today)))


def _report(forms: tuple[str, ...], found: list[Mistake]) -> Report:
    due = tuple(item for item in found if item.code == DefinitionCode.REVIEW_DUE)
    return Report(forms, tuple(item for item in found if item not in due), due)


def _mistakes(form: str, found: Iterable[Finding]) -> Iterator[Mistake]:
    return (Mistake(form, item.code, item.where, item.detail) for item in found)


def check_procedure(procedure: Procedure, town: Town, today: date) -> Iterator[Mistake]:
    """Yield what is wrong with a procedure that could be read, and what is due."""
    yield from _mistakes(procedure.id, founded(procedure, today))
    yield from _mistakes(procedure.id, findings(procedure, today))
    yield from _of_sheet(procedure, town)
    yield from _mistakes(procedure.id, overdue_definition(procedure, town, today))


def _of_sheet(procedure: Procedure, town: Town) -> Iterator[Mistake]:
    """Yield what is wrong with a sheet, blank first: what is wrong there is wrong with the sheet, not with a value."""
    broken = fault(procedure, town)
    if broken:
        yield Mistake(procedure.id, broken.code, broken.where, broken.detail)
        return
    sheet, words = layout(procedure), letter(procedure, town)
    try:
        found = prove(sheet, blank(procedure), words) or prove(sheet, longest(procedure), words)
    except LayoutError as error:
        yield Mistake(procedure.id, error.code, error.where, error.detail)
    else:
        yield from (Mistake(procedure.id, item.code, item.where, item.detail) for item in found)
