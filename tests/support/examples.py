"""How many examples a search by chance tries: a few in ``./test``, many more in ``./test --long``."""

from __future__ import annotations

from hypothesis import settings


def examples(few: int, many: int) -> int:
    """Return ``max_examples`` under the profile that this run has (tests/conftest.py)."""
    return many if settings.get_current_profile_name() == "long" else few
