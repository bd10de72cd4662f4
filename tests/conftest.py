"""What every test run needs before anything is imported: no display, and never the machine's own card service."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("MADOBE_CONFIG", None)

# libpcsclite reads the name of its socket once for each process; the module sets it to a private one.
import tests.support.pcscd  # noqa: F401

# A busy machine is no reason to fail, and what is slow to make (card keys, a window) is made in the first example.
settings.register_profile("long", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run; ``./test --long`` looks for new ones.
settings.register_profile("madobe", parent=settings.get_profile("long"), derandomize=True)
settings.load_profile("madobe")


def pytest_collection_finish() -> None:
    """Ten thousand collected tests are no garbage to look through again and again."""
    gc.collect()
    gc.freeze()
