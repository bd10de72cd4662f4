"""Where a card comes from: ``reader``, ``reader:NAME``, ``virtual:PROFILE`` (design/product.md, the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardreader.connection import CardSource


class UnknownCardError(Exception):
    """Raised for a card name that is none of the forms above, or a profile that does not exist; names what exists."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def open_source(name: str, reader: str = "") -> CardSource:
    """Return the source of cards called ``name``; ``reader`` is the configured reader for plain ``reader``."""
    # Imported here: a virtual card needs no PC/SC library, and a real reader no test keys.
    kind, _, rest = name.partition(":")
    if kind == "reader":
        from cardreader.pcsc import PcscReader

        return PcscReader(rest or reader or None)
    if kind == "virtual":
        from cardreader.virtual import VirtualReader, load_profile, profile_names

        if rest not in profile_names():
            raise UnknownCardError(name, tuple(f"virtual:{profile}" for profile in profile_names()))
        virtual = VirtualReader(lambda _state: None)
        virtual.insert(load_profile(rest))
        return virtual
    raise UnknownCardError(name, ("reader", "reader:NAME", "virtual:PROFILE", "none"))
