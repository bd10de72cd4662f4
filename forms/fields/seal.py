"""押印: the ring for a seal."""

from __future__ import annotations

from forms.fields.empty import Empty


class Seal(Empty):
    """Printed, never asked."""
