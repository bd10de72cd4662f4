"""署名: the line where the person signs by hand."""

from __future__ import annotations

from forms.fields.empty import Empty


class Signature(Empty):
    """Printed, never asked."""
