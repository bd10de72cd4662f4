"""What brings a resident here, as far as it is told: a life event with its answers, or a group of procedures."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.life_events.answers import EventAnswers


@dataclass(frozen=True, slots=True)
class Purpose:
    """``Purpose()``: nothing is told yet. Personal, so it hangs on the visit and ends with it.

    ``event`` is the life event whose questions are asked, ``question`` the id of the one on screen, None once all are
    answered. ``by_name``: procedures are looked up by name, in the group ``category``.
    """

    event: str = ""
    answers: EventAnswers = field(default_factory=lambda: MappingProxyType({}))
    question: str | None = None
    by_name: bool = False
    category: str = ""
