"""What no answer changes of the procedures of one sitting is worked out once, and for these procedures only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms import journey, sitting
from forms.answers import NO_ANSWERS, Giver
from forms.authority import with_givers
from forms.evaluation import Evaluation
from forms.loader import load_catalogue
from kiosk.prefill import facts
from tests.support.pages import PERSON, TODAY
from tests.support.procedures import small

TABLE = [{"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}]
FIELDS = (
    {"id": "first"},
    {"id": "who", "repeat": "people", "kind": "name", "shares": "name"},
    {"id": "between"},
    {"id": "born", "repeat": "people", "kind": "date", "shares": "birth"},
    {"id": "mine", "kind": "name", "shares": "spouse.name"},
)


def test_a_sitting_is_made_once_for_the_same_procedures() -> None:
    one, other = small(*FIELDS, repeat=TABLE), small(*FIELDS, repeat=TABLE)
    made = sitting.sitting((one,))
    assert sitting.sitting([one]) is made
    assert sitting.sitting((other,)) is not made  # alike, but read anew: its fields are others
    assert Evaluation((one,), NO_ANSWERS).sitting is Evaluation((one,), NO_ANSWERS).sitting


def test_places_are_of_the_sitting_whoever_asks() -> None:
    one = small(*FIELDS, repeat=TABLE)
    made = sitting.Sitting((one,))
    place = made.place(replace(one, name="別の名"), one.field("who"), 1)
    assert place is made.place(one, one.field("who"), 1)
    assert place.procedure is one
    assert place.key == f"{one.id}.people[1].who"


def test_a_table_stands_where_its_first_field_does() -> None:
    one = small(*FIELDS, repeat=TABLE)
    made = sitting.Sitting((one,))
    first, table, between, mine = made.steps[one.id]
    assert isinstance(table, sitting.Table)
    assert [one.field("first"), one.field("between"), one.field("mine")] == [
        step.field for step in (first, between, mine) if not isinstance(step, sitting.Table)
    ]
    assert [field.id for field in table.fields] == ["who", "born"]
    assert {part: field.id for part, field in table.parts.items()} == {"name": "who", "birth": "born"}
    assert made.naming[one.id] == (table, mine)


def test_fields_of_one_key_are_found_in_every_procedure() -> None:
    one = small({"id": "a", "shares": "applicant.phone", "kind": "phone"})
    two = replace(one, id="two")
    assert [item.id for item, _ in sitting.Sitting((one, two)).sharing("applicant.phone")] == [one.id, "two"]
    assert sitting.Sitting((one, two)).sharing("applicant.name") == ()


def test_only_so_many_sittings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting, "_MOST", 2)
    monkeypatch.setattr(sitting, "_KNOWN", {})
    for number in range(7):
        sitting.sitting((small({"id": f"field{number}"}),))
        assert 1 <= len(sitting._KNOWN) <= 2


def test_what_follows_from_a_birth_does_not_hang_on_who_asks_first() -> None:
    """A person of one's own name, insured: the birth is known by the name, and the class by the birth."""
    procedures = tuple(load_catalogue().procedures[name] for name in ("kaigo_tennyu", "kaigo_kogaku"))
    given = NO_ANSWERS.set("insured.applied_by", "家族・親族", Giver.RESIDENT)
    given = given.set("insured.name", PERSON.name, Giver.RESIDENT).set(
        "insured.kana", "タカサキ ヨシロウ", Giver.RESIDENT
    )
    given = given.set("applicant.phone", "0125622222", Giver.RESIDENT)
    found = with_givers(procedures, journey.complete(procedures, given, facts(PERSON, TODAY, [])))
    birth, kind = found.get("insured.birth"), found.get("insured.class")
    assert birth is not None
    assert birth.value == PERSON.birth
    assert kind is not None
    assert kind.value == "第1号被保険者"
