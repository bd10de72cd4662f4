from __future__ import annotations

from pathlib import Path

import pytest

from cardreader.virtual import VirtualCard, load_profile
from tests.support.pcscd import Pcscd, pcscd

__all__ = ["Pcscd", "pcscd"]


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the virtual cards' keys: RSA keys are slow to make, so one for the run."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture
def plain() -> VirtualCard:
    """The card with nothing special about it."""
    return load_profile("plain")
