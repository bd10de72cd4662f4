"""Which procedures can go on paper: those whose sheet can be laid out and whose settings the town has. No fonts needed.

A procedure that cannot is offered at the counter only; the others go on (forms.loader does the same for broken files).
What only drawing shows, printed words too long for their box, is found by kiosk.forms_check.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.definition import BrokenDefinition, Catalogue
from forms.problems import DefinitionCode, SettingsError
from printing import layout as sheet_layout
from printing.errors import LayoutError

if TYPE_CHECKING:
    from forms.definition import Procedure
    from forms.settings import Town
    from printing.layout import Layout


def layout(procedure: Procedure) -> Layout:
    """Read the sheet of a procedure. Raises printing.layout.LayoutError."""
    printed = [field for field in procedure.fields if field.printed]
    return sheet_layout.parse(
        procedure.sheet,
        fields={field.id: field.label for field in printed},
        repeats={field.id: field.repeat for field in printed if field.repeat},
    )


def background(procedure: Procedure, sheet: Layout) -> bytes | None:
    """Read the town's own PDF that a sheet names, from the folder of its definition; raises LayoutError."""
    if sheet.overlay is None or not sheet.overlay.background:
        return None
    name = sheet.overlay.background
    try:
        if procedure.folder is None:
            raise FileNotFoundError(name)
        return (procedure.folder / name).read_bytes()
    except OSError as error:
        raise LayoutError("sheet-background", "sheet.background", name) from error


def fault(procedure: Procedure, town: Town) -> BrokenDefinition | None:
    """Return why a procedure cannot go on paper in this town; None when it can."""
    try:
        town.office(procedure)
        town.fee(procedure)
        town.addressee(procedure)
        background(procedure, layout(procedure))
    except LayoutError as error:
        return BrokenDefinition(procedure.id, error.code, error.where, error.detail, procedure.name)
    except SettingsError as error:
        code = DefinitionCode.UNKNOWN_SETTING
        return BrokenDefinition(procedure.id, code, error.where, error.detail, procedure.name)
    return None


def usable(catalogue: Catalogue, town: Town) -> Catalogue:
    """Return the catalogue with every procedure that cannot go on paper among the broken ones."""
    faults = {id_: found for id_, item in catalogue.procedures.items() if (found := fault(item, town))}
    good = {id_: item for id_, item in catalogue.procedures.items() if id_ not in faults}
    return Catalogue(MappingProxyType(good), (*catalogue.broken, *faults.values()))
