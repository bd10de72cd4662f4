"""A family larger than the printed table: all its rows go on upon continuation sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from printing.form import draw_form
from tests.support.pdf import pypdf_text
from tests.support.persons import longest

if TYPE_CHECKING:
    from forms.definition import Procedure
    from printing.content import Content

TOWN = load_town()
LONGER = {
    procedure.id: procedure
    for procedure in load_catalogue().procedures.values()
    for repeat in procedure.repeats
    if repeat.max_rows > paper.layout(procedure).tables[repeat.id].rows
}
ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")


def full(procedure: Procedure) -> dict[str, Content]:
    """The longest answers, with as many rows as a person can enter: the sheet's own over and over."""
    found = dict(paper.contents(procedure, longest(procedure)))
    rows = {repeat: table.rows for repeat, table in paper.layout(procedure).tables.items()}
    for key in found:
        if (match := ROW.fullmatch(key)) and int(match[2]) >= rows[match[1]]:
            found[key] = found[f"{match[1]}[{int(match[2]) % rows[match[1]]}].{match[3]}"]
    return found


def test_families_may_be_larger_than_most_tables() -> None:
    assert {"jumin_ido", "juminhyo", "kokuho_ido", "jidoteate_nintei", "hoiku_nintei", "risai"} <= set(LONGER)


@pytest.mark.parametrize("id_", LONGER)
def test_every_row_a_person_can_enter_is_printed(id_: str) -> None:
    procedure = LONGER[id_]
    layout, contents = paper.layout(procedure), full(procedure)
    drawn = draw_form(layout, contents, paper.letter(procedure, TOWN), approved=False)
    assert drawn.problems == ()
    assert {place.field for place in drawn.placed} == set(contents)
    assert drawn.pages > len(layout.pages)
    for page in range(len(layout.pages) + 1, drawn.pages + 1):
        head, foot = pypdf_text(drawn.pdf, page).replace("\n", ""), f"{page}／{drawn.pages}"
        assert f"{procedure.name}　（続紙）" in head
        assert foot in head
    if any(part.get("numbered") for part in procedure.sheet["part"]):
        lines = "\n".join(pypdf_text(drawn.pdf, page) for page in range(1, drawn.pages + 1)).splitlines()
        most = max(repeat.max_rows for repeat in procedure.repeats)
        assert str(most) in (line.strip() for line in lines)
    area = layout.area
    for place in drawn.placed:
        assert place.y + place.h <= area.bottom + 0.1, place.field
