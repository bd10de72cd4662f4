"""The My Number Card: what it is, whether it can be used, and the four attributes of its holder."""

from cardreader.mynumber.check import CardCheck, CardKind, check_card
from cardreader.mynumber.face import CardFace, Picture
from cardreader.mynumber.integrity import Integrity
from cardreader.mynumber.person import BasicFour, Sex
from cardreader.mynumber.read import CardReading, read_card

__all__ = [
    "BasicFour",
    "CardCheck",
    "CardFace",
    "CardKind",
    "CardReading",
    "Integrity",
    "Picture",
    "Sex",
    "check_card",
    "read_card",
]
