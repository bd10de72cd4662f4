"""Are the definitions whole, and can every sheet be drawn? What ``madobe forms check`` and the morning check ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.loader import load_procedure
from forms.problems import DefinitionError, SettingsError
from forms.settings import load_town
from kiosk.catalogue import catalogue_of
from kiosk.paper import draw_blank
from printing.errors import LayoutError

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Catalogue, Procedure
    from forms.settings import Town
    from kiosk.config import Config


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right in a definition file: ``where`` is the key path inside the file of ``form``."""

    form: str
    code: str
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The forms looked at, by id, and what is wrong with them."""

    forms: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def check_catalogue(catalogue: Catalogue, town: Town) -> Report:
    """Check the sheet of every procedure against its definition and the town's settings."""
    mistakes = [Mistake(item.id, item.code, item.where, item.detail) for item in catalogue.broken]
    for procedure in catalogue.procedures.values():
        mistakes += _sheet_mistakes(procedure, town)
    return Report((*catalogue.procedures, *(item.id for item in catalogue.broken)), tuple(mistakes))


def check_all(config: Config) -> Report:
    """Check all forms of this machine; raises ConfigError, SettingsError."""
    return check_catalogue(catalogue_of(config), load_town(config.town))


def check_file(path: Path, town: str = "kamisunagawa") -> Report:
    """Check one definition file; raises SettingsError when the town's settings cannot be read."""
    form = path.stem
    try:
        procedure = load_procedure(path)
    except DefinitionError as error:
        return Report((form,), (Mistake(form, error.code, error.where, error.detail),))
    return Report((form,), tuple(_sheet_mistakes(procedure, load_town(town))))


def _sheet_mistakes(procedure: Procedure, town: Town) -> list[Mistake]:
    """Return what is wrong with a sheet: drawing it blank needs the layout, the addressee and every character."""
    try:
        town.office(procedure)
        town.fee(procedure)
        drawn = draw_blank(procedure, town)
    except LayoutError as error:
        return [Mistake(procedure.id, error.code, error.where, error.detail)]
    except SettingsError as error:
        return [Mistake(procedure.id, "DEF-20", error.where, error.detail)]
    return [Mistake(procedure.id, problem.code, problem.field) for problem in drawn.problems]
