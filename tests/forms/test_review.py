"""Sources and dates: what is missing, what cannot be, and what somebody has to look up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms.definition import Confidence, Procedure
from forms.problems import DefinitionCode, Finding
from forms.review import after_months, founded, overdue_definition, overdue_settings
from forms.settings import load_town
from tests.support.procedures import TODAY, small

D = DefinitionCode
TOWN = load_town()
SMALL = small({"id": "x"})


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 11, date(2026, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, after: date) -> None:
    assert after_months(day, months) == after


@pytest.mark.parametrize(
    ("procedure", "finding"),
    [
        (replace(SMALL, sources=(), confidence=Confidence.LAW), Finding(D.NO_SOURCE, "sources", "law")),
        (replace(SMALL, checked_on=TODAY + timedelta(1)), Finding(D.DATES, "checked_on", "2026-11-25")),
        (replace(SMALL, approved_by="住民課"), Finding(D.DATES, "approved_on", "住民課")),
        (replace(SMALL, approved_on=TODAY), Finding(D.DATES, "approved_on", "")),
        (
            replace(SMALL, approved_by="住民課", approved_on=date(2026, 11, 30)),
            Finding(D.DATES, "approved_on", "2026-11-30"),
        ),
    ],
)
def test_what_a_definition_rests_on(procedure: Procedure, finding: Finding) -> None:
    assert list(founded(procedure, TODAY)) == [finding]


def test_a_definition_well_founded() -> None:
    assert list(founded(SMALL, TODAY)) == []
    assert list(founded(replace(SMALL, approved_by="住民課", approved_on=TODAY), TODAY)) == []
    assert list(founded(replace(SMALL, sources=()), TODAY)) == []


def test_a_definition_is_due_after_the_months_of_the_town_or_on_its_own_day() -> None:
    last = date(2027, 11, 24)
    assert list(overdue_definition(SMALL, TOWN, last)) == []
    due = Finding(D.REVIEW_DUE, "checked_on", "2027-11-24")
    assert list(overdue_definition(SMALL, TOWN, last + timedelta(1))) == [due]
    early = replace(SMALL, review_by=date(2026, 12, 31))
    assert list(overdue_definition(early, TOWN, date(2026, 12, 31))) == []
    assert list(overdue_definition(early, TOWN, date(2027, 1, 1))) == [
        Finding(D.REVIEW_DUE, "checked_on", "2026-12-31")
    ]


def test_every_setting_is_due_in_its_time() -> None:
    # Set anew each August; the amount in the file is that of the year before.
    assert [finding.where for finding in overdue_settings(TOWN, TODAY)] == ["amount.kaigo_gendo_3"]
    places = [place for place, _ in TOWN.bases()]
    assert {"", "addressee.mayor", "office.residents", "fee.juminhyo", "amount.kaigo_jutaku"} <= set(places)
    assert [finding.where for finding in overdue_settings(TOWN, date(2030, 1, 1))] == places
    early = {finding.where for finding in overdue_settings(TOWN, date(2027, 9, 1))}
    assert early == {place for place, basis in TOWN.bases() if basis.review_by and basis.review_by < date(2027, 9, 1)}
    assert {"amount.kaigo_gendo_3", "year.tax_certificate", "year.tax_income"} == early


def test_a_setting_of_tomorrow_is_told() -> None:
    assert Finding(D.DATES, "", TOWN.basis.checked_on.isoformat()) in list(overdue_settings(TOWN, date(2026, 1, 1)))
