"""Virtual cards and a virtual reader: the same bytes as the real ones, with invented people on them."""

from cardreader.virtual.card import VirtualCard
from cardreader.virtual.faults import Answer, Cut, Fault, Hold, Pull, ResetByOther, Traits
from cardreader.virtual.profiles import PrintedBirth, ProfileFacts, load_profile, profile_facts, profile_names
from cardreader.virtual.reader import VirtualReader

__all__ = [
    "Answer",
    "Cut",
    "Fault",
    "Hold",
    "PrintedBirth",
    "ProfileFacts",
    "Pull",
    "ResetByOther",
    "Traits",
    "VirtualCard",
    "VirtualReader",
    "load_profile",
    "profile_facts",
    "profile_names",
]
