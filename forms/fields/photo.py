"""写真: the box for a photograph (45 x 35 mm)."""

from __future__ import annotations

from forms.fields.empty import Empty


class Photo(Empty):
    """Printed, never asked."""
