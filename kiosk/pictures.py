"""The card's own pictures of name and address, for texts that the paper's fonts cannot write.

They are wanted only for such a person; they are printed in place of the card's text and of nothing else; and they live
as long as the visit's card reading. What decides is the paper's fonts, so cardreader is told by a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from forms.answers import Giver
from printing.content import Picture

if TYPE_CHECKING:
    from cardreader.mynumber import BasicFour, CardReading
    from forms.answers import Answer

Pictures: TypeAlias = Mapping[str, Picture]
"""Pictures by the text they stand for."""

NO_PICTURES: Pictures = MappingProxyType({})
_FROM_CARD = frozenset({Giver.CARD, Giver.COMPUTED})


def wanted(person: BasicFour) -> bool:
    """Say whether name or address hold a character that cannot be printed."""
    return _cannot_be_written(person.name + person.address)


def pictures(*readings: CardReading | None) -> Pictures:
    """Return the cards' pictures of those of their texts that cannot be printed."""
    found: dict[str, Picture] = {}
    for reading in readings:
        if reading is None or reading.face is None:
            continue
        person, face = reading.person, reading.face
        for text, image in ((person.name, face.name), (person.address, face.address)):
            if _cannot_be_written(text):
                found[text] = Picture(image.width, image.height, image.bits, text)
    return found or NO_PICTURES


def picture_of(answer: Answer | None, known: Pictures) -> Picture | None:
    """Return the picture printed for an answer: one the card gave, as a whole, that cannot be written."""
    if answer is None or answer.giver not in _FROM_CARD or not isinstance(answer.value, str):
        return None
    return known.get(answer.value)


def _cannot_be_written(text: str) -> bool:
    from printing.fonts import paper_fonts  # noqa: PLC0415 - the window's first page waits for no fonts of the paper

    return bool(paper_fonts().missing(text))
