from __future__ import annotations

import pytest

from cardreader.virtual import VirtualCard, load_profile
from tests.support.pcscd import Pcscd, pcscd

__all__ = ["Pcscd", "pcscd"]


@pytest.fixture
def plain() -> VirtualCard:
    """The card with nothing special about it."""
    return load_profile("plain")
