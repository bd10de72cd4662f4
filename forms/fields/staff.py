"""職員記入欄: an area only staff fill in; its options are printed to be ticked."""

from __future__ import annotations

from forms.fields.empty import Empty


class Staff(Empty):
    """Printed, never asked."""
