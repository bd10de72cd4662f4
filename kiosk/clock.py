"""The one place that asks what time it is; everything else is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")
"""The town's own time, whatever zone the machine was set up with: a form must not bear yesterday's date."""


def now() -> datetime:
    """Return the time in Japan."""
    return datetime.now(JAPAN)


def today() -> date:
    """Return the date in Japan."""
    return now().date()
