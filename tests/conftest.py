"""What every test run needs before anything is imported: no display, and never the machine's own card service."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("MADOBE_CONFIG", None)

# libpcsclite reads the name of its socket once for each process; the module sets it to a private one.
import tests.support.pcscd  # noqa: F401
