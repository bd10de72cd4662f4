from __future__ import annotations

from tests.support.pcscd import Pcscd, pcscd

__all__ = ["Pcscd", "pcscd"]
