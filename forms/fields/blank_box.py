"""空欄: a box for a secret written by hand; the program takes no value."""

from __future__ import annotations

from forms.fields.empty import Empty


class BlankBox(Empty):
    """Printed, never asked."""
