from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.loader import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Procedure


@pytest.fixture(scope="session")
def shipped() -> Mapping[str, Procedure]:
    catalogue = load_catalogue()
    assert catalogue.broken == ()
    return catalogue.procedures
