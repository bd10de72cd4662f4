"""The parts of a name as the My Number Card and the resident record write it.

A Japanese name has a full-width space between family name and given name (card-protocol.md 3.2). A foreign resident's
is in Latin letters, with the registered 通称 behind it in round brackets; a registered 旧氏 stands in square brackets.
How the brackets look on a real card was not seen: a name in any other form simply has fewer parts, and the whole name
is never altered.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALIAS = re.compile(r"[（(]([^（）()]+)[）)]")
_FORMER = re.compile(r"[［\[【]([^［］\[\]【】]+)[］\]】]")
_SPACES = re.compile(r"[ \u3000]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a name tells; empty where it does not."""

    family: str = ""
    given: str = ""
    latin: str = ""
    alias: str = ""
    former: str = ""


def is_latin(text: str) -> bool:
    """Tell whether every letter is a Latin one: a Japanese national's registered name never is."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(letter, "") for letter in letters)


def name_parts(name: str) -> NameParts:
    """Return the parts of a name, each character as it stands there.

    Family and given name only where one full-width space divides a name that is not Latin: the order of a Latin name is
    the passport's, and where it divides is not known.
    """
    alias, former = _ALIAS.search(name), _FORMER.search(name)
    main = _FORMER.sub("", _ALIAS.sub("", name)).strip()
    found = {"alias": alias[1].strip() if alias else "", "former": former[1].strip() if former else ""}
    if is_latin(main):
        return NameParts(latin=main, **found)
    family, space, given = main.partition("\u3000")
    if not space or "\u3000" in given.strip():
        return NameParts(**found)
    return NameParts(family=family.strip(), given=given.strip(), **found)


def spaced(name: str) -> str:
    """Return a typed name with full-width spaces as the register writes them; a Latin one with single spaces."""
    return _SPACES.sub(" " if any(is_latin(letter) for letter in name if letter.isalpha()) else "\u3000", name).strip()
