"""Which boxes the printing leaves to the pen: too small for what was told, or a character that no font holds. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import journey

if TYPE_CHECKING:
    from kiosk.i18n import Words
    from kiosk.session.state import SessionState


def boxes(state: SessionState, words: Words) -> tuple[str, ...]:
    """Return the names of the boxes, each once, in the order of the forms; none before the pages are drawn."""
    pages = state.visit.pages
    if pages is None or not pages.problems:
        return ()
    open_ = {(one.procedure, one.key) for one in pages.problems}
    entries = journey.entries(state.procedures, state.visit.answers)
    names = (one.field.name(words.language) for one in entries if (one.procedure, one.key) in open_)
    return tuple(dict.fromkeys(names))
