"""A fifth of the forms in several persons' data: everything is written, whatever the name and the address."""

from __future__ import annotations

import pytest

from cardreader.virtual import profile_facts
from forms.journey import entries
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from tests.support.pdf import text_in
from tests.support.persons import FORMS, PERSONS, answered

PROCEDURES = load_catalogue().procedures
TOWN = load_town()
FIFTH = 5


def test_they_are_a_fifth_of_the_forms() -> None:
    assert set(FORMS) <= set(PROCEDURES)
    assert len(set(FORMS)) * FIFTH >= len(PROCEDURES)


@pytest.mark.parametrize("id_", FORMS)
@pytest.mark.parametrize("person", PERSONS)
def test_every_box_is_written_for_everybody(id_: str, person: str) -> None:
    procedure = PROCEDURES[id_]
    answers = answered(procedure, person)
    drawn = paper.draw(procedure, answers, TOWN)
    assert drawn.problems == ()
    name = profile_facts(PERSONS[person]).person.name
    boxes = {place.field: place for place in drawn.placed}
    names = [e for e in entries((procedure,), answers) if e.answer and e.answer.value == name and e.content in boxes]
    assert names or person == "long"  # whose longest answers name somebody else
    for entry in names:
        written = text_in(drawn.pdf, boxes[entry.content])
        assert "".join(name.split()) in "".join(written.split()), entry.content
