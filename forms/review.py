"""Where a definition or a setting comes from, when that was looked at, and when somebody has to look again.

What law and town decide changes: amounts, age limits, fees, names of offices. Nobody notices a change by reading a file
that was right last year, so each file says until when it may be believed: ``review_by`` where a change is known to come
(an amount set anew each August), else ``review_months`` of the town's settings after ``checked_on``.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from forms.definition import Confidence
from forms.problems import DefinitionCode, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Procedure
    from forms.settings import Town


def after_months(day: date, months: int) -> date:
    """Return the same day so many months later, the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def founded(procedure: Procedure, today: date) -> Iterator[Finding]:
    """Yield what is missing of a definition's sources, and dates that cannot be."""
    if not procedure.sources and procedure.confidence is not Confidence.GENERAL:
        yield Finding(DefinitionCode.NO_SOURCE, "sources", procedure.confidence)
    if procedure.checked_on > today:
        yield Finding(DefinitionCode.DATES, "checked_on", procedure.checked_on.isoformat())
    if bool(procedure.approved_by) != (procedure.approved_on is not None):
        yield Finding(DefinitionCode.DATES, "approved_on", procedure.approved_by)
    elif procedure.approved_on is not None and procedure.approved_on > today:
        yield Finding(DefinitionCode.DATES, "approved_on", procedure.approved_on.isoformat())


def overdue_definition(procedure: Procedure, town: Town, today: date) -> Iterator[Finding]:
    """Yield a finding when somebody should have compared the definition with its sources again."""
    by = procedure.review_by or after_months(procedure.checked_on, town.review_months)
    if by < today:
        yield Finding(DefinitionCode.REVIEW_DUE, "checked_on", by.isoformat())


def overdue_settings(town: Town, today: date) -> Iterator[Finding]:
    """Yield a finding for each setting that somebody should have looked up again."""
    for place, basis in town.bases():
        by = basis.review_by or after_months(basis.checked_on, town.review_months)
        if by < today:
            yield Finding(DefinitionCode.REVIEW_DUE, place, by.isoformat())
        if basis.checked_on > today:
            yield Finding(DefinitionCode.DATES, place, basis.checked_on.isoformat())
