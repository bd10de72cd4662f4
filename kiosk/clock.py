"""The one place that asks what time it is; everything else is told."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """Return the time of day here, with its zone."""
    return datetime.now().astimezone()


def today() -> date:
    """Return the date here."""
    return now().date()
