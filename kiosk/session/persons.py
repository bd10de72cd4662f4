"""The persons of one visit: whose cards were read, by which door, and whose could not be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardreader.mynumber import BasicFour, CardCheck, CardReading
    from cardreader.secret import Door


class Relation(StrEnum):
    """What somebody is to the person at the window; the values are the words forms know (forms.people)."""

    SPOUSE = "配偶者"
    CHILD = "子"
    PARENT = "父母"
    GRANDPARENT = "祖父母"
    GRANDCHILD = "孫"
    SIBLING = "兄弟姉妹"
    OTHER = "その他"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the family whose card is to be read.

    ``here``: they stand at the window too, and type their own PIN. An absent person's PIN is never used.
    """

    relation: Relation | None = None
    here: bool | None = None

    @property
    def may_use_pin(self) -> bool:
        """Tell whether the door of the PIN is open: only to a person who is here."""
        return self.here is True


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A person whose card was read and confirmed; ``member`` is None for the person at the window."""

    member: Member | None
    door: Door
    check: CardCheck
    reading: CardReading

    @property
    def person(self) -> BasicFour:
        """The four attributes."""
        return self.reading.person


@dataclass(frozen=True, slots=True)
class Unread:
    """Somebody of the family who is entered by hand: absent, or with a card that could not be used."""

    member: Member
