"""What a page says aloud: all its words as they stand there, from top to bottom, with their readings.

Not said: the frame, what is addressed to staff, and the keys of boards and pads; so nothing of a secret, of which a
page shows only how long it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.focus import in_layout_order
from ui.screen import Screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def spoken(page: QWidget) -> tuple[str, ...]:
    """Return the sentences of what is visible on ``page``, marked as forms.japanese.furigana has it."""
    if isinstance(page, Screen):
        if page.silent:
            return ()
        page.complete()
    found = (getattr(one, "said", "") for one in in_layout_order(page) if one.isVisibleTo(page))
    return tuple(text for text in found if text)
