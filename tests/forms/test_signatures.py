"""Whose box for a signature it is, over every shipped form and every way to apply for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.answers import Answers, Giver
from forms.definition import Field, Kind, Procedure
from forms.evaluation import Evaluation
from forms.journey import complete
from forms.loader import load_catalogue
from forms.places import place_of
from forms.signatures import own_box
from forms.values import UNKNOWN
from kiosk.prefill import facts
from tests.support.visit import PERSON, SECTION, TODAY, small_procedure

SHIPPED = load_catalogue().procedures
SIGNED = {id_: one for id_, one in SHIPPED.items() if any(field.kind is Kind.SIGNATURE for field in one.fields)}
TO_THE_PEN = {
    "hoiku_genkyo",  # names no guardian beside the box, asks nobody who applies
    "hoiku_nintei",
    "hoiku_riyo",
    "jidofuyo_genkyo",
    "mnc_pin_irai",  # written at home by the person who sends somebody
    "zei_shomei",  # only a principal signs
}
SIGN = Field("sign", "署名", Kind.SIGNATURE, True, SECTION)


def asked(procedure: Procedure) -> Field | None:
    return next((field for field in procedure.fields if field.authority), None)


def answered(procedure: Procedure, value: object) -> Answers:
    field, answers = asked(procedure), Answers({})
    if field is not None:
        answers = answers.set(place_of(procedure, field, None).key, value, Giver.RESIDENT)  # type: ignore[arg-type]
    return complete((procedure,), answers, facts(PERSON, TODAY))


@pytest.mark.parametrize("id_", SIGNED)
def test_one_s_own_box_is_found_and_no_proxy_s(id_: str) -> None:
    procedure = SIGNED[id_]
    field = asked(procedure)
    found = {value: own_box(procedure, answered(procedure, value)) for value in (field.options if field else ("",))}
    if field is not None:
        assert all(found[value] == "" for value in field.authority), found
        assert own_box(procedure, answered(procedure, UNKNOWN)) == ""
        assert own_box(procedure, Answers({})) == ""
    own = {value: box for value, box in found.items() if field is None or value not in field.authority}
    assert all(bool(box) is (id_ not in TO_THE_PEN) for box in own.values()), own
    assert {procedure.field(box).label for box in own.values() if box}.isdisjoint({"配偶者署名", "委任者署名"})


def test_the_spouse_s_box_on_the_same_sheet_is_left_alone() -> None:
    procedure = SIGNED["kaigo_gendo"]
    answers = answered(procedure, "被保険者本人")
    for field in procedure.fields:
        if field.kind is Kind.CHOICE and "配偶者" in field.label and field.options:
            answers = answers.set(place_of(procedure, field, None).key, field.options[0], Giver.RESIDENT)
    shown = {one.field.id for one in Evaluation((procedure,), answers).shown()}
    assert {"sign", "sp_sign"} <= shown, "both boxes are on the sheet"
    assert own_box(procedure, answers) == "sign"


def test_of_two_boxes_nobody_knows_which() -> None:
    one, name = small_procedure(), Field("name", "氏名", Kind.NAME, True, SECTION, shares="applicant.name")

    def box(*fields: Field) -> str:
        return own_box(replace(one, fields=(name, *fields)), Answers({}))

    assert box(SIGN) == "sign"
    assert box(SIGN, replace(SIGN, id="second")) == ""
    assert box(replace(SIGN, printed=False)) == ""
    assert box() == ""


@pytest.mark.parametrize("name", ["spouse.name", "doctor.full_name", ""])
def test_beside_somebody_else_s_name_a_pen_signs(name: str) -> None:
    one = small_procedure()
    other = Field("who", "氏名", Kind.NAME, True, SECTION, shares=name)
    assert own_box(replace(one, fields=(other, SIGN)), Answers({})) == ""


def test_a_holder_put_right_by_hand_may_be_somebody_else() -> None:
    procedure = SIGNED["mnc_shomei"]
    answers = answered(procedure, "本人")
    assert own_box(procedure, answers) == "sign"
    assert own_box(procedure, answers.set("cardholder.name", "別　人", Giver.RESIDENT)) == ""
