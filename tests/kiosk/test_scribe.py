"""代筆の記録: due when staff gave an answer, naming boxes and never what stands in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from forms.answers import Answer, Answers, Giver
from forms.definition import Procedure
from forms.journey import complete, entries
from forms.loader import load_catalogue
from forms.places import count_key
from forms.settings import load_town
from forms.values import SKIPPED, UNKNOWN
from kiosk.drawing import Drawing, Drawn
from kiosk.manifest import manifest
from kiosk.paper import draw
from kiosk.prefill import facts
from kiosk.scribe import DAIHITSU, record, record_answers, written_by_staff
from kiosk.session.effects import DrawPages
from tests.support.visit import PERSON

FORMS = load_catalogue().procedures
TOWN = load_town()
TODAY = date(2026, 11, 24)
JUMINHYO = (FORMS["juminhyo"],)
PHONE = Answers({"applicant.phone": Answer("0125622222", Giver.STAFF)})


def known(given: Answers) -> Answers:
    return complete(JUMINHYO, given, facts(PERSON, TODAY))


def drawn(given: Answers) -> Drawn:
    drawing = Drawing(FORMS, TOWN, lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC), bytes)
    return drawing(DrawPages(1, ("juminhyo",), known(given), "ja"))


def documents(given: Answers) -> list[str]:
    return [one.name for one in drawn(given).documents]


def test_it_comes_between_the_forms_and_the_slip_when_staff_gave_an_answer() -> None:
    assert documents(PHONE) == ["juminhyo", DAIHITSU, "slip"]


def test_there_is_none_when_the_resident_gave_every_answer() -> None:
    assert documents(Answers({"applicant.phone": Answer("0125622222", Giver.RESIDENT)})) == ["juminhyo", "slip"]
    assert record_answers("261124-222222", TODAY, JUMINHYO, known(Answers())) is None


@pytest.mark.parametrize(("giver", "file"), [(Giver.STAFF, "daihitsu.pdf"), (Giver.RESIDENT, None)])
def test_the_manifest_names_its_file(giver: Giver, file: str | None) -> None:
    given = Answers({"applicant.phone": Answer("0125622222", giver)})
    told = manifest(drawn(given), JUMINHYO, known(given), missing=(), unused=(), card=None)
    assert told["record"] == file


def test_it_names_form_section_and_box_of_what_staff_gave_only() -> None:
    assert written_by_staff(JUMINHYO, known(PHONE)) == (
        ("住民票の写し等交付請求書", "窓口に来た方", "電話番号（日中連絡がつく番号）"),
    )


def test_a_box_left_out_at_the_window_was_not_written_by_anybody() -> None:
    assert written_by_staff(JUMINHYO, known(Answers({"applicant.phone": Answer(SKIPPED, Giver.STAFF)}))) == ()


def test_no_value_but_the_name_of_the_applicant_stands_on_it() -> None:
    found = record_answers("261124-222222", TODAY, JUMINHYO, known(PHONE))
    assert found is not None
    written = "".join(page.extract_text() for page in PdfReader(BytesIO(draw(record(), found, TOWN).pdf)).pages)
    assert "261124-222222" in written
    assert "電話番号（日中連絡がつく番号）" in written
    assert "0125622222" not in written.replace("-", "")


def all_by_staff(*procedures: Procedure) -> Answers:
    """Return わからない in every box that shows without an answer, and as many rows as there may be, given by staff."""
    given = Answers()
    for procedure in procedures:
        for repeat in procedure.repeats:
            given = given.set(count_key(procedure, repeat), repeat.max_rows, Giver.STAFF)
    for entry in entries(procedures, given):
        given = given if entry.key in given else given.set(entry.key, UNKNOWN, Giver.STAFF)
    return given


@pytest.mark.parametrize("procedure", FORMS.values(), ids=FORMS)
def test_a_form_filled_in_by_staff_leaves_no_row_of_it_to_the_pen(procedure: Procedure) -> None:
    found = record_answers("261124-222222", TODAY, (procedure,), all_by_staff(procedure))
    assert found is not None
    assert draw(record(), found, TOWN).problems == ()


def test_rows_that_the_sheet_has_no_room_for_go_on_behind_it() -> None:
    procedures = tuple(FORMS.values())[:8]
    found = record_answers("261124-222222", TODAY, procedures, all_by_staff(*procedures))
    assert found is not None
    assert draw(record(), found, TOWN).pages > 1


def test_no_procedure_takes_its_name() -> None:
    assert DAIHITSU not in FORMS
